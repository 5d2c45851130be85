"""Archive to files that need no site: books, folders of Markdown, packed sites."""

from mkdocs_zhihu.exporting.selection import Selection, select_entries
from mkdocs_zhihu.exporting.source import ExportSource, SiteFacts

__all__ = ["ExportSource", "Selection", "SiteFacts", "select_entries"]
