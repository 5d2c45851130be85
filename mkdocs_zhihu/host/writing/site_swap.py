"""Where MkDocs builds: on a stage, which takes the place of the site when all is done."""

import errno
import os
import signal
import sys
import threading

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from mkdocs_zhihu.host.engine import count_warnings
from mkdocs_zhihu.host.writing.staging import Stage, open_stage

DISK_FULL_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
DISK_ERRORS = (
    *DISK_FULL_ERRORS,
    errno.EACCES,
    errno.EIO,
    errno.EMFILE,
    errno.ENFILE,
    errno.EPERM,
    errno.EROFS,
)


def stage_build(config: MkDocsConfig) -> Stage:
    """Let MkDocs build beside its `site_dir`; everything that reads the option gets the staging folder."""
    try:
        stage = open_stage(config.site_dir)
    except OSError as error:
        raise PluginError(
            f"zhihu: cannot build beside {config.site_dir} ({error.strerror}); make its parent folder writable"
        ) from error
    config.site_dir = str(stage.folder)
    return stage


def publish_stage(stage: Stage, config: MkDocsConfig) -> None:
    """Put the new site in the place of the old one, unless a strict build found it wanting."""
    config.site_dir = str(stage.site)
    if config.strict and count_warnings():
        stage.close()
        return
    stage.publish()


def handle_signals(command: str) -> None:
    """Let a request to end (SIGTERM, and Ctrl-C in a build) clear up and exit with 128 plus the signal.

    A signal that has a handler already keeps it; `mkdocs serve` handles Ctrl-C itself.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    usual: dict[int, object] = {signal.SIGTERM: signal.SIG_DFL}
    if command == "build":
        usual[signal.SIGINT] = signal.default_int_handler
    for number, handler in usual.items():
        if signal.getsignal(number) is handler:
            signal.signal(number, lambda number, _frame: sys.exit(128 + number))


def raise_disk_error(error: Exception) -> None:
    """Raise PluginError with one clear line for a fault of the disk; other errors are MkDocs' own business."""
    if isinstance(error, OSError) and error.errno in DISK_ERRORS:
        place = error.filename or "the site"
        hint = (
            "free some space" if error.errno in DISK_FULL_ERRORS else "check the folder and who may write it"
        )
        raise PluginError(
            f"zhihu: {os.fsdecode(place)}: {error.strerror}; the old site was left as it is; {hint}"
        ) from error
