"""Problems as values, and how they are said to people."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from msgspec import Struct

Level = Literal["warning", "info", "debug"]

SHOWN_PER_RULE = 5
UNREAD = "file."
"""What the rules of texts that are not read begin with, before the ending of their names."""

CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Control characters, which a terminal obeys, and those of bidirectional text and of lines; a tab does no harm."""

MISTAKES: tuple[type[Exception], ...] = (
    ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError,
)  # fmt: skip
"""What a mistake of ours raises; it may cost neither a post nor the build. Empty in the tests. Memory that ends is no
mistake of ours, and ends the build."""


class Problem(Struct, frozen=True, array_like=True, gc=False):
    """One thing found wrong in one post, with its place and its remedy."""

    uri: str
    """Posix path of the post relative to the docs folder."""

    rule: str
    """The field guide's key of the construct, or a name of ours; equal rules are reported together."""

    message: str
    """What is wrong and what was done about it."""

    hint: str = ""
    """How to fix it; empty where nothing needs fixing."""

    line: int | None = None
    """Line in the file, counted from 1, where it is known."""

    level: Level = "warning"
    """`warning` where a reader would see something wrong; it fails a strict build."""

    set_aside: bool = False
    """True if the post became no page because of it."""


Problems = tuple[Problem, ...]


def build_mistake(uri: str, error: Exception) -> Problem:
    """Return the problem of a file that was set aside because of a mistake of ours."""
    message = f"met a mistake of ours ({type(error).__name__}: {error}); set aside"
    return Problem(uri, "mistake", message, "please report it with this file", set_aside=True)


def count_set_aside(problems: Iterable[Problem]) -> int:
    """Return how many files became no page."""
    return sum(problem.set_aside for problem in problems)


def format_count(number: int, noun: str) -> str:
    """Return `1 post`, `2 posts`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def escape_controls(text: str) -> str:
    r"""Return a text whose control characters are written as Python writes them.

    >>> escape_controls("a\x1b[31m\nb")
    'a\\x1b[31m\\nb'
    """
    return CONTROLS.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def format_problem(problem: Problem, translate: Callable[[str], str] = str) -> str:
    """Return `uri:line: what is wrong; what to do` in one line, said in a language by `translate`."""
    uri = escape_controls(problem.uri)
    place = uri if problem.line is None else f"{uri}:{problem.line}"
    message, hint = translate(escape_controls(problem.message)), translate(escape_controls(problem.hint))
    return f"{place}: {message}" + (f"{translate('; ')}{hint}" if hint else "")


def format_problems(
    problems: Iterable[Problem], translate: Callable[[str], str] = str, *, shows_all: bool = False
) -> list[tuple[Level, str]]:
    """Return one (level, text) for each thing to say, in a stable order.

    A rule that fires for many posts is said once, with a count and the first few places, unless all are
    asked for. A file that was set aside is always named, texts of a kind that is not read in one message.
    """
    groups: dict[tuple[Level, str], list[Problem]] = {}
    messages: list[tuple[Level, str]] = []
    for problem in sorted(set(problems), key=lambda p: (p.uri, p.line or 0, p.rule, p.message)):
        if shows_all or (problem.set_aside and not problem.rule.startswith(UNREAD)):
            messages.append((problem.level, format_problem(problem, translate)))
        else:
            groups.setdefault((problem.level, problem.rule), []).append(problem)
    for (level, rule), group in groups.items():
        messages += _format_group(level, rule, group, translate)
    return messages


def _format_group(
    level: Level, rule: str, group: Sequence[Problem], translate: Callable[[str], str]
) -> list[tuple[Level, str]]:
    if len(group) <= SHOWN_PER_RULE:
        return [(level, format_problem(problem, translate)) for problem in group]
    is_whole = group[0].set_aside
    shown = group if is_whole else group[:SHOWN_PER_RULE]
    places = "\n".join(f"  {format_problem(problem, translate)}" for problem in shown)
    if is_whole:
        head = translate(f"{len(group)} times {rule}, all of them:")
    else:
        head = translate(f"{len(group)} times {rule}, the first {SHOWN_PER_RULE}:")
    return [(level, f"{head}\n{places}")]
