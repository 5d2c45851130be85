"""Posts that MkDocs would leave out, for another file of their folder has the same place on the site.

`README.md` beside `index.md` or `index.html`, and `a.md` beside `a.markdown`, or beside `a.html` where pages are files.
MkDocs keeps one of them before any plugin sees them. Ours have addresses of their own.
"""

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from mkdocs.config.config_options import PathSpec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions

from mkdocs_zhihu.host.site import ORDINARY
from mkdocs_zhihu.reading import is_ignored
from mkdocs_zhihu.reading.file_kinds import find_file_kind, is_unicode

SPECIAL = re.compile(r"([\\\[\]*?!# ])")
"""What means something in a pattern of `exclude_docs`."""


def exclude_same_places(config: MkDocsConfig, folders: Sequence[str]) -> tuple[str, ...]:
    """Return the uris of posts that MkDocs would leave out with a warning, and let it leave them out without one."""
    found = tuple(uri for folder in folders for uri in _iter_left_out(config, folder))
    if found:
        patterns = PathSpec().validate("\n".join("/" + SPECIAL.sub(r"\\\1", uri) for uri in found))
        known = config.exclude_docs
        config.exclude_docs = patterns if known is None else known + patterns
    return found


def restore_same_places(files: Files, left_out: Sequence[str], config: MkDocsConfig) -> None:
    """Give MkDocs the files that it left out."""
    for uri in left_out:
        if uri not in files.src_uris:
            file = _make_file(uri, config)
            file.inclusion = InclusionLevel.INCLUDED
            files.append(file)


def _make_file(uri: str, config: MkDocsConfig) -> File:
    return File(uri, config.docs_dir, config.site_dir, config.use_directory_urls)


def _iter_left_out(config: MkDocsConfig, folder: str) -> Iterator[str]:
    top = os.path.join(config.docs_dir, folder)  # noqa: PTH118 - as `os.walk` has it
    for parent, _, names in os.walk(top, followlinks=True):
        uri = os.path.relpath(parent, config.docs_dir).replace(os.sep, "/")
        for group in _group_names(names):
            yield from _find_left_out([name if uri == "." else f"{uri}/{name}" for name in group], config)


def _group_names(names: Sequence[str]) -> list[list[str]]:
    """Return the names of pages that may have one place, as MkDocs sorts them."""
    groups = defaultdict(list)
    for name in names:
        if find_file_kind(name) == "post" and is_unicode(name) and not is_ignored(name):
            stem = os.path.splitext(name)[0]  # noqa: PTH122 - hot
            groups["index" if stem == "README" else stem].append(name)
    return [sorted(group) for group in groups.values() if len(group) > 1]


def _find_left_out(uris: Sequence[str], config: MkDocsConfig) -> Iterator[str]:
    """Yield all but the last of the files that have one place; those of the home page are the user's."""
    places = defaultdict(list)
    for uri in uris:
        if uri not in ORDINARY:
            file = _make_file(uri, config)
            set_exclusions([file], config)
            if file.inclusion.is_included():
                places[file.dest_uri].append(uri)
    for same in places.values():
        yield from same[:-1]
