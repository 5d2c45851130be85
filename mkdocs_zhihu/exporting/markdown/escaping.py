"""Text that Markdown shows as it is."""

import re

SPECIAL = re.compile(r"[\\`*_\[\]<~$]|&(?=#?\w+;)|=(?==)")
MARKUP_CHARACTERS = frozenset("\\`*_[]<>&~$!")
ADDRESS = re.compile(r"(https?|ftp)(?=://)|\b(www)(?=\.)|(?<=[\w.+-])(@)(?=[\w-]+\.)", re.IGNORECASE)
LINE_START = re.compile(
    r"([ \t]*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|(?:-[ \t]*){3,}$|>|=+[ \t]*$|:{3}|\d{1,9}(?=[.)](?:\s|$)))"
)
WORD = re.compile(r"[\w\u0080-\uffff]")


def escape_markdown(text: str, *, in_link: bool = False) -> str:
    r"""Return a text as Markdown that shows it; addresses in it become no links.

    >>> escape_markdown("a*b* www.a.org &amp; <T> ==c==")
    'a\\*b\\* www\\.a.org \\&amp; \\<T> \\==c\\=='
    """
    text = SPECIAL.sub(lambda match: f"\\{match[0]}", " ".join(text.split("\n")))
    return text if in_link else ADDRESS.sub(_break_address, text)


def spell_out(text: str) -> str:
    """Return a text in which no character means anything to Markdown."""
    return "".join(f"&#{ord(letter)};" if letter in MARKUP_CHARACTERS else letter for letter in text)


def _break_address(match: re.Match[str]) -> str:
    return f"\\{match[3]}" if match[3] else f"{match[0]}\\"


def escape_start(line: str) -> str:
    r"""Return a line that begins no list, heading, quotation or rule.

    >>> [escape_start(line) for line in ("1. a", "# a", "- a", "-1", "#a")]
    ['1\\. a', '\\# a', '\\- a', '-1', '#a']
    """
    match = LINE_START.match(line)
    if match is None:
        return line
    if match[2][0].isdigit():
        return f"{match[0]}\\{line[match.end() :]}"
    return f"{match[1]}\\{line[match.end(1) :]}"


def write_code(text: str) -> str:
    """Return a span of code; its fence is longer than any run of backticks in it."""
    runs = [len(run) for run in re.findall("`+", text)]
    fence = "`" * next(size for size in range(1, len(runs) + 2) if size not in runs)
    is_padded = (
        text.startswith("`")
        or text.endswith("`")
        or (text.startswith(" ") and text.endswith(" ") and text.strip())
    )
    pad = " " if is_padded else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def can_mark(inner: str, before: str, after: str) -> bool:
    """Return whether asterisks around a text mark it: CommonMark does not see those between a word and a sign.

    `before` and `after` are the characters beside it, "" at the edge of a block.
    """
    if not inner or inner[0].isspace() or inner[-1].isspace() or "*" in (before, after, inner[0], inner[-1]):
        return False
    is_open = inner[0].isalnum() or not before or not before.isalnum()
    is_closed = inner[-1].isalnum() or not after or not after.isalnum()
    return is_open and is_closed
