"""What our own code and the libraries under it are, in a few bytes."""

from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from mkdocs_zhihu import __version__

LIBRARIES = (
    "babel", "beautifulsoup4", "imagesize", "jinja2", "markdown", "markdown-it-py", "markupsafe", "math-core", "mdit-py-plugins",
    "mdurl", "mkdocs", "mkdocs-material", "mkdocs-materialx", "msgspec", "nh3", "numpy", "properdocs", "pygments",
    "pymdown-extensions", "python-frontmatter", "pyyaml", "tzdata",
)  # fmt: skip
"""Another version of one of these may make other bodies or pages of the same posts: what the package imports and what that
needs, the theme and the engine under each of their names. A test compares it with the imports."""


@lru_cache(maxsize=1)
def find_fingerprint() -> bytes:
    """Return 16 bytes that change with our code, our templates and the libraries that make pages.

    The files themselves count, not only the version: who works on the plugin changes one without the other.
    """
    found = blake2b(__version__.encode(), digest_size=16)
    for name in LIBRARIES:
        found.update(f"\x00{name}={_version_of(name)}".encode())
    package = Path(__file__).parent.parent
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".html", ".txt"):
            found.update(path.relative_to(package).as_posix().encode() + b"\x00" + path.read_bytes())
    return found.digest()


def _version_of(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
