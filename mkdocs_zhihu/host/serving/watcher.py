"""Who tells a live preview that something was saved: MkDocs' own way takes long where there are many files."""

import os
import time
from pathlib import Path
from typing import Any

from watchdog.events import FileModifiedEvent, FileSystemEventHandler
from watchdog.observers.api import BaseObserver, EventEmitter, ObservedWatch

from mkdocs_zhihu.cache.file_stat import FileStat, find_changed_files, iter_file_stats

INTERVAL = 0.2
"""Seconds between two looks, more where one takes long."""

REST = 2
"""How many times as long as a look took there is none after it."""


class Emitter(EventEmitter):
    """Looks at one path again and again; works on every file system."""

    seen: dict[str, FileStat]
    """What was there at the last look."""

    took: float = 0
    """Seconds it took."""

    def on_thread_start(self) -> None:
        """Look for the first time."""
        self.seen = dict(iter_file_stats((self.watch.path,)))

    def queue_events(self, timeout: float) -> None:
        """Wait a little, look again, and tell of every file that is not as it was."""
        if self.stopped_event.wait(max(timeout, REST * self.took)):
            return
        started = time.monotonic()
        before, self.seen = self.seen, dict(iter_file_stats((self.watch.path,)))
        self.took = time.monotonic() - started
        for path in find_changed_files(before, self.seen):
            self.queue_event(FileModifiedEvent(path))


class Watcher(BaseObserver):
    """Stands in for the observer of a server, which goes on watching what it watched before."""

    def __init__(self, other: BaseObserver) -> None:
        super().__init__(Emitter, timeout=INTERVAL)
        self.other = other

    def start(self) -> None:
        """Begin, both."""
        self.other.start()
        super().start()

    def stop(self) -> None:
        """End, both."""
        self.other.stop()
        super().stop()

    def join(self, timeout: float | None = None) -> None:
        """Wait for both to end."""
        self.other.join(timeout)
        super().join(timeout)

    def schedule(
        self,
        event_handler: FileSystemEventHandler,
        path: str | Path,
        *,
        recursive: bool = False,
        **options: Any,
    ) -> ObservedWatch:
        """Watch a path; a folder without those in it is left to the other."""
        is_ours = recursive or not os.path.isdir(path)  # noqa: PTH112 - as watchdog has it, a text
        chosen = super().schedule if is_ours else self.other.schedule
        return chosen(event_handler, path, recursive=recursive, **options)

    def unschedule(self, watch: ObservedWatch) -> None:
        """Stop watching `path`, whichever observer watches it."""
        try:
            super().unschedule(watch)
        except KeyError:
            self.other.unschedule(watch)
