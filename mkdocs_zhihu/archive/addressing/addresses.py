"""Where a page may be: the one place that decides, for posts and lists alike."""

import re
from collections.abc import Iterable, Mapping

from mkdocs_zhihu.archive.addressing.slugs import MAX_BYTES, MAX_URI_BYTES, cut, fold, short_hash, slugify

PAGE_SUFFIX = re.compile(r"(?:\.html?)+$", re.IGNORECASE)
FIXED_NAMES = frozenset(
    "assets search sitemap.xml sitemap.xml.gz robots.txt zhihu search.html favicon.ico cname .nojekyll objects.inv"
    " manifest.json manifest.webmanifest service-worker.js sw.js _headers _redirects llms.txt".split()
)
"""Files and folders in the site's root that MkDocs, the theme, other plugins, hosts or we write."""

FEED = re.compile(r"feed(?:[-_].*)?\.(?:xml|json)")
PAGE_NAMES = frozenset({"index", "404", "sitemap"})
"""Pages in the root that are there anyway."""

README = re.compile(r"(?:^|/)readme\.\w+$", re.IGNORECASE)
LIST_NAMES = frozenset({"tags", "categories", "authors", "archive", "questions"})
"""Lists that have no suffix: a post of that name has one."""


def make_safe(path: str, identity: str, *, is_post: bool = True) -> str:
    """Return a path of a page, without suffix, that is safe on every server and file system and takes nothing of ours.

    Its segments are plain, none is a file's name (`a.html/`), the first is no fixed name of the site, and the last is
    not `index`. What had to change carries a hash of `identity`. A safe path comes back unchanged.
    """
    segments = [segment for part in path.split("/") if (segment := _clean_segment(part))]
    if not segments:
        segments = [f"post-{short_hash(identity)}" if is_post else short_hash(identity)]
    root = fold(segments[0])
    is_page = root in PAGE_NAMES or (is_post and root in LIST_NAMES)
    if root in FIXED_NAMES or FEED.fullmatch(root) or (is_page and len(segments) == 1):
        segments[0] += f"-{short_hash(identity)}"
    elif fold(segments[-1]) == "index":
        segments[-1] += f"-{short_hash(identity)}"
    return _shorten(segments, identity)


def _clean_segment(part: str) -> str:
    """Return a segment that is plain and has no page's suffix: what one takes away may bring the other to the end.

    >>> _clean_segment("index.html:"), _clean_segment("a.html-.html")
    ('index', 'a')
    """
    clean = slugify(PAGE_SUFFIX.sub("", part))
    return clean if clean == part else _clean_segment(clean)


def _shorten(segments: list[str], identity: str) -> str:
    path = "/".join(segments)
    if len(path.encode()) <= MAX_URI_BYTES:
        return path
    head = segments[0] if len(segments[0].encode()) < MAX_URI_BYTES // 3 else "post"
    mark = identity + "!"
    suffix = f"-{short_hash(identity)}"
    last = cut(segments[-1], min(MAX_BYTES - len(suffix), MAX_URI_BYTES - len(head.encode()) - 1), mark)
    return f"{head}/{last}" if last.endswith(short_hash(mark)) else f"{head}/{last}{suffix}"


def resolve_collisions(wanted: Mapping[str, str], taken: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """Return a unique path for each key, and the keys whose path had to change.

    Of several keys that want one path, the first in alphabetical order gets it, a `README` last; each other gets a
    suffix made from its key. So the result does not depend on the order of the files. What is `taken` with a slash at
    its end is a file: no page can be below it.
    """
    used = {fold(path) for path in taken}
    files = {path for path in used if path.endswith("/")}
    result: dict[str, str] = {}
    moved: list[str] = []
    for key in sorted(wanted, key=lambda k: (wanted[k], README.search(k) is not None, k)):
        path = wanted[key]
        folded = fold(path)
        if files and (below := _find_file(folded, files)):
            path = f"{path[:below]}-{short_hash(key)}{path[below:]}"
            folded = fold(path)
            moved.append(key)
        if folded in used:
            path = f"{path}-{short_hash(key)}"
            folded = fold(path)
            moved.append(key)
        while folded in used:
            path += "-x"
            folded = fold(path)
        used.add(folded)
        result[key] = path
    return result, sorted(set(moved))


def _find_file(path: str, files: set[str]) -> int:
    """Return where the name of a file ends that a path leads through or to, 0 if it does not."""
    end = path.find("/")
    while end >= 0:
        if path[: end + 1] in files:
            return end
        end = path.find("/", end + 1)
    return len(path) if f"{path}/" in files else 0
