"""A built site as one ZIP file that opens by double click, with a list of what is in it."""

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

LIST = "SHA256SUMS"
"""The list of a folder's files, in the form that `sha256sum --check` reads."""

README = "README.txt"
WORDS = "打开 index.html 即可阅读，不需要网络，也不需要服务器。\nOpen index.html to read; it needs neither network nor server.\n"
TIME = (1980, 1, 1, 0, 0, 0)
MODE = 0o644 << 16
COMPRESSED = frozenset(
    ".avif .bin .epub .gif .gz .jpeg .jpg .mp3 .mp4 .ogg .png .webm .webp .woff .woff2 .zip".split()
)
"""Endings of files that do not become smaller."""

BLOCK = 1 << 20


class PackError(ValueError):
    """A folder is no site that opens from disk, and why."""


@dataclass(frozen=True, slots=True)
class PackReport:
    """What was packed."""

    files: int
    """How many files of the site."""

    size: int
    """Bytes of the ZIP file."""


def pack_site(site: Path, target: Path) -> PackReport:
    """Write a site to a ZIP file, which appears once it is complete; the same site gives the same bytes."""
    check_site(site)
    folder = target.stem
    partial = target.with_name(f".{target.name}.part")
    lines: list[str] = []
    try:
        with zipfile.ZipFile(partial, "w", allowZip64=True) as archive:
            if not (site / README).exists():
                lines.append(format_line(hashlib.sha256(WORDS.encode()).hexdigest(), README))
                _add(archive, f"{folder}/{README}", WORDS.encode())
            for path in iter_files(site, without=target.resolve()):
                name = path.relative_to(site).as_posix()
                data = path.read_bytes()
                lines.append(format_line(hashlib.sha256(data).hexdigest(), name))
                _add(archive, f"{folder}/{name}", data)
            _add(archive, f"{folder}/{LIST}", "".join(lines).encode())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return PackReport(len(lines), target.stat().st_size)


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, TIME)
    info.external_attr, info.create_system = MODE, 3  # the same on every system
    is_compressed = Path(name).suffix.lower() in COMPRESSED
    info.compress_type = zipfile.ZIP_STORED if is_compressed else zipfile.ZIP_DEFLATED
    archive.writestr(info, data)


def iter_files(folder: Path, without: Path | None = None) -> Iterator[Path]:
    """Yield the files below a folder in a stable order, hidden ones and a list of ours left out."""
    for path in sorted(folder.rglob("*"), key=lambda one: one.relative_to(folder).as_posix()):
        parts = path.relative_to(folder).parts
        is_ours = parts == (LIST,) or any(part.startswith(".") for part in parts)
        if path.is_file() and not is_ours and (without is None or path.resolve() != without):
            yield path


def check_site(site: Path) -> None:
    """Raise PackError unless a folder is a site whose pages find each other without a server."""
    home = site / "index.html"
    if not home.is_file():
        raise PackError(f"{site}: holds no index.html; name the folder that `mkdocs build` wrote")
    reader = LinkReader()
    reader.feed(home.read_text(encoding="utf-8"))
    if reader.folders:
        message = f"its pages link to folders, such as {reader.folders[0]!r}, which only a server opens"
        raise PackError(f"{site}: {message}; set `use_directory_urls: false` and build it again")


class LinkReader(HTMLParser):
    """Collects links that lead to folders of the site."""

    def __init__(self) -> None:
        super().__init__()
        self.folders: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link of the page's own text."""
        href = dict(attrs).get("href") or ""
        path = href.partition("#")[0]
        if tag == "a" and ":" not in path and path.endswith("/"):
            self.folders.append(href)


def format_line(digest: str, name: str) -> str:
    r"""Return a line of the list.

    >>> format_line("ab", "a.txt")
    'ab  a.txt\n'
    """
    return f"{digest}  {name}\n"


def read_list(text: str) -> dict[str, str]:
    """Return the digests of a list by name."""
    pairs = (line.split("  ", 1) for line in text.splitlines() if "  " in line)
    return {name.removeprefix("./"): digest.lower() for digest, name in pairs}


def hash_file(path: Path) -> str:
    """Return the digest of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
