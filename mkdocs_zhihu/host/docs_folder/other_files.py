"""Files of the docs folder that are no posts: pictures beside posts, pages of the site's owner."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from mkdocs.structure.files import File


@dataclass(slots=True)
class OtherFiles:
    """Finds them by what posts call them."""

    files: Mapping[str, File]
    """By uri."""

    folded: dict[str, str] = field(default_factory=dict)
    """Uris without their case, made on first use."""

    names: dict[str, str] = field(default_factory=dict)
    """Uris by the last part of them, without case; "" where there are several."""

    def locate(self, uri: str) -> str | None:
        """Return the URL of a file, None if there is none or it is not shown."""
        file = self.files.get(uri)
        return file.url if file is not None and file.inclusion.is_included() else None

    def locate_loosely(self, uri: str) -> str | None:
        """Return the URL of a file whose uri differs in its case, or of the only one of this name."""
        self._index()
        found = self.folded.get(uri.casefold()) or self.names.get(posixpath.basename(uri).casefold())
        return self.locate(found) if found else None

    def _index(self) -> None:
        if self.folded:
            return
        for uri in sorted(self.files):
            self.folded.setdefault(uri.casefold(), uri)
            name = posixpath.basename(uri).casefold()
            self.names[name] = "" if name in self.names else uri
