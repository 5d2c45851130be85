"""Files against the list of what they were."""

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs_zhihu.exporting.pack import LIST, PackError, format_line, hash_file, iter_files, read_list

DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What reading a damaged ZIP file raises; the last two where a bit says that a file is encrypted, or packed in another way."""


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What became of the files of a list."""

    whole: int
    """How many are what they were."""

    changed: tuple[str, ...]
    """Names of those that are not."""

    missing: tuple[str, ...]
    """Names of those that are gone."""

    unknown: tuple[str, ...]
    """Names of files that no list knows."""

    @property
    def is_whole(self) -> bool:
        """Whether every file of the list is there and what it was."""
        return not self.changed and not self.missing


def verify(path: Path) -> VerifyReport:
    """Return the state of a pack or of a folder with a list; PackError if there is none to compare with."""
    if path.is_dir():
        if not (path / LIST).is_file():
            raise PackError(
                f"{path}: holds no {LIST}; write one with `verify --write` while the files are whole"
            )
        known = read_list((path / LIST).read_text(encoding="utf-8"))
        found = {file.relative_to(path).as_posix(): file for file in iter_files(path)}
        return _compare(known, {name: lambda file=file: hash_file(file) for name, file in found.items()})  # type: ignore[misc]
    if not path.exists():
        raise PackError(f"{path}: does not exist; name a pack, or a folder")
    try:
        with zipfile.ZipFile(path) as archive:
            return _verify_pack(archive)
    except (*DAMAGE, OSError) as error:
        raise PackError(f"{path}: cannot be read as a pack ({error}); take it from a backup") from error


def _verify_pack(archive: zipfile.ZipFile) -> VerifyReport:
    lists = [name for name in archive.namelist() if name.rpartition("/")[2] == LIST and name.count("/") <= 1]
    if not lists:
        raise PackError(f"{archive.filename}: holds no {LIST}; it is no pack of ours")
    folder = lists[0].removesuffix(LIST)
    known = read_list(archive.read(lists[0]).decode("utf-8", "replace"))
    names = (name.removeprefix(folder) for name in archive.namelist() if not name.endswith("/"))
    found = {name: name for name in names if name != LIST}

    def hash_entry(name: str) -> str:
        try:
            return hashlib.sha256(archive.read(folder + name)).hexdigest()
        except DAMAGE:
            return ""

    return _compare(known, {name: lambda name=name: hash_entry(name) for name in found})  # type: ignore[misc]


def _compare(known: Mapping[str, str], found: Mapping[str, Callable[[], str]]) -> VerifyReport:
    changed = tuple(name for name in sorted(known) if name in found and found[name]() != known[name])
    missing = tuple(sorted(known.keys() - found.keys()))
    unknown = tuple(sorted(found.keys() - known.keys()))
    return VerifyReport(len(known) - len(changed) - len(missing), changed, missing, unknown)


def write_list(folder: Path) -> int:
    """Write the list of a folder's files and return how many there are; PackError if it is no folder."""
    if not folder.is_dir():
        raise PackError(f"{folder}: is no folder; name one of posts, or an unpacked site")
    lines = [format_line(hash_file(path), path.relative_to(folder).as_posix()) for path in iter_files(folder)]
    partial = folder / f".{LIST}.part"
    partial.write_text("".join(lines), encoding="utf-8", newline="\n")
    partial.replace(folder / LIST)
    return len(lines)
