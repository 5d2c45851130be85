"""Decoders and hostile files: whatever comes, it is a picture or a word that says why not."""

import io
import os
import random
import struct
from pathlib import Path

import pytest
from picture_server import animation, photo, picture, png_chunk
from PIL import Image

from mkdocs_zhihu.media.fetch.limits import Limits
from mkdocs_zhihu.media.fetch.outcomes import Failed, Outcome
from mkdocs_zhihu.media.fetch.verify import ignore_pillow_warnings, verify_picture
from mkdocs_zhihu.media.store.picture import Picture
from mkdocs_zhihu.media.store.smaller_versions import plan_widths, render_sizes

pytestmark = pytest.mark.unit

MUTANTS = int(os.environ.get("MUTANTS", "150"))
SAMPLES = {
    "jpg": picture("JPEG"), "png": picture("PNG"), "gif": picture("GIF"), "webp": picture("WEBP"), "avif": picture("AVIF"),
    "bmp": picture("BMP"), "moving.gif": animation(), "moving.webp": animation(kind="WEBP"), "moving.png": animation(kind="PNG"),
    "photo.jpg": photo(160, 120),
}  # fmt: skip


def judge(data: bytes, folder: Path) -> Picture | Outcome:
    path = folder / "file"
    path.write_bytes(data)
    try:
        with ignore_pillow_warnings():
            return verify_picture(path, Limits(max_pixels=1_000_000))
    except Failed as failure:
        return failure.outcome


def mutate(data: bytes, rng: random.Random) -> bytes:
    kind = rng.randrange(5)
    changed = bytearray(data)
    if kind == 0:
        return data[: rng.randrange(len(data))]
    if kind == 1:
        start = rng.randrange(len(data))
        del changed[start : start + rng.randrange(1, 40)]
    elif kind == 2:
        start = rng.randrange(len(data))
        changed[start:start] = rng.randbytes(rng.randrange(1, 40))
    else:
        for _ in range(rng.randrange(1, 12)):
            changed[rng.randrange(len(changed) if kind == 3 else min(60, len(changed)))] = rng.randrange(256)
    return bytes(changed)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_damage_is_more_than_an_outcome(tmp_path: Path, name: str) -> None:
    rng = random.Random(name)  # noqa: S311 - nothing secret
    assert isinstance(judge(SAMPLES[name], tmp_path), Picture)
    for _ in range(MUTANTS):
        data = mutate(SAMPLES[name], rng)
        found = judge(data, tmp_path)
        if isinstance(found, Picture):
            with ignore_pillow_warnings():
                list(render_sizes(data, (8,)))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_picture_that_is_cut_is_never_kept(tmp_path: Path, name: str) -> None:
    data = SAMPLES[name]
    for length in range(0, len(data) - 1, max(1, len(data) // 60)):
        assert isinstance(judge(data[:length], tmp_path), Outcome), length


@pytest.mark.parametrize("name", ["jpg", "png", "gif", "webp", "moving.gif", "photo.jpg"])
def test_what_follows_the_end_is_counted(tmp_path: Path, name: str) -> None:
    found = judge(SAMPLES[name] + b"<script>alert(1)</script>", tmp_path)
    assert isinstance(found, Picture)
    assert found.trailing == 25


def test_a_picture_that_lies_on_its_side_has_the_size_it_is_shown_in(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (1200, 600), (200, 10, 10)).save(buffer, "JPEG", exif=exif)
    found = judge(buffer.getvalue(), tmp_path)
    assert isinstance(found, Picture)
    assert (found.width, found.height, found.tone) == (600, 1200, "200")
    ((width, small),) = render_sizes(photo(1200, 600)[:2] + buffer.getvalue()[2:], (480,))
    with Image.open(io.BytesIO(small)) as image:
        assert (width, image.size) == (480, (480, 960))


@pytest.mark.parametrize(
    ("mode", "tone"),
    [("RGB", "021"), ("L", "111"), ("P", "021"), ("RGBA", ""), ("LA", ""), ("1", "000"), ("I;16", "000"), ("CMYK", "0")],
)  # fmt: skip
def test_every_kind_of_colour_can_be_shown_smaller(tmp_path: Path, mode: str, tone: str) -> None:
    colour = {"RGB": (0, 200, 100), "RGBA": (0, 200, 100, 9), "P": 0, "LA": (128, 9), "CMYK": (0, 0, 0, 255)}
    image = Image.new(mode, (700, 500), colour.get(mode, 128 if mode == "L" else 0))
    if mode == "P":
        image.putpalette([0, 200, 100] * 256)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG" if mode == "CMYK" else "PNG")
    found = judge(buffer.getvalue(), tmp_path)
    assert isinstance(found, Picture)
    assert found.tone.startswith(tone)
    assert plan_widths(found) == (480,)
    padded = buffer.getvalue() + b"\0" * 50_000  # so that a smaller version is worth making
    ((_, small),) = render_sizes(padded, (480,))
    with Image.open(io.BytesIO(small)) as shown:
        assert shown.size == (480, 343)
        assert (shown.mode == "RGBA") is (mode in ("RGBA", "LA"))


def test_a_header_is_believed_before_anything_is_decoded(tmp_path: Path) -> None:
    plain = picture("PNG")
    vast = plain[:8] + png_chunk(b"IHDR", struct.pack(">II", 60_000, 2) + plain[24:29]) + plain[33:]
    assert judge(vast, tmp_path) is Outcome.EXCESSIVE
