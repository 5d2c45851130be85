"""MkDocs' files of our pages."""

from collections.abc import Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_zhihu.archive.addressing.permalinks import Place
from mkdocs_zhihu.host.page import ListingPage, PostPage
from mkdocs_zhihu.host.site import Site

# A real, empty file: plugins such as rss fail on pages without one.
STUB = str(Path(__file__).with_name("listing.md"))


def build_site(site: Site, files: Files, config: MkDocsConfig, *, titles: Sequence[str]) -> None:
    """Make the pages of all posts and views, and register their files with MkDocs."""
    known = {file.src_uri: file for file in files}
    for entry in site.collection.archive.entries:
        file = known[entry.uri]
        _set_place(file, Place(entry.url, entry.dest_uri))
        site.posts[entry.uri] = PostPage(entry, file, config, site.bodies)
    for view, title in zip(site.views, titles, strict=True):
        uri = view.place.dest_uri.removesuffix(".html") + ".md"
        while uri in known:
            uri = uri.removesuffix(".md") + "-listing.md"
        file = File.generated(config, uri, abs_src_path=STUB, inclusion=InclusionLevel.NOT_IN_NAV)
        _set_place(file, view.place)
        files.append(file)
        known[uri] = file
        page = ListingPage(view, title, file, config)
        site.pages.append(page)
        if view.number == 1:
            site.listings[view.kind, view.key] = page


def restore_files(site: Site, files: Files, *, are_built: bool) -> None:
    """Let the files of our pages be those that we registered, whatever another plugin made of them since.

    Files that are not to be built are only what links lead to.
    """
    known = {file.src_uri: file for file in files}
    for page in (*site.posts.values(), *site.pages):
        file = known.get(page.file.src_uri)
        if not are_built:
            page.file.inclusion = InclusionLevel.EXCLUDED
        if file is not page.file:
            if file is not None:
                files.remove(file)
            files.append(page.file)


def _set_place(file: File, place: Place) -> None:
    """Move a file on the site before anything else looks where it is."""
    file.inclusion = InclusionLevel.NOT_IN_NAV
    file.dest_uri = place.dest_uri
    file.url = place.url
    file.__dict__.pop("abs_dest_path", None)
