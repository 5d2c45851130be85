"""`mkdocs-zhihu mirror`: keep the pictures of an archive, and look after them."""

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from tqdm import tqdm

from mkdocs_zhihu.cli.console import complain, say
from mkdocs_zhihu.media.fetch.limits import DAY, Limits
from mkdocs_zhihu.media.fetch.outcomes import TRANSIENT, Outcome
from mkdocs_zhihu.media.image_requests import ImageRequest
from mkdocs_zhihu.media.mirror import MirrorOptions, MirrorProgress, MirrorReport, mirror
from mkdocs_zhihu.media.store.image_store import ImageStore, StoreError, open_image_store
from mkdocs_zhihu.media.store.maintenance import find_damage, format_outcome, format_status, prune, set_aside
from mkdocs_zhihu.media.store.rows import Result
from mkdocs_zhihu.media.store.snapshot import Snapshot
from mkdocs_zhihu.problems import Problems
from mkdocs_zhihu.reading.file_kinds import find_kind

INTERRUPTED = 130
MAX_NAMED = 5
"""Hosts that are named in a message."""


class PruneError(Exception):
    """Pictures cannot be removed, for some posts that may show them are not known."""


def check_sources(found: int, problems: Problems) -> None:
    """Raise PruneError if posts could not be read, or a folder, or if there are none at all."""
    set_aside = (one.uri for one in problems if one.set_aside)
    unread = [uri for uri in set_aside if uri.endswith("/") or find_kind(uri) == "post"]
    if not found and not unread:
        raise PruneError(
            "there are no posts in this folder, and every picture would be removed; name the folder of all posts"
        )
    if unread:
        names = ", ".join(unread[:MAX_NAMED]) + (" …" if len(unread) > MAX_NAMED else "")
        raise PruneError(
            f"these files could not be read, and their pictures would be removed: {names}; mend them or move them away"
        )


class Bar(MirrorProgress):
    """A bar with rate and remaining time on a terminal, nothing elsewhere; it knows which hosts failed."""

    def __init__(self) -> None:
        self.failed_hosts: dict[Outcome, set[str]] = defaultdict(set)

    def begin(self, label: str, total: int) -> None:
        """Begin a stage."""
        self._bar = tqdm(total=total, desc=label, unit=" pictures", disable=None, file=sys.stderr)
        self._failed = 0

    def step(self, result: Result | None = None) -> None:
        """Count one picture."""
        if result is not None and not result.is_kept:
            self._failed += 1
            self.failed_hosts[result.row.outcome].add(urlsplit(result.row.url).hostname or result.row.url)
            self._bar.set_postfix(missing=self._failed, refresh=False)
        self._bar.update()

    def end(self) -> None:
        """End the stage."""
        self._bar.close()


def run_mirror(
    arguments: argparse.Namespace, find: Callable[[], tuple[ImageRequest, ...]], options: MirrorOptions
) -> int:
    """Do what the command line says and return the exit code.

    `find` returns the pictures of the archive; it is called only where they matter.
    """
    try:
        with open_image_store(arguments.store, Path()) as store:
            for message in store.messages:
                say(message)
            return _run(arguments, find, store, options)
    except (StoreError, PruneError) as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        complain("interrupted; what came is kept, run again to go on")
        return INTERRUPTED


def _run(
    arguments: argparse.Namespace,
    find: Callable[[], tuple[ImageRequest, ...]],
    store: ImageStore,
    options: MirrorOptions,
) -> int:
    if arguments.check:
        return _check(store)
    wanted = find()
    if arguments.status:
        for line in format_status(wanted, store.take_stock()):
            say(line)
        return 0
    if arguments.prune:
        pictures, files = prune(store, wanted)
        say(f"{pictures} pictures and {files} files that no post shows were removed")
        snapshot = store.take_stock()
        code = 0
    else:
        code, snapshot = _mirror(wanted, store, options)
    say(next(format_status(wanted, snapshot)))
    return code


def _mirror(
    wanted: tuple[ImageRequest, ...], store: ImageStore, options: MirrorOptions
) -> tuple[int, Snapshot]:
    """Fetch what is missing, say what became of it, and return the exit code and what the store holds then."""
    bar = Bar()
    try:
        report = mirror(wanted, store, options, bar)
    finally:
        with suppress(AttributeError):  # it may not have begun
            bar.end()
    _say(report)
    message = _explain_failure(bar.failed_hosts, is_anything_kept=bool(report.outcomes.get(Outcome.KEPT)))
    if message:
        complain(message)
    return int(bool(message)), report.snapshot


def _explain_failure(failed: Mapping[Outcome, set[str]], *, is_anything_kept: bool) -> str:
    """Return why a run failed that the next can mend, "" if it did not: what is gone or refused is no failure."""
    advice = "check the network, then run `mirror` again"
    if unresolved := failed.get(Outcome.UNRESOLVED):
        return f"names of hosts cannot be resolved: {_list_hosts(unresolved)}; {advice}"
    hosts = set().union(*(found for outcome, found in failed.items() if outcome in TRANSIENT))
    if hosts and not is_anything_kept:
        return f"nothing was fetched; these hosts failed: {_list_hosts(hosts)}; {advice}"
    return ""


def _list_hosts(hosts: set[str]) -> str:
    more = f" and {len(hosts) - MAX_NAMED} more" if len(hosts) > MAX_NAMED else ""
    return ", ".join(sorted(hosts)[:MAX_NAMED]) + more


def _check(store: ImageStore) -> int:
    """Say which files are not what they were, and move these to `damaged/`, so that no site shows them."""
    snapshot = store.take_stock()
    damage = list(find_damage(store, snapshot))
    for item in damage:
        say(f"{item.picture.name}: {item.reason}; run `mirror` to fetch it again")
    set_aside(store, damage)
    say(f"{len(snapshot.pictures) - len(damage)} of {len(snapshot.pictures)} files are whole")
    return int(bool(damage))


def _say(report: MirrorReport) -> None:
    if report.waiting:
        say(f"{report.waiting:6} gone or refused lately; `--retry` asks again")
    for outcome, count in sorted(report.outcomes.items()):
        say(format_outcome(outcome, count))


def build_options(arguments: argparse.Namespace) -> MirrorOptions:
    """Return the options as what a run should do."""
    refresh = None if arguments.refresh is None else arguments.refresh * DAY
    limits = Limits(per_host=arguments.per_host, delay=arguments.delay)
    return MirrorOptions(
        limits=limits, count=arguments.limit, is_patient=not arguments.retry, refresh_age=refresh
    )
