"""`mkdocs-zhihu mirror`: keep the pictures of an archive, and look after them."""

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable
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
from mkdocs_zhihu.reading.file_kinds import find_file_kind

UNUSABLE, INTERRUPTED = 3, 130
MAX_NAMED = 5
"""Hosts that are named in a message."""


class PruneError(Exception):
    """Pictures cannot be removed, for some posts that may show them are not known."""


def check_sources(found: int, problems: Problems) -> None:
    """Raise PruneError if posts could not be read, or a folder, or if there are none at all."""
    set_aside = (one.uri for one in problems if one.set_aside)
    unread = [uri for uri in set_aside if uri.endswith("/") or find_file_kind(uri) == "post"]
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
        self.tried_hosts: set[str] = set()

    def begin(self, label: str, total: int) -> None:
        """Begin a stage."""
        self._bar = tqdm(total=total, desc=label, unit=" pictures", disable=None, file=sys.stderr)
        self._failed = 0

    def step(self, result: Result | None = None) -> None:
        """Count one picture."""
        if result is not None and not result.is_kept:
            self._failed += 1
            self.failed_hosts[result.outcome].add(_find_host(result.row.url))
            self.tried_hosts.update(_find_host(attempt.url) for attempt in result.attempts)
            self._bar.set_postfix(missing=self._failed, refresh=False)
        self._bar.update()

    def end(self) -> None:
        """End the stage."""
        self._bar.close()


def run_mirror(
    arguments: argparse.Namespace, find: Callable[[], tuple[ImageRequest, ...]], options: MirrorOptions
) -> int:
    """Do what the command line says and return the exit code.

    It is 0 though pictures are missing, and 1 if no host could be reached or `--check` found a file missing or damaged;
    a site can be built after both. It is 3 if the store cannot be used or `--prune` was refused.
    `find` returns the pictures of the archive; it is called only where they matter.
    """
    try:
        with open_image_store(arguments.store, Path()) as store:
            for message in store.messages:
                say(message)
            return _run(arguments, find, store, options)
    except (StoreError, PruneError) as error:
        complain(str(error))
        return UNUSABLE
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
    hosts = set().union(*(found for outcome, found in bar.failed_hosts.items() if outcome in TRANSIENT))
    is_offline = bool(hosts) and _is_offline(report, bar.tried_hosts)
    unresolved = bar.failed_hosts.get(Outcome.UNRESOLVED, set())
    if unresolved or (hosts and not report.outcomes.get(Outcome.KEPT)):
        complain(_explain_failure(hosts, unresolved, is_offline=is_offline))
    return int(is_offline), report.snapshot


def _is_offline(report: MirrorReport, tried: set[str]) -> bool:
    """Return whether the network failed as a whole: no host was reached, not even one that gave pictures before.

    Hosts that never gave one may be gone for good, and say nothing of the network once others are kept.
    """
    if report.is_any_reached:
        return False
    proven = {_find_host(row.url) for row in report.snapshot.rows.values() if row.digest}
    return not proven or not tried.isdisjoint(proven)


def _explain_failure(hosts: set[str], unresolved: set[str], *, is_offline: bool) -> str:
    """Return which hosts failed for the moment: what is gone or refused is no failure."""
    advice = "check the network, then run `mirror` again" if is_offline else "`--status` lists their pictures"
    if unresolved:
        return f"names of hosts cannot be resolved: {_list_hosts(unresolved)}; {advice}"
    return f"nothing was fetched; these hosts failed: {_list_hosts(hosts)}; {advice}"


def _find_host(url: str) -> str:
    with suppress(ValueError):  # an address that is not valid
        return urlsplit(url).hostname or url
    return url


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
