"""Archive to the files of the search index.

The builder is loaded on first use: NumPy takes a twentieth of a second, and a build whose posts did not change needs no
index.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from mkdocs_zhihu.search.searched_document import MANIFEST, Document, list_files

if TYPE_CHECKING:
    from mkdocs_zhihu.search.index import build_search

__all__ = ["MANIFEST", "Document", "build_search", "list_files"]


def __getattr__(name: str) -> Any:
    if name != "build_search":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    with _set_variable("OPENBLAS_NUM_THREADS", "1"):
        return getattr(import_module(f"{__name__}.index"), name)


@contextmanager
def _set_variable(name: str, value: str) -> Iterator[None]:
    """Set an environment variable while NumPy is loaded.

    OpenBLAS starts a thread for each core and ends the process where none is left; nothing here calls it.
    """
    if name in os.environ:
        yield
        return
    os.environ[name] = value
    yield
    os.environ.pop(name)
