"""The values of a JSON file one by one, however large the file is: a list, lines, or one value."""

import io
import json
from collections.abc import Iterable, Iterator
from typing import IO, Any, NamedTuple

from mkdocs_zhihu.importing.settings import MAX_FILE
from mkdocs_zhihu.reading.decode import decode_text

CHUNK = 1 << 20
SMALL = 8 * CHUNK
"""Files up to this size may have any encoding; larger ones are read piece by piece, as UTF-8."""

MAX_DEPTH = 200
MAX_VALUE = MAX_FILE
BLANK = " \t\r\n\ufeff"
BETWEEN = BLANK + ","
AFTER_LIST = "goes on after the end of its list"
TOO_DEEP = f"is nested deeper than {MAX_DEPTH} levels"


class JsonValue(NamedTuple):
    """One value, or why it cannot be read."""

    line: int
    """Where it begins, counted from 1."""

    value: Any = None
    """Numbers without a fraction are text: ids exceed what floating point can hold."""

    fault: str = ""
    """What is wrong; empty if it can be read."""


def load_json(text: str) -> Any:
    """Return a value; ValueError if it is none, or is nested deeper than any post."""
    try:
        value = json.loads(text, parse_int=str)
    except RecursionError as error:
        raise ValueError(TOO_DEEP) from error
    _check_depth(value, text)
    return value


def iter_json(file: IO[bytes]) -> Iterator[JsonValue]:
    """Yield the elements of a list, the values of a file of lines, or the one value of a file."""
    data = file.read(SMALL)
    rest = file.read(1)
    stream: io.TextIOBase
    if rest:
        raw = _Joined(data + rest, file)
        stream = io.TextIOWrapper(io.BufferedReader(raw, CHUNK), encoding="utf-8-sig", errors="replace")
    else:
        stream = io.StringIO(decode_text(data, "")[0])
    first = stream.readline(MAX_VALUE)
    line = 1
    while first and not first.strip(BLANK):
        first, line = stream.readline(MAX_VALUE), line + 1
    if first.lstrip(BLANK).startswith("["):
        yield from _iter_list(first.lstrip(BLANK)[1:], stream, line)
    else:
        yield from _iter_lines(first, stream, line)


class _Joined(io.RawIOBase):
    """Bytes that were read already, then the rest of their file."""

    def __init__(self, head: bytes, file: IO[bytes]) -> None:
        self._head = memoryview(head)
        self._file = file

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer."""
        data = bytes(self._head[: len(buffer)]) or self._file.read(len(buffer))
        self._head = self._head[len(data) :]
        buffer[: len(data)] = data
        return len(data)


def _iter_lines(first: str, stream: io.TextIOBase, line: int) -> Iterator[JsonValue]:
    """Yield one value a line if the first line or the two first look like that, else the one value."""
    value, second = _load(first, line), stream.readline(MAX_VALUE)
    if not second and not value.fault:
        yield value
        return
    is_lines = not value.fault or (first.rstrip().endswith("}") and second.lstrip().startswith("{"))
    if not is_lines:
        text = first + second + stream.read(MAX_VALUE)
        yield _load(text, line) if len(text) < MAX_VALUE else JsonValue(line, fault="is too large")
        return
    yield value
    while second:
        line += 1
        if second.strip(BLANK):
            yield _load(second, line)
        second = stream.readline(MAX_VALUE)


def _load(text: str, line: int) -> JsonValue:
    try:
        return JsonValue(line, load_json(text.strip(BLANK)))
    except ValueError as error:
        return JsonValue(line, fault=_explain(error, line))


def _explain(error: ValueError, line: int) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"is no JSON from line {line + error.lineno - 1} on ({error.msg})"
    return str(error)


def _iter_list(buffer: str, stream: io.TextIOBase, line: int) -> Iterator[JsonValue]:
    """Yield the elements of a list and of those after it; the buffer holds a little more than one of them."""
    is_open = True
    decoder = json.JSONDecoder(parse_int=str)
    wanted = CHUNK
    while True:
        rest = buffer.lstrip(BETWEEN if is_open else BLANK)
        line += buffer.count("\n", 0, len(buffer) - len(rest))
        buffer = rest
        if len(buffer) < wanted and (more := stream.read(wanted)):
            buffer += more
            continue
        if buffer.startswith("]" if is_open else "["):
            buffer, is_open = buffer[1:], not is_open
            continue
        if not is_open:
            if buffer:
                yield JsonValue(line, fault=AFTER_LIST)
            return
        try:
            value, end = _decode(decoder, buffer)
        except ValueError as error:
            wanted *= 2
            if wanted <= MAX_VALUE and len(buffer) >= wanted // 2:
                continue
            is_end = not buffer
            yield JsonValue(
                line, fault="breaks off before the end of its list" if is_end else _explain(error, line)
            )
            return
        yield JsonValue(line, value)
        line += buffer.count("\n", 0, end)
        buffer, wanted = buffer[end:], CHUNK


def _decode(decoder: json.JSONDecoder, text: str) -> tuple[Any, int]:
    try:
        value, end = decoder.raw_decode(text)
    except RecursionError as error:
        raise ValueError(TOO_DEEP) from error
    _check_depth(value, text[:end])
    return value, end


def _check_depth(value: Any, text: str) -> None:
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for inner in _iter_inner(outer)]
    if level:
        raise ValueError(TOO_DEEP)


def _iter_inner(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
