"""Files of the docs folder that are no posts: pictures beside posts, pages of the site's owner."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mkdocs.structure.files import File

from mkdocs_zhihu.archive.addressing.file_places import LooseNames


@dataclass(slots=True)
class OtherFiles:
    """Finds them by what posts call them."""

    files: Mapping[str, File]
    """By uri."""

    unsupported: frozenset[str] = frozenset()
    """The uris of those that are published only if a post links to them."""

    loose: LooseNames = field(default_factory=LooseNames)
    """The same files, for what is not called as it is; filled on first use."""

    def locate(self, uri: str) -> str | None:
        """Return the URL of a file, None if there is none or it is not shown."""
        file = self.files.get(uri)
        is_shown = file is not None and (file.inclusion.is_included() or uri in self.unsupported)
        return file.url if file is not None and is_shown else None

    def locate_loosely(self, uri: str) -> str | None:
        """Return the URL of a file whose uri differs in its case, or of the only one of this name."""
        if not self.loose.paths:
            self.loose.add(self.files)
        found = self.loose.find(uri)
        return self.locate(found) if found else None
