"""The last word on what HTML may hold. What comes after it adds our own markup only: formulas, and a class of notes."""

import re
from functools import cache
from itertools import product

import nh3
from pygments.lexers import get_all_lexers
from pygments.token import STANDARD_TYPES

from mkdocs_zhihu.body.admonitions import KINDS, TITLE
from mkdocs_zhihu.body.urls import MAILTO

TAGS = frozenset(
    "p h2 h3 h4 h5 h6 ul ol li blockquote hr pre figure figcaption table thead tbody tr th td div"
    " a br strong em u del sub sup code kbd mark span img".split()
)
ATTRIBUTES = {
    "*": frozenset[str](),  # nh3 keeps `title` and `lang` everywhere unless this is said
    "a": frozenset({"href", "rel", "title"}),
    "img": frozenset(
        {"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding", "referrerpolicy"}
    ),
    "th": frozenset({"colspan", "rowspan"}),
    "td": frozenset({"colspan", "rowspan"}),
    "ol": frozenset({"start"}),
    "li": frozenset({"value", "id"}),
    "sup": frozenset({"id"}),
    **{f"h{level}": frozenset({"id"}) for level in range(2, 7)},
}
SRCSET = re.compile(r"(?:(?:https?://|\.{1,2}/)[^\s,]+ \d{1,5}w(?:, |$))+")
SIZES = re.compile(r"(?:\(max-width: \d{1,4}px\) 100vw, )?\d{1,4}px")
ID_PREFIXES = ("zh-", "fn:", "fnref")


def _classes() -> dict[str, set[str]]:
    """Return the classes each tag may have."""
    languages = {f"language-{aliases[0]}" for _, aliases, _, _ in get_all_lexers() if aliases}
    return {
        "div": {"admonition"} | KINDS | {"highlight", "language-text", "arithmatex", "footnote"} | languages,
        "span": {short for short in STANDARD_TYPES.values() if short}
        | {"arithmatex", "filename", "zh-link-card__title", "zh-link-card__host", "zh-gone"},
        "p": {TITLE, "zh-link-card", "zh-byline"},
        "figure": {"zh-video", "zh-lost"},
        "img": {"zh-link-card__thumb", "zh-emoji"}
        | {f"zh-tone-{r}{g}{b}" for r, g, b in product("012", repeat=3)},
        "a": {"footnote-ref", "footnote-backref"},
        "td": {"zh-center", "zh-right"},
        "th": {"zh-center", "zh-right"},
    }


def _check(_tag: str, name: str, value: str) -> str | None:
    """Return the attribute's value, or None to drop it. Must not raise: nh3 would swallow it."""
    if name == "id":
        return value if value.startswith(ID_PREFIXES) else None
    if name == "srcset":
        return value if SRCSET.fullmatch(value) else None
    if name == "sizes":
        return value if SIZES.fullmatch(value) else None
    if name == "href" and MAILTO.fullmatch(value):
        return value
    if name in ("href", "src"):
        return (
            value
            if value.startswith(("https://", "http://", "./", "../", "#fn", "#zh-", "#:~:text="))
            else None
        )
    return value


@cache
def _build_cleaner() -> nh3.Cleaner:
    """Return the policy. Built once, on first use: listing Pygments' lexers takes a moment."""
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_check,
        allowed_classes=_classes(),
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def sanitize(html: str) -> str:
    """Return HTML that holds nothing but the vocabulary of section 0.3 of the field guide."""
    return _build_cleaner().clean(html)
