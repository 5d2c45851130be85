"""File to Post: bytes, front matter, dates, fields. Knows nothing of HTML."""

from mkdocs_zhihu.reading.post import read_post
from mkdocs_zhihu.reading.reader import FileReader
from mkdocs_zhihu.reading.source import is_ignored

__all__ = ["FileReader", "is_ignored", "read_post"]
