"""Requests to end: what MkDocs does not handle itself."""

import signal
import sys
import threading


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
