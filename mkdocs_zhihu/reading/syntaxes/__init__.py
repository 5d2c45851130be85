"""How front matter is marked off and written: python-frontmatter's handlers, one file each."""

from collections.abc import Callable

from mkdocs_zhihu.reading.syntaxes.dashes import DashesHandler
from mkdocs_zhihu.reading.syntaxes.handler import ArchiveHandler
from mkdocs_zhihu.reading.syntaxes.json_semicolons import JsonHandler
from mkdocs_zhihu.reading.syntaxes.metadata_lines import MetadataCommentHandler, MetadataHandler
from mkdocs_zhihu.reading.syntaxes.no_opening import NoOpeningHandler
from mkdocs_zhihu.reading.syntaxes.toml_pluses import TomlHandler

SYNTAXES: tuple[Callable[..., ArchiveHandler], ...] = (
    TomlHandler,
    JsonHandler,
    NoOpeningHandler,
    MetadataHandler,
    MetadataCommentHandler,
    DashesHandler,
)
"""In the order in which they are tried; the last takes whatever is left."""

__all__ = ["SYNTAXES", "ArchiveHandler"]
