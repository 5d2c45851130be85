"""The files of our search index: taken from the last site where no document changed, else made beside the pages."""

import os
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from mkdocs.utils import write_file

from mkdocs_zhihu import outputs
from mkdocs_zhihu.outputs import MANIFEST, Document, list_files
from mkdocs_zhihu.work.fork import Errand
from mkdocs_zhihu.work.ledger import Ledger
from mkdocs_zhihu.work.store import Store

FOLDER = "zhihu/search"


@dataclass(slots=True)
class Index:
    """The index of one build."""

    list_documents: Callable[[], Sequence[Document]]
    """Finds what is searched."""

    digest: bytes
    """What all its files are made of."""

    ledger: Ledger
    """Knows the files of the last build."""

    texts: Store
    """Where the documents come from."""

    dests: tuple[str, ...] = ()
    """The files of the last build, if they were made of the same documents."""

    is_taken: bool = False
    """Whether they are those of this build too."""

    errand: Errand = field(default_factory=Errand)
    """The making of new ones."""

    def __post_init__(self) -> None:
        self.dests = self._find_last()

    def begin(self) -> None:
        """Take the files of the last build, or begin to make new ones; the folders are there by now."""
        taken = [dest for dest in self.dests if self.ledger.take(dest, self.digest)]
        self.is_taken = bool(taken) and len(taken) == len(self.dests)
        if not self.is_taken:
            for dest in taken:
                self.ledger.drop(dest)
            self.errand = Errand(partial(self._make, os.getpid()))
            if self.texts.is_shared:
                self.errand.begin()

    def end(self) -> None:
        """Wait until the files are there, and remember them."""
        if self.is_taken:
            return
        self.errand.end()
        manifest = (self.ledger.folder / FOLDER / MANIFEST).read_bytes()
        for name in list_files(manifest):
            self.ledger.note(f"{FOLDER}/{name}", self.digest)

    def _make(self, own: int) -> None:
        if os.getpid() != own:
            self.texts.reopen()
        write_index(self.list_documents(), self.ledger.folder)

    def _find_last(self) -> tuple[str, ...]:
        """Return the files that the last build's manifest speaks of; whether they are sound is seen later."""
        dest = f"{FOLDER}/{MANIFEST}"
        if not self.ledger.is_known(dest, self.digest):
            return ()
        try:
            names = list_files((self.ledger.site / dest).read_bytes())
        except (OSError, ValueError, zlib.error):
            return ()
        return tuple(f"{FOLDER}/{name}" for name in names)


def write_index(documents: Sequence[Document], site: Path) -> None:
    """Make the index of some documents and write it, file by file."""
    for name, content in outputs.build_search(documents):
        write_file(content, str(site / FOLDER / name))
