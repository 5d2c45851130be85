"""zhihu-backup-collect, a user script: `upvote_num`."""

from mkdocs_zhihu.reading.dialects.dialect import Dialect, RawPost


def _has_its_keys(raw: RawPost) -> bool:
    """Return whether older versions wrote it, which kept no numbers."""
    return "zhihu.com/" in raw.text("url") and "created" in raw.fields and "source" not in raw.fields


ZHIHU_BACKUP_COLLECT = Dialect(
    "zhihu-backup-collect",
    lambda raw: "upvote_num" in raw.fields or _has_its_keys(raw),
    {"source": ("url",), "date": ("created",), "updated": ("modified",)},
)
