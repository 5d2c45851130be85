"""How fast pictures are kept, known again and resized, beside Material's privacy plugin on the same server.

python benchmarks/media.py                 # 1,000 pictures of 100 kB, 20,000 known ones
python benchmarks/media.py --pictures 3000 --sizes 10000
"""

import argparse
import asyncio
import io
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from ipaddress import ip_network
from pathlib import Path

import yaml
from PIL import Image

from mkdocs_zhihu.media import ImageRequest, identify_picture
from mkdocs_zhihu.media.fetch.fetch_run import fetch_all, select_missing
from mkdocs_zhihu.media.fetch.limits import Limits
from mkdocs_zhihu.media.fetch.network import Network
from mkdocs_zhihu.media.fetch.outcomes import Outcome
from mkdocs_zhihu.media.store.image_store import open_image_store
from mkdocs_zhihu.media.store.picture import Picture
from mkdocs_zhihu.media.store.rows import Result, Row
from mkdocs_zhihu.media.store.smaller_versions import find_unsized, make_sizes

KEPT = 20_000
PICTURES = 4
"""Of one post."""
NETWORK = Network(allowed=(ip_network("127.0.0.1/32"),))
LIMITS = Limits(delay=0, per_host=8)


def build_picture(kilobytes: int, number: int) -> bytes:
    """Return a JPEG of about a size; its number stands in a comment, so that all differ."""
    rng = random.Random(number % 8)
    width, height = 1080, 720
    small = Image.frombytes("RGB", (width // 8, height // 8), rng.randbytes(width * height // 64 * 3))
    large = small.resize((width, height), Image.Resampling.BICUBIC)
    for quality in range(95, 20, -5):
        buffer = io.BytesIO()
        large.save(buffer, "JPEG", quality=quality)
        if buffer.tell() <= kilobytes * 1000:
            break
    data = buffer.getvalue()
    comment = b"%012d" % number
    return data[:2] + b"\xff\xfe\x00\x0e" + comment + data[2:]


async def serve(kilobytes: int) -> None:
    pictures = [build_picture(kilobytes, number) for number in range(8)]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                name = head.split(b" ", 2)[1].strip(b"/").removesuffix(b".jpg")
                if name.isdigit():
                    data = pictures[int(name) % 8]
                    body = data[:6] + b"%012d" % int(name) + data[18:]
                    start = (
                        b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
                        % len(body)
                    )
                else:
                    body, start = b"", b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
                writer.write(start + body)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def run_server(kilobytes: int) -> Iterator[str]:
    command = [sys.executable, __file__, "--serve", "--kilobytes", str(kilobytes)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
    finally:
        server.terminate()
        server.wait()


def measure_fetching(base: str, count: int, folder: Path) -> None:
    wanted = [ImageRequest(identify_picture(f"{base}/{n}.jpg"), (f"{base}/{n}.jpg",)) for n in range(count)]
    with open_image_store("media", folder) as store:
        start = time.perf_counter()
        outcomes = asyncio.run(fetch_all(wanted, store, limits=LIMITS, network=NETWORK))
        seconds = time.perf_counter() - start
    assert outcomes == {Outcome.KEPT: count}
    print(f"fetched, verified, stored    {count / seconds:8.0f} pictures/s, peak {peak_memory():.0f} MB")


def measure_knowing(folder: Path) -> None:
    """Fill a store by hand with many small files, then ask what is missing."""
    wanted = []
    with open_image_store("media", folder) as store:
        results = []
        for number in range(KEPT):
            data = b"%09d" % number
            url = f"http://a.example/{number}.jpg"
            digest = sha256(data).hexdigest()
            picture = Picture(digest, "jpg", len(data), 10, 10, sizes=())
            path = folder / "media" / picture.name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            row = Row(identify_picture(url), Outcome.KEPT, digest, url, status=200, asked=1)
            results.append(Result(row, picture=picture))
            wanted.append(ImageRequest(identify_picture(url), (url,)))
        store.manifest.record(results)
    start = time.perf_counter()
    with open_image_store("media", folder) as store:
        missing, known, _ = select_missing(wanted, store.take_stock(), limits=LIMITS)
    assert (len(missing), known) == (0, KEPT)
    print(f"second run, {KEPT} known    {time.perf_counter() - start:8.2f} s, no request")


def measure_command(folder: Path) -> None:
    """Run the command on posts whose pictures are all known, the second time with nothing new."""
    posts = folder / "posts"
    posts.mkdir()
    for number in range(KEPT // PICTURES):
        urls = [f"http://a.example/{number * PICTURES + at}.jpg" for at in range(PICTURES)]
        pictures = "".join(f'<p>字</p><img src="{url}">' for url in urls)
        text = f"---\ntitle: {number}\ndate: 2021-01-01\n---\n<div>{pictures}</div>"
        (posts / f"{number}.md").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs_zhihu", "mirror", "posts"]
    for label in ("first", "second"):
        start = time.perf_counter()
        done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
        assert f"{KEPT} of {KEPT} pictures are kept" in done.stdout, done.stdout
        print(
            f"  `mkdocs-zhihu mirror`, {label:6} {time.perf_counter() - start:7.2f} s for {KEPT // PICTURES} posts"
        )


def measure_sizes(folder: Path, count: int) -> None:
    with open_image_store("media", folder) as store:
        pictures = find_unsized(store.take_stock())[:count]
        start, used = time.perf_counter(), time.process_time()
        make_sizes(store, pictures)
        seconds, used = time.perf_counter() - start, time.process_time() - used
        print(
            f"smaller versions             {len(pictures) / seconds:8.0f} pictures/s,"
            f" {used / seconds:.1f} of {os.cpu_count()} cores"
        )
        start = time.perf_counter()
        again = find_unsized(store.take_stock())
        print(f"  once made                  {time.perf_counter() - start:8.2f} s, {len(again)} left to make")


def measure_privacy(base: str, count: int, folder: Path) -> None:
    plain = build_with(folder / "plain", base, count, ["search"])
    private = build_with(folder / "privacy", base, count, ["search", "privacy"])
    print(f"privacy plugin, cold         {count / (private[0] - plain[0]):8.0f} pictures/s")
    again = run_mkdocs(folder / "privacy")
    print(f"privacy plugin, second build {again[0] - plain[0]:8.2f} s for {count} pictures")
    page = folder / "privacy" / "docs" / "dead.md"
    page.write_text(f"![]({base}/dead.jpg)\n", encoding="utf-8")
    _, code = run_mkdocs(folder / "privacy")
    print(f"privacy plugin, one dead picture: exit code {code}")


def build_with(folder: Path, base: str, count: int, plugins: list[str]) -> tuple[float, int]:
    (folder / "docs").mkdir(parents=True)
    for start in range(0, count, 20):
        text = "".join(f"![]({base}/{n}.jpg)\n\n" for n in range(start, min(count, start + 20)))
        (folder / "docs" / f"p{start}.md").write_text(text, encoding="utf-8")
    config = {"site_name": "x", "theme": {"name": "material", "font": False}, "plugins": plugins}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return run_mkdocs(folder)


def run_mkdocs(folder: Path) -> tuple[float, int]:
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=False, capture_output=True
    )
    return time.perf_counter() - start, done.returncode


def peak_memory() -> float:
    """Return the largest amount of memory this process had, in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1000
    return 0.0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pictures", type=int, default=1000)
    parser.add_argument("--sizes", type=int, default=300)
    parser.add_argument("--kilobytes", type=int, default=100)
    parser.add_argument("--serve", action="store_true")
    arguments = parser.parse_args()
    if arguments.serve:
        asyncio.run(serve(arguments.kilobytes))
        return
    with tempfile.TemporaryDirectory() as name, run_server(arguments.kilobytes) as base:
        folder = Path(name)
        measure_fetching(base, arguments.pictures, folder / "fetched")
        measure_sizes(folder / "fetched", arguments.sizes)
        measure_knowing(folder / "known")
        measure_command(folder / "known")
        measure_privacy(base, min(arguments.pictures, 500), folder)


if __name__ == "__main__":
    main()
