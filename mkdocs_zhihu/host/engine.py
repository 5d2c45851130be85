"""What builds the site, MkDocs or ProperDocs, which is a fork of it: the names it gives its modules and loggers."""

import logging
from importlib.metadata import PackageNotFoundError, distribution

from mkdocs.utils import CountHandler

from mkdocs_zhihu.problems import Problem, Problems

ENGINE = CountHandler.__module__.partition(".")[0]
"""`mkdocs` or `properdocs`: under the latter every import of `mkdocs` is one of `properdocs`."""

THEMES = {"mkdocs-material": "Material", "mkdocs-materialx": "MaterialX"}
"""Distributions that install the same files."""


def shows_progress() -> bool:
    """Return whether the engine says more than warnings: not with `-q`."""
    return logging.getLogger(ENGINE).isEnabledFor(logging.INFO)


def count_warnings() -> int:
    """Return how many warnings are counted in a strict build; the engine looks only after the last hook."""
    counters = (found for found in logging.getLogger(ENGINE).handlers if isinstance(found, CountHandler))
    return sum(count for counter in counters for _, count in counter.get_counts())


def find_theme_conflict() -> Problems:
    """Return a problem if both themes are installed: each has overwritten files of the other."""
    if not all(map(_is_installed, THEMES)):
        return ()
    message = "Material and MaterialX are both installed, and each overwrites files of the other"
    hint = f"run `pip uninstall {' '.join(THEMES)}`, then install the one that `theme` names"
    return (Problem("theme", "theme", message, hint),)


def _is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True
