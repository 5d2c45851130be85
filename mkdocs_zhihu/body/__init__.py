"""Raw HTML to clean Body: an ordered tuple of small transforms, sanitised last."""

from mkdocs_zhihu.body.draft import Show
from mkdocs_zhihu.body.headings import heading_id
from mkdocs_zhihu.body.images import clean_picture_url
from mkdocs_zhihu.body.origin import find_origin
from mkdocs_zhihu.body.pipeline import PIPELINE, render_body
from mkdocs_zhihu.body.typeset import typeset
from mkdocs_zhihu.body.urls import picture_identity

__all__ = [
    "PIPELINE",
    "Show",
    "clean_picture_url",
    "find_origin",
    "heading_id",
    "picture_identity",
    "render_body",
    "typeset",
]
