"""The files of our search index: taken from the last site where no document changed, else made beside the pages."""

import zlib
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_zhihu import search
from mkdocs_zhihu.host.site_files.searched_posts import SearchedPosts
from mkdocs_zhihu.host.writing.manifest import PageManifest
from mkdocs_zhihu.processes.background import BackgroundTask
from mkdocs_zhihu.search.script_files import name_script, read_script, wrap_in_script
from mkdocs_zhihu.search.searched_document import MANIFEST, Documents, list_files

FOLDER = "zhihu/search"


@dataclass(frozen=True, slots=True)
class IndexJob:
    """What an index is made of."""

    documents: Documents
    """What is searched."""

    site: Path
    """The folder of the site."""

    is_offline: bool
    """Whether the files are scripts, which pages opened from disk can use too."""


@dataclass(slots=True)
class Index:
    """The index of one build."""

    documents: SearchedPosts
    """What is searched."""

    fingerprint: bytes
    """What all its files are made of."""

    manifest: PageManifest
    """Knows the files of the last build."""

    is_offline: bool
    """Whether the files are scripts, which pages opened from disk can use too."""

    dests: tuple[str, ...] = ()
    """The files of the last build, if they were made of the same documents."""

    is_taken: bool = False
    """Whether they are those of this build too."""

    task: BackgroundTask[IndexJob] = field(default_factory=BackgroundTask)
    """The making of new ones."""

    def __post_init__(self) -> None:
        self.dests = self._find_last()

    def begin(self) -> None:
        """Take the files of the last build, or begin to make new ones."""
        taken = [dest for dest in self.dests if self.manifest.take(dest, self.fingerprint)]
        self.is_taken = bool(taken) and len(taken) == len(self.dests)
        if self.is_taken:
            self.task.cancel()
            return
        for dest in taken:
            self.manifest.drop(dest)
        documents = self.documents.detach()
        if documents is not None:
            self.task.begin(IndexJob(documents, self.manifest.folder, self.is_offline))

    def end(self) -> None:
        """Wait until the files are there, and remember them."""
        if self.is_taken:
            return
        if not self.task.end():
            write_index(IndexJob(self.documents, self.manifest.folder, self.is_offline))
        for dest in self._list_dests(self.manifest.folder):
            self.manifest.note(dest, self.fingerprint)

    def _find_last(self) -> tuple[str, ...]:
        """Return the files that the last build's manifest speaks of; whether they are sound is seen later."""
        if not self.manifest.is_known(place_file(MANIFEST, is_offline=self.is_offline), self.fingerprint):
            return ()
        try:
            return self._list_dests(self.manifest.site)
        except (OSError, ValueError, zlib.error):
            return ()

    def _list_dests(self, site: Path) -> tuple[str, ...]:
        """Return the files that a site's manifest speaks of."""
        manifest = (site / place_file(MANIFEST, is_offline=self.is_offline)).read_bytes()
        names = list_files(read_script(manifest) if self.is_offline else manifest)
        return tuple(place_file(name, is_offline=self.is_offline) for name in names)


def place_file(name: str, *, is_offline: bool) -> str:
    """Return where a file of the index is on the site."""
    return f"{FOLDER}/{name_script(name) if is_offline else name}"


def write_index(job: IndexJob) -> None:
    """Make the index of some documents and write it, file by file."""
    (job.site / FOLDER).mkdir(parents=True, exist_ok=True)
    for name, content in search.build_search(job.documents):
        written = wrap_in_script(name, content) if job.is_offline else content
        (job.site / place_file(name, is_offline=job.is_offline)).write_bytes(written)
