"""WPL/s, which followed Zhihu on VSCode: `zhihu-url` in the front matter."""

import re

from mkdocs_zhihu.reading.dialects.dialect import Dialect, RawPost
from mkdocs_zhihu.reading.dialects.hexo import HEXO


def _adapt(raw: RawPost) -> RawPost:
    """Part the tags, which stand in one line between commas; all else is as in Hexo, for a blog may have the same file."""
    raw = HEXO.adapt(raw).with_value("source", raw.value("zhihu-url"))  # `created` is not when it was clipped
    return raw.with_value("tags", [tag.strip() for tag in re.split("[,，]", raw.text("tags")) if tag.strip()])


WPL_S = Dialect(
    "wpl-s",
    lambda raw: "zhihu-url" in raw.fields or "zhihu-title-image" in raw.fields,
    {
        "tags": ("zhihu-tags", "tags"),
        "headimg": ("zhihu-title-image", "headimg"),
    },
    adapt=_adapt,
)
