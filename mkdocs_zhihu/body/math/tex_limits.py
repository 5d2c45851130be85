r"""Limits on a formula, checked in linear time before the converter sees it.

The converter (math-core) recurses for each level, and a stack that is full ends the process. For a bracket that is
never closed it reads what follows twice, so its time doubles with each of them.
"""

import re

MAX_TEX = 10_000
"""Characters of one formula, before and after it is translated."""

MAX_DEPTH = 200
"""Levels of groups, brackets and commands whose argument is the next command."""

MAX_WORK = 2**17
"""Tokens of one formula, twice as many for each unclosed bracket."""

MAX_POST_WORK = 2**18
"""The same for all formulas of a post."""

MAX_DEFINED_DEPTH = 10
MAX_EXPANSIONS = 100
"""Uses of commands in a formula that defines its own: each can add as much as the formula holds."""

MAX_DEFINED_SIZE = 2_600
"""Characters of such a formula, times the arguments in its definitions."""

TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|[^\s\\]", re.DOTALL)
DEFINITION = re.compile(
    r"\\(?:(?:re|provide)?newcommand|[egx]?def|let|futurelet|DeclareMathOperator)(?![A-Za-z])"
)
PLAIN_DEFINITION = re.compile(
    r"\\(?:newcommand\s*\{?\\[A-Za-z]+\}?\s*(?:\[\d\])?|def\s*\\[A-Za-z]+\s*(?:#\d)*"
    r"|DeclareMathOperator\s*\*?\s*\{?\\[A-Za-z]+\}?)\s*(?=\{)"
)
BEGIN = frozenset({"{", r"\begin", r"\left", r"\bgroup", r"\begingroup"})
END = frozenset({"}", r"\end", r"\right", r"\egroup", r"\endgroup"})
TAKES_DELIMITER = frozenset({r"\left", r"\right", r"\middle"})
OPENING = frozenset(
    r"( [ \{ \langle \lbrace \lbrack \lceil \lfloor \lvert \lVert \lgroup \lmoustache \llbracket \llparenthesis"
    r" \ulcorner \llcorner \lang \lBrace \lBrack \lAngle ⟨ ⌈ ⌊ ⟦ ⟮ ⦃ ⦅ ⟪ ❲".split()
)
CLOSING = frozenset(
    r") ] \} \rangle \rbrace \rbrack \rceil \rfloor \rvert \rVert \rgroup \rmoustache \rrbracket \rrparenthesis"
    r" \urcorner \lrcorner \rang \rBrace \rBrack \rAngle ⟩ ⌉ ⌋ ⟧ ⟯ ⦄ ⦆ ⟫ ❳".split()
)
SEPARATORS = frozenset({"&", r"\\"})


def measure_tex(tex: str) -> tuple[int, str]:
    """Return how much work a formula is for the converter, and why it is too much, "" if it is not."""
    tokens, depth, unclosed = _count(tex)
    limit = MAX_DEPTH
    if has_definitions(tex):
        reason = _check_definitions(tex, unclosed)
        if reason:
            return 0, reason
        limit = MAX_DEFINED_DEPTH
    if depth > limit:
        return 0, f"is nested deeper than {limit} levels"
    work = tokens << min(unclosed, MAX_WORK.bit_length())
    return (work, "") if work <= MAX_WORK else (0, f"opens {unclosed} brackets that it does not close")


def has_definitions(tex: str) -> bool:
    """Return whether a formula defines commands of its own."""
    return DEFINITION.search(tex) is not None


def _count(tex: str) -> tuple[int, int, int]:
    """Return the number of tokens, the greatest depth and the number of brackets that are not closed in their group."""
    levels = [0]
    count = deepest = unclosed = opened = chain = plain = 0
    is_delimiter = False
    for token in TOKEN.findall(tex):
        count += 1
        is_command = len(token) > 1 and token not in SEPARATORS
        plain = 0 if is_command else plain + 1
        chain = chain + is_command if plain <= 1 and token not in SEPARATORS else 0
        if is_delimiter:
            is_delimiter = False
            continue
        is_delimiter = token in TAKES_DELIMITER
        if token in BEGIN:
            levels.append(0)
        elif token in END and len(levels) > 1:
            unclosed += levels[-1]
            opened -= levels.pop()
        elif token in OPENING:
            levels[-1] += 1
            opened += 1
        elif token in CLOSING and levels[-1]:
            levels[-1] -= 1
            opened -= 1
        deepest = max(deepest, len(levels) - 1 + opened + chain)
    return count, deepest, unclosed + sum(levels)


def _check_definitions(tex: str, unclosed: int) -> str:
    r"""Return why the commands a formula defines are too much, "" if they are not.

    What a definition holds counts as often as it is used, which only the converter can tell; so it must close all that
    it opens, and where it takes arguments, a bracket elsewhere could be one of them.
    """
    rest = PLAIN_DEFINITION.sub(r"\\plain", tex)
    arguments = tex.count("#")
    if DEFINITION.search(rest) or unclosed:
        return "defines commands in a way that is not understood"
    if len(tex) * max(1, arguments) > MAX_DEFINED_SIZE:
        return "defines commands and is too long"
    outside = re.sub(r"\\plain\{(?:[^{}]|\{[^{}]*\})*\}", "", rest)
    if arguments and any(token in OPENING for token in TOKEN.findall(outside)):
        return "defines commands with arguments and has brackets besides"
    return ""
