"""The user's overrides of the theme."""

from hashlib import blake2b
from pathlib import Path


def fingerprint_folder(folder: str | None) -> bytes:
    """Return what changes with any file of the user's `custom_dir`, which may have templates of any name."""
    found = blake2b(digest_size=16)
    for path in sorted(Path(folder).rglob("*")) if folder else ():
        if path.is_file():
            found.update(f"{path.relative_to(str(folder))}\x00".encode(errors="surrogatepass"))
            found.update(path.read_bytes())
    return found.digest()
