"""Archive to the files of the search index.

The builder is loaded on first use: NumPy takes a twentieth of a second, and a build whose posts did not change needs no
index.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mkdocs_zhihu.search.searched_document import MANIFEST, Document, list_files

if TYPE_CHECKING:
    from mkdocs_zhihu.search.index import build_search

__all__ = ["MANIFEST", "Document", "build_search", "list_files"]


def __getattr__(name: str) -> Any:
    if name != "build_search":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.index"), name)
