"""Archive to files that need no site: books, folders of Markdown, packed sites."""

from mkdocs_zhihu.exporting.exported_archive import ExportSource, SiteFacts
from mkdocs_zhihu.exporting.selection import Selection, select_entries

__all__ = ["ExportSource", "Selection", "SiteFacts", "select_entries"]
