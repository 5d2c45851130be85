"""zhihu-backup-collect, a user script: `upvote_num`."""

from mkdocs_zhihu.reading.dialects.dialect import Dialect

ZHIHU_BACKUP_COLLECT = Dialect(
    "zhihu-backup-collect",
    lambda raw: "upvote_num" in raw.fields,
    {"source": ("url",), "date": ("created",), "updated": ("modified",)},
)
