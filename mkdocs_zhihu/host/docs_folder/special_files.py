"""Files of the docs folder that are no ordinary files of it: pipes, sockets, devices, links that lead out or nowhere."""

import os
import stat
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from mkdocs_zhihu.problems import Problem, Problems
from mkdocs_zhihu.reading.source import find_real, is_inside

HINT = "remove it from the docs folder, or copy what it stands for into it"


def check_folder_links(docs_dir: str) -> None:
    """Raise PluginError for a link to a folder that holds the link: MkDocs would follow it round and round."""
    for parent, folders, _ in os.walk(docs_dir):
        for name in folders:
            path = f"{parent}/{name}"
            if Path(path).is_symlink() and Path(os.path.realpath(parent)).is_relative_to(
                os.path.realpath(path)
            ):
                raise PluginError(f"zhihu: {path} is a link to a folder that holds it; remove it")


def drop_special_files(files: Files, posts: set[str], docs_dir: str) -> Problems:
    """Take files from MkDocs' that must not be opened or published, and name them.

    Posts are looked at when they are read. A page that the user linked into the docs folder is theirs to show.
    """
    real = lru_cache(maxsize=None)(find_real)
    folder = os.path.join(docs_dir, "")  # noqa: PTH118 - hot
    problems = []
    for file in list(files):
        path = file.abs_src_path
        if path is None or file.src_uri in posts or not path.startswith(folder):
            continue
        reason = _find_reason(path, docs_dir, real, may_leave=file.is_documentation_page())
        if reason:
            files.remove(file)
            problems.append(Problem(file.src_uri, "file", f"{reason}; it is not published", HINT))
    return tuple(problems)


def _find_reason(path: str, root: str, real: Callable[[str], str], *, may_leave: bool) -> str:
    try:
        if not may_leave and not is_inside(path, root, real):
            return "is a link to a place outside the docs folder"
        mode = os.stat(path).st_mode  # noqa: PTH116 - hot
    except (OSError, RuntimeError):
        return "is a link that leads nowhere, or cannot be read"
    return "" if stat.S_ISREG(mode) else "is no regular file"
