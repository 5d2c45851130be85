"""zhihu-archive-kit: `source_type`."""

import re

from mkdocs_zhihu.reading.dialects.dialect import Dialect, RawPost

SEPARATOR = re.compile(r"[,，]")


def _adapt(raw: RawPost) -> RawPost:
    """Split the topics, and take the question for the title of an answer: theirs names the author too."""
    topics = raw.text("tags")
    names: list[str] = [name.strip() for name in SEPARATOR.split(topics)] if topics else []
    raw = raw.with_value("tags", list(filter(None, names)))
    return raw.with_value("title", raw.text("question_title"))


ZHIHU_ARCHIVE_KIT = Dialect(
    "zhihu-archive-kit",
    lambda raw: "source_type" in raw.fields,
    {
        "source": ("url",),
        "date": ("time_created", "date"),
        "updated": ("time_modified", "updated"),
        "tags": ("question_topic", "tags"),
    },
    adapt=_adapt,
)
