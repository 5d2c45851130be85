"""Work in a child process with a limit on its time and its memory, so that a crash is a finding."""

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

CHILD = """
import json, resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
{setup}
for line in sys.stdin:
    value = json.loads(line)
    started = time.process_time()
    found = work(value)
    print(json.dumps([time.process_time() - started, found]), flush=True)
"""


def run_isolated(
    setup: str, values: Sequence[object], *, timeout: float = 60, memory: int = 2 << 30
) -> list[tuple[float, Any]]:
    """Return the CPU seconds and the result of `work` of each value; `setup` defines it.

    Fails with the value that was being worked on when the child died or was too slow.
    """
    lines = "".join(json.dumps(value) + "\n" for value in values)
    code = CHILD.format(setup=setup, memory=memory)
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as child:
        try:
            out, err = child.communicate(lines, timeout)
        except subprocess.TimeoutExpired:
            child.kill()
            out, err = child.communicate()
            err += "(too slow)"
    results = [tuple(json.loads(line)) for line in out.splitlines()]
    if len(results) < len(values):
        value = repr(values[len(results)])
        raise AssertionError(f"exit {child.returncode} with {value[:200]} ({len(value)}): {err[-500:]}")
    return results
