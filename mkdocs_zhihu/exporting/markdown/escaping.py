"""Text that Markdown shows as it is."""

import re

from mkdocs_zhihu.body.markdown.dialects.embeds import EMBED
from mkdocs_zhihu.reading.cjk import WIDE

SPELLED = re.compile(r"\{(?=[{%:#.]|[ \t]+[#.A-Za-z]|[A-Za-z-]{2,40}=)|\((?=\([0-9a-f]{8}-)|\\(?=[(\[])")
"""What Hexo, Hugo, kramdown, Pandoc, Logseq and MathJax look for before Markdown is read, where a backslash is no escape."""
NAMED = r"(?<![A-Za-z0-9]):(?=(?:[a-z][a-z0-9_+-]{0,60}|[+-]1):)"
"""What begins the name of an emoji or an icon, between tags of HTML too."""
SPELLED_IN_HTML = re.compile(rf"{SPELLED.pattern}|{NAMED}")
SPECIAL = re.compile(
    rf"(?P<spelled>{SPELLED.pattern})|[\\`*_\[\]<~$]|&(?=#?\w+;)|=(?==)|\+(?=\+[{WIDE}A-Za-z])|%(?=%)|\^(?=\^|[\w+−-]{{1,5}}\^)|{NAMED}"
)
SHOWN_SHORTCODE = re.compile(r"\{\{[<%]/\*")
"""Hugo's mark of a shortcode that is only shown: in code, too, it would be shown without it."""
MARKUP_CHARACTERS = frozenset("\\`*_[]<>&~$!?=^{:@.%")
ADDRESS = re.compile(r"(https?|ftp)(?=://)|(?<![^\W_])(www)(?=\.)|(?<=[\w.+-])(@)(?=[\w-]+\.)", re.IGNORECASE)
LINE_START = re.compile(
    r"([ \t]*)(#{2,6}|#(?=\s|$)|[-+](?=\s|$)|[-:|][-:| \t]*$|>|=+[ \t]*$|:(?=\s|::)"
    r"|(?:!!!|\?\?\?)(?=\+?[ \t]*[A-Za-z\"'“])|\d{1,9}(?=[.)](?:\s|$)))"
)
LINE_BRACKET = re.compile(r"^([ \t]*)\\\[", re.MULTILINE)
BEFORE_BRACKET = {"!": "&#33;", "^": "&#94;", "\\\\": "&#92;"}
"""What makes a picture, a note or a formula of the square bracket that follows."""
AFTER_BRACKET = {"(": "&#40;", ":": "&#58;", "{": "&#123;"}
"""What makes a link or a definition of the square bracket before, or belongs to what ends before."""
LINK_START = re.compile(r"^[!^](?!\[)")
"""What makes a callout or the mark of a note of a link that begins so: `> [!a](b)`, `[^a](b)`."""
SEPARATOR = "<!-- -->"
"""Keeps two lists, quotations, pieces of code or links by name apart."""
BLOCK_MARK = re.compile(r"(?<![^\s])\^(?=[A-Za-z0-9-]+$)")
"""Obsidian's mark at the end of a block, which is not shown."""
HEADING_END = {"#": "\\#", "}": "&#125;"}
"""What ends a heading and is not shown: a run of signs, or attributes in braces."""
WORD = re.compile(r"[\w\u0080-\uffff]")

PROPERTY = re.compile(r"^([ \t]*[\w.-]{1,60}):(?=:(?:\s|$))")
"""What Logseq takes for a property of a block, which is not shown."""


def escape_markdown(text: str, *, in_link: bool = False) -> str:
    r"""Return a text as Markdown that shows it; addresses in it become no links.

    >>> escape_markdown("a*b* www.a.org &amp; <T> ==c==")
    'a\\*b\\* www\\.a.org \\&amp; \\<T> \\==c\\=='
    >>> escape_markdown("{% a %} {{ b }}")
    '&#123;% a %} &#123;&#123; b }}'
    """
    text = SPECIAL.sub(_escape_sign, " ".join(text.split("\n")))
    return text if in_link else ADDRESS.sub(_break_address, text)


def _escape_sign(match: re.Match[str]) -> str:
    return _spell_sign(match) if match["spelled"] else f"\\{match[0]}"


def _spell_sign(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def spell_tags(text: str) -> str:
    """Return a text, or HTML, in which nothing begins a tag of Hexo, a shortcode of Hugo or a formula in brackets."""
    return SPELLED_IN_HTML.sub(_spell_sign, text)


def spell_out(text: str) -> str:
    """Return a text in which no character means anything to Markdown."""
    return "".join(f"&#{ord(letter)};" if letter in MARKUP_CHARACTERS else letter for letter in text)


def _break_address(match: re.Match[str]) -> str:
    return f"\\{match[3]}" if match[3] else f"{match[0]}\\"


def escape_start(line: str) -> str:
    r"""Return a line that begins no list, heading, quotation or rule.

    >>> [escape_start(line) for line in ("1. a", "# a", "- a", "-1", "#a", "##a")]
    ['1\\. a', '\\# a', '\\- a', '-1', '#a', '\\##a']
    """
    line = PROPERTY.sub(r"\1\\:", line)
    match = LINE_START.match(line)
    if match is None:
        return line
    if match[2][0].isdigit():
        return f"{match[0]}\\{line[match.end() :]}"
    return f"{match[1]}\\{line[match.end(1) :]}"


def escape_paragraph(text: str) -> str:
    r"""Return the lines of a paragraph, none of which begins another block.

    >>> print(escape_paragraph("\\[a\\]"), escape_paragraph("a\n--"), sep="\n")
    &#91;a\]
    a
    \--
    """
    if text.rstrip().endswith("\\]"):  # readers of TeX would see a displayed formula
        text = LINE_BRACKET.sub(r"\1&#91;", text)
    return BLOCK_MARK.sub(r"\\^", "\n".join(map(escape_start, text.split("\n"))))


def join_inline(before: str, after: str) -> str:
    r"""Return two pieces of a line of Markdown as one, without a mark that they would make together.

    >>> join_inline("a!", "[b](c)"), join_inline("[^1]", "(a)"), join_inline("[[a|b]]", "[[c]]")
    ('a&#33;[b](c)', '[^1]&#40;a)', '[[a|b]]<!-- -->[[c]]')
    """
    if (before[-1:], after[:1]) == ("`", "`") or (before.endswith("]]") and after.startswith("[")):
        return f"{before}{SEPARATOR}{after}"
    if after.startswith("["):
        if before.endswith("@") and EMBED.match(f"@{after}"):
            return f"{before[:-1]}&#64;{after}"
        sign = next((sign for sign in BEFORE_BRACKET if before.endswith(sign)), "")
        return before.removesuffix(sign) + BEFORE_BRACKET.get(sign, "") + after
    if (before.endswith("]") or (before.endswith((")", "`")) and after[:1] == "{")) and after[
        :1
    ] in AFTER_BRACKET:
        return before + AFTER_BRACKET[after[0]] + after[1:]
    return before + after


def escape_link(text: str) -> str:
    """Return the Markdown that a link shows, with a beginning that is nothing else.

    >>> escape_link("!note"), escape_link("![a](b)"), escape_link("a!")
    ('&#33;note', '![a](b)', 'a!')
    """
    return LINK_START.sub(_spell_sign, text)


def escape_heading(text: str) -> str:
    r"""Return the text of a heading with the end that it has.

    >>> escape_heading("C #"), escape_heading("a {#b}")
    ('C \\#', 'a {#b&#125;')
    """
    return BLOCK_MARK.sub(r"\\^", text[:-1] + HEADING_END.get(text[-1:], text[-1:]))


def write_code(text: str) -> str:
    """Return a span of code; its fence is longer than any run of backticks in it."""
    runs = [len(run) for run in re.findall("`+", text)]
    least = 2 if text.startswith("$") else 1  # between single ones it may be taken for a formula
    fence = "`" * next(size for size in range(least, len(runs) + 3) if size not in runs)
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
