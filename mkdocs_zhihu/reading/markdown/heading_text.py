"""A heading of Markdown as plain text."""

import html
import re
from functools import cache

from mkdocs_zhihu.reading.cjk import WIDE
from mkdocs_zhihu.reading.markdown.attribute_syntax import split_heading
from mkdocs_zhihu.reading.markdown.picture_names import name_icons, show_pictures
from mkdocs_zhihu.reading.markdown.raised_marks import read_raised
from mkdocs_zhihu.reading.values.value_texts import to_text

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
"""One without its `;` is an address's: `?a=1&copy=2`."""
WORDS = r"(?:[^\[\]]|\[[^\[\]]{0,300}\]){0,500}"
ADDRESS = r"\((?:[^()]|\([^()]{0,200}\)){0,500}\)"
TAGS = "a|abbr|b|big|br|center|code|del|em|font|i|img|ins|kbd|mark|s|small|span|strike|strong|sub|sup|u"
MARK = (
    r"(?P<escape>\\)[!-/:-@\[-`{-~]"
    r"|(?<!`)(?P<fence>`{1,3})(?!`)(?P<code>[^\n]{1,500}?)(?<!`)(?P=fence)(?!`)"
    rf"|(?P<none>!\[{WORDS}\](?:{ADDRESS}|\[[^\[\]]{{0,300}}\])|\[\^[^\[\]\s]{{1,100}}\]|<!--.{{0,500}}?-->|\{{%-? ?(?:end)?raw ?-?%\}})"
    rf"|(?<![\w$\\])\$(?P<tex>(?![\s&'*,;:@%)$])[^${WIDE}]{{1,500}}(?<!\s))\$(?![\w$(\"'])"
    rf"|!?\[\[(?:[^\[\]|]{{1,300}}\|)?(?P<note>[^\[\]|]{{1,300}})\]\](?![(\[:])"
    rf"|\[(?P<link>{WORDS})\](?:{ADDRESS}|\[[^\[\]]{{1,300}}\])"
    r"|<(?P<url>(?:https?|mailto):[^<>\s]{1,500})>"
    rf"|(?P<tag></?(?:{TAGS})(?:\s[^<>]{{0,500}})?/?>)"
    r"|(?P<star>\*{1,3}|~~)(?=\S)(?P<marked>.{1,500}?)(?<=\S)(?P=star)(?![*~])"
    r"|(?<!\w)(?P<line>_{1,3})(?=[^\s_])(?P<lined>.{1,500}?)(?<=[^\s_])(?P=line)(?!\w)"
    rf"|==(?P<chosen>[{WIDE}](?:[^=]{{0,500}}[{WIDE}])?)=="
)
NAME = re.compile(r"__[A-Za-z]\w{0,100}?__", re.ASCII)
"""Of a program, `__init__`."""
INNER = ("link", "note", "marked", "lined", "chosen")
"""Groups whose words may hold other marks."""
MAX_DEPTH = 4


def read_heading(text: str) -> str:
    r"""Return a heading without the marks of Markdown, formulas as bare TeX.

    >>> read_heading("[甲](https://e.org/x_(y)) `a_b` ~~删~~ $x^2$ {#id}"), read_heading("C#* ![图](u) 2 * 3 ==乙== ##")
    ('甲 a_b 删 x^2', 'C#* 2 * 3 乙')
    >>> read_heading("List<T> __init__ snake_case_name [2020] $5 和 $6"), read_heading("<b>甲</b> \\*乙\\* A &amp; B")
    ('List<T> __init__ snake_case_name [2020] $5 和 $6', '甲 *乙* A & B')
    >>> read_heading(":material-home: 首页 :rocket:"), read_heading("`:rocket:` 10:20:30"), read_heading(":material-home:")
    ('首页 🚀', ':rocket: 10:20:30', 'home')
    """
    text = text.strip()
    before, blank, last = text.rpartition(" ")
    if not last.strip("#"):  # a closing run of signs
        text = before if blank else ""
    text = split_heading(text.rstrip())[0]
    return to_text(_read(text, 0)) or to_text(name_icons(text))


@cache
def _compile_mark() -> re.Pattern[str]:
    """Return the pattern of a mark; it takes as long as fifty headings, and most sites have none."""
    return re.compile(MARK, re.IGNORECASE)


def _read(text: str, depth: int) -> str:
    pieces: list[str] = []
    done = 0
    for mark in _compile_mark().finditer(text):
        pieces += [_read_words(text[done : mark.start()]), _read_mark(mark, depth)]
        done = mark.end()
    return "".join([*pieces, _read_words(text[done:])])


def _read_words(text: str) -> str:
    return unescape(read_raised(show_pictures(text)))


def _read_mark(mark: re.Match[str], depth: int) -> str:
    if mark["escape"]:
        return mark[0][1:]
    if NAME.fullmatch(mark[0]):
        return mark[0]
    if mark["tag"]:
        return " " if mark["tag"].lower().startswith("<br") else ""
    inner = next((mark[name] for name in INNER if mark[name]), "")
    if inner:
        return _read(inner, depth + 1) if depth < MAX_DEPTH else inner
    return mark["code"] or mark["tex"] or mark["url"] or ""


def unescape(text: str) -> str:
    """Return a text with the characters that its entities stand for."""
    return ENTITY.sub(lambda match: html.unescape(match[0]), text)
