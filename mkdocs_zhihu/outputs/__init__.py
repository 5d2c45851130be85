"""Archive to extra files: what stands beside the pages.

What builds the search index is loaded once somebody asks for it: NumPy takes a twentieth of a second.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mkdocs_zhihu.outputs.document import MANIFEST, Document, list_files
from mkdocs_zhihu.outputs.feed import FeedSettings, build_feed
from mkdocs_zhihu.outputs.formats import FORMATS, FeedFile
from mkdocs_zhihu.outputs.linked_data import build_article, format_script
from mkdocs_zhihu.outputs.script_files import name_script, read_script, wrap_in_script

if TYPE_CHECKING:
    from mkdocs_zhihu.outputs.search import build_search

__all__ = [
    "FORMATS",
    "MANIFEST",
    "Document",
    "FeedFile",
    "FeedSettings",
    "build_article",
    "build_feed",
    "build_search",
    "format_script",
    "list_files",
    "name_script",
    "read_script",
    "wrap_in_script",
]


def __getattr__(name: str) -> Any:
    if name != "build_search":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.search"), name)
