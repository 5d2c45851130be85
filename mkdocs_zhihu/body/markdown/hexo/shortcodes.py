"""Hugo's shortcodes `{{< name arguments >}}` and `{{% name %}}`, which are read as tags of Hexo are."""

import re
from collections.abc import Callable, Mapping
from html import escape

from mkdocs_zhihu.body.markdown.hexo.arguments import Arguments, read_named
from mkdocs_zhihu.body.markdown.hexo.box_titles import BOXES, TEXT_NAMES, TITLE_NAMES
from mkdocs_zhihu.body.markdown.hexo.hexo_blocks import BLOCKS
from mkdocs_zhihu.body.markdown.hexo.hexo_words import ADDRESS, WORDS
from mkdocs_zhihu.body.markdown.hexo.tag_links import link_to
from mkdocs_zhihu.body.markdown.wiki_links import PICTURE
from mkdocs_zhihu.reading.markdown.places_of_tags import LONGEST, HexoTag

SHARED_BLOCKS = frozenset(BOXES) | frozenset(
    "comment highlight math katex mermaid tabs tab gallery center".split()
)
"""What is the same as Hexo's tag of that name, around a part of the text."""
ADDRESSES = ("href", "src", "url", "link", "relref")
LINKS = ("a", "btn", "button", "link")
"""Shortcodes that are a link; its words stand between their tags or among their arguments."""
LINK = re.compile(r"\][(\[]|\[\[|<a\s", re.IGNORECASE)
"""A link with an address of its own, which would be lost within another."""
PICTURE_MARK = re.compile(r"!\[[^\[\]]{0,1000}\]\([^()]{0,1000}\)")
SHOWN = frozenset((*TITLE_NAMES, *TEXT_NAMES))
"""Arguments that a reader sees."""
IDS = ("id", "bvid", "video", "src", "0")


def is_known_block(tag: HexoTag) -> bool:
    """Return whether a tag or shortcode stands around a part of the text, and what it makes of it is known."""
    return tag.name in (SHARED_BLOCKS if tag.is_shortcode else BLOCKS)


def find_address(tag: HexoTag, close: HexoTag | None, text: str) -> str:
    """Return the address of a shortcode around a line of words in a text, if that makes a link of them, else ""."""
    if close is None or not tag.is_shortcode or close.start - tag.end > LONGEST:
        return ""
    inner = text[tag.end : close.start].strip()
    if (
        not inner
        or "\n" in inner
        or LINK.search(PICTURE_MARK.sub("", inner))
        or is_known_block(tag)
        or tag.name in SHORTCODES.keys() - set(LINKS)
    ):
        return ""
    named = dict(read_named(tag.arguments))
    if tag.name in LINKS and ADDRESS.fullmatch(named.get("0", "")):
        named = {"href": named.pop("0"), **named}
    has_more = any(name == "src" or name in SHOWN or name.isdigit() for name in named)
    return "" if has_more else next(filter(None, map(named.get, ADDRESSES)), "")


def _figure(given: Arguments) -> str:
    """Read `src="…" alt="…" title="…" caption="…" attr="…" link="…"`."""
    named = read_named(given.text)
    src = named.get("src") or named.get("0", "")
    if not src:
        return show_unknown(given)
    image = f'<img src="{escape(src)}" alt="{escape(named.get("alt", ""))}">'
    if link := named.get("link") or named.get("href"):
        image = f'<a href="{escape(link)}">{image}</a>'
    words = " ".join(filter(None, map(named.get, ("title", "caption", "attr"))))
    caption = f"<figcaption>{given.show(words)}</figcaption>" if words else ""
    return f"<figure>{image}{caption}</figure>"


def _player(name: str) -> Callable[[Arguments], str]:
    """Return what reads `identity` or `id="identity"` of a video."""

    def embed(given: Arguments) -> str:
        named = read_named(given.text)
        identity = next(filter(None, map(named.get, IDS)), "")
        return WORDS[name](Arguments(identity, (identity,), given.show)) if identity else show_unknown(given)

    return embed


def _link(given: Arguments) -> str:
    """Read `address words`, or `src="address" title="words"`."""
    named = read_named(given.text)
    url = next(filter(None, map(named.get, (*ADDRESSES, "0"))), "")
    words = (value for name, value in named.items() if value != url and (name.isdigit() or name in SHOWN))
    return link_to(url, " ".join(words), given.show) if url else show_unknown(given)


def _button(given: Arguments) -> str:
    """Read the same with a name, or what Hexo's has."""
    return _link(given) if any(map(read_named(given.text).get, ADDRESSES)) else WORDS["button"](given)


def _tweet(given: Arguments) -> str:
    """Read `number`, or `user="name" id="number"`."""
    named = read_named(given.text)
    number = named.get("id") or named.get("0", "")
    url = f"https://x.com/{named.get('user', 'i')}/status/{number}"
    return link_to(url, "") if number else show_unknown(given)


def show_unknown(given: Arguments) -> str:
    """Return the words, the link or the picture in the arguments of a shortcode that is not known, without its options."""
    named = read_named(given.text)
    if PICTURE.fullmatch(named.get("src", "")):
        return _figure(given)
    if any(map(named.get, ADDRESSES)):
        return _link(given)
    return given.show(" ".join(named[name] for name in named if name.isdigit() or name in SHOWN))


SHORTCODES: Mapping[str, Callable[[Arguments], str]] = {
    **dict.fromkeys(("figure", "img", "image"), _figure),
    **{name: _player(name) for name in ("youtube", "vimeo", "bilibili", "iframe")},
    **dict.fromkeys(("video", "audio", "link", "a"), _link),
    **dict.fromkeys(("btn", "button"), _button),
    **dict.fromkeys(("tweet", "twitter", "x"), _tweet),
    "gist": WORDS["gist"],
}
"""What a shortcode becomes that stands around nothing, by its name."""
