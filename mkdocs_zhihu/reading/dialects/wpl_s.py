"""WPL/s, which followed Zhihu on VSCode: `zhihu-url` in the front matter."""

import re

from mkdocs_zhihu.reading.dialects.dialect import Dialect, RawPost


def _adapt(raw: RawPost) -> RawPost:
    """Part the tags, which stand in one line between commas."""
    return raw.with_value("tags", [tag.strip() for tag in re.split("[,，]", raw.text("tags")) if tag.strip()])


WPL_S = Dialect(
    "wpl-s",
    lambda raw: "zhihu-url" in raw.fields or "zhihu-title-image" in raw.fields,
    {
        "source": ("zhihu-url",),
        "tags": ("zhihu-tags", "tags"),
        "headimg": ("zhihu-title-image", "headimg"),
    },
    adapt=_adapt,
)
