"""Where the lists of an archive are on the site, by the options."""

from collections.abc import Mapping

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_zhihu.config.options import ZhihuConfig
from mkdocs_zhihu.views import NEWEST_DIR, ViewSettings


def build_view_settings(config: MkDocsConfig, options: ZhihuConfig, taken: frozenset[str]) -> ViewSettings:
    """Return how the lists are cut into pages, and where they are; `taken` are the paths of other pages."""
    has_home = _has_home(taken)
    return ViewSettings(
        per_page=options.pagination_per_page,
        home="" if has_home else options.home,
        newest=NEWEST_DIR if has_home and options.home else "",
        use_directory_urls=config.use_directory_urls,
        categories_dir=options.categories_dir,
        timeline_dir=options.archive_dir,
        authors_dir=options.authors_dir,
        tags_dir=options.tags_dir,
    )


def list_blog_pages(config: MkDocsConfig, options: ZhihuConfig, taken: frozenset[str]) -> Mapping[str, str]:
    """Return the folders of our lists that a blog has too, by kind; those of the home page and the feed are the site's."""
    has_feed = bool(config.site_url) and "atom" in options.feeds.formats
    has_home = bool(options.home) or _has_home(taken)
    folders = {
        "timeline": options.archive_dir, "categories": options.categories_dir, "tags": options.tags_dir
    }  # fmt: skip
    found = {kind: folder for kind, folder in folders.items() if folder}
    return found | dict.fromkeys(["home"] * has_home + ["feed"] * has_feed, "")


def _has_home(taken: frozenset[str]) -> bool:
    """Return whether the home page is the user's."""
    return bool({"", "index"} & taken)
