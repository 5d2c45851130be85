"""A tag of Hexo or a shortcode of Hugo where nothing but words can stand: in a line, or between the tags of raw HTML."""

from collections.abc import Callable, MutableMapping
from html import escape
from typing import Any

from mkdocs_zhihu.body.markdown.contents_marks import CONTENTS_TAGS
from mkdocs_zhihu.body.markdown.hexo.arguments import Arguments, is_option, split_arguments
from mkdocs_zhihu.body.markdown.hexo.box_titles import BOXES, read_known, read_title
from mkdocs_zhihu.body.markdown.hexo.hexo_blocks import QUOTATIONS, SIDES
from mkdocs_zhihu.body.markdown.hexo.hexo_words import WORDS
from mkdocs_zhihu.body.markdown.hexo.shortcodes import (
    SHORTCODES,
    is_known_block,
    show_unknown,
)
from mkdocs_zhihu.body.markdown.hexo.tag_links import link_to
from mkdocs_zhihu.reading.markdown.places_of_tags import HexoTag

TEMPLATE_TAGS = frozenset(
    "assign asyncAll asyncEach block break call capture case comment continue cycle decrement echo elif else elseif elsif extends"
    " filter for from if ifAsync import include include_relative increment liquid macro render set switch tablerow unless when".split()
)
"""Tags of the template languages of Jekyll and Hexo, such as conditions and loops: their arguments are no words."""
INCLUDES = frozenset(("include", "include_relative", "render"))
"""Those of them that hand words on: `{% include figure.html caption="words" %}`."""
TITLED = frozenset((*BOXES, "tab", "timenode"))
"""Tags around a part of the text whose arguments are words."""


def render_tag(tag: HexoTag, env: MutableMapping[str, Any], show: Callable[[str], str] = escape) -> str:
    """Return the HTML of a tag, nothing for a mark around some text but its title, the words in one that is not known; that is counted.

    `show` returns the HTML of words in it.
    """
    name, given = tag.name, split_arguments(tag.arguments, show, is_shortcode=tag.is_shortcode)
    known = SHORTCODES if tag.is_shortcode else WORDS
    if name in known:
        return known[name](given)
    if is_known_block(tag) and name != "comment":  # whose end, if it has one, is another tag
        return _show_title(name, given) if name in TITLED else _show_source(name, given)
    if name.startswith("end") or name in CONTENTS_TAGS:
        return ""
    _count_unread(tag, env)
    if name in TEMPLATE_TAGS and not tag.is_shortcode:
        _, _, options = given.text.partition(" ")
        return show_unknown(split_arguments(options, show)) if name in INCLUDES and "=" in options else ""
    words = [word for word in given.all if not is_option(word)]
    return show_unknown(given) if tag.is_shortcode else show(" ".join(words))


def render_link(
    tag: HexoTag, url: str, words: str, env: MutableMapping[str, Any], show: Callable[[str], str]
) -> str:
    """Return the HTML of a shortcode around the words of a link; `show` returns that of the words."""
    if tag.name not in SHORTCODES:
        _count_unread(tag, env)
    return link_to(url, words.strip(), show)


def _show_title(name: str, given: Arguments) -> str:
    """Return the words of a mark of a box, which the box would have as its title."""
    named = read_known(given.text, is_shortcode=True) if given.is_shortcode else {}
    if named and "0" not in named:
        return show_unknown(given)
    return given.show(read_title(name, given.text, is_shortcode=given.is_shortcode))


def _show_source(name: str, given: Arguments) -> str:
    """Return who wrote what a quotation quotes."""
    return given.show(given.text) if name in QUOTATIONS and given.text not in SIDES else ""


def _count_unread(tag: HexoTag, env: MutableMapping[str, Any]) -> None:
    """Count a tag or shortcode that is not known."""
    sign = "{{<" if tag.is_shortcode else "{%"
    env["unread"][f"{sign} {tag.name}"] += 1
