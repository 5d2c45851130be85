"""Whose front matter it is: every tool has its own names for the same things.

`read_document` takes a file's text and gives its fields under the names that Hexo and we ourselves use, its body
without what the tool wrote around it, and the name of the dialect. A dialect is chosen once per file, by what only
that tool writes; names are never mixed, for `created` is when the post was written in one tool and when it was
clipped in another. Everything that reads posts, an import too, reads them through it.
"""

from mkdocs_zhihu.reading.dialects.dialect import Dialect, RawPost
from mkdocs_zhihu.reading.dialects.parsed_file import DIALECTS, ParsedFile, read_document

__all__ = ["DIALECTS", "Dialect", "ParsedFile", "RawPost", "read_document"]
