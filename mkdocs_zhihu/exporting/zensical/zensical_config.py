"""The project's configuration, as TOML."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs_zhihu.exporting.exported_archive import ExportSource
from mkdocs_zhihu.model import Group
from mkdocs_zhihu.views.listing import Key
from mkdocs_zhihu.views.nav_size import prune, select_shown

FEATURES = (
    "content.code.copy", "content.footnote.tooltips", "navigation.indexes", "navigation.path", "navigation.tabs", "navigation.top",
    "search.highlight", "toc.follow",
)  # fmt: skip
LIGHT = {"media": "(prefers-color-scheme: light)", "scheme": "default"}
DARK = {"media": "(prefers-color-scheme: dark)", "scheme": "slate"}
PALETTE = (
    LIGHT | {"toggle": {"icon": "material/weather-night", "name": "Dark"}},
    DARK | {"toggle": {"icon": "material/weather-sunny", "name": "Light"}},
)
LISTS = ("categories", "uncategorised", "undated", "authors", "tags")
WORDS = (
    "original", "origin", "crawled", "contents", "empty_body", "related", "newer", "older", "beside", "provenance",
)  # fmt: skip
SCRIPT_TEXTS = ("enlarge", "close", "zoom", "previous", "next", "path")


def render_config(
    source: ExportSource, categories: Sequence[Group], files: Mapping[Key, str], *, uses_folders: bool
) -> str:
    """Return `zensical.toml`; `files` are the pages of lists below `docs`."""
    text = source.translator.text
    texts = {name: text(name) for name in SCRIPT_TEXTS} | {"lost": text("lost_picture")}
    theme = {"variant": "classic", "language": source.site.language, "custom_dir": "overrides", "font": False}
    project: dict[str, Any] = {
        "site_name": source.site.name,
        **({"site_url": source.site.url} if source.site.url else {}),
        "use_directory_urls": uses_folders,
        "extra_css": ["zhihu/zhihu.css"],
        "extra_javascript": ["zhihu/zhihu.js", "zhihu/lightbox.js"],
        "nav": _build_nav(source, categories, files),
        "theme": theme | {"features": FEATURES, "palette": PALETTE} | dict(source.site.theme),
        "extra": {
            "zhihu": {word: text(word) for word in WORDS}
            | {"texts": json.dumps(texts, ensure_ascii=False), "note": source.site.note}
        },
    }
    lines = [f"{key} = {format_toml(value)}" for key, value in project.items()]
    return "[project]\n" + "\n".join(lines) + "\n"


def _build_nav(source: ExportSource, categories: Sequence[Group], files: Mapping[Key, str]) -> list[Any]:
    """Return the navigation: home, the category tree as far as a page may show it, and the other lists."""
    text = source.translator.text
    shown = prune(categories, select_shown(categories))
    home = {text("home"): files["home", ()]}
    dated = [files["timeline", ()]] if ("timeline", ()) in files else []
    lists = [*dated, *({text(kind): files[kind, ()]} for kind in LISTS if (kind, ()) in files)]
    return [home, *(_build_item(group, files) for group in shown), {text("archive"): lists}]


def _build_item(group: Group, files: Mapping[Key, str]) -> dict[str, Any]:
    own, below = files["category", group.key], [_build_item(child, files) for child in group.children]
    return {group.name: [own, *below] if below else own}


def format_toml(value: Any) -> str:
    r"""Return a value as TOML has it on one line.

    >>> format_toml({"a b": [True, 1, "\n\x7f"]})
    '{"a b" = [true, 1, "\\n\\u007f"]}'
    """
    if isinstance(value, Mapping):
        items = (f"{format_toml(str(key))} = {format_toml(item)}" for key, item in value.items())
        return f"{{{', '.join(items)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(format_toml, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
