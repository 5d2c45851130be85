"""The feeds' files on the site."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.utils import write_file

from mkdocs_zhihu.config import FeedsConfig
from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.outputs import FORMATS, FeedFile, FeedSettings, build_feed
from mkdocs_zhihu.pages.files import Site, path_of


def plan_feeds(site: Site, files: Files, options: FeedsConfig) -> dict[tuple[str, ...], tuple[FeedFile, ...]]:
    """Return the feeds to write, each with its place.

    There are none without `site_url`: what a feed links to must be absolute. No file or folder that
    somebody else puts on the site is overwritten.
    """
    if not site.about.address or not options.formats:
        return {}
    taken = [file.dest_uri for file in files if "feed." in file.dest_uri]
    lists = list(_iter_lists(site))
    return {
        key: tuple(_place(title, folder, name, taken) for name in options.formats)
        for key, title, folder in (lists if options.categories else lists[:1])
    }


def _iter_lists(site: Site) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield key, title and folder of everything that can have a feed, the whole site first."""
    name = site.about.name
    yield (), name, ""
    for (kind, key), page in site.listings.items():
        if kind == "category":
            yield key, f"{name} · {' / '.join(key)}", f"{path_of(page.view.place.dest_uri)}/"


def _place(title: str, folder: str, name: str, taken: Iterable[str]) -> FeedFile:
    uri = folder + FORMATS[name].file
    while any(other == uri or other.startswith(f"{uri}/") for other in taken):
        uri = f"{folder}posts-{uri.removeprefix(folder)}"
    return FeedFile(title, uri, FORMATS[name])


def write_feeds(site: Site, config: MkDocsConfig, options: FeedsConfig) -> None:
    """Write every feed, one at a time."""
    settings = FeedSettings(
        site_url=site.about.address,
        site_name=site.about.name,
        language=str(config.theme.get("language") or "en"),
        length=options.entries,
        read=site.library.html if options.content == "full" else None,
    )
    for key, feed_files in site.feeds.items():
        entries, url = _find_list(site, key)
        feed = build_feed(entries, settings, title=feed_files[0].title, url=url)
        for file in feed_files:
            content = file.format.render(feed, urljoin(settings.site_url, file.url))
            write_file(content, str(Path(config.site_dir, file.uri)))


def _find_list(site: Site, key: tuple[str, ...]) -> tuple[Sequence[Entry], str]:
    """Return the posts of a list, newest first, and the address of its page."""
    archive = site.collection.archive
    return (archive.by_category[key].entries, site.urls["category", key]) if key else (archive.entries, "")
