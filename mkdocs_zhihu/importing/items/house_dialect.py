"""A post as a file: the one dialect of front matter that we write."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

import yaml

from mkdocs_zhihu.importing.items.import_item import ImportItem

PREFIX = "tag:yaml.org,2002:"
STRING = f"{PREFIX}str"
TAGS = {yaml.MappingNode: f"{PREFIX}map", yaml.SequenceNode: f"{PREFIX}seq"}
LONGEST_LINE = 2**31 - 1
EXPORTED = "exported"
"""The key of a post's path in an export of ours: an import gives it back, so that links between posts lead on."""

_BASE: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_RESOLVER = yaml.resolver.Resolver()
BASIC = "\uffff"
"""The last character of Unicode's basic plane; libyaml writes what is beyond as `\\U0001F600`."""


@lru_cache(maxsize=4096)
def _resolve(value: str) -> str:
    return str(_RESOLVER.resolve(yaml.ScalarNode, value, (True, False)))  # type: ignore[no-untyped-call]


class _FastDumper(_BASE):  # type: ignore[misc]  # libyaml's, where it is installed
    """Asks only once what an unquoted scalar is that stands in many posts, such as a key."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """Return the tag that a reader would give a node."""
        if kind is not yaml.ScalarNode:
            return TAGS[kind]
        return _resolve(value) if implicit[0] else STRING


def render_post(
    item: ImportItem, *, archived: datetime, digest: str, zone: tzinfo, is_draft: bool = False
) -> str:
    """Return the text of a file: front matter in a fixed order, absent keys left out, then the body.

    Times are in `zone`. A draft is not published: it stands beside a post that was edited by hand.
    """
    fields: dict[str, Any] = {
        "title": item.title,
        "published": False if is_draft else None,
        "categories": item.categories,
        "tags": item.tags,
        "author": item.author,
        "date": item.date and item.date.astimezone(zone),
        "updated": item.updated and item.updated.astimezone(zone),
        "source": item.source,
        "headimg": item.headimg,
        **item.own,
        "zhihu": _build_facts(item),
        "archived": None if item.place and not item.archived else archived.astimezone(zone),
        "imported": drop_empty(
            {"from": item.reader, "file": item.file, "sha256": digest, "entry": item.entry}
        ),
    }
    front = render_front_matter(drop_empty(fields))
    return f"---\n{front}---\n{clean_body(item.body)}\n"


def clean_body(body: str) -> str:
    """Return a body with LF line ends and without blank lines at its ends."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n")
    return lines.lstrip("\ufeff\n").rstrip()


def _build_facts(item: ImportItem) -> dict[str, Any]:
    """Return what only Zhihu's posts have."""
    facts: dict[str, Any] = {
        "type": item.original.kind,
        "id": item.original.id,
        "question": item.original.question,
        "author": item.author_token,
        "votes": item.votes,
        "comments": item.comment_count,
        "licence": item.licence,
        "truncated": item.is_truncated if item.original.id or item.is_truncated else None,
    }
    return drop_empty(facts)


def drop_empty(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields without those that say nothing; `0` and `False` do."""
    return {key: value for key, value in fields.items() if value not in (None, "", (), [], {})}


def render_front_matter(fields: Mapping[str, Any]) -> str:
    r"""Return YAML, one key a line; text that YAML would read as a number, a date or a word of its own is quoted.

    >>> render_front_matter({"tags": ["1_000", "a"]})
    "tags: ['1_000', a]\n"
    """
    root = _build_node(fields)
    root.flow_style = False
    dumper = yaml.SafeDumper if any(map(_is_beyond, fields.values())) else _FastDumper
    return yaml.serialize(root, Dumper=dumper, allow_unicode=True, width=LONGEST_LINE)


def _is_beyond(value: Any) -> bool:
    return max(str(value), default="") > BASIC


def _build_node(value: Any) -> Any:
    if isinstance(value, Mapping):
        pairs = [(yaml.ScalarNode(STRING, key), _build_node(item)) for key, item in value.items()]
        return yaml.MappingNode(TAGS[yaml.MappingNode], pairs, flow_style=True)
    if isinstance(value, list | tuple):
        return yaml.SequenceNode(TAGS[yaml.SequenceNode], list(map(_build_node, value)), flow_style=True)
    if isinstance(value, bool):
        return yaml.ScalarNode(f"{PREFIX}bool", str(value).lower())
    if isinstance(value, int):
        return yaml.ScalarNode(f"{PREFIX}int", str(value))
    if isinstance(value, datetime):
        return yaml.ScalarNode(f"{PREFIX}timestamp", value.isoformat(timespec="seconds"))
    return yaml.ScalarNode(STRING, value)
