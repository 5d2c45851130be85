"""What kind of box one of Hexo's tags makes, and what stands above what it holds."""

import re
from collections.abc import Mapping

from mkdocs_zhihu.body.admonitions import is_kind
from mkdocs_zhihu.body.markdown.hexo.arguments import (
    COLOURS,
    Arguments,
    is_option,
    read_named,
    take_options,
)
from mkdocs_zhihu.body.markdown.hexo.writings import WRITING_TAGS, read_writing

BOXES = (
    *"note noteblock folding foldings fold hideToggle hideBlock details collapse spoiler alert alertbar alertpanel box".split(),
    *"notel paper poetry reel tip warning callout admonition notice hint info success danger important caution".split(),
    *"attention error failure bug question example abstract".split(),
)
"""Tags that put a title above what they hold; several themes have the same ones."""

DECORATION = COLOURS | frozenset(
    "simple modern flat disabled no-icon icon open close closed child checked".split()
)
KIND_NAMES = ("type", "theme", "color")
TITLE_NAMES = ("title", "summary", "header", "heading", "name", "label", "tabName")
TEXT_NAMES = tuple(
    "subtitle caption lead text content body description desc alt author message msg quote".split()
)
"""Of arguments whose words are no title, and which a reader sees too."""
NAMES = frozenset((*KIND_NAMES, *TITLE_NAMES)) | frozenset(
    "open closed icon iconColor cardColor textColor emoji lang class style id selected".split()
)
"""Of the arguments that tell a tag of Hexo's with options from one with words such as `a=b`."""
ICON = re.compile(r"fa[bsrl]?|fa-[\w-]+")
FLAGS = frozenset(("true", "false"))
STATES = frozenset(("open", "close", "closed"))
"""Whether a box is open, after its title: Hugo's `true` after any, a word after one in quotation marks."""


def name_kind(name: str, given: Arguments) -> str:
    """Return the word for the kind of a box: that of `type="tip"`, the first one, or the name of the tag."""
    named = read_known(given.text, is_shortcode=given.is_shortcode)
    words = (*map(named.get, KIND_NAMES), (*given.all, "")[0].partition("::")[0])
    return next((word for word in words if word and is_kind(word)), name)


def read_known(text: str, *, is_shortcode: bool = False) -> Mapping[str, str]:
    """Return the arguments of a box or a tab by their names, where those without a name are none of its words.

    >>> read_known('type=tip open=false'), read_known('a=b'), read_known('见 name=b')
    ({'type': 'tip', 'open': 'false'}, {}, {})
    >>> read_known('a=b', is_shortcode=True)
    {'a': 'b'}
    """
    named = read_named(text) if "=" in text else {}
    is_known = any(name in NAMES or (is_shortcode and not name.isdigit()) for name in named)
    return named if is_known and all(_is_class(named[name]) for name in named if name.isdigit()) else {}


def find_title(named: Mapping[str, str]) -> str:
    """Return the title among arguments, and all other words that a reader sees."""
    title = next(filter(None, map(named.get, TITLE_NAMES)), "")
    return " ".join(filter(None, (title, *map(named.get, TEXT_NAMES))))


def read_title(name: str, text: str, *, is_shortcode: bool = False) -> str:
    """Return the title in the text of a tag: `[class] [title]`, `colour open, title`, `class @title`, `[options] title`.

    >>> read_title("note", "info 见 a, b"), read_title("folding", "red open, 标题, 二"), read_title("hideToggle", "题,#fff")
    ('见 a, b', '标题, 二', '题')
    >>> read_title("admonition", 'tip "注 意" true'), read_title("note", "true")
    ('注 意', '')
    >>> read_title("details", '"题" open'), read_title("details", "how to open")
    ('题', 'how to open')
    >>> read_title("note", "warning::见 std::sort"), read_title("note", "std::sort")
    ('见 std::sort', 'std::sort')
    >>> read_title("poetry", "题 author:某")
    '题 · 某'
    >>> read_title("callout", 'type="tip" title="一 二"')
    '一 二'
    >>> read_title("callout", 'text="甲"', is_shortcode=True)
    '甲'
    """
    if name in WRITING_TAGS:
        return " · ".join(filter(None, read_writing(text)))
    if named := read_known(text, is_shortcode=is_shortcode):
        return find_title(named)
    before, _, after = text.partition("@")
    text = take_options(after if after and _is_class(before) else text, _is_class)
    if name.startswith("hide"):  # text, colours
        text = text.partition(",")[0]
    words = text.split()
    while words and (words[-1] in FLAGS or (words[0][0] in "\"'" and words[-1] in STATES)):
        words = words[:-1]
    words = [word.strip("\"'") for word in words]
    if words and is_kind(words[0]):
        words = words[1:]
    while words and _is_decoration(words[0]):
        words = words[1:]
    return " ".join(word for word in words if not is_option(word))


def _is_class(text: str) -> bool:
    return all(_is_decoration(word) or is_kind(word) for word in text.split())


def _is_decoration(word: str) -> bool:
    return word.lower() in DECORATION or ICON.fullmatch(word) is not None or is_option(word)
