"""The mirror against a host that behaves as badly as hosts do: one outcome in a word for each address."""

import struct
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from mirror_run import LOOPBACK, QUICK, Run
from picture_server import (
    Behaviour,
    Hit,
    PictureServer,
    Reply,
    animation,
    conditional,
    flapping,
    from_table,
    huge_png,
    packed,
    photo,
    picture,
    png_chunk,
    ranged,
    text_bomb_png,
    wants_referer,
)
from project import ROOT

from mkdocs_zhihu.media.fetch.outcomes import Outcome
from mkdocs_zhihu.media.fetch.responses import MAX_WAIT, parse_retry_after
from mkdocs_zhihu.media.identity import identify_picture
from mkdocs_zhihu.media.image_requests import ImageRequest
from mkdocs_zhihu.media.mirror import MirrorOptions, mirror
from mkdocs_zhihu.media.store.image_store import open_image_store
from mkdocs_zhihu.media.store.maintenance import find_damage
from mkdocs_zhihu.media.store.snapshot import Snapshot, read_snapshot

pytestmark = pytest.mark.unit

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><body>gone</body></html>"


def until_soon(hit: Hit) -> Reply:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)
    return Reply(picture(seed=2)) if hit.number else Reply(status=429, headers={"Retry-After": moment})


def redirect(target: str) -> Reply:
    return Reply(status=302, headers={"Location": target})


def lying_png() -> bytes:
    data = picture("PNG")
    header = struct.pack(">II", 65_000, 65_000) + data[24:29]
    return data[:8] + png_chunk(b"IHDR", header) + data[33:]


def swarm() -> bytes:
    """Return a GIF of 100,000 frames of one pixel in 1.6 MB; to open each would take minutes."""
    frame = b"\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"
    return b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + frame * 100_000 + b"\x3b"


def chunked(body: bytes, *, is_whole: bool) -> Reply:
    head = b"HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    return Reply(raw=head + b"%x\r\n" % len(body) + (body + b"\r\n0\r\n\r\n" if is_whole else body[:-9]))


def loop(_hit: object) -> Reply:
    return redirect("/loop.jpg")


def odd(headers: bytes, seed: int, status: bytes = b"200 OK") -> Reply:
    body = picture(seed=seed)
    head = b"HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n" % (status, len(body))
    return Reply(raw=head + headers + b"\r\n\r\n" + body)


def busy(moment: str, seed: int) -> Behaviour:
    return flapping(429, 1, picture(seed=seed), {"Retry-After": moment})


TRUNCATED = photo(640, 480)[:9000]
CASES: dict[str, tuple[Behaviour | Reply, Outcome]] = {
    "/ok.jpg": (Reply(picture()), Outcome.KEPT),
    "/ok.png": (Reply(picture("PNG")), Outcome.KEPT),
    "/ok.webp": (Reply(picture("WEBP")), Outcome.KEPT),
    "/ok.avif": (Reply(picture("AVIF")), Outcome.KEPT),
    "/moving.gif": (Reply(animation()), Outcome.KEPT),
    "/404.jpg": (Reply(status=404), Outcome.GONE),
    "/410.jpg": (Reply(status=410), Outcome.GONE),
    "/403.jpg": (Reply(status=403), Outcome.REFUSED),
    "/401.jpg": (Reply(status=401), Outcome.REFUSED),
    "/451.jpg": (Reply(status=451), Outcome.REFUSED),
    "/429.jpg": (flapping(429, 1, picture(seed=1), {"Retry-After": "1"}), Outcome.KEPT),
    "/429-date.jpg": (until_soon, Outcome.KEPT),
    "/429-odd.jpg": (flapping(429, 1, picture(seed=3), {"Retry-After": "tomorrow"}), Outcome.KEPT),
    "/429-year.jpg": (busy("Fri, 31 Dec 99999 23:59:59 GMT", 60), Outcome.KEPT),
    "/429-year-0.jpg": (busy("Fri, 31 Dec 0000 23:59:59 GMT", 61), Outcome.KEPT),
    "/429-zone.jpg": (busy("Fri, 01 Jan 2021 23:59:59 +9999", 62), Outcome.KEPT),
    "/429-zone-behind.jpg": (busy("Sat, 01 Jan 0001 00:00:00 +2359", 63), Outcome.KEPT),
    "/429-digits.jpg": (busy("9" * 5_000, 65), Outcome.KEPT),
    "/429-other-digits.jpg": (busy("??", 66), Outcome.KEPT),
    "/etag-bytes.jpg": (odd(b'ETag: "\xff\xfe\x80"', 67), Outcome.KEPT),
    "/type-bytes.jpg": (odd(b"Content-Type: image/\xe9\xff", 68), Outcome.KEPT),
    "/modified-bytes.jpg": (odd(b"Last-Modified: \x80\x81", 69), Outcome.KEPT),
    "/name-bytes.jpg": (odd(b"X-\xff: a", 70), Outcome.UNREACHABLE),
    "/reason-bytes.jpg": (odd(b"A: b", 71, b"200 \xff\xfe"), Outcome.KEPT),
    "/encoding-bytes.jpg": (odd(b"Content-Encoding: \xff", 72), Outcome.ENCODED),
    "/location-bytes.jpg": (odd(b"Location: /\xff\xfe", 73, b"302 x"), Outcome.GONE),
    "/range-bytes.jpg": (odd(b"Content-Range: bytes " + b"9" * 5_000 + b"-", 74, b"206 x"), Outcome.TRUNCATED),
    "/429-always.jpg": (Reply(status=429), Outcome.UNAVAILABLE),
    "/500-once.jpg": (flapping(500, 1, picture(seed=4)), Outcome.KEPT),
    "/502-thrice.jpg": (flapping(502, 3, picture(seed=5)), Outcome.KEPT),
    "/503-always.jpg": (Reply(status=503), Outcome.UNAVAILABLE),
    "/page.jpg": (Reply(HTML), Outcome.NOT_A_PICTURE),
    "/text.jpg": (Reply(b"not found"), Outcome.NOT_A_PICTURE),
    "/empty.jpg": (Reply(b""), Outcome.EMPTY),
    "/empty-once.jpg": (lambda hit: Reply(picture(seed=6) if hit.number else b""), Outcome.KEPT),
    "/short.jpg": (Reply(TRUNCATED, length=50_000), Outcome.TRUNCATED),
    "/chunked.jpg": (chunked(picture(seed=7), is_whole=True), Outcome.KEPT),
    "/chunked-cut.jpg": (chunked(picture(seed=8), is_whole=False), Outcome.TRUNCATED),
    "/no-length.jpg": (Reply(picture(seed=9), length=None), Outcome.KEPT),
    "/resumed.jpg": (ranged(photo(640, 480, 1), 5000), Outcome.KEPT),
    "/no-type": (Reply(picture(seed=10), headers={"Content-Type": ""}), Outcome.KEPT),
    "/wrong-type": (Reply(picture("PNG", seed=11), headers={"Content-Type": "text/html"}), Outcome.KEPT),
    "/moved.jpg": (redirect("/ok.jpg"), Outcome.KEPT),
    "/loop.jpg": (loop, Outcome.BAD_REDIRECT),
    "/to-file.jpg": (redirect("file:///etc/passwd"), Outcome.BAD_REDIRECT),
    "/to-nowhere.jpg": (Reply(status=302), Outcome.BAD_REDIRECT),
    "/to-metadata.jpg": (redirect("http://169.254.169.254/latest/meta-data/"), Outcome.FORBIDDEN),
    "/to-private.jpg": (redirect("http://10.0.0.1/a.jpg"), Outcome.FORBIDDEN),
    "/large.jpg": (Reply(b"\xff\xd8" + b"0" * 3_000_000), Outcome.TOO_LARGE),
    "/endless.jpg": (Reply(b"\xff\xd8" + b"0" * 3_000_000, length=None), Outcome.TOO_LARGE),
    "/packed.jpg": (packed(picture(seed=12)), Outcome.KEPT),
    "/gzip-bomb.jpg": (packed(b"0" * 50_000_000), Outcome.TOO_LARGE),
    "/brotli.jpg": (Reply(b"x", headers={"Content-Encoding": "br"}), Outcome.ENCODED),
    "/drip.jpg": (Reply(picture(seed=13), pieces=600, pause=0.5), Outcome.TIMEOUT),
    "/silent.jpg": (Reply(picture(), before=30), Outcome.TIMEOUT),
    "/hangs-up.jpg": (Reply(raw=b""), Outcome.UNREACHABLE),
    "/no-http.jpg": (Reply(raw=b"SSH-2.0-x\r\n"), Outcome.UNREACHABLE),
    "/vast.png": (Reply(huge_png()), Outcome.EXCESSIVE),
    "/lying.png": (Reply(lying_png()), Outcome.EXCESSIVE),
    "/text-bomb.png": (Reply(text_bomb_png()), Outcome.BROKEN),
    "/script.gif": (Reply(b"GIF89a/*<script>alert(1)</script>*/=1;"), Outcome.NOT_A_PICTURE),
    "/tail.jpg": (Reply(picture(seed=14) + HTML), Outcome.KEPT),
    "/no-end.png": (Reply(picture("PNG")[:-12]), Outcome.BROKEN),
    "/cut.jpg": (Reply(TRUNCATED), Outcome.BROKEN),
    "/drawing.svg": (Reply(SVG), Outcome.SVG),
    "/flicker.gif": (Reply(animation(1600, 4, 4)), Outcome.EXCESSIVE),
    "/swarm.gif": (Reply(swarm()), Outcome.EXCESSIVE),
    "/apng.png": (Reply(animation(3, kind="PNG")), Outcome.KEPT),
    "/moving.webp": (Reply(animation(3, kind="WEBP")), Outcome.KEPT),
    "/many.webp": (Reply(animation(1600, 4, 4, kind="WEBP")), Outcome.EXCESSIVE),
    "/%E4%B8%AD%20a%2Fb.jpg?q=1&x=%25": (Reply(picture(seed=15)), Outcome.KEPT),
}  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PictureServer, Snapshot, Path]]:
    table = {path: behaviour for path, (behaviour, _) in CASES.items()}
    folder = tmp_path_factory.mktemp("judged")
    with PictureServer(from_table(table)) as server:
        late = {path for path, (_, outcome) in CASES.items() if outcome is Outcome.TIMEOUT}
        Run(folder)(*(server.base + path for path in late), deadline=2)
        snapshot = Run(folder)(*(server.base + path for path in CASES if path not in late))
        yield server, snapshot, folder


@pytest.mark.parametrize("path", CASES)
def test_every_behaviour_has_its_outcome(judged: tuple[PictureServer, Snapshot, Path], path: str) -> None:
    server, snapshot, _ = judged
    row = snapshot.rows[identify_picture(server.base + path)]
    assert row.outcome is CASES[path][1], row
    assert (row.digest != "") is (CASES[path][1] is Outcome.KEPT)


def test_the_behaviours_are_many_and_leave_nothing_half_done(
    judged: tuple[PictureServer, Snapshot, Path],
) -> None:
    _, snapshot, folder = judged
    assert len(CASES) >= 30
    assert len(snapshot.rows) == len(CASES)
    assert list((folder / "media").glob(".partial/*")) == []


def test_what_is_kept_has_the_extension_of_its_content(
    judged: tuple[PictureServer, Snapshot, Path],
) -> None:
    server, snapshot, folder = judged
    for path, extension in {
        "/wrong-type": "png",
        "/no-type": "jpg",
        "/ok.avif": "avif",
        "/moving.gif": "gif",
    }.items():
        found = snapshot.find(identify_picture(server.base + path))
        assert found is not None
        assert found.extension == extension
        assert (folder / "media" / found.name).stat().st_size == found.size
    tail = snapshot.find(identify_picture(server.base + "/tail.jpg"))
    assert tail is not None
    assert tail.trailing == len(HTML)


def test_nobody_is_asked_for_packed_bytes_and_ranges_are_resumed(
    judged: tuple[PictureServer, Snapshot, Path],
) -> None:
    server, _, _ = judged
    assert {hit.headers["accept-encoding"] for hit in server.hits} == {"identity"}
    first, second = (hit for hit in server.hits if hit.path == "/resumed.jpg")
    assert "range" not in first.headers
    assert second.headers["range"] == "bytes=5000-"
    assert second.headers["if-range"] == '"1"'


def test_a_busy_host_is_left_alone_for_as_long_as_it_asks(run: Run) -> None:
    with PictureServer(flapping(429, 1, picture(), {"Retry-After": "1"})) as server:
        run(server.base + "/a.jpg")
        first, second = server.hits
        assert second.time - first.time >= 1


def test_an_absurd_wait_leaves_the_host_to_the_next_run(run: Run) -> None:
    with PictureServer(lambda _: Reply(status=429, headers={"Retry-After": "1000000000"})) as server:
        snapshot = run(*(f"{server.base}/{n}.jpg" for n in range(50)), per_host=1)
        assert {row.outcome for row in snapshot.rows.values()} == {Outcome.DEFERRED}
        assert len(server.hits) == 1


def test_a_host_that_only_fails_is_left_alone(run: Run) -> None:
    with PictureServer(lambda _: Reply(status=500)) as server:
        snapshot = run(*(f"{server.base}/{n}.jpg" for n in range(100)), breaker=6)
        assert {row.outcome for row in snapshot.rows.values()} <= {Outcome.DEFERRED, Outcome.UNAVAILABLE}
        assert len(server.hits) <= 6 + QUICK.per_host


def test_requests_to_one_host_are_few_at_a_time_and_apart(run: Run) -> None:
    with PictureServer(lambda hit: Reply(picture(seed=int(hit.path[1:])), before=0.05)) as server:
        run(*(f"{server.base}/{n}" for n in range(20)), per_host=2, delay=0.02)
        assert server.most_busy <= 2
        times = [hit.time for hit in server.hits]
        assert times[-1] - times[0] >= 19 * 0.02 * 0.95


@pytest.mark.parametrize("referer", ["", "own"])
def test_a_host_gets_the_referrer_it_wants(run: Run, referer: str) -> None:
    table: dict[str, Behaviour] = {}
    with PictureServer(from_table(table)) as server:
        wanted = f"{server.base.replace('http:', 'https:')}/" if referer else ""
        table |= {f"/{n}.jpg": wants_referer(picture(seed=n), wanted) for n in range(12)}
        snapshot = run(*(f"{server.base}/{n}.jpg" for n in range(12)), per_host=1)
        assert {row.outcome for row in snapshot.rows.values()} == {Outcome.KEPT}
        assert len(server.hits) <= 12 + bool(referer) * 3  # learnt from those that were under way


def test_a_second_run_asks_for_nothing(run: Run) -> None:
    with PictureServer(lambda hit: Reply(picture(seed=int(hit.path[1:])))) as server:
        urls = [f"{server.base}/{n}" for n in range(30)]
        run(*urls)
        before = len(server.hits)
        run(*urls)
        assert before == len(server.hits) == 30
        assert run.account is not None
        assert run.account.known == 30


def test_what_is_gone_is_not_asked_for_again_until_its_time(run: Run) -> None:
    with PictureServer(from_table({})) as server:
        url = server.base + "/a.jpg"
        run(url)
        run(url)
        assert len(server.hits) == 1
        run(url, options=MirrorOptions(limits=QUICK, network=LOOPBACK, is_patient=False))
        assert len(server.hits) == 2
        run(url, gone_age=0)
        assert len(server.hits) == 3


def test_a_limit_is_a_limit(run: Run) -> None:
    with PictureServer(lambda hit: Reply(picture(seed=int(hit.path[1:])))) as server:
        run(
            *(f"{server.base}/{n}" for n in range(9)),
            options=MirrorOptions(limits=QUICK, network=LOOPBACK, count=4),
        )
        assert len(server.hits) == 4


def test_an_unchanged_picture_costs_no_transfer(run: Run) -> None:
    with PictureServer(conditional(picture())) as server:
        url = server.base + "/a.jpg"
        run(url)
        snapshot = run(url, options=MirrorOptions(limits=QUICK, network=LOOPBACK, refresh_age=-1))
        assert [hit.headers.get("if-none-match") for hit in server.hits] == [None, '"1"']
        assert snapshot.find(identify_picture(url)) is not None


def test_a_changed_picture_is_kept_beside_the_first(run: Run) -> None:
    with PictureServer(lambda hit: Reply(picture(seed=hit.number))) as server:
        url = server.base + "/a.jpg"
        first = run(url).find(identify_picture(url))
        snapshot = run(url, options=MirrorOptions(limits=QUICK, network=LOOPBACK, refresh_age=-1))
        assert snapshot.find(identify_picture(url)) == first
        assert len(snapshot.pictures) == 2
        with open_image_store("media", run.folder) as store:
            assert len(store.manifest.read_versions()) == 1
        (run.folder / "media" / "manifest.sqlite").unlink()
        with open_image_store("media", run.folder) as store:
            assert len(store.manifest.read_versions()) == 1
            assert store.take_stock().find(identify_picture(url)) == first
        assert (shelved := read_snapshot("media", run.folder, {})) is not None
        assert shelved.find(identify_picture(url)) == first


@pytest.mark.parametrize("is_same", [True, False])
def test_a_kept_picture_whose_file_is_lost_is_fetched_again(run: Run, *, is_same: bool) -> None:
    with PictureServer(lambda hit: Reply(picture(seed=0 if is_same else hit.number))) as server:
        url = server.base + "/a.jpg"
        first = run(url).find(identify_picture(url))
        assert first is not None
        (run.folder / "media" / first.name).unlink()
        assert run().find(identify_picture(url)) is None
        second = run(url).find(identify_picture(url))
        assert second is not None
        assert (second == first) is is_same
        assert (run.folder / "media" / second.name).is_file()
        run(url)
        assert len(server.hits) == 2
        with open_image_store("media", run.folder) as store:
            assert not list(find_damage(store, store.take_stock())), "the lost one is not missed for ever"


def test_a_kept_picture_stays_when_its_host_loses_it(run: Run) -> None:
    with PictureServer(lambda hit: Reply(picture()) if not hit.number else Reply(status=404)) as server:
        url = server.base + "/a.jpg"
        run(url)
        snapshot = run(url, options=MirrorOptions(limits=QUICK, network=LOOPBACK, refresh_age=-1))
        assert snapshot.find(identify_picture(url)) is not None


def test_the_best_address_that_works_is_taken_and_fallbacks_come_last(run: Run) -> None:
    table = {"/web/2id_/x": Reply(picture(seed=2)), "/a_720w.jpg": Reply(picture(seed=1))}
    with PictureServer(from_table(table)) as server:
        base = server.base
        wanted = [
            ImageRequest("one", (base + "/a_r.jpg", base + "/a_720w.jpg", base + "/web/2id_/x")),
            ImageRequest("two", (base + "/b_r.jpg", base + "/web/2id_/x")),
        ]
        with open_image_store("media", run.folder) as store:
            mirror(wanted, store, MirrorOptions(limits=QUICK, network=LOOPBACK))
            rows = store.manifest.read_rows()
        assert rows["one"].url == base + "/a_720w.jpg"
        assert rows["two"].url == base + "/web/2id_/x"


MEASURED = r"""
import re, sys
from pathlib import Path
from mirror_run import Run
Run(Path(sys.argv[1]))(*sys.stdin.read().split(), deadline=2)
print(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from Linux")
def test_a_hostile_host_costs_little_memory(tmp_path: Path) -> None:
    table = {path: behaviour for path, (behaviour, _) in CASES.items()}
    for number in range(40):
        table[f"/endless-{number}.jpg"] = table["/endless.jpg"]
        table[f"/bomb-{number}.jpg"] = table["/gzip-bomb.jpg"]
        table[f"/text-{number}.png"] = table["/text-bomb.png"]
    with PictureServer(from_table(table)) as server:
        result = subprocess.run(
            [sys.executable, "-c", MEASURED, str(tmp_path)],
            input="\n".join(server.base + path for path in table),
            cwd=ROOT / "tests" / "support" / "servers", check=True, capture_output=True, text=True,
        )  # fmt: skip
    assert int(result.stdout) < 200_000  # kB, Python and all libraries included


@pytest.mark.parametrize(
    "text",
    ["", "soon", "9" * 5_000, "-1", "\udcff", "Fri, 31 Dec 99999 23:59:59 GMT", "Fri, 31 Dec 9999 23:59:59 -2359",
     "Sat, 01 Jan 0001 00:00:00 +2359", "Fri, 01 Jan 2021 23:59:59 +9999", "Fri, 99 Foo 2021 25:61:61 GMT", "1e400", "٣"],
)  # fmt: skip
def test_whatever_a_host_asks_to_wait_for_is_a_number_of_seconds(text: str) -> None:
    assert 0 <= parse_retry_after(text) <= MAX_WAIT
