"""Obsidian Web Clipper's default template: the tag `clippings`; `created` is the day of clipping."""

from mkdocs_zhihu.reading.dialects.dialect import Dialect, RawPost
from mkdocs_zhihu.reading.values.yaml_fields import Value

CLIPPINGS = "clippings"


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [value]


def _is_clipping(raw: RawPost) -> bool:
    return bool(raw.text("source")) and CLIPPINGS in _list(raw.value("tags")) and "created" in raw.fields


def _adapt(raw: RawPost) -> RawPost:
    """Drop the tag that only says that it was clipped."""
    tags = [tag for tag in _list(raw.value("tags")) if tag != CLIPPINGS]
    fields = {key: field for key, field in raw.fields.items() if key != "tags"}
    return RawPost(fields, raw.body, raw.name).with_value("tags", tags)


WEB_CLIPPER = Dialect(
    "obsidian-web-clipper",
    _is_clipping,
    {"date": ("published",)},
    dropped=frozenset({"published"}),
    adapt=_adapt,
)
