"""Records of all files: kept ones where they fit, new ones where they do not."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import partial
from itertools import islice
from typing import Literal, TypeVar

from mkdocs_zhihu.model import Image
from mkdocs_zhihu.work.crew import Crew, gather_crew
from mkdocs_zhihu.work.fork import Inquiry
from mkdocs_zhihu.work.keys import Read, Stamp, find_keys
from mkdocs_zhihu.work.progress import Progress
from mkdocs_zhihu.work.record import Product, Recipe, Record, Task, decode, produce
from mkdocs_zhihu.work.store import Store

BATCH = 256
"""Records written at once."""

ROUNDS = 4
"""Times a body is made again because its answers changed what it asks; two is what happens."""

Answer = Callable[[str, str], str | None]
"""From a uri and an address in that post to its place on the site, or None."""

Show = Callable[[str, Image], Image | None]
"""From a uri and a picture in that post to the picture its page shows instead, or None."""

Question = TypeVar("Question")
Told = TypeVar("Told")


@dataclass(slots=True)
class Bodies:
    """Records of one build, and the HTML and the texts of their bodies."""

    recipe: Recipe
    """How records are made."""

    store: Store = field(default_factory=Store)
    """Where they are kept."""

    crew: Crew = field(default_factory=Crew)
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

    is_quiet: bool = False
    """Whether nobody looks at bodies yet: MkDocs asks for each of them once before it writes the first page."""

    answer: Answer = lambda _uri, _url: None
    """What the last posts that were settled were told of addresses."""

    show: Show = lambda _uri, _image: None
    """And of pictures."""

    near: dict[str, str] = field(default_factory=dict)
    """The HTML that was asked for last, by uri: a page asks several times."""

    def add(self, uris: Iterable[str]) -> None:
        """Find or make the records of some files; those that cannot be read have none."""
        self._make(self._iter_unknown(uris))

    def settle(self, uris: Iterable[str], answer: Answer, show: Show = lambda _uri, _image: None) -> None:
        """Make those bodies again that were told something else than `answer` and `show` say."""
        self.answer, self.show = answer, show
        wrong = list(uris)
        for _ in range(ROUNDS):
            wrong = [uri for uri in wrong if not self._is_settled(uri, answer, show)]
            if not wrong:
                return
            self._make(self._iter_again(wrong, answer, show))

    def renew(self, uri: str) -> Record | None:
        """Return the record of a file as it is now, settled as all were; None if it cannot be read."""
        self.near = {}
        before = self.keys.pop(uri, None)
        self.add([uri])
        if uri not in self.keys:
            self.keys |= {uri: before} if before else {}
            return None
        self.settle([uri], self.answer, self.show)
        return self.records[uri]

    def html(self, uri: str) -> str:
        """Return the HTML of a post's body, made once more if the store lost it."""
        if self.is_quiet:
            return ""
        if uri not in self.near:
            self.near = {uri: self._find("html", uri)}
        return self.near[uri]

    def bring(self, uris: Iterable[str]) -> None:
        """Have the HTML of some posts at hand: to ask for many at once takes less time."""
        keys = {self.keys[uri]: uri for uri in uris}
        found = self.store.get_many("html", list(keys))
        self.near = {keys[key]: html.decode(errors="surrogatepass") for key, html in found.items()}

    def text(self, uri: str) -> str:
        """Return the visible text of a post's body, likewise."""
        return self._find("text", uri)

    def _find(self, table: Literal["html", "text"], uri: str) -> str:
        found = self.store.get(table, self.keys[uri])
        if found is None:
            told = _known(self.records[uri].asked), _known(self.records[uri].pictured)
            data = self.read(uri)
            product = produce(Task(uri, data, self.recipe, *told)) if data is not None else None
            found = getattr(product, table, b"")
        return found.decode(errors="surrogatepass")

    def close(self) -> None:
        """Forget what nothing asks for any more, and let go of the store."""
        keys = set(self.keys.values())
        self.store.keep_only({"file": self.places, "record": keys, "html": keys, "text": keys})
        self.store.close()

    def _iter_unknown(self, uris: Iterable[str]) -> Iterator[Task]:
        rest = iter(uris)
        while some := list(islice(rest, BATCH)):
            found = find_keys(some, self.recipe, self.store, self.read, self.stamp)
            self.keys |= found.keys
            self.places |= found.places
            kept = self.store.get_many("record", list(found.keys.values()))
            for uri, key in found.keys.items():
                record = _read_record(kept.get(key), self.recipe.zone)
                if record is not None and self.recipe.fits(record):
                    self.records[uri] = record
                    continue
                data = found.read.get(uri) or self.read(uri)
                if data is not None:
                    self.keys[uri] = self.recipe.key(uri, data)
                    yield Task(uri, data, self.recipe)

    def _iter_again(self, uris: Iterable[str], answer: Answer, show: Show) -> Iterator[Task]:
        for uri in uris:
            data = self.read(uri)
            if data is not None:
                self.keys[uri] = self.recipe.key(uri, data)
                record = self.records[uri]
                answers = _known((url, answer(uri, url)) for url, _ in record.asked)
                pictures = _known((image, show(uri, image)) for image, _ in record.pictured)
                yield Task(uri, data, self.recipe, answers, pictures)

    def _is_settled(self, uri: str, answer: Answer, show: Show) -> bool:
        record = self.records[uri]
        return all(answer(uri, url) == told for url, told in record.asked) and all(
            show(uri, image) == told for image, told in record.pictured
        )

    def _make(self, tasks: Iterable[Task]) -> None:
        zone = self.recipe.zone
        batch: list[Product] = []
        for product in self._share_out(iter(tasks)):
            self.records[product.uri] = decode(product.record, zone)
            self.made += 1
            self.progress.show(self.made)
            batch.append(product)
            if len(batch) == BATCH:
                self._keep(batch)
                batch.clear()
        self._keep(batch)
        self.progress.end()

    def _share_out(self, tasks: Iterator[Task]) -> Iterator[Product]:
        """Yield what each file comes to; the first is read beside the search for others: often it is the only one."""
        first = next(tasks, None)
        if first is None:
            return
        inquiry = Inquiry(partial(produce, first))
        inquiry.begin()
        try:
            yield from self.crew.map(produce, tasks)
            yield inquiry.end()
        finally:
            inquiry.cancel()

    def _keep(self, products: Sequence[Product]) -> None:
        """Keep the HTML and the text first: a record without them would be found and useless."""
        self.store.put("html", [(self.keys[product.uri], product.html) for product in products])
        self.store.put("text", [(self.keys[product.uri], product.text) for product in products])
        packed = [(product.uri, product.record) for product in products if isinstance(product.record, bytes)]
        self.store.put("record", [(self.keys[uri], data) for uri, data in packed if self.records[uri].lasts])


def _known(answers: Iterable[tuple[Question, Told | None]]) -> dict[Question, Told]:
    """Return the answers that say something."""
    return {question: told for question, told in answers if told is not None}


def _read_record(data: bytes | None, zone: tzinfo) -> Record | None:
    try:
        return decode(data, zone) if data is not None else None
    except (ValueError, OverflowError):  # msgspec's own error is a ValueError
        return None


def open_shared_bodies(recipe: Recipe, path: str) -> Bodies:
    """Return a bodies that remembers what it made in a file, and works on every core of this machine."""
    return Bodies(recipe, Store(path), gather_crew())
