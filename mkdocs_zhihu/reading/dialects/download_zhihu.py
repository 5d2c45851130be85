"""download-zhihu, a browser extension: `type: zhihu-answer`."""

from mkdocs_zhihu.reading.dialects.dialect import Dialect

DOWNLOAD_ZHIHU = Dialect(
    "download-zhihu",
    lambda raw: raw.text("type").startswith("zhihu-"),
    {"date": ("created", "date")},
)
