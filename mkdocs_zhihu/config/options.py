"""The options of the plugin, as they stand in `mkdocs.yml`."""

import os

from mkdocs.config import base
from mkdocs.config import config_options as opt

from mkdocs_zhihu.archive.addressing.permalinks import DEFAULT_FORMAT
from mkdocs_zhihu.collect_settings import MAX_SIZE
from mkdocs_zhihu.config.folders import find_same_folders, parse_folder, parse_folders
from mkdocs_zhihu.config.kinds import OptionGroup, Options, Parsed
from mkdocs_zhihu.config.validators import (
    parse_backend,
    parse_count,
    parse_dollars,
    parse_executor,
    parse_fallbacks,
    parse_flag,
    parse_formats,
    parse_home,
    parse_names,
    parse_offline,
    parse_positive,
    parse_store,
    parse_text,
    parse_texts,
    parse_url_format,
    parse_zone,
)
from mkdocs_zhihu.i18n.messages import find_translate
from mkdocs_zhihu.model import Dollars


class SearchConfig(Options):
    """How posts are found in the theme's search dialog."""

    backend = Parsed(parse_backend, default="zhihu")
    """Search index for posts: `zhihu`, which finds exactly the phrase, or `material`, the theme's own."""

    offline = Parsed[str | bool](parse_offline, default="auto")
    """Whether search works in pages opened from disk; `auto`: with `use_directory_urls: false` or the `offline` plugin."""


class FormulasConfig(Options):
    """How formulas are shown, and what is one."""

    format = opt.Choice(("mathml", "arithmatex"), default="mathml")
    """Formulas as MathML, drawn by the browser, or as TeX for a MathJax or KaTeX of your own."""

    dollars = Parsed[Dollars](parse_dollars, default="auto")
    """Whether `$…$` in Markdown is a formula: `auto` unless it looks like money, `true` always, `false` never."""


class CategoriesConfig(Options):
    """How categories are listed, in the navigation and on pages."""

    order = Parsed[list[str]](parse_names, default=[])
    """Categories that come first, such as `生活` or `生活/旅行`; the others follow, most posts first."""

    hide = Parsed[list[str]](parse_names, default=[])
    """Categories that are not listed; their posts and their own pages stay."""

    folders = Parsed(parse_flag, default=False)
    """Whether a post that names no category stands in that of its folder; years, months and `_posts` are none."""


class FeedsConfig(Options):
    """How the newest posts are offered to feed readers; feeds need `site_url`."""

    formats = Parsed(parse_formats, default=["atom", "json"])
    """Formats in which every feed is written; `false` or `[]` for no feeds."""

    content = opt.Choice(("excerpt", "full"), default="excerpt")
    """What a feed has of each post: its beginning, or all of it."""

    entries = Parsed(parse_positive, default=20)
    """Most posts in one feed."""

    categories = Parsed(parse_flag, default=True)
    """Whether every category has feeds too."""


class ProvenanceConfig(Options):
    """What stands at the end of a post: original, author, dates, and a note of yours."""

    enabled = Parsed(parse_flag, default=True)
    """Whether a post's page says at its end where the post comes from."""

    note = Parsed(parse_text, default="")
    """HTML below it, such as a licence or whom to ask for removal."""


class MediaConfig(Options):
    """The pictures of the archive, kept for good."""

    mirror = Parsed(parse_flag, default=False)
    """Whether a build fetches pictures that are not kept yet; otherwise only `mkdocs-zhihu mirror` does."""

    store = Parsed(parse_store, default="media")
    """Where they are kept: a folder beside `mkdocs.yml`, a URL such as `s3://bucket/path`, or `false` for nowhere."""

    base_url = Parsed(parse_text, default="")
    """Where readers get them, if not from the site itself: the address the store is served at."""

    fallbacks = Parsed[list[str]](parse_fallbacks, default=[])
    """Addresses tried last, such as `https://web.archive.org/web/2id_/{url}`."""

    def validate(self) -> tuple[base.ConfigErrors, base.ConfigWarnings]:
        """Find what is wrong with the options together, too."""
        failed, warnings = super().validate()
        if "://" in str(self.store) and not self.base_url:
            message = f"{self.store!r} is not on the site; set `base_url` to the address it is served at"
            failed.append(("store", base.ValidationError(message)))
        if self.mirror and not self.store:
            failed.append(("mirror", base.ValidationError("needs a store; remove `store: false`")))
        return failed, warnings


class ReadingConfig(Options):
    """What readers may set for themselves, and how they go on reading; kept in their browsers alone."""

    enabled = Parsed(parse_flag, default=True)
    """Whether pages offer reading settings, read marks, a random post and the posts of this day in other years."""

    characters = Parsed(parse_flag, default=False)
    """Whether readers can switch between simplified and traditional characters; adds 320 kB to the site."""


class EpubConfig(Options):
    """The archive as books beside the site."""

    by = opt.Choice(("none", "all", "category", "author"), default="none")
    """What the posts of one book share; `none` for no books."""


class ZhihuConfig(Options):
    """Everything that can be set; every default gives a good site."""

    enabled = Parsed(parse_flag, default=True)
    """Whether the plugin does anything."""

    posts = Parsed(parse_folders, default=["posts"])
    """Folder of posts under `docs_dir`, or a list of folders; `.` for all of it."""

    timezone = Parsed(parse_zone, default="Asia/Shanghai")
    """Time zone in which dates are shown and grouped."""

    post_url_format = Parsed(parse_url_format, default=DEFAULT_FORMAT)
    """Address of a post, made of tokens such as `{path}`, `{slug}`, `{year}`, `{category}`, `{hash}`."""

    home = Parsed(parse_home, default="cards")
    """What the home page shows, if there is no `index.md`: `cards`, `list`, `tiles` (categories), or `false`."""

    hero = opt.Choice(("auto", "always", "never"), default="auto")
    """A post's head picture: `auto` shows one the body repeats blurred, behind the title; `always` all of them crisp; `never` none."""

    pagination_per_page = Parsed(parse_positive, default=24)
    """Posts on one listing page."""

    categories_dir = Parsed(parse_folder, default="categories")
    """Folder of the category pages on the site, or `false` for none."""

    archive_dir = Parsed(parse_folder, default="archive")
    """Folder of the pages for years, months and statistics, or `false`."""

    authors_dir = Parsed(parse_folder, default="authors")
    """Folder of the author pages, or `false`."""

    tags_dir = Parsed(parse_folder, default="tags")
    """Folder of the tag pages, or `false`."""

    categories = opt.SubConfig(CategoriesConfig)
    """How categories are listed, in the navigation and on pages."""

    formulas = OptionGroup(FormulasConfig, main="format")
    """How formulas are shown, and what is one."""

    search = OptionGroup(SearchConfig, main="backend")
    """How posts are found in the theme's search dialog."""

    media = OptionGroup(MediaConfig, main="store")
    """The pictures of the archive, kept for good."""

    feeds = OptionGroup(FeedsConfig, main="formats")
    """How the newest posts are offered to feed readers; feeds need `site_url`."""

    epub = OptionGroup(EpubConfig, main="by")
    """The archive as books beside the site, in `books/`, linked from the pages with the same posts."""

    reading = OptionGroup(ReadingConfig, main="enabled")
    """What readers may set for themselves, and how they go on reading; kept in their browsers alone."""

    provenance = OptionGroup(ProvenanceConfig, main="enabled")
    """What stands at the end of a post: original, author, dates, and a note of yours."""

    canonical = opt.Choice(("self", "source"), default="self")
    """Which address a post's page names as the one to keep: its own, or that of the original."""

    noindex = Parsed(parse_flag, default=False)
    """Whether search engines are asked to leave the archive out."""

    texts = Parsed[dict[str, str]](parse_texts, default={})
    """Texts of the interface in your own words, or in a language the plugin does not speak."""

    max_size = Parsed(parse_positive, default=MAX_SIZE)
    """Largest post that is read, in bytes; larger ones are set aside."""

    executor = Parsed(parse_executor, default="local")
    """Who renders bodies: every core of this machine, or a Dask cluster at `dask://host:port`."""

    serve_newest = Parsed(parse_count, default=0)
    """How many posts `mkdocs serve` shows, the newest ones; 0 for all."""

    on_error = opt.Choice(("warn", "fail"), default="warn")
    """What a post that had to be set aside does to the build: warn, or stop it."""

    def validate(self) -> tuple[base.ConfigErrors, base.ConfigWarnings]:
        """Find lists that have one folder, too."""
        failed, warnings = super().validate()
        wrong = [name for name, _ in failed]
        names = ("categories_dir", "archive_dir", "authors_dir", "tags_dir")
        same = find_same_folders({name: self[name] for name in names if name not in wrong})
        translate = find_translate(os.environ)
        return [*failed, *((name, base.ValidationError(translate(text))) for name, text in same)], warnings
