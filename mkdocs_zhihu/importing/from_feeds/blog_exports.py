"""Exports of whole blogs, which are feeds: Blogger and WordPress have settings, comments and drafts among the posts."""

from xml.etree.ElementTree import Element

BLOGGER = "{http://schemas.google.com/blogger/2018}"
KIND = "http://schemas.google.com/g/2005#kind"
"""The scheme of a category that says what an entry of Blogger is."""
WORDPRESS = "{http://wordpress.org/export/"
PAGES = frozenset(("post", "page"))
NO_POSTS = frozenset(
    "attachment nav_menu_item revision custom_css customize_changeset oembed_cache user_request wp_block wp_font_face"
    " wp_font_family wp_global_styles wp_navigation wp_template wp_template_part".split()
)
"""Types of WordPress that are no posts, whatever types of posts a blog has."""
PUBLIC = frozenset(("", "live", "publish"))


def is_post(entry: Element) -> bool:
    """Return whether an entry is one that readers see as a page, no setting, comment or picture."""
    kinds = [tag.get("term", "").rpartition("#")[2] for tag in entry if tag.get("scheme") == KIND]
    kinds += [_read(tag).lower() for tag in entry if tag.tag == f"{BLOGGER}type"]
    return all(kind in PAGES for kind in kinds) and _read_wordpress(entry, "post_type") not in NO_POSTS


def is_draft(entry: Element) -> bool:
    """Return whether its author keeps an entry from readers, or may: custom types are messages and orders, too."""
    states = [_read(tag).lower() for tag in entry if tag.tag == f"{BLOGGER}status"]
    states.append(_read_wordpress(entry, "status"))
    controls = (tag for control in entry if _name(control) == "control" for tag in control)
    return (
        not PUBLIC.issuperset(states)
        or any(_name(tag) == "draft" and _read(tag).lower() == "yes" for tag in controls)
        or _read_wordpress(entry, "post_type") not in ("", *PAGES)
        or _read_wordpress(entry, "post_password") != ""
    )


def _read_wordpress(entry: Element, name: str) -> str:
    """Return the value of one of WordPress's own elements, whose namespace has the version of the export in it."""
    tags = (tag for tag in entry if isinstance(tag.tag, str) and tag.tag.startswith(WORDPRESS))
    return next((_read(tag) for tag in tags if _name(tag) == name), "")


def _name(tag: Element) -> str:
    return str(tag.tag).rpartition("}")[2]


def _read(tag: Element) -> str:
    return "".join(tag.itertext()).strip()
