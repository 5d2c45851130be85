"""JSON of crawlers and of Zhihu's API to items."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mkdocs_zhihu.importing.from_json.json_fields import build_item, get_question, has_body
from mkdocs_zhihu.importing.from_json.json_stream import JsonValue, load_json
from mkdocs_zhihu.importing.items.found import Found, Ignored
from mkdocs_zhihu.importing.items.originals import is_id
from mkdocs_zhihu.importing.settings import MAX_ITEM, ImportSettings
from mkdocs_zhihu.importing.trees.source_tree import SourceTree
from mkdocs_zhihu.problems import Problem

WRAPPERS = ("content", "target", "object")
LISTS = ("data", "items", "answers", "articles", "pins", "results")
MAX_NESTED = 12
META = "meta.json"
BROKEN_HINT = "mend it, or crawl it again"


@dataclass(frozen=True, slots=True)
class JsonReader:
    """Reads the JSON of one source."""

    settings: ImportSettings
    """What to do."""

    tree: SourceTree
    """The source."""

    metas: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """What `meta.json` of a folder says, by the folder."""

    def read_value(self, found: JsonValue, name: str) -> Iterator[Found]:
        """Yield the posts of one value of a file."""
        if found.fault:
            problem = Problem(
                name, "import.json", f"{found.fault}; set aside", BROKEN_HINT, found.line, set_aside=True
            )
            yield problem
            return
        yield from self._read(found.value, name, found.line, self._find_meta(name), 0)

    def read_text(self, text: str, name: str, line: int) -> Iterator[Found]:
        """Yield the posts of a text that holds JSON."""
        try:
            value = load_json(text)
        except ValueError as error:
            yield Problem(
                name, "import.json", f"is no JSON ({error}); set aside", BROKEN_HINT, line, set_aside=True
            )
        else:
            yield from self._read(value, name, line, {}, 0)

    def _read(
        self, value: Any, name: str, line: int, question: Mapping[str, Any], depth: int
    ) -> Iterator[Found]:
        if isinstance(value, list) and depth < MAX_NESTED:
            for item in value:
                yield from self._read(item, name, line, question, depth + 1)
        elif isinstance(value, dict) and depth < MAX_NESTED:
            yield from self._read_object(value, name, line, question, depth + 1)
        else:
            yield Ignored(name)

    def _read_object(
        self, value: dict[str, Any], name: str, line: int, question: Mapping[str, Any], depth: int
    ) -> Iterator[Found]:
        raw = value.get("raw_json")
        if isinstance(raw, str) and len(raw) <= MAX_ITEM * 2:
            yield from self.read_text(raw, name, line)
            return
        wrapped = next((value[key] for key in WRAPPERS if isinstance(value.get(key), dict)), None)
        if wrapped is not None:
            yield from self._read(wrapped, name, line, question, depth)
            return
        lists = [value[key] for key in LISTS if isinstance(value.get(key), list | dict)]
        if lists and not has_body(value):
            inner = get_question(value) or question
            for items in lists:
                yield from self._read(items, name, line, inner, depth)
        elif has_body(value):
            yield build_item(value, question, name, self.settings)
        else:
            yield Ignored(name)

    def _find_meta(self, name: str) -> Mapping[str, Any]:
        """Return what `meta.json` says of the question whose answers lie beside it or below it."""
        if posixpath.basename(name) == META:
            return {}
        for folder in (posixpath.dirname(name), posixpath.dirname(posixpath.dirname(name))):
            if folder not in self.metas:
                data = self.tree.find(posixpath.join(folder, META), MAX_ITEM)
                self.metas[folder] = _read_meta(data, folder) if data else {}
            if self.metas[folder]:
                return self.metas[folder]
        return {}


def _read_meta(data: bytes, folder: str) -> Mapping[str, Any]:
    try:
        found = load_json(data.decode("utf-8-sig", "replace"))
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    number = posixpath.basename(folder)
    return {"id": number, **found} if is_id(number) else found
