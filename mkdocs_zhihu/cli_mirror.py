"""`mkdocs-zhihu mirror`: keep the pictures of an archive, and look after them."""

import argparse
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tqdm import tqdm

from mkdocs_zhihu.media.limits import DAY, Limits
from mkdocs_zhihu.media.rows import Result
from mkdocs_zhihu.media.stock import Stock
from mkdocs_zhihu.media.upkeep import find_damage, format_outcome, format_status, prune, set_aside
from mkdocs_zhihu.media.vault import StoreError, Vault, open_vault
from mkdocs_zhihu.media.wanted import Wanted
from mkdocs_zhihu.mirroring import Account, Errand, Progress, mirror

INTERRUPTED = 130


class Bar(Progress):
    """A bar with rate and remaining time on a terminal, nothing elsewhere."""

    def begin(self, label: str, total: int) -> None:
        """Begin a stage."""
        self._bar = tqdm(total=total, desc=label, unit=" pictures", disable=None, file=sys.stderr)
        self._failed = 0

    def step(self, result: Result | None = None) -> None:
        """Count one picture."""
        if result is not None and not result.is_kept:
            self._failed += 1
            self._bar.set_postfix(missing=self._failed, refresh=False)
        self._bar.update()

    def end(self) -> None:
        """End the stage."""
        self._bar.close()


def run_mirror(arguments: argparse.Namespace, find: Callable[[], tuple[Wanted, ...]], errand: Errand) -> int:
    """Do what the command line says and return the exit code.

    `find` returns the pictures of the archive; it is asked only where they matter.
    """
    try:
        with open_vault(arguments.store, Path()) as vault:
            for message in vault.messages:
                sys.stdout.write(f"{message}\n")
            return _run(arguments, find, vault, errand)
    except StoreError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("interrupted; what came is kept, run again to go on\n")
        return INTERRUPTED


def _run(
    arguments: argparse.Namespace, find: Callable[[], tuple[Wanted, ...]], vault: Vault, errand: Errand
) -> int:
    if arguments.check:
        return _check(vault)
    wanted = find()
    if arguments.status:
        for line in format_status(wanted, vault.take_stock()):
            sys.stdout.write(f"{line}\n")
        return 0
    if arguments.prune:
        pictures, files = prune(vault, wanted)
        sys.stdout.write(f"{pictures} pictures and {files} files that no post shows were removed\n")
        stock = vault.take_stock()
    else:
        stock = _mirror(wanted, vault, errand)
    sys.stdout.write(f"{next(format_status(wanted, stock))}\n")
    return 0


def _mirror(wanted: tuple[Wanted, ...], vault: Vault, errand: Errand) -> Stock:
    """Fetch what is missing, say what became of it, and return what the store holds then."""
    bar = Bar()
    try:
        account = mirror(wanted, vault, errand, bar)
    finally:
        with suppress(AttributeError):  # it may not have begun
            bar.end()
    _say(account)
    return account.stock


def _check(vault: Vault) -> int:
    """Say which files are not what they were, and move these to `damaged/`, so that no site shows them."""
    stock = vault.take_stock()
    damage = list(find_damage(vault, stock))
    for item in damage:
        sys.stdout.write(f"{item.picture.name}: {item.reason}; run `mirror` to fetch it again\n")
    set_aside(vault, damage)
    sys.stdout.write(f"{len(stock.pictures) - len(damage)} of {len(stock.pictures)} files are whole\n")
    return int(bool(damage))


def _say(account: Account) -> None:
    if account.waiting:
        sys.stdout.write(f"{account.waiting:6} gone or refused lately; `--retry` asks again\n")
    for outcome, count in sorted(account.outcomes.items()):
        sys.stdout.write(f"{format_outcome(outcome, count)}\n")


def build_errand(arguments: argparse.Namespace) -> Errand:
    """Return the options as what a run should do."""
    refresh = None if arguments.refresh is None else arguments.refresh * DAY
    limits = Limits(per_host=arguments.per_host, delay=arguments.delay)
    return Errand(limits=limits, count=arguments.limit, is_patient=not arguments.retry, refresh_age=refresh)
