"""Raw HTML to clean Body: an ordered tuple of small transforms, sanitised last.

The parser and the transforms are loaded on first use: that takes a tenth of a second, and a build of
posts that are all known needs none of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mkdocs_zhihu.body.anchors import TEXT_DIRECTIVE, HeadingIds, heading_id
from mkdocs_zhihu.body.origin import find_origin
from mkdocs_zhihu.body.picture_urls import clean_picture_url, picture_identity, shrink_picture_url
from mkdocs_zhihu.body.protocols import TITLE_OF, Resolve, Show
from mkdocs_zhihu.body.raw.data_pictures import DATA_FOLDER
from mkdocs_zhihu.body.urls import clean_url

if TYPE_CHECKING:
    from mkdocs_zhihu.body.math.mathml import typeset
    from mkdocs_zhihu.body.pipeline import PIPELINE, render_body, render_plain_body
    from mkdocs_zhihu.body.transforms.links.footnotes import part_notes

LATER = {
    "part_notes": "transforms.links.footnotes",
    "PIPELINE": "pipeline",
    "render_body": "pipeline",
    "render_plain_body": "pipeline",
    "typeset": "math.mathml",
}
"""Names by the module that has them."""

__all__ = [
    "DATA_FOLDER",
    "PIPELINE",
    "TEXT_DIRECTIVE",
    "TITLE_OF",
    "HeadingIds",
    "Resolve",
    "Show",
    "clean_picture_url",
    "clean_url",
    "find_origin",
    "heading_id",
    "part_notes",
    "picture_identity",
    "render_body",
    "render_plain_body",
    "shrink_picture_url",
    "typeset",
]


def __getattr__(name: str) -> Any:
    if name not in LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{LATER[name]}"), name)
