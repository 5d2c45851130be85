"""What stands in one of Hexo's tags after its name."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import count

ARGUMENT = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^\s,]+)")
QUOTED = r"""\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|`([^`]*)`"""
NAMED = re.compile(rf"([A-Za-z0-9_-]+)=(?:{QUOTED}|(\S+))|(?:{QUOTED}|([^\s,]+))")
"""One of Hugo's arguments; where other letters stand before the sign, `变量=1`, all of it is words."""
COLOURS = frozenset(
    "default primary success info warning danger red orange yellow green cyan blue purple pink grey gray".split()
)
OPTION = re.compile(
    r"(?:active|align|api|bg|border|checked|child|color|download|effect|el|fancybox|height|icon|open|padding|percent|ratio"
    r"|size|status|style|symbol|width)[:=][^\s<>]+|desc:(?:true|false)"
)
"""Of themes such as Stellar and Volantis: `color:red`, `width=200px`."""
OLD_SEPARATOR = re.compile(rf"::(?=\s*(?:(?:https?:)?//|[./#]|mailto:|alt=|{OPTION.pattern}))")
"""Of Volantis, before it had commas, where an address or an option follows: other words may hold it, `std::move`."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What stands in a tag after its name."""

    text: str
    """As written."""

    all: tuple[str, ...]
    """One by one, without their quotes; commas separate too."""

    show: Callable[[str], str] = field(default=escape, compare=False)
    """Returns the HTML of words among them."""

    is_shortcode: bool = False
    """Whether they are those of a shortcode of Hugo, where `a=b` is always an option named `a`."""

    @property
    def parts(self) -> tuple[str, ...]:
        """Between commas."""
        return tuple(part.strip().strip("\"'") for part in self.text.split(","))

    def read_old(self) -> "Arguments":
        """Return the arguments, where a double colon separates addresses and options too."""
        return split_arguments(OLD_SEPARATOR.sub(", ", self.text), self.show)


def split_arguments(
    text: str, show: Callable[[str], str] = escape, *, is_shortcode: bool = False
) -> Arguments:
    """Return the arguments in the text of a tag."""
    text = text.strip()
    found = tuple(first or second or third for first, second, third in ARGUMENT.findall(text))
    return Arguments(text, found, show, is_shortcode)


def read_named(text: str) -> Mapping[str, str]:
    r"""Return Hugo's arguments by their names; those without are named by their place among such, from "0".

    >>> read_named('src="/a b.png" title=甲 note="\\"b\\""'), read_named('BV1 "a=b"')
    ({'src': '/a b.png', 'title': '甲', 'note': '"b"'}, {'0': 'BV1', '1': 'a=b'})
    """
    named: dict[str, str] = {}
    places = count()
    for name, *values in NAMED.findall(text):
        named[name or str(next(places))] = "".join(values).replace('\\"', '"')
    return named


def is_option(word: str) -> bool:
    """Return whether a word says how a theme draws something."""
    return OPTION.fullmatch(word) is not None


def take_options(text: str, is_options: Callable[[str], bool]) -> str:
    """Return what follows options, as in `red, text` or `red::text`; all of it if it begins with none."""
    for mark in (",", "::"):
        before, _, after = text.partition(mark)
        if after and is_options(before):
            return after
    return text


def drop_options(text: str) -> str:
    """Return a text without the options behind it; something is always left.

    >>> drop_options("十月 color:cyan"), drop_options("color:cyan")
    ('十月', 'color:cyan')
    """
    words = text.split()
    while len(words) > 1 and is_option(words[-1]):
        words = words[:-1]
    return " ".join(words)


def read_words(text: str) -> str:
    """Return a text without the colours and options at its ends; something is always left."""
    words = text.split()
    while len(words) > 1 and (words[0] in COLOURS or is_option(words[0])):
        words = words[1:]
    while len(words) > 1 and (words[-1] in COLOURS or is_option(words[-1])):
        words = words[:-1]
    found = " ".join(words)
    return found[1:-1] if re.fullmatch(r"\"[^\"]*\"|'[^']*'", found) else found
