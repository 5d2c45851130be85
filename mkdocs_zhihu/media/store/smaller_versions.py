"""Smaller versions of pictures, each made once and named by the content of the original."""

import io
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from tempfile import mkstemp

from PIL import Image, ImageOps

from mkdocs_zhihu.media.fetch.verify import DECODER_ERRORS, ignore_pillow_warnings
from mkdocs_zhihu.media.store.blobs import Blobs
from mkdocs_zhihu.media.store.image_store import ImageStore
from mkdocs_zhihu.media.store.picture import Picture, Sizes
from mkdocs_zhihu.media.store.snapshot import Snapshot

WIDTHS = (480, 960, 1440)
"""For a card or a phone, for a phone's full width, for a wide screen."""
MAX_SIZE_RATIO = 0.85
"""A version is worth its place if it is narrower, and its file smaller, than this share of the next."""
QUALITY, EFFORT = 80, 2
BATCH = 256

Made = tuple[str, Sizes]


def plan_widths(picture: Picture) -> tuple[int, ...]:
    """Return the widths worth making; of an animation only a still for cards."""
    wanted = tuple(width for width in WIDTHS if width <= picture.width * MAX_SIZE_RATIO)
    return wanted[:1] if picture.frames > 1 else wanted


def find_unsized(snapshot: Snapshot) -> list[Picture]:
    """Return the pictures whose smaller versions were not made yet, or were deleted."""
    return [
        picture
        for _, picture in sorted(snapshot.pictures.items())
        if snapshot.names.get(picture.name) == picture.size
        and (
            picture.sizes is None
            or any(snapshot.names.get(name) != size for name, size in picture.iter_files())
        )
    ]


def make_sizes(
    store: ImageStore, pictures: Iterable[Picture], note: Callable[[], None] = lambda: None
) -> int:
    """Make smaller versions on every core and write them down; return of how many pictures."""
    waiting = iter(pictures)
    count = 0
    with ignore_pillow_warnings(), ThreadPoolExecutor(os.cpu_count(), "sizes") as pool:
        while batch := list(islice(waiting, BATCH)):
            made: dict[str, Sizes] = {}
            for digest, sizes in pool.map(lambda picture: _make(picture, store.blobs, store.partial), batch):
                made[digest] = sizes
                note()
            store.manifest.note_sizes(made)
            count += len(batch)
    return count


def _make(picture: Picture, blobs: Blobs, folder: Path) -> Made:
    sizes = []
    data = blobs.read(picture.name)
    for width, small in render_sizes(data, plan_widths(picture)):
        handle, name = mkstemp(dir=folder, prefix="size-")
        with os.fdopen(handle, "wb") as file:
            file.write(small)
        blobs.add_derived(Path(name), picture.name_size(width))
        sizes.append((width, len(small)))
    return picture.digest, tuple(sorted(sizes))


def render_sizes(data: bytes, widths: tuple[int, ...]) -> Iterator[tuple[int, bytes]]:
    """Yield (width, WebP) from the widest down, as long as it saves enough to be worth a file."""
    if not widths:
        return
    try:
        image = _decode(data, max(widths))
    except DECODER_ERRORS:  # it was whole once; `--check` will find it
        return
    limit = len(data)
    for width in sorted(widths, reverse=True):
        height = max(1, round(image.height * width / image.width))
        image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
        buffer = io.BytesIO()
        image.save(buffer, "WEBP", quality=QUALITY, method=EFFORT, icc_profile=image.info.get("icc_profile"))
        if buffer.tell() < limit * MAX_SIZE_RATIO:
            limit = buffer.tell()
            yield width, buffer.getvalue()


def _decode(data: bytes, width: int) -> Image.Image:
    """Return the first frame, upright, in colours that WebP knows, no larger than needed."""
    image: Image.Image = Image.open(io.BytesIO(data))
    if image.format == "JPEG" and image.width > 2 * width:
        image.draft("RGB", (width, max(1, image.height * width // image.width)))
    image = ImageOps.exif_transpose(image)
    if image.mode in ("RGB", "RGBA"):
        return image
    has_alpha = "transparency" in image.info or image.mode in ("LA", "PA", "La")
    profile = image.info.get("icc_profile") if image.mode == "P" else None  # others describe other colours
    image = image.convert("RGBA" if has_alpha else "RGB")
    image.info = {"icc_profile": profile}
    return image
