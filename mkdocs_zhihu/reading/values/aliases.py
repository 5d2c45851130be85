"""Names that themes and plugins have for the same fields."""

from collections.abc import Mapping

HIDDEN = ("hide", "hidden")
"""What some themes leave out of their lists."""

PICTURES = ("img", "coverImg", "featured_image", "featuredImage", "image", "photos", "photo", "poster")
"""Names for the only picture of a post."""

ALIASES: Mapping[str, tuple[str, ...]] = {
    "categories": ("categories", "category"),
    "tags": ("tags", "tag"),
    "author": ("author", "authors"),
    "headimg": ("headimg", "cover", "banner", "top_img", "banner_img", *PICTURES),
    "thumbnail": ("thumbnail", "index_img", "cover", "headimg", *PICTURES),
    "description": ("description", "excerpt", "summary"),
    "sticky": ("sticky", "top", "pin"),
    "updated": ("updated", "lastmod"),
    "original": ("source", "link", "url", "guid", "original"),
}
"""Spellings of other Hexo themes and plugins; the first key that is present wins."""
