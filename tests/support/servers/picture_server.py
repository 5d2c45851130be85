"""A host of pictures on loopback that behaves as badly as hosts do."""

import asyncio
import gzip
import io
import random
import ssl
import struct
import threading
import time
import zlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import cache
from typing import Self

from PIL import Image


@cache
def picture(kind: str = "JPEG", width: int = 64, height: int = 48, seed: int = 0) -> bytes:
    """Return a small picture that differs by seed."""
    colour = (seed * 37 % 256, seed * 91 % 256, seed // 256 % 256)
    image = Image.new("RGB", (width, height), colour)
    image.putpixel((seed % width, 0), (255, 255, 255))
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


@cache
def photo(width: int, height: int, seed: int = 0) -> bytes:
    """Return a picture with detail everywhere, as a JPEG of about a tenth of a byte per pixel."""
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    small = Image.frombytes("RGB", (width // 8, height // 8), rng.randbytes(width // 8 * (height // 8) * 3))
    buffer = io.BytesIO()
    small.resize((width, height), Image.Resampling.BICUBIC).save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


@cache
def animation(frames: int = 3, width: int = 32, height: int = 32, kind: str = "GIF") -> bytes:
    """Return an animation whose frames all differ."""
    images = [
        Image.new("RGB", (width, height), (n * 37 % 256, n * 91 % 256, n // 256 * 40)) for n in range(frames)
    ]
    buffer = io.BytesIO()
    images[0].save(buffer, kind, save_all=True, append_images=images[1:], duration=40, loop=0)
    return buffer.getvalue()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def huge_png(width: int = 20_000, height: int = 20_000) -> bytes:
    """Return a PNG of a few kilobytes that unpacks to as many pixels as it says."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compressobj()
    data = b"".join(rows.compress(b"\0" * (width + 1)) for _ in range(height // 100)) + rows.flush()
    chunks = (png_chunk(b"IHDR", header), png_chunk(b"IDAT", data), png_chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def text_bomb_png() -> bytes:
    """Return a PNG with a comment that unpacks to 200 MB."""
    plain = picture("PNG")
    bomb = png_chunk(b"zTXt", b"c\0\0" + zlib.compress(b"\0" * 200_000_000, 9))
    return plain[:33] + bomb + plain[33:]


@dataclass
class Hit:
    """One request."""

    path: str
    headers: Mapping[str, str]
    time: float
    number: int
    """How many requests for this path came before it."""


@dataclass
class Reply:
    """What the server sends: a status line and headers of its own, then the body in pieces."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = -1
    """Content-Length; -1 for the true one, None for none."""
    pieces: int = 1
    pause: float = 0.0
    """Seconds between pieces."""
    before: float = 0.0
    """Seconds before the first byte."""
    raw: bytes | None = None
    """Sent instead of everything else."""


Behaviour = Callable[[Hit], Reply | Awaitable[Reply]]


class PictureServer:
    """Serves what its behaviours say, in a thread of its own; every request and connection is counted."""

    def __init__(
        self, behaviour: Behaviour, *, host: str = "127.0.0.1", context: ssl.SSLContext | None = None
    ) -> None:
        self.behaviour = behaviour
        self.host = host
        self.port = 0
        self.hits: list[Hit] = []
        self.connections = 0
        self.busy = self.most_busy = 0
        self._context = context
        self._counts: dict[str, int] = {}
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def base(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http{'s' if self._context else ''}://{host}:{self.port}"

    def paths(self) -> list[str]:
        return [hit.path for hit in self.hits]

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        start = asyncio.start_server(self._serve, self.host, 0, ssl=self._context, backlog=500)
        server = self._loop.run_until_complete(start)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while await self._answer(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError, ssl.SSLError):
            pass
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        path = first.split(" ")[1]
        headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines if line)}
        number = self._counts.get(path, 0)
        self._counts[path] = number + 1
        hit = Hit(path, headers, time.monotonic(), number)
        self.hits.append(hit)
        self.busy += 1
        self.most_busy = max(self.busy, self.most_busy)
        try:
            reply = self.behaviour(hit)
            if not isinstance(reply, Reply):
                reply = await reply
            return await self._send(reply, writer)
        finally:
            self.busy -= 1

    async def _send(self, reply: Reply, writer: asyncio.StreamWriter) -> bool:
        await asyncio.sleep(reply.before)
        if reply.raw is not None:
            writer.write(reply.raw)
            await writer.drain()
            return False
        length = len(reply.body) if reply.length == -1 else reply.length
        headers = {"Content-Type": "image/jpeg"} | reply.headers
        if length is not None:
            headers["Content-Length"] = str(length)
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
        writer.write(f"HTTP/1.1 {reply.status} x\r\n{lines}\r\n".encode())
        step = max(1, -(-len(reply.body) // reply.pieces))
        for start in range(0, len(reply.body), step):
            writer.write(reply.body[start : start + step])
            await writer.drain()
            if reply.pause:
                await asyncio.sleep(reply.pause)
        await writer.drain()
        return length == len(reply.body)


def from_table(table: Mapping[str, Behaviour | Reply]) -> Behaviour:
    """Return a behaviour that depends on the path; what is not in the table is not found."""

    def behave(hit: Hit) -> Reply | Awaitable[Reply]:
        found = table.get(hit.path, Reply(status=404))
        return found if isinstance(found, Reply) else found(hit)

    return behave


def flapping(status: int, times: int, body: bytes, headers: dict[str, str] | None = None) -> Behaviour:
    """Fail a few times, then give the body."""

    def behave(hit: Hit) -> Reply:
        return Reply(body) if hit.number >= times else Reply(status=status, headers=headers or {})

    return behave


def ranged(body: bytes, cut: int, *, etag: str = '"1"') -> Behaviour:
    """Break off once after `cut` bytes, then serve ranges."""

    def behave(hit: Hit) -> Reply:
        wanted = hit.headers.get("range", "")
        headers = {"ETag": etag, "Accept-Ranges": "bytes"}
        if not wanted:
            return Reply(body[:cut], headers=headers, length=len(body))
        start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        return Reply(body[start:], status=206, headers=headers)

    return behave


def conditional(body: bytes, *, etag: str = '"1"') -> Behaviour:
    """Give the body once, then say that it did not change."""

    def behave(hit: Hit) -> Reply:
        headers = {"ETag": etag, "Last-Modified": formatdate(1_600_000_000, usegmt=True)}
        if hit.headers.get("if-none-match") == etag:
            return Reply(status=304, headers=headers)
        return Reply(body, headers=headers)

    return behave


def wants_referer(body: bytes, referer: str) -> Behaviour:
    """Refuse every referrer but one."""

    def behave(hit: Hit) -> Reply:
        return Reply(body) if hit.headers.get("referer", "") == referer else Reply(status=403)

    return behave


def packed(body: bytes) -> Reply:
    """Return a reply that is packed although nobody asked for it."""
    return Reply(gzip.compress(body), headers={"Content-Encoding": "gzip"})
