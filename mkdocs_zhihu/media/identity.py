"""What a picture is, whatever address it goes by."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

# The host is anchored: no other site's address may pass for a picture of zhimg.com.
ZHIMG = re.compile(
    r"(?:https?:)?//(?P<host>pic(?:\d|[a-dx])\.zhimg\.com)(?::\d+)?/(?:\d{2,3}/)?"
    r"(?P<hash>(?:v2-)?[0-9a-f]{9,64})(?P<size>_[a-z0-9]+)?(?:\.(?P<extension>[a-z]{3,4}))?(?:[?#].*)?",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class ZhimgAddress:
    """The parts of an address on zhimg.com that matter."""

    host: str
    """One of nine mirrors of one store."""

    hash: str
    """The picture."""

    size: str
    """`_r`, `_720w` and so on, "" for the full size."""

    extension: str
    """`jpg`, "" for a bare token."""

    @property
    def is_animated(self) -> bool:
        """Return whether this is the animation rather than the still of the same hash."""
        return self.extension == "gif"

    def format(self) -> str:
        """Return the address without quality and `?source=`."""
        extension = f".{self.extension}" if self.extension else ""
        return f"https://{self.host}/{self.hash}{self.size}{extension}"


def parse_zhimg(url: str) -> ZhimgAddress | None:
    """Return the parts of an address on zhimg.com, None for any other."""
    match = ZHIMG.fullmatch(url)
    if match is None:
        return None
    extension = (match["extension"] or "").lower()
    return ZhimgAddress(
        match["host"].lower(), match["hash"].lower(), (match["size"] or "").lower(), extension
    )


def is_remote(url: str) -> bool:
    """Return whether an address is on the web rather than on the site."""
    return url.startswith(("https://", "http://", "//"))


def identify_picture(url: str) -> str:
    """Return what all addresses of one picture have in common; it never changes, the manifest is kept by it.

    On zhimg.com the hash, with the animation apart from its still; elsewhere the address without scheme
    and fragment.
    """
    zhimg = parse_zhimg(url)
    if zhimg is not None:
        return f"zhimg:{zhimg.hash}" + (".gif" if zhimg.is_animated else "")
    try:
        parts = urlsplit(url)
    except ValueError:  # it cannot be fetched; it is still one picture
        return url
    query = f"?{parts.query}" if parts.query else ""
    return f"//{parts.netloc.lower()}{parts.path or '/'}{query}"
