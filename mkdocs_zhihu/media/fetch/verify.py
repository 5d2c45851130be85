"""Whether a file is the picture it says it is."""

import hashlib
import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from PIL import Image, UnidentifiedImageError

from mkdocs_zhihu.media.fetch.endings import measure
from mkdocs_zhihu.media.fetch.limits import Limits
from mkdocs_zhihu.media.fetch.outcomes import Failed, Outcome
from mkdocs_zhihu.media.store.picture import EXTENSIONS, Picture

# What Pillow's decoders raise on hostile input, by its own tests.
DECODER_ERRORS = (
    OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError, OverflowError, MemoryError,
    RuntimeError, struct.error, zlib.error, Image.DecompressionBombError,
)  # fmt: skip
ORIENTATION, TURNED = 0x0112, (5, 6, 7, 8)
LARGE_IMAGE_PIXELS = 8_000_000
TONE_SAMPLES = 3
MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!|\?|html|head|body|script|svg|[a-z])", re.IGNORECASE)

_one_large_picture = Lock()  # several at once would need more memory than a small machine has


@contextmanager
def ignore_pillow_warnings() -> Iterator[None]:
    """Silence Pillow's warnings about size and metadata; ours are outcomes. For one thread at a time."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"PIL\b")
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        yield


def verify_picture(path: Path, limits: Limits) -> Picture:
    """Return the account of a picture's file; Failed with its outcome if it must not be kept.

    Everything is decoded once, after the header was believed to be harmless.
    """
    data = path.read_bytes()
    try:
        with Image.open(path, formats=tuple(EXTENSIONS)) as image:
            return _verify(image, data, limits)
    except UnidentifiedImageError as error:
        raise _describe_unknown_file(data) from error
    except Image.DecompressionBombError as error:
        raise Failed(Outcome.EXCESSIVE, str(error)[:80]) from error
    except DECODER_ERRORS as error:
        raise Failed(Outcome.BROKEN, f"{type(error).__name__}: {error}"[:120]) from error


def _verify(image: Image.Image, data: bytes, limits: Limits) -> Picture:
    kind = image.format or ""
    width, height = image.size
    _check_size(width, height, limits)
    end, frames = measure(data, kind)
    if end is None:
        raise Failed(Outcome.BROKEN, "its end is missing")
    _check_frames(frames, width * height, limits)
    frames = getattr(image, "n_frames", 1)
    _check_frames(frames, width * height, limits)
    tone = _decode(image, kind, width * height, frames)
    if image.getexif().get(ORIENTATION) in TURNED:
        width, height = height, width
    digest = hashlib.sha256(data).hexdigest()
    return Picture(digest, EXTENSIONS[kind], len(data), width, height, frames, tone, len(data) - end)


def _check_size(width: int, height: int, limits: Limits) -> None:
    if width * height > limits.max_pixels or max(width, height) > limits.max_side:
        raise Failed(Outcome.EXCESSIVE, f"{width} × {height} pixels")
    if min(width, height) < 1:
        raise Failed(Outcome.BROKEN, "it has no area")


def _check_frames(frames: int, pixels: int, limits: Limits) -> None:
    if frames > limits.max_frames or frames * pixels > limits.max_frame_pixels:
        raise Failed(Outcome.EXCESSIVE, f"{frames} frames")


def _decode(image: Image.Image, kind: str, pixels: int, frames: int) -> str:
    """Decode every frame and return the tone of the first."""
    if kind == "JPEG":  # at an eighth of its size every byte is still read, at half the cost
        image.draft("RGB", (max(1, image.width // 8), max(1, image.height // 8)))
        pixels //= 64
    if pixels > LARGE_IMAGE_PIXELS:
        with _one_large_picture:
            return _load(image, frames)
    return _load(image, frames)


def _load(image: Image.Image, frames: int) -> str:
    image.load()
    tone = _find_tone(image)
    for number in range(1, frames):
        image.seek(number)
        image.load()
    return tone


def _find_tone(image: Image.Image) -> str:
    """Return the average colour, "" for a picture that one could see through."""
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        return ""
    small = image.resize((1, 1), Image.Resampling.BOX) if image.mode in ("RGB", "L") else image
    pixel = small.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert isinstance(pixel, tuple)  # noqa: S101 - RGB
    return "".join(str(min(TONE_SAMPLES - 1, int(value) * TONE_SAMPLES // 256)) for value in pixel)


def _describe_unknown_file(data: bytes) -> Failed:
    """Return what a file is that is none of the formats we keep."""
    start = data[:2000]
    if re.search(rb"<svg[\s>]", start, re.IGNORECASE):
        return Failed(Outcome.SVG)
    if MARKUP.match(start):
        return Failed(Outcome.NOT_A_PICTURE, "a page, not a picture")
    return Failed(Outcome.NOT_A_PICTURE, f"begins with {start[:12]!r}")
