"""Records of all files: kept ones where they fit, new ones where they do not."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from mkdocs_zhihu.cache.folder_formats import FolderFormats, find_folder_formats
from mkdocs_zhihu.cache.keys import Read, Stamp, find_keys
from mkdocs_zhihu.cache.records import (
    Record,
    RenderResult,
    RenderSettings,
    RenderTask,
    decode,
    read_kept_record,
    tame,
)
from mkdocs_zhihu.cache.rendering import load_body_stage, render_task
from mkdocs_zhihu.cache.resolved import select_resolved
from mkdocs_zhihu.cache.store import Store
from mkdocs_zhihu.model import Image
from mkdocs_zhihu.processes.pool import WorkerPool, open_local_pool
from mkdocs_zhihu.processes.progress import Progress

BATCH = 256
"""Records written at once."""

ROUNDS = 4
"""Times a body is made again because what was resolved changed what it needs; two is what happens."""

ResolveLink = Callable[[str, str], str | None]
"""From a uri and an address in that post to its place on the site, or None."""

Show = Callable[[str, Image], Image | None]
"""From a uri and a picture in that post to the picture its page shows instead, or None."""


@dataclass(slots=True)
class RenderedPosts:
    """Records of one build, and the HTML and the texts of their bodies."""

    settings: RenderSettings
    """How records are made."""

    store: Store = field(default_factory=Store)
    """Where they are kept."""

    pool: WorkerPool = field(default_factory=WorkerPool)
    """Who makes them."""

    read: Read = lambda _uri: None
    """Reads a file."""

    stamp: Stamp = lambda _uri: None
    """Tells whether that is needed."""

    records: dict[str, Record] = field(default_factory=dict)
    """By uri."""

    keys: dict[str, bytes] = field(default_factory=dict)
    """What each record is kept under."""

    places: set[bytes] = field(default_factory=set)
    """What the keys are kept under."""

    progress: Progress = field(default_factory=lambda: Progress("posts read"))
    """Says how many are."""

    made: int = 0
    """How many records are new."""

    resolve: ResolveLink = lambda _uri, _url: None
    """Resolves links, as for the posts that were resolved last."""
    show: Show = lambda _uri, _image: None
    """And pictures."""

    folder_formats: FolderFormats = field(default_factory=FolderFormats)
    """What bodies are written in that do not tell it."""

    prefetched: dict[str, str] = field(default_factory=dict)
    """The HTML that was read last, by uri: a page reads it several times."""

    def add(self, uris: Iterable[str]) -> None:
        """Find or make the records of some files; those that cannot be read have none."""
        self._make(self._iter_unknown(uris))

    def resolve_formats(self) -> None:
        """Read each post whose body does not tell what it is written in as most posts of its folder are."""
        self.folder_formats = find_folder_formats(self.records.values())
        self._follow_folders(self.records)

    def _follow_folders(self, uris: Iterable[str]) -> None:
        wrong = [uri for uri in uris if not self.folder_formats.fits(uri, self.records[uri])]
        if wrong:
            self._make(self._iter_outdated(wrong, self.resolve, self.show))

    def resolve_links(
        self, uris: Iterable[str], resolve: ResolveLink, show: Show = lambda _uri, _image: None
    ) -> None:
        """Render those bodies again that were resolved otherwise than `resolve` and `show` do now."""
        self.resolve, self.show = resolve, show
        wrong = list(uris)
        for _ in range(ROUNDS):
            wrong = [uri for uri in wrong if not self._is_resolved_alike(uri, resolve, show)]
            if not wrong:
                return
            self._make(self._iter_outdated(wrong, resolve, show))

    def refresh(self, uri: str) -> Record | None:
        """Return the record of a file as it is now, resolved as all were; None if it cannot be read."""
        self.prefetched = {}
        before = self.keys.pop(uri, None)
        self.add([uri])
        if uri not in self.keys:
            self.keys |= {uri: before} if before else {}
            return None
        self._follow_folders([uri])
        self.resolve_links([uri], self.resolve, self.show)
        return self.records[uri]

    def html(self, uri: str) -> str:
        """Return the HTML of a post's body, made once more if the store lost it."""
        if uri not in self.prefetched:
            self.prefetched = {uri: self._find("html", uri)}
        return self.prefetched[uri]

    def prefetch(self, uris: Iterable[str]) -> None:
        """Have the HTML of some posts at hand: to ask for many at once takes less time."""
        keys = {self.keys[uri]: uri for uri in uris}
        found = self.store.get_many("html", list(keys))
        self.prefetched = {keys[key]: html.decode(errors="surrogatepass") for key, html in found.items()}

    def iter_texts(self, uris: Sequence[str]) -> Iterator[str]:
        """Yield the visible text of each post, likewise."""
        for start in range(0, len(uris), BATCH):
            keys = {uri: self.keys[uri] for uri in uris[start : start + BATCH]}
            found = self.store.get_many("text", list(keys.values()))
            for uri, key in keys.items():
                yield found[key].decode(errors="surrogatepass") if key in found else self._find("text", uri)

    def _find(self, table: Literal["html", "text"], uri: str) -> str:
        found = self.store.get(table, self.keys[uri])
        if found is None:
            record = self.records[uri]
            resolved = select_resolved(record.link_answers), select_resolved(record.image_answers)
            data = self.read(uri)
            if data is None:
                return ""
            folder = self.folder_formats.find(uri)
            task = RenderTask(uri, data, self.settings, *resolved, record.caution, folder)
            found = getattr(render_task(task), table)
        return found.decode(errors="surrogatepass")

    def close(self, *, is_whole: bool = True) -> None:
        """Forget what no file needs any more, if all files were read, and close the store."""
        keys = set(self.keys.values())
        used = {"file": self.places, "record": keys, "html": keys, "text": keys}
        self.store.keep_only(used if is_whole else {})
        self.store.close()

    def _iter_unknown(self, uris: Iterable[str]) -> Iterator[RenderTask]:
        rest = iter(uris)
        while some := list(islice(rest, BATCH)):
            found = find_keys(some, self.settings, self.store, self.read, self.stamp)
            self.keys |= found.keys
            self.places |= found.places
            kept = self.store.get_many("record", list(found.keys.values()))
            for uri, key in found.keys.items():
                record = read_kept_record(kept.get(key), self.settings.zone)
                if record is not None and self.settings.fits(record):
                    self.records[uri] = record
                    continue
                data = found.read.get(uri) or self.read(uri)
                if data is not None:
                    self.keys[uri] = self.settings.key(uri, data)
                    yield RenderTask(uri, data, self.settings, folder_format=self.folder_formats.find(uri))

    def _iter_outdated(self, uris: Iterable[str], resolve: ResolveLink, show: Show) -> Iterator[RenderTask]:
        for uri in uris:
            data = self.read(uri)
            if data is not None:
                self.keys[uri] = self.settings.key(uri, data)
                record = self.records[uri]
                links = select_resolved((url, resolve(uri, url)) for url, _ in record.link_answers)
                pictures = select_resolved((image, show(uri, image)) for image, _ in record.image_answers)
                resolved = (links, pictures, record.caution, self.folder_formats.find(uri))
                yield RenderTask(uri, data, self.settings, *resolved)

    def _is_resolved_alike(self, uri: str, resolve: ResolveLink, show: Show) -> bool:
        record = self.records[uri]
        return all(resolve(uri, url) == known for url, known in record.link_answers) and all(
            show(uri, image) == known for image, known in record.image_answers
        )

    def _make(self, tasks: Iterable[RenderTask]) -> None:
        batch: list[RenderResult] = []
        for result in self.pool.map(render_task, tasks, tame):
            self.records[result.uri] = decode(result.record, self.settings.zone)
            self.made += 1
            self.progress.show(self.made)
            batch.append(result)
            if len(batch) == BATCH:
                self._keep(batch)
                batch.clear()
        self._keep(batch)
        self.progress.end()

    def _keep(self, results: Sequence[RenderResult]) -> None:
        """Keep the HTML and the text first: a record without them would be found and useless."""
        self.store.put("html", [(self.keys[result.uri], result.html) for result in results])
        self.store.put("text", [(self.keys[result.uri], result.text) for result in results])
        packed = [(result.uri, result.record) for result in results if isinstance(result.record, bytes)]
        cacheable = [(self.keys[uri], data) for uri, data in packed if self.records[uri].is_cacheable]
        self.store.put("record", cacheable)


def open_rendered_posts(settings: RenderSettings, path: str) -> RenderedPosts:
    """Return rendered posts kept in a file and rendered on every core of this machine."""
    return RenderedPosts(settings, Store(path), open_local_pool(load_body_stage))
