"""Every file of a source to the reader of its kind."""

import io
import posixpath
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from mkdocs_zhihu import problems
from mkdocs_zhihu.importing.from_feeds.feed_json import is_json_feed, parse_json_feed
from mkdocs_zhihu.importing.from_feeds.feed_posts import iter_feed_items
from mkdocs_zhihu.importing.from_feeds.feed_xml import parse_xml_feed
from mkdocs_zhihu.importing.from_feeds.source_feed import FeedError, SourceFeed
from mkdocs_zhihu.importing.from_files.markdown_posts import MarkdownReader
from mkdocs_zhihu.importing.from_files.saved_posts import PageReader
from mkdocs_zhihu.importing.from_json.json_posts import JsonReader
from mkdocs_zhihu.importing.from_json.json_stream import iter_json
from mkdocs_zhihu.importing.from_json.sqlite_posts import iter_rows
from mkdocs_zhihu.importing.import_report import UnreadableSourceError
from mkdocs_zhihu.importing.items.cleaning import clean_found
from mkdocs_zhihu.importing.items.found import Found, Ignored
from mkdocs_zhihu.importing.items.import_item import ImportItem
from mkdocs_zhihu.importing.items.item_pictures import PictureStage
from mkdocs_zhihu.importing.settings import ImportSettings
from mkdocs_zhihu.importing.shared_reading import read_files
from mkdocs_zhihu.importing.trees.detect import FileKind, detect_source_kind
from mkdocs_zhihu.importing.trees.source_tree import RefusedFileError, SourceTree
from mkdocs_zhihu.importing.trees.zip_tree import DAMAGE, ZipTree
from mkdocs_zhihu.problems import Problem, build_mistake, format_count
from mkdocs_zhihu.reading.decode import decode_text

MAX_INNER_ZIP = 512_000_000
NOTHING = "holds no post that can be read; name a feed, a saved page, JSON, or Markdown of a backup tool"
NOTES_HINT = "use --all to take them, or copy files that are posts already into the folder of posts"
RSSHUB = re.compile(r"Welcome to RSSHub|RSSHub 发生了一些意外")
POST = re.compile(r"RichText|RichContent|js-initialData")
REASON = re.compile(r"Error Message:?\s*(?:<[^<>]*>\s*)*([^<>]{1,200})")


def describe_error_page(text: str) -> str:
    """Return what to say of RSSHub's error page."""
    reason = REASON.search(text)
    said = f" ({' '.join(reason[1].split())})" if reason else ""
    return f"is an error page of RSSHub, not a feed{said}; look at the instance and its cookies"


class FeedContext(NamedTuple):
    """What is known of a feed before it is read."""

    url: str = ""
    """Where it was fetched from."""

    file: str = ""
    """What its posts say they were read from."""

    categories: tuple[str, ...] = ()
    """The category path of its posts; empty for its title."""

    layout: str = ""
    """What decides the folder of its new posts; empty for what the settings say."""


UNKNOWN = FeedContext()


def read_tree(
    tree: SourceTree,
    settings: ImportSettings,
    pictures: PictureStage,
    *,
    is_inner: bool = False,
    context: FeedContext = UNKNOWN,
) -> Iterator[Found]:
    """Yield what the files of a source hold; UnreadableSourceError if that is nothing at all."""
    reader = _TreeReader(tree, settings, pictures, context, is_inner=is_inner)
    has_found = False
    notes, first_note = 0, ""
    for found in read_files(tree, partial(reader.read, is_only=tree.is_single)):
        if isinstance(found, Ignored):
            notes, first_note = notes + found.is_note, first_note or (found.file if found.is_note else "")
        else:
            has_found = True
        yield found
    if notes and not settings.takes_all:
        message = f"{format_count(notes, 'note')} that do not come from Zhihu left out"
        yield Problem(first_note, "import.notes", message, NOTES_HINT, level="info")
    if not has_found:
        raise UnreadableSourceError(f"{tree.label}: {NOTHING}")


def _ignore_once(items: Iterable[Found]) -> Iterator[Found]:
    """Yield what a file holds; of what is ignored in it one, if there is nothing else."""
    ignored: Ignored | None = None
    has_found = False
    for found in items:
        if isinstance(found, Ignored):
            ignored = ignored or found
        else:
            has_found = True
            yield found
    if ignored is not None and not has_found:
        yield ignored


class _TreeReader:
    """Reads the files of one source."""

    def __init__(
        self,
        tree: SourceTree,
        settings: ImportSettings,
        pictures: PictureStage,
        context: FeedContext,
        *,
        is_inner: bool,
    ) -> None:
        self._tree = tree
        self._settings = settings
        self._pictures = pictures
        self._context = context
        self._is_inner = is_inner
        self._json = JsonReader(settings, tree)
        self._pages = PageReader(settings, tree, pictures)
        self._markdown = MarkdownReader(settings, tree, pictures)
        self._readers: dict[FileKind, Callable[[str], Iterator[Found]]] = {
            FileKind.JSON: self._read_json,
            FileKind.XML: self._read_feed,
            FileKind.SQLITE: self._read_sqlite,
        }

    def read(self, name: str, *, is_only: bool) -> Iterator[Found]:
        """Yield what a file holds. If the only file of a source cannot be read, the source cannot."""
        try:
            kind = detect_source_kind(self._tree.read_head(name), name)
            if kind is FileKind.ZIP:
                yield from self._read_zip(name)
            else:
                found = clean_found(self._read_kind(kind, name, is_only=is_only), self._settings)
                yield from _ignore_once(found)
        except (RefusedFileError, FeedError) as error:
            hint = f"; {error.hint}" if isinstance(error, RefusedFileError) else ""
            if is_only:
                raise UnreadableSourceError(f"{name}: {error}{hint}") from error
            yield Problem(name, "import.file", f"{error}{hint}; set aside", set_aside=True)
        except problems.MISTAKES as error:
            yield build_mistake(name, error)

    def _read_kind(self, kind: FileKind, name: str, *, is_only: bool) -> Iterator[Found]:
        reader = self._readers.get(kind)
        if kind is FileKind.MARKDOWN:
            yield from self._markdown.read(name, is_only=is_only)
        elif kind in (FileKind.HTML, FileKind.MHTML):
            yield from self._read_page(name, is_mhtml=kind is FileKind.MHTML, is_only=is_only)
        elif reader is None:
            yield Ignored(name)
        else:
            yield from reader(name)

    def _read_json(self, name: str) -> Iterator[Found]:
        with self._tree.open(name) as file:
            try:
                for value in iter_json(file):
                    if is_json_feed(value.value):
                        yield from self._read_entries(parse_json_feed(value.value), name)
                    else:
                        yield from self._json.read_value(value, name)
            except FeedError:  # a feed that is no damage of the file
                raise
            except DAMAGE as error:
                raise RefusedFileError(f"is damaged ({error})", "get it again") from error

    def _read_feed(self, name: str) -> Iterator[Found]:
        yield from self._read_entries(parse_xml_feed(self._tree.read(name)), name)

    def _read_entries(self, feed: SourceFeed, name: str) -> Iterator[Found]:
        file = self._context.file or posixpath.basename(name)
        for found in iter_feed_items(
            feed, name=file, settings=self._settings, url=self._context.url, path=self._context.categories
        ):
            is_item = isinstance(found, ImportItem) and self._context.layout
            yield replace(found, layout=self._context.layout) if is_item else found

    def _read_page(self, name: str, *, is_mhtml: bool, is_only: bool) -> Iterator[Found]:
        text, _ = decode_text(self._tree.read(name), name)
        if RSSHUB.search(text) and not POST.search(text):
            raise FeedError(describe_error_page(text))
        yield from self._pages.read(name, is_mhtml=is_mhtml, is_only=is_only)

    def _read_sqlite(self, name: str) -> Iterator[Found]:
        path = self._tree.find_path(name)
        if path is not None:
            yield from self._read_rows(path, name)
            return
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, "source.sqlite")
            copy.write_bytes(self._tree.read(name, MAX_INNER_ZIP))
            yield from self._read_rows(copy, name)

    def _read_rows(self, path: Path, name: str) -> Iterator[Found]:
        for table, number, text in iter_rows(path):
            yield from self._json.read_text(text, f"{name}/{table}", number)

    def _read_zip(self, name: str) -> Iterator[Found]:
        if self._is_inner:
            raise RefusedFileError("is a ZIP in a ZIP in a ZIP", "unpack it first")
        path = self._tree.find_path(name)
        file = path.open("rb") if path else io.BytesIO(self._tree.read(name, MAX_INNER_ZIP))
        with file:
            try:
                tree = ZipTree(file, name)
                yield from read_tree(tree, self._settings, self._pictures, is_inner=path is None)
            except UnreadableSourceError as error:
                raise FeedError(str(error).removeprefix(f"{name}: ")) from error
