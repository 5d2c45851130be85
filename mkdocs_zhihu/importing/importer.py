"""The stages of an import in their order: read everything, then write what is new or better."""

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from filelock import FileLock, Timeout

from mkdocs_zhihu.importing.import_report import ImportReport, UnreadableSourceError
from mkdocs_zhihu.importing.items.found import Found, Ignored
from mkdocs_zhihu.importing.items.import_item import ImportItem
from mkdocs_zhihu.importing.items.item_pictures import PictureStage
from mkdocs_zhihu.importing.settings import ImportSettings
from mkdocs_zhihu.importing.storage.decision import Action, decide
from mkdocs_zhihu.importing.storage.history import FOLDER, STAGING, ImportHistory
from mkdocs_zhihu.importing.storage.post_writer import PostWriter
from mkdocs_zhihu.importing.storage.spool import Spool
from mkdocs_zhihu.problems import Problem

PATH_ERRORS = frozenset({errno.EEXIST, errno.EINVAL, errno.ENAMETOOLONG, errno.ENOTDIR})
"""Of one path, such as a name that is too long for the system; others, such as a full disk, end the import."""

SLEEP = 0.0
"""Seconds to wait for another import: none, it may take hours."""


Open = Callable[[PictureStage, ImportHistory], Iterator[Found]]
"""Returns what a source holds, items cleaned; raises UnreadableSourceError if it cannot be read at all."""

Notify = Callable[[str, int], None]
"""Called with how far a stage is: its name, and how many items it has done."""


@dataclass(frozen=True, slots=True)
class _Run:
    """One import."""

    settings: ImportSettings
    """What to do."""

    history: ImportHistory
    """What was done before."""

    report: ImportReport
    """What becomes of items."""

    notify: Notify
    """Called with how far it is."""


def import_posts(
    sources: Iterable[Open], settings: ImportSettings, notify: Notify = lambda _what, _done: None
) -> ImportReport:
    """Write the posts of all sources and return what became of every item.

    Raises UnreadableSourceError if another import writes to the same folder.
    """
    report = ImportReport()
    with ExitStack() as stack:
        stage = None if settings.is_dry_run else _prepare(settings.into, stack)
        history = ImportHistory(settings.into, is_dry_run=settings.is_dry_run)
        stack.callback(history.close)
        spool = stack.enter_context(Spool(stage))
        run = _Run(settings, history, report, notify)
        pictures = PictureStage(stage)
        for source in sources:
            _read(source, run, spool, pictures)
        _write(run, spool, pictures)
        history.save()
    return report


def _prepare(into: Path, stack: ExitStack) -> Path:
    """Lock the folder of posts and return an empty one for what is under way."""
    own = into / FOLDER
    own.mkdir(parents=True, exist_ok=True)
    try:
        stack.enter_context(FileLock(own / "lock", timeout=SLEEP))
    except Timeout as error:
        raise UnreadableSourceError(f"another import writes to {into}; wait until it is done") from error
    stage = into / STAGING
    rmtree(stage, ignore_errors=True)
    stage.mkdir()
    stack.callback(rmtree, stage, ignore_errors=True)
    return stage


def _read(source: Open, run: _Run, spool: Spool, pictures: PictureStage) -> None:
    report = run.report
    try:
        for found in source(pictures, run.history):
            if isinstance(found, Problem):
                report.problems.append(found)
                report.set_aside += found.set_aside
            elif isinstance(found, Ignored):
                report.ignored += 1
            elif not spool.add(found):
                report.actions[Action.SAME] += 1
            run.notify("read", report.items + len(spool))
    except UnreadableSourceError as error:
        report.unreadable.append(str(error))


def _write(run: _Run, spool: Spool, pictures: PictureStage) -> None:
    writer = PostWriter(run.settings, run.history, run.report, pictures)
    for number, (item, digests) in enumerate(spool, 1):
        record = run.history.find(item.key)
        is_stored = record is not None and os.path.isfile(f"{run.settings.into}/{record.path}")  # noqa: PTH113 - asked for each post
        action = decide(item, digests[-1], record, is_stored=is_stored)
        try:
            writer.apply(action, item, digests, record if is_stored else None)
        except OSError as error:
            if error.errno not in PATH_ERRORS:
                raise
            run.history.take_back(item.key, record)
            run.report.set_aside += 1
            run.report.problems.append(_build_problem(item, error))
        run.notify("written", number)


def _build_problem(item: ImportItem, error: OSError) -> Problem:
    name = item.title[:40] or item.key
    message = f"{name}: its file cannot be written ({error.strerror}); set aside"
    return Problem(item.file, "import.path", message, "use another --layout or --into", set_aside=True)
