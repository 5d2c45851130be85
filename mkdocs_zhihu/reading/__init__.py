"""File to Post: bytes, front matter, dates, fields. Knows nothing of HTML."""

from mkdocs_zhihu.reading.post import read_post
from mkdocs_zhihu.reading.source import find_real, is_ignored, read_source

__all__ = ["find_real", "is_ignored", "read_post", "read_source"]
