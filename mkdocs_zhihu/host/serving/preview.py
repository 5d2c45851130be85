"""A live preview that shows an edited post at once, however many there are."""

import ctypes
import os
import shutil
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger

from mkdocs_zhihu.cache.file_stat import FileStat, find_changed_files, iter_file_stats
from mkdocs_zhihu.cache.store import Store
from mkdocs_zhihu.host.serve_state import Server, ServeState
from mkdocs_zhihu.host.serving.incremental import RebuildResult, rebuild_posts
from mkdocs_zhihu.host.serving.watched_files import list_watched
from mkdocs_zhihu.host.writing.writer import PageWriter
from mkdocs_zhihu.i18n.messages import find_translate

log = get_plugin_logger("zhihu")

END_SECONDS = 5.0
"""How long the end of a server waits for a build that is asked to end."""


@dataclass(slots=True)
class Preview:
    """Stands in for MkDocs' builder while `mkdocs serve` runs.

    MkDocs builds everything whatever was saved. Where only the text of some posts was, their pages are made again and
    those that show a part of it. Where more of a post was, such as its title, its page is made again and shown before
    everything is built. Anything else is left to MkDocs.
    """

    build: Callable[[], object]
    """Builds everything."""

    find_writer: Callable[[], PageWriter | None]
    """Gives what the last build left, None if there is nothing or other plugins may change pages."""

    find_watched: Callable[[], Iterable[str]]
    """Gives the files and folders a build depends on."""

    request_rebuild: Callable[[], object] = lambda: None
    """Lets MkDocs call once more, after it has shown what there is."""

    seen: dict[str, FileStat] = field(default_factory=dict)
    """What they were like before."""

    rest: threading.Thread | None = None
    """Builds everything, after a first build of the newest posts."""

    first_writer: PageWriter | None = None
    """What the first build left, while everything is built."""

    needs_build: bool = False
    """Whether everything is still to be built, whatever was made again since."""

    edited: tuple[PageWriter | None, PageWriter | None] = (None, None)
    """What the last build left, and the same with the edits since then."""

    def begin(self, *, is_partial: bool) -> None:
        """Note what the files are like; after a build of the newest posts, build everything."""
        if is_partial:
            self.build_rest()
        else:
            self.seen = self._read_files()

    def _read_files(self) -> dict[str, FileStat]:
        return dict(iter_file_stats(self.find_watched()))

    def build_rest(self) -> None:
        """Build everything in a thread: MkDocs holds back all requests while it builds itself."""
        self.needs_build = True
        self.first_writer = self.find_writer()
        self.rest = threading.Thread(target=self._build_rest, daemon=True)
        self.rest.start()

    def _build_rest(self) -> None:
        try:
            self.seen = self._read_files()  # here, for the first page to be there sooner
            self.build()
            self.needs_build = False
        finally:
            self.request_rebuild()  # shows it, or builds again where the reason of a failure is shown

    def stop(self) -> None:
        """End the build in the thread, with the server: it would show errors of what is there no more."""
        if self.rest is not None and self.rest.is_alive():
            thread = ctypes.c_ulong(self.rest.ident or 0)
            ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(SystemExit))
            self.rest.join(END_SECONDS)

    def __call__(self) -> None:
        """Show what was saved."""
        started = time.monotonic()
        rest = self.rest
        if rest is not None:
            if rest.is_alive() and self._show_first(started):
                return
            rest.join()
            self.rest = self.first_writer = None
        before, self.seen = self.seen, self._read_files()
        saved = find_changed_files(before, self.seen)
        if rest is not None and not saved and not self.needs_build:
            return
        if saved and self._show_saved(saved, started):
            if self.needs_build:
                self.request_rebuild()
            return
        self.edited = None, None  # a whole site, which would stay in memory beside the new one
        self.needs_build = True
        self.build()
        self.needs_build = False

    def _show_first(self, started: float) -> bool:
        """Make pages of the first build again, of all posts saved since: the build of everything may have read them before."""
        saved = find_changed_files(self.seen, self._read_files())
        return self._rebuild(self.first_writer, saved, started) is not None

    def _show_saved(self, saved: set[str], started: float) -> bool:
        """Make the pages of saved posts again; return whether that could be done."""
        built = self.find_writer()
        writer = self.edited[1] if built is self.edited[0] else built
        with ExitStack() as undo:
            undo.callback(self._request_build)  # after an edit that failed half-way
            made = self._rebuild(writer, saved, started)
            undo.pop_all()
        if made is None:
            return False
        self.edited = built, made.writer
        self.needs_build |= not made.is_all
        return True

    def _rebuild(self, writer: PageWriter | None, saved: set[str], started: float) -> RebuildResult | None:
        """Make the pages of saved posts again and say so; None if that cannot be done."""
        made = rebuild_posts(writer, saved) if writer is not None and saved else None
        if writer is None or made is None or not made.pages:
            return None
        said = f"{made.pages} pages made again in {time.monotonic() - started:.2f} s"
        log.info(find_translate(os.environ, writer.site.translator.locale)(said))
        return made

    def _request_build(self) -> None:
        """Let everything be built, which shows its reason if it fails too."""
        self.needs_build = True
        self.request_rebuild()


def begin_serve_state(network: Any, *, is_preview: bool) -> ServeState:
    """Return a new state; that of a preview keeps what its pages are made of, apart from those of the site."""
    command = click.get_current_context(silent=True)
    is_live = command is None or command.params.get("livereload") is not False
    return ServeState(network, rows=Store() if is_preview else None, is_live=is_live)


def watch_posts(
    server: Server, config: MkDocsConfig, find_writer: Callable[[], PageWriter | None], *, is_partial: bool
) -> Preview:
    """Let a server show edited posts at once; after a partial build everything else is built."""
    _use_own_watcher(server, config.docs_dir)
    folder = Path(tempfile.mkdtemp(prefix="mkdocs_", suffix=".rebuild"))
    weakref.finalize(server, shutil.rmtree, folder, ignore_errors=True)
    server.watch(str(folder))  # the only way to ask MkDocs for a build is to change what it watches

    def find_watched() -> list[str]:
        writer = find_writer()  # of the last build, which may have had another config
        paths = list_watched(server, config if writer is None else writer.config)
        return [path for path in paths if path != str(folder)]

    server.builder = preview = Preview(
        build=server.builder,
        find_writer=find_writer,
        find_watched=find_watched,
        request_rebuild=lambda: (folder / "requested").write_text(str(time.monotonic())),
    )
    preview.begin(is_partial=is_partial)
    return preview


def _use_own_watcher(server: Server, folder: str) -> None:
    """Let our own watcher watch a folder of many files."""
    from mkdocs_zhihu.host.serving.watcher import Watcher  # noqa: PLC0415 - a build has no use for what it loads

    with suppress(KeyError):  # another plugin has it watched no more
        server.unwatch(folder)
        server.observer = Watcher(server.observer)  # type: ignore[assignment]  # MkDocs' own is another BaseObserver
        server.watch(folder)
