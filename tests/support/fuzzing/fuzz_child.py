"""A target of the harness in a child process with a limit on its time and its memory, so that a crash is a finding."""

import base64
import selectors
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

PROGRAM = Path(__file__).with_name("fuzz_targets.py")
MAX_SECONDS = 5.0
"""CPU seconds for one case: a post may take two on a machine that is not busy."""

PATIENCE = 120.0
"""Seconds until a case counts as a hang, on a busy machine."""


class FuzzChild:
    """Runs cases one after another; one that ends the process is a finding, and the next has a process of its own."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.process: subprocess.Popen[bytes] | None = None
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `__exit__`

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: object, _trace: TracebackType | None
    ) -> None:
        self._end()
        self.errors.close()

    def check(self, data: bytes) -> None:
        """Raise AssertionError if a case raises, crashes, hangs, or takes too long."""
        process = self.process or self._start()
        assert process.stdin is not None
        process.stdin.write(base64.b64encode(data) + b"\n")
        process.stdin.flush()
        line = self._read_line(process)
        if not line:
            code = self._end()
            raise AssertionError(f"{self.name}: exit {code} (-9: it hung): {self._read_errors()}")
        assert float(line) < MAX_SECONDS, f"{line!r} CPU seconds"

    def _start(self) -> "subprocess.Popen[bytes]":
        self.errors.seek(0)
        self.errors.truncate()
        self.process = subprocess.Popen(
            [sys.executable, PROGRAM, self.name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
        )  # fmt: skip
        assert self._read_line(self.process).strip() == b"ready", self._read_errors()
        return self.process

    def _read_line(self, process: "subprocess.Popen[bytes]") -> bytes:
        """Return the next line, nothing if the process ended or says none in time."""
        assert process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            return process.stdout.readline() if selector.select(PATIENCE) else b""

    def _end(self) -> int:
        """End the process and return how it ended."""
        if self.process is None:
            return 0
        assert self.process.stdin is not None
        with suppress(OSError):
            self.process.stdin.close()  # it ends by itself, unless it hangs
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()
        code, self.process = self.process.returncode, None
        return code

    def _read_errors(self) -> str:
        self.errors.seek(0)
        return self.errors.read().decode("utf-8", "replace")[-1500:]
