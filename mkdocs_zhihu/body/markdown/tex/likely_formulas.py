r"""Formulas that alone might be money, a program or words: `$显存=14.22G$`, `$ n$`, `$n$(注)`, `the $i$th`.

They are read as formulas only in posts with one that is certain, such as `$x^2$` or `$\alpha$`: others that their author puts between
dollars are likely to be formulas too.
"""

import re

from mkdocs_zhihu.body.markdown.tex.tex_signs import COMMAND, WORDS
from mkdocs_zhihu.reading.cjk import CJK_LETTER, LETTERS
from mkdocs_zhihu.reading.markdown.code_places import iter_outside_code

CERTAIN_FORMULA = re.compile(
    rf"""
    (?<![\w$\\]) \$\$? (?![\s$%&@*?])
    (?= [^$\n]{{0,300}} (?: \\[A-Za-z]{{2}} | \^ | (?<![A-Za-z])[A-Za-z]_[\w{{] ) )  # a command, a power or an index
    [^$\n{LETTERS}]{{1,300}}
    (?<![\s\\]) \$\$? (?![\w$])
    """,
    re.ASCII | re.VERBOSE,
)
LIKELY_FORMULA = re.compile(
    r"""
    (?<![\w$\\)\]}"']) \$ (?![$\d%&@*?])
    (?P<tex>
        (?! [ \t]{0,9} [-+]? [\d.,] )  # an amount of money
        (?: [^$\n\\`，。；！？“”"] | \\[^\n] ){1,200}  # neither code nor parts of two sentences
    )
    \$ (?![\w${("'])
    """,
    re.ASCII | re.VERBOSE,
)
FORMULA_BEFORE_WORDS = re.compile(
    r"""
    (?<![\w$\\]) \$ (?![\s$%&@?])
    (?:
        (?P<operator> [-+*/:=<>]=? ) \$ (?![\w$])
      | (?P<tex>
            (?: [^$\n\\`，。；！？“”"] | \\[^\n] ){0,200}
            (?: [^\s$\\`，。；！？“”"(\[{,;:.=+*/<>&%#@~^_-] | [\^_][-+*] | \\[^\w\s] )
        )
        \$ (?: (?=[("']) | (?P<letter> (?=[A-Za-z]) ) )
    )
    """,
    re.ASCII | re.VERBOSE,
)
"""An operator alone, or a formula right before a bracket, a quotation mark or a letter; without blanks at its ends, as in Pandoc."""
NO_FORMULA = re.compile(r"[A-Z_]{3,}|[A-Za-z_]{2,}[\\/]|[-+]?[\d.,]+(?![\d.,]*$)(?!.*(?:\\[A-Za-z]|[\^_]))")
"""The variable of a shell, the beginning of a path, an amount of money with words behind it."""
SIGN_OF_TEX = re.compile(r"[=_^\\+<]|^\s*[A-Za-z]\s*$")
"""An operator, or one letter alone."""
ESCAPED = re.compile(r"\\[^\n]")
ESCAPED_OR_DOLLAR = re.compile(r"\\.|(\$)")
END_OF_STATEMENT = re.compile(r"(?<!\\);")
"""Of a program: in TeX `\\;` is a blank."""
LONGEST_PART = 2_000
"""Characters of a line before a formula, and behind it; in longer lines nothing is likely, as each dollar would have to read them again."""


def has_certain_formula(text: str) -> bool:
    r"""Return whether a text has a formula between dollars, outside code, that can be nothing else.

    >>> has_certain_formula("有 $x^2$"), has_certain_formula("有 `$x^2$`"), has_certain_formula("价 $5 和 $6，$HOME/a_b:$PATH")
    (True, False, False)
    """
    return "$" in text and any(iter_outside_code(CERTAIN_FORMULA, text))


def find_likely_formula(text: str, start: int) -> tuple[str, int] | None:
    """Return the formula that begins here and where it ends, None if it may be money, a program or words.

    >>> bool(find_likely_formula("$显存=14.22G$", 0)), bool(find_likely_formula("$ n$", 0)), bool(find_likely_formula("$5 和 a=$", 0))
    (True, True, False)
    >>> bool(find_likely_formula("$n$(注)", 0)), bool(find_likely_formula("$i$th", 0)), bool(find_likely_formula("$HOME$(pwd)", 0))
    (True, True, False)
    """
    match = LIKELY_FORMULA.match(text, start)
    is_likely = match is not None and _is_likely(match, text)
    if not is_likely:
        match = FORMULA_BEFORE_WORDS.match(text, start)
        is_likely = match is not None and _is_likely_before_words(match)
    if match is None or not is_likely or not _has_paired_dollars_beside(text, match):
        return None
    return text[match.start() + 1 : match.end() - 1], match.end()


def _is_likely(match: re.Match[str], text: str) -> bool:
    if not SIGN_OF_TEX.search(match["tex"]) or not _has_closed_braces(match["tex"]):
        return False
    return not _is_program(match["tex"], text[match.end() : match.end() + 1])


def _is_likely_before_words(match: re.Match[str]) -> bool:
    tex = match["operator"] or match["tex"]
    if NO_FORMULA.match(tex) or not _has_closed_braces(tex):
        return False
    if "\\" not in tex and CJK_LETTER.search(tex):
        return False
    has_sign = match["letter"] is None or SIGN_OF_TEX.search(tex)
    return bool(has_sign) and not WORDS.search(COMMAND.sub("", tex))


def _has_closed_braces(tex: str) -> bool:
    bare = ESCAPED.sub("", tex)
    return bare.count("{") == bare.count("}")


def _is_program(tex: str, after: str) -> bool:
    """Return whether this is a piece of a program, from the dollar of a variable with a Chinese name to the next one.

    >>> _is_program("变量 = 1; echo ", "变"), _is_program("变量 = 1", "，"), _is_program(" n ", "是")
    (True, False, False)
    """
    if not CJK_LETTER.search(tex):
        return False
    return END_OF_STATEMENT.search(tex) is not None or (tex[-1].isspace() and after.isalnum())


def _has_paired_dollars_beside(text: str, formula: re.Match[str]) -> bool:
    """Return whether other dollars in the line of a formula are in pairs, before it and behind it.

    If not, one of its two belongs to another formula.
    """
    start, end = formula.span()
    first = text.rfind("\n", max(0, start - LONGEST_PART), start) + 1
    last = text.find("\n", end, end + LONGEST_PART)
    is_long_before = not first and start > LONGEST_PART
    is_long_behind = last < 0 and len(text) > end + LONGEST_PART
    if is_long_before or is_long_behind:
        return False
    before, behind = text[first:start], text[end : len(text) if last < 0 else last]
    return _count_dollars(before) % 2 == 0 and _count_dollars(behind) % 2 == 0


def _count_dollars(text: str) -> int:
    """Return how many dollars are not escaped."""
    return sum(map(bool, ESCAPED_OR_DOLLAR.findall(text)))
