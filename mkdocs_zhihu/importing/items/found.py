"""What a reader finds in a source."""

from msgspec import Struct

from mkdocs_zhihu.importing.items.import_item import ImportItem
from mkdocs_zhihu.problems import Problem


class Ignored(Struct, frozen=True):
    """A file of a source that holds no post and needs none: a list, a log, comments."""

    file: str
    """Its name."""

    is_note: bool = False
    """Whether it is a note with front matter that does not come from Zhihu."""


Found = ImportItem | Problem | Ignored
