"""One build, from MkDocs' files to our Site."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mkdocs_zhihu.archive.addressing.hexo_permalinks import find_blog
from mkdocs_zhihu.cache.linked_files import find_linked_files
from mkdocs_zhihu.cache.rendered_posts import RenderedPosts
from mkdocs_zhihu.collect import Collection
from mkdocs_zhihu.collect_settings import Settings, Source
from mkdocs_zhihu.config.options import ZhihuConfig
from mkdocs_zhihu.host.docs_folder.image_sizes import ImageSizes
from mkdocs_zhihu.host.docs_folder.other_files import OtherFiles
from mkdocs_zhihu.host.docs_folder.post_selection import (
    check_folders,
    find_linked,
    publish_linked,
    sort_files,
)
from mkdocs_zhihu.host.docs_folder.special_files import drop_special_files
from mkdocs_zhihu.host.list_setup import build_view_settings, list_blog_pages
from mkdocs_zhihu.host.page_files import build_site
from mkdocs_zhihu.host.render_setup import list_cache_problems, open_bodies
from mkdocs_zhihu.host.serve_state import ServeState
from mkdocs_zhihu.host.serving.newest import MIN_POSTS, pick_first, pick_newest
from mkdocs_zhihu.host.site import (
    Site,
    find_empty_folders,
    iter_nav_uris,
    path_of,
    select_posts,
)
from mkdocs_zhihu.host.site_files.books import CATALOGUE, plan_library
from mkdocs_zhihu.host.site_files.data_picture_files import register_data_pictures
from mkdocs_zhihu.host.site_files.feed_files import plan_feeds
from mkdocs_zhihu.host.site_files.media_store import collect_pictured, open_media_store
from mkdocs_zhihu.host.site_files.sitemap import date_pages, point_to_sources
from mkdocs_zhihu.host.site_info import build_site_info
from mkdocs_zhihu.host.templating.page_scripts import defer_scripts
from mkdocs_zhihu.host.writing.plugins.page_hooks import find_page_hooks
from mkdocs_zhihu.i18n.translator import Translator
from mkdocs_zhihu.model import Archive
from mkdocs_zhihu.problems import Problems, count_set_aside
from mkdocs_zhihu.views import build_views
from mkdocs_zhihu.views.cards import build_card
from mkdocs_zhihu.views.view_titles import title_of


def run_build(  # noqa: PLR0913 - plain values, all with a name
    files: Files,
    config: MkDocsConfig,
    options: ZhihuConfig,
    translator: Translator,
    serve_state: ServeState,
    cache_file: Path,
) -> tuple[Site, Problems]:
    """Return the site of all posts among the files, and what was found wrong.

    The files of posts that became no page are removed from `files`; those of listing pages are added.
    """
    sources, chosen, litter, refused, special, unsupported = _take_posts(
        files, config, options, is_preview=serve_state.is_preview
    )
    uris = {file.src_uri for file in chosen}
    others = {file.src_uri: file for file in files if file.src_uri not in uris}
    taken = _list_taken(others.values(), unsupported)
    settings = _build_settings(
        config, options, OtherFiles(others, frozenset(file.src_uri for file in unsupported)), taken
    )
    bodies = open_bodies(cache_file, options, settings)
    media_store = open_media_store(config, options.media, serve_state)
    newest, said = _pick_sources(sources, options, settings, serve_state)
    settings = replace(settings, is_whole=serve_state.is_whole)
    collection, kept, problems = collect_pictured(newest, settings, media_store, bodies)
    if kept is not None:
        media_store.register(kept, collection.archive, files, config)
    register_data_pictures(collection.archive, newest, bodies, files, config)
    refused += _publish_texts(unsupported, collection.archive, bodies, files, uris - {s.uri for s in newest})
    count = count_set_aside(refused)
    collection = replace(collection, found=collection.found + count, set_aside=collection.set_aside + count)
    problems += special + refused + said
    problems += find_empty_folders(sources, options.posts, others.values(), nav=config.nav)
    _drop_files(files, chosen, collection.archive)
    site = _build_pages(collection, bodies, config, options, translator, taken)
    site.litter, site.unread_texts = litter, frozenset(file.url for file in unsupported)
    build_site(site, files, config, titles=[title_of(view, translator) for view in site.views])
    date_pages(site)
    if site.info.names_source:
        point_to_sources(site)
    site.feeds = plan_feeds(site, files, options.feeds)
    if not serve_state.is_preview:  # books of an edit are of no use
        site.library = plan_library(site, files, config, options)
    return site, (*problems, *list_cache_problems(bodies))


def _list_taken(others: Iterable[File], unsupported: Sequence[File]) -> frozenset[str]:
    """Return the paths that no post can have: those of other files, also of texts that are published if a post links to them."""
    files = (*(file for file in others if file.inclusion.is_included()), *unsupported)
    return frozenset(map(path_of, (CATALOGUE, *(file.dest_uri for file in files))))


def _publish_texts(
    unsupported: Sequence[File], archive: Archive, bodies: RenderedPosts, files: Files, unpicked: set[str]
) -> Problems:
    """Publish those texts that are not read to which posts link, and name the others.

    Files that are `unpicked` are taken for posts: a preview of the newest does not read them.
    """
    urls = {file.url for file in unsupported}
    found = (find_linked_files(bodies.records[entry.uri], entry.url, urls) for entry in archive.entries)
    posts = archive.in_site.keys() | unpicked
    return publish_linked(unsupported, set().union(*found) if urls else urls, files, posts)


def drop_posts(files: Files, config: MkDocsConfig, options: ZhihuConfig, *, is_preview: bool) -> None:
    """Leave the posts out of a build within a build, such as one for another language: they are in the outer one."""
    _, chosen, *_ = _take_posts(files, config, options, is_preview=is_preview)
    for file in chosen:
        files.remove(file)


def _take_posts(
    files: Files, config: MkDocsConfig, options: ZhihuConfig, *, is_preview: bool
) -> tuple[list[Source], list[File], int, Problems, Problems, list[File]]:
    """Return the posts, their files, how many files are none, those that are refused, those that are special, and texts that are not read."""
    check_folders(files, options.posts, config)
    refused, unsupported = sort_files(files, options.posts, set(iter_nav_uris(config.nav)), config.docs_dir)
    sources, chosen, litter = select_posts(
        files, folders=options.posts, nav=config.nav, is_preview=is_preview
    )
    special = drop_special_files(files, {file.src_uri for file in chosen}, config.docs_dir)
    return sources, chosen, litter, refused, special, unsupported


def _pick_sources(
    sources: Sequence[Source], options: ZhihuConfig, settings: Settings, serve_state: ServeState
) -> tuple[Sequence[Source], Problems]:
    """Return the posts to build: in a preview perhaps only the newest."""
    count = options.serve_newest * serve_state.is_preview
    serve_state.builds += 1
    serve_state.is_partial = (
        serve_state.is_preview
        and serve_state.is_live
        and serve_state.builds == 1
        and not count
        and len(sources) >= MIN_POSTS
    )
    if serve_state.is_partial:
        chosen, problems = pick_first(sources, settings)
    else:
        chosen, problems = pick_newest(sources, count, settings, serve_state.dates)
    serve_state.is_whole = len(chosen) == len(sources)
    return chosen, problems


def _build_pages(  # noqa: PLR0913 - what a build has found so far
    collection: Collection,
    bodies: RenderedPosts,
    config: MkDocsConfig,
    options: ZhihuConfig,
    translator: Translator,
    taken: frozenset[str],
) -> Site:
    """Return the views of an archive and what their pages share, before MkDocs knows of any."""
    entries = collection.archive.entries
    used = taken | {path_of(entry.dest_uri) for entry in entries}
    view_settings = build_view_settings(config, options, taken)
    views, urls = build_views(collection.archive, view_settings, used)
    return Site(
        collection=collection,
        views=views,
        urls=urls,
        bodies=bodies,
        translator=translator,
        cards={entry.uri: build_card(entry, translator) for entry in entries},
        info=build_site_info(config, options),
        home=options.home,
        view_settings=view_settings,
        finish_scripts=str if find_page_hooks(config).output else defer_scripts,
    )


def _drop_files(files: Files, chosen: Sequence[File], archive: Archive) -> None:
    """Take the files of posts that became no page from MkDocs'."""
    for file in chosen:
        if file.src_uri not in archive.in_site:
            files.remove(file)


def _build_settings(
    config: MkDocsConfig, options: ZhihuConfig, files: OtherFiles, taken: frozenset[str]
) -> Settings:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return Settings(
        root=config.docs_dir,
        zone=ZoneInfo(options.timezone),
        now=now,
        max_size=options.max_size,
        url_format=options.post_url_format,
        use_directory_urls=config.use_directory_urls,
        taken=taken,
        site_url=config.site_url or "",
        linked=find_linked(options.posts, config),
        category_order=tuple(options.categories.order),
        hidden_categories=tuple(options.categories.hide),
        category_folders=tuple(options.posts) if options.categories.folders else (),
        locate=files.locate,
        locate_loosely=files.locate_loosely,
        blog=find_blog(config.docs_dir, options.posts),
        measure=ImageSizes(files.files.values()).measure,
        blog_pages=list_blog_pages(config, options, taken),
    )
