"""Post and View to MkDocs: files, pages, navigation, template context."""

from mkdocs_zhihu.pages.context import build_context
from mkdocs_zhihu.pages.feeds import write_feeds
from mkdocs_zhihu.pages.files import Site
from mkdocs_zhihu.pages.head import link_feeds
from mkdocs_zhihu.pages.nav import extend_nav
from mkdocs_zhihu.pages.page import ArchivePage
from mkdocs_zhihu.pages.pictures import Memory
from mkdocs_zhihu.pages.run import run_build
from mkdocs_zhihu.pages.sitemap import select_listed
from mkdocs_zhihu.pages.words import build_words

__all__ = [
    "ArchivePage",
    "Memory",
    "Site",
    "build_context",
    "build_words",
    "extend_nav",
    "link_feeds",
    "run_build",
    "select_listed",
    "write_feeds",
]
