"""Limits on names that many pages show: what one post says must not grow them all."""

from collections.abc import Mapping
from typing import Any

from mkdocs_zhihu.problems import Problem

MAX_NAME = 100
"""Characters of a category, a tag or an author."""

MAX_TITLE = 5_000
MAX_LEVELS = 8
"""Levels of categories; those beyond are one."""


def cut_name(name: str, size: int = MAX_NAME) -> str:
    """Return a name of at most `size` characters."""
    return name if len(name) <= size else name[: size - 1].rstrip() + "…"


def limit_names(values: Mapping[str, Any], uri: str) -> tuple[dict[str, Any], list[Problem]]:
    """Return the values of a post with short names and few levels of categories, and what was cut."""
    cut = {
        "title": cut_name(values["title"], MAX_TITLE),
        "source": cut_name(values["source"]),
        "tags": tuple(dict.fromkeys(map(cut_name, values["tags"]))),
        "categories": tuple(dict.fromkeys(map(cut_category, values["categories"]))),
    }
    problems = [
        Problem(uri, "fm.long", f"its {name} is too long or too deep; it was cut", f"shorten its {name}")
        for name in cut
        if cut[name] != values[name]
    ]
    return {**values, **cut}, problems


def cut_category(path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the path of a category with short names and few levels."""
    if len(path) > MAX_LEVELS:
        path = (*path[: MAX_LEVELS - 1], " / ".join(path[MAX_LEVELS - 1 :]))
    return tuple(map(cut_name, path))
