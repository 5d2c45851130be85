"""The cover of a category's page."""

from mkdocs_zhihu.host.page import ListingPage
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.views.cover import Cover, build_list_cover


def find_list_cover(page: ListingPage, site: Site) -> Cover | None:
    """Return the cover of a category's page, from its posts as their pages are now."""
    if page.view.kind != "category":
        return None
    return build_list_cover([site.posts[entry.uri].entry for entry in page.view.entries], site.info.hero)
