"""Names that are safe in URLs and on every file system."""

import hashlib
import re
import unicodedata
from functools import lru_cache

UNSAFE = re.compile(
    r"[\x00-\x20\x7f-\xa0<>:\"/\\|?*#%&+'`{}^\[\]\u3000\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+"
)
SAFE = re.compile(r"\w+(?:-\w+)*")
WINDOWS = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE
)
# Symbols such as emoji, surrogates, unassigned and private characters.
DROPPED_CATEGORIES = frozenset({"So", "Cs", "Cn", "Co", "Sk"})

# What tells the names of languages apart: C, C++ and C#.
SPELLED_SIGNS = ((re.compile(r"(?<=[A-Za-z])\+\+"), "pp"), (re.compile(r"(?<=[A-Za-z])#(?!\w)"), "sharp"))

MAX_BYTES = 150
MAX_URI_BYTES = 230


def short_hash(text: str) -> str:
    """Return eight hexadecimal digits that depend on the text alone."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """Return one path segment, or "" if nothing safe is left.

    Letters of every script stay, in their NFC form. The result has at most 150 bytes, no character that
    means something in a URL or a path, no dot or dash at an end, and is no name that Windows reserves.
    """
    slug = unicodedata.normalize("NFC", text) if SAFE.fullmatch(text) else _replace_unsafe(text)
    if not any(character.isalnum() for character in slug):
        return ""
    if WINDOWS.fullmatch(slug):
        stem, dot, extension = slug.partition(".")  # Windows looks at what stands before the first dot
        slug = f"{stem}-{short_hash(text)}{dot}{extension}"
    return cut(slug, MAX_BYTES, text)


def _replace_unsafe(text: str) -> str:
    for sign, word in SPELLED_SIGNS:
        text = sign.sub(word, text)
    known = (
        c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) not in DROPPED_CATEGORIES
    )
    return re.sub("-{2,}", "-", UNSAFE.sub("-", "".join(known))).strip("-. ")


def cut(slug: str, size: int, identity: str) -> str:
    """Return the slug cut to `size` bytes on a character boundary, with a hash of `identity`."""
    data = slug.encode("utf-8", "replace")
    if len(data) <= size:
        return slug
    return data[: size - 9].decode("utf-8", "ignore").rstrip("-. ") + "-" + short_hash(identity)


def slugify_or_hash(text: str) -> str:
    """Return the slug of a text, or a hash of it where no slug is left (emoji, punctuation)."""
    return slugify(text) or short_hash(text)


def fold(path: str) -> str:
    """Return what two paths share that are one file on some file system."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", path).casefold())
