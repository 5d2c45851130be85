"""A file's text to fields, body and dialect."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_zhihu.problems import Problems
from mkdocs_zhihu.reading.dialects.dialect import Dialect, RawPost
from mkdocs_zhihu.reading.dialects.download_zhihu import DOWNLOAD_ZHIHU
from mkdocs_zhihu.reading.dialects.hexo import HEXO
from mkdocs_zhihu.reading.dialects.mark_download import MARK_DOWNLOAD
from mkdocs_zhihu.reading.dialects.simpread import SIMPREAD
from mkdocs_zhihu.reading.dialects.web_clipper import WEB_CLIPPER
from mkdocs_zhihu.reading.dialects.wpl_s import WPL_S
from mkdocs_zhihu.reading.dialects.zhihu_archive_kit import ZHIHU_ARCHIVE_KIT
from mkdocs_zhihu.reading.dialects.zhihu_backup_collect import ZHIHU_BACKUP_COLLECT
from mkdocs_zhihu.reading.dialects.zhihu_download import ZHIHU_DOWNLOAD
from mkdocs_zhihu.reading.dialects.zhihu_obsidian import ZHIHU_OBSIDIAN
from mkdocs_zhihu.reading.dialects.zhihu_on_vscode import ZHIHU_ON_VSCODE
from mkdocs_zhihu.reading.front_matter import split_front_matter
from mkdocs_zhihu.reading.values.yaml_fields import Field

DIALECTS: tuple[Dialect, ...] = (
    DOWNLOAD_ZHIHU,
    ZHIHU_BACKUP_COLLECT,
    ZHIHU_ARCHIVE_KIT,
    ZHIHU_OBSIDIAN,
    MARK_DOWNLOAD,  # its mark is in a value, the clipper's in a tag that one may keep by hand
    WEB_CLIPPER,
    ZHIHU_DOWNLOAD,
    SIMPREAD,
    WPL_S,
    ZHIHU_ON_VSCODE,
    HEXO,  # what is left
)
OF_AUTHORS = frozenset((HEXO.name, WPL_S.name, ZHIHU_ON_VSCODE.name))
"""What authors write; an editor's extension adds the address of what it published."""


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A file, read as far as its dialect matters."""

    dialect: str
    """The name of its dialect; `hexo` for our own."""

    fields: Mapping[str, Field]
    """Its fields by our own names (`title`, `date`, `updated`, `author`, `source`, `tags`, `headimg`), others by theirs."""

    body: str
    """The body without what the tool wrote around it."""

    lines: tuple[str, ...]
    """The front matter as written."""

    first_line: int
    """Line of `lines[0]` in the file, counted from 1."""

    exists: bool
    """Whether the file has front matter, or what stands for it in its dialect."""

    @property
    def is_own(self) -> bool:
        """Whether its author wrote it, no tool that keeps posts: its names are those of Hexo, which are ours too."""
        return self.dialect in OF_AUTHORS


def read_document(text: str, uri: str) -> tuple[ParsedFile, Problems]:
    """Return the fields, the body and the dialect of a file's text.

    `uri` is the file's path: some tools keep the author or the date in the name. Problems name lines of the file.
    """
    found, problems = split_front_matter(text, uri)
    raw = RawPost(found.fields, found.body, posixpath.splitext(posixpath.basename(uri))[0])
    dialect = next(dialect for dialect in DIALECTS if dialect.recognise(raw))
    read = dialect.read(raw)
    exists = found.exists or bool(read.fields)
    return ParsedFile(dialect.name, read.fields, read.body, found.lines, found.first_line, exists), problems
