"""A process that is started while this one is small, and told later what to do."""

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from mkdocs_zhihu.processes.background import start_beside

Told = TypeVar("Told")


@dataclass(slots=True)
class Standby(Generic[Told]):
    """Does work ahead that is done anyway where nobody did it.

    It may fail without a word, and where no process can be started there is none. Forked only when there is something
    to do, it would share all that this process knows by then, and whatever either looks at later would be there twice.
    """

    do: Callable[[Told], None]
    """The work."""

    sender: Any = None
    """Where it is told."""

    process: BaseProcess | None = None
    """Who waits."""

    def begin(self) -> None:
        """Start waiting, if there is a core for it."""
        try:
            receiver, self.sender = multiprocessing.Pipe(duplex=False)
        except OSError:  # no file is left
            return
        self.process = start_beside(lambda source: self.do(source.recv()), receiver)
        receiver.close()

    def tell(self, find: Callable[[], Told]) -> None:
        """Say what there is to do, once; it is not looked for where nobody waits."""
        if self.process is not None:
            with suppress(OSError):  # it is gone
                self.sender.send(find())

    def cancel(self) -> None:
        """Let it be."""
        if self.process is not None:
            self.sender.close()
            self.process.kill()
            self.process.join()
            self.process = None
