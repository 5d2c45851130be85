"""The feeds' files on the site."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.utils import write_file

from mkdocs_zhihu.archive.addressing.addresses import resolve_collisions
from mkdocs_zhihu.archive.addressing.slugs import MAX_BYTES, cut, slugify_or_hash
from mkdocs_zhihu.config.options import FeedsConfig
from mkdocs_zhihu.feeds.feed import FeedSettings, build_feed
from mkdocs_zhihu.feeds.feed_formats import FORMATS, FeedFile
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.model import Entry

Key = tuple[str, ...]
"""A category's path; () stands for the site."""


def plan_feeds(site: Site, files: Files, options: FeedsConfig) -> dict[Key, tuple[FeedFile, ...]]:
    """Return the feeds to write, each with its place.

    There are none without `site_url`: what a feed links to must be absolute. All lie in the site's root,
    for Material's script looks for a `sitemap.xml` beside whatever a `<link rel="alternate">` leads to.
    No file or folder that another plugin puts there is overwritten.
    """
    if not site.info.address or not options.formats:
        return {}
    keys: list[Key] = [(), *(key for kind, key in site.listings if kind == "category" and options.categories)]
    wanted = {"\x00".join(key): _name(key) for key in keys}
    names, _ = resolve_collisions(wanted, (_stem(file.dest_uri) for file in files))
    feeds = {}
    for key in keys:
        title = " · ".join(filter(None, (site.info.name, " / ".join(key))))
        name = names["\x00".join(key)]
        formats = [FORMATS[option] for option in options.formats]
        feeds[key] = tuple(FeedFile(title, f"{name}{one.suffix}", one) for one in formats)
    return feeds


def _name(key: Key) -> str:
    return cut("-".join(("feed", *map(slugify_or_hash, key))), MAX_BYTES, "\x00".join(key))


def _stem(uri: str) -> str:
    """Return what stands in the site's root, without the suffix a feed could have, "" if it has none."""
    name = uri.partition("/")[0]
    return name.removesuffix(".xml").removesuffix(".json") if name.endswith((".xml", ".json")) else ""


def write_feeds(site: Site, config: MkDocsConfig, options: FeedsConfig) -> None:
    """Write every feed, one at a time."""
    settings = FeedSettings(
        site_url=site.info.address,
        site_name=site.info.name,
        language=str(config.theme.get("language") or "en"),
        length=options.entries,
        read=site.bodies.html if options.content == "full" else None,
    )
    for key, feed_files in site.feeds.items():
        entries, url = _find_list(site, key)
        feed = build_feed(entries, settings, title=feed_files[0].title, url=url)
        for file in feed_files:
            content = file.format.render(feed, urljoin(settings.site_url, file.url))
            write_file(content, str(Path(config.site_dir, file.uri)))


def _find_list(site: Site, key: Key) -> tuple[Sequence[Entry], str]:
    """Return the posts of a list, newest first, and the address of its page."""
    archive = site.collection.archive
    return (archive.by_category[key].entries, site.urls["category", key]) if key else (archive.entries, "")
