"""Zhihu on Obsidian, a plugin: `zhihu-link`."""

import re

from mkdocs_zhihu.reading.dialects.dialect import Dialect, RawPost

NAME = re.compile(r".+-(?P<author>[^-]+)的(?:回答|文章|想法)(?:-\d+)?")
KIND = "zhihu-"


def _adapt(raw: RawPost) -> RawPost:
    """Drop tags that only say what kind of post it is, and take the author from the file's name."""
    value = raw.value("tags")
    tags = [tag for tag in (value if isinstance(value, list) else [value]) if not str(tag).startswith(KIND)]
    fields = {key: field for key, field in raw.fields.items() if key != "tags" or tags}
    raw = RawPost(fields, raw.body, raw.name).with_value("tags", tags)
    named = NAME.fullmatch(raw.name)
    return raw if raw.value("author") or not named else raw.with_value("author", named["author"])


ZHIHU_OBSIDIAN = Dialect(
    "zhihu-on-obsidian",
    lambda raw: "zhihu-link" in raw.fields or "zhihu-created-at" in raw.fields,
    {
        "title": ("zhihu-title", "title", "zhihu-question"),
        "source": ("zhihu-link",),
        "date": ("zhihu-created-at", "date"),
        "updated": ("zhihu-updated-at", "updated"),
        "tags": ("zhihu-topics", "tags"),
        "headimg": ("zhihu-cover", "headimg"),
    },
    adapt=_adapt,
)
