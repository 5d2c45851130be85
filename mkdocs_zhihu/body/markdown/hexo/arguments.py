"""What stands in one of Hexo's tags after its name."""

import re
from dataclasses import dataclass
from html import escape

ARGUMENT = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^\s,]+)")
COLOURS = frozenset(
    "default primary success info warning danger red orange yellow green cyan blue purple pink grey gray".split()
)
OPTION = re.compile(
    r"(?:active|align|api|bg|border|checked|child|color|download|effect|el|fancybox|height|icon|open|padding|percent|ratio"
    r"|size|style|symbol|width)[:=]\S+|desc:(?:true|false)"
)
"""Of themes such as Stellar and Volantis: `color:red`, `width=200px`."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What stands in a tag after its name."""

    text: str
    """As written."""

    all: tuple[str, ...]
    """One by one, without their quotes; commas separate too."""

    @property
    def parts(self) -> tuple[str, ...]:
        """Between commas."""
        return tuple(part.strip().strip("\"'") for part in self.text.split(","))


def split_arguments(text: str) -> Arguments:
    """Return the arguments in the text of a tag."""
    text = text.strip()
    return Arguments(text, tuple(first or second or third for first, second, third in ARGUMENT.findall(text)))


def is_option(word: str) -> bool:
    """Return whether a word says how a theme draws something."""
    return OPTION.fullmatch(word) is not None


def read_words(text: str) -> str:
    """Return a text, as HTML, without the colours and options at its ends; something is always left."""
    words = text.split()
    while len(words) > 1 and (words[0] in COLOURS or is_option(words[0])):
        words = words[1:]
    while len(words) > 1 and (words[-1] in COLOURS or is_option(words[-1])):
        words = words[:-1]
    found = " ".join(words)
    return escape(found[1:-1] if re.fullmatch(r"\"[^\"]*\"|'[^']*'", found) else found)
