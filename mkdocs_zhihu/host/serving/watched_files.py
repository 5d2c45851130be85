"""The files and folders that a build depends on, as far as they can be named before one."""

import os
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_zhihu.host.serve_state import Server

INHERIT = re.compile(
    r"""^["']?INHERIT["']?[ \t]*:[ \t]+["']?(.+?)["']?[ \t]*(?:[ \t]#.*)?\r?$""", re.MULTILINE
)
"""The line of a config file that names its parent; once the file is loaded, MkDocs no longer knows it."""


def list_watched(server: Server, config: MkDocsConfig) -> tuple[str, ...]:
    """Return what a server watches, and what builds read though it does not: overrides, hooks, parents of the config.

    MkDocs watches `config.watch` only after all plugins had their say.
    """
    paths = [*server._watched_paths, *config.watch]  # noqa: SLF001 - there is no other way to ask
    paths += [config.theme.custom_dir] if config.theme.custom_dir else []
    hooks = (config.plugins.get(str(name)) for name in config.hooks)
    paths += filter(None, (getattr(hook, "__file__", None) for hook in hooks))
    paths += list_config_files(config.config_file_path) if config.config_file_path else []
    return tuple(dict.fromkeys(map(os.path.abspath, paths)))


def list_config_files(path: str) -> list[str]:
    """Return a config file and those it inherits from."""
    found: list[str] = []
    while path not in found:
        found.append(path)
        try:
            parent = INHERIT.search(Path(path).read_text(encoding="utf-8", errors="replace"))
        except OSError:
            break
        if parent is not None:
            path = os.path.abspath(os.path.join(os.path.dirname(path), parent[1]))  # noqa: PTH100, PTH118, PTH120
    return found
