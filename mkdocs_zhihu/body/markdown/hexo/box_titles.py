"""What kind of box one of Hexo's tags makes, and what stands above what it holds."""

import re

from mkdocs_zhihu.body.admonitions import ALIASES, KINDS
from mkdocs_zhihu.body.markdown.hexo.arguments import (
    COLOURS,
    Arguments,
    is_option,
    take_options,
)

BOXES = tuple(
    "note noteblock folding foldings fold hideToggle hideBlock details collapse spoiler alert alertbar alertpanel box notel"
    " paper poetry reel tip warning callout admonition notice hint".split()
)
"""Tags that put a title above what they hold; several themes have the same ones."""

DECORATION = COLOURS | frozenset(
    "simple modern flat disabled no-icon icon open close closed child checked".split()
)
NAMED_KIND = re.compile(r"""\b(?:type|theme)=["']?([\w-]+)""")
NAMED_TITLE = re.compile(r"""\btitle=(?:"([^"]*)"|'([^']*)'|(\S+))""")
ICON = re.compile(r"fa[bsrl]?|fa-[\w-]+")


def name_kind(given: Arguments) -> str:
    """Return the word for the kind of a box: `type="tip"`, or the first one."""
    named = NAMED_KIND.search(given.text)
    return named[1] if named else (*given.all, "")[0].partition("::")[0]


def read_title(name: str, text: str) -> str:
    """Return the title in the text of a tag: `[class] [title]`, `colour open, title`, `class @title`, `[options] title`.

    >>> read_title("note", "info 见 a, b"), read_title("folding", "red open, 标题, 二"), read_title("hideToggle", "题,#fff")
    ('见 a, b', '标题, 二', '题')
    >>> read_title("admonition", 'tip "注 意" true'), read_title("note", "true")
    ('注 意', '')
    >>> read_title("note", "warning::见 std::sort"), read_title("note", "std::sort")
    ('见 std::sort', 'std::sort')
    >>> read_title("callout", 'type="tip" title="一 二"')
    '一 二'
    """
    if named := NAMED_TITLE.search(text):
        return named[1] or named[2] or named[3] or ""
    before, _, after = text.partition("@")
    text = take_options(after if after and _is_class(before) else text, _is_class)
    if name.startswith("hide"):  # text, colours
        text = text.partition(",")[0]
    words = [word.strip("\"'") for word in text.split()]
    if words and _is_kind(words[0]):
        words = words[1:]
    while words and _is_decoration(words[0]):
        words = words[1:]
    while words and words[-1] in ("true", "false"):  # of Hugo's: whether it is open
        words = words[:-1]
    return " ".join(word for word in words if not is_option(word))


def _is_class(text: str) -> bool:
    return all(_is_decoration(word) or _is_kind(word) for word in text.split())


def _is_kind(word: str) -> bool:
    return word.lower() in KINDS or word.lower() in ALIASES


def _is_decoration(word: str) -> bool:
    return word.lower() in DECORATION or ICON.fullmatch(word) is not None or is_option(word)
