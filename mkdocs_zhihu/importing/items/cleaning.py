"""An item as a reader found it, to one that can be kept."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from mkdocs_zhihu.importing.items.found import Found
from mkdocs_zhihu.importing.items.house_dialect import clean_body
from mkdocs_zhihu.importing.items.import_item import Comment, ImportItem
from mkdocs_zhihu.importing.items.measure import is_beginning, measure_text
from mkdocs_zhihu.importing.items.originals import format_source
from mkdocs_zhihu.importing.settings import MAX_ITEM, ImportSettings
from mkdocs_zhihu.problems import Problem, Problems
from mkdocs_zhihu.reading.decode import CONTROLS
from mkdocs_zhihu.reading.values.anonymous import ANONYMOUS
from mkdocs_zhihu.reading.values.value_texts import to_text

MAX_TITLE = 500
SURROGATE = re.compile("[\ud800-\udfff]")
MEDIA = ("<img", "<video", "<iframe", "<audio", "![", "<picture", "video-box", "<math", "<svg")
"""A body without words may still show something."""


def clean_found(found: Iterable[Found], settings: ImportSettings) -> Iterator[Found]:
    """Yield what was found with items that can be kept; a problem stands for one that cannot."""
    for item in found:
        if isinstance(item, ImportItem):
            clean, problems = clean_item(item, settings)
            yield from problems
            if clean is not None:
                yield clean
        else:
            yield item


def clean_item(item: ImportItem, settings: ImportSettings) -> tuple[ImportItem | None, Problems]:
    """Return an item whose texts can be written, or None and why it was set aside."""
    known = item.original.format()
    changes: dict[str, Any] = {
        "title": to_text(_clean(item.title))[:MAX_TITLE],
        "body": clean_body(_clean(item.body)),
        "author": "" if item.author.strip() in ANONYMOUS else to_text(_clean(item.author)),
        "author_token": to_text(_clean(item.author_token)),
        "entry": to_text(_clean(item.entry)),
        "source": known or format_source(_clean(item.source)),
        "headimg": to_text(_clean(item.headimg)),
        "licence": to_text(_clean(item.licence)),
        "file": to_text(_clean(item.file)),
        "comments": tuple(map(_clean_comment, item.comments)),
        "own": {key: _clean_own(value) for key, value in item.own.items()},
        "tags": _clean_names(item.tags),
        "categories": (settings.categories,) if settings.categories else _clean_paths(item.categories),
        "date": item.date and item.date.replace(microsecond=0),
        "updated": item.updated and item.updated.replace(microsecond=0),
    }
    if changes["updated"] == changes["date"]:
        changes["updated"] = None
    changes["length"] = measure_text(changes["body"], item.format)
    clean: ImportItem = msgspec.structs.replace(item, **changes)
    reason = _find_fault(clean)
    if reason is not None:
        rule, message, hint = reason
        return None, (Problem(item.file, rule, f"{message}; set aside", hint, set_aside=True),)
    if not clean.is_truncated and is_beginning(clean.body, clean.format):
        clean = msgspec.structs.replace(clean, is_truncated=True)
    if clean.is_truncated:
        message = f"{clean.title[:40] or clean.key}: the source has only the beginning"
        hint = "import it from a source that has all of it"
        return clean, (Problem(item.file, "import.truncated", message, hint, level="info"),)
    return clean, ()


def _find_fault(item: ImportItem) -> tuple[str, str, str] | None:
    """Return (rule, message, hint) for what cannot become a post."""
    size = len(item.body.encode("utf-8", "replace"))
    name = item.title[:40] or item.original.id or "an item"
    if size > MAX_ITEM:
        message = f"{name}: its text has {size:,} bytes, more than {MAX_ITEM:,}"
        return "import.size", message, "save the post alone, without scripts and pictures"
    if not item.length and not item.place and not any(mark in item.body for mark in MEDIA):
        return "import.empty", f"{name}: has no text", "save it again with its text"
    return None


def _clean(text: str) -> str:
    """Return a text without control characters and without halves of pairs, which no file can hold."""
    if text.isascii() and text.isprintable():
        return text
    if SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _clean_comment(comment: Comment) -> Comment:
    texts = {name: _clean(getattr(comment, name)) for name in ("id", "author", "html", "time", "parent")}
    return msgspec.structs.replace(comment, **texts)


def _clean_own(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _clean_own(inner) for key, inner in value.items()}
    return _clean(value) if isinstance(value, str) else value


def _clean_names(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (to_text(_clean(name)) for name in names))))


def _clean_paths(paths: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(dict.fromkeys(filter(None, map(_clean_names, paths))))
