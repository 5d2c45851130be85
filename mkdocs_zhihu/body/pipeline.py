"""From a post's raw text to its finished Body."""

import sys
from collections.abc import Callable

from mkdocs_zhihu import problems
from mkdocs_zhihu.body.admonitions import keep_admonitions, open_details
from mkdocs_zhihu.body.dom.nodes import Element
from mkdocs_zhihu.body.dom.places import list_nodes
from mkdocs_zhihu.body.dom.serialize import serialize
from mkdocs_zhihu.body.dom.tree import release
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.fallback import render_plain
from mkdocs_zhihu.body.opening import open_draft
from mkdocs_zhihu.body.page_facts import open_page
from mkdocs_zhihu.body.plain_text import count_characters, read_text
from mkdocs_zhihu.body.protocols import Resolve, Show
from mkdocs_zhihu.body.raw.data_pictures import name_data_pictures
from mkdocs_zhihu.body.sanitize import sanitize
from mkdocs_zhihu.body.transforms.attributes import drop_source_attributes
from mkdocs_zhihu.body.transforms.formulas import rebuild_formulas, report_formulas
from mkdocs_zhihu.body.transforms.links.anchors_of_headings import lead_to_headings
from mkdocs_zhihu.body.transforms.links.footnotes import finish_footnotes
from mkdocs_zhihu.body.transforms.links.link_cards import rebuild_cards
from mkdocs_zhihu.body.transforms.links.links import unwrap_links
from mkdocs_zhihu.body.transforms.links.plain_references import collect_plain_references
from mkdocs_zhihu.body.transforms.links.references import collect_references
from mkdocs_zhihu.body.transforms.pictures.caption_shortcodes import read_caption_shortcodes
from mkdocs_zhihu.body.transforms.pictures.captions import keep_captions
from mkdocs_zhihu.body.transforms.pictures.figures import rebuild_figures
from mkdocs_zhihu.body.transforms.pictures.images import order_images, pick_sources
from mkdocs_zhihu.body.transforms.pictures.local_pictures import localise_pictures
from mkdocs_zhihu.body.transforms.pictures.videos import rebuild_videos
from mkdocs_zhihu.body.transforms.text.checkboxes import draw_checkboxes
from mkdocs_zhihu.body.transforms.text.code_blocks import rebuild_code_blocks
from mkdocs_zhihu.body.transforms.text.excerpt import LENGTH, read_excerpt, take_excerpt
from mkdocs_zhihu.body.transforms.text.headings import rebuild_headings
from mkdocs_zhihu.body.transforms.text.lists import nest_lists
from mkdocs_zhihu.body.transforms.text.paragraphs import split_breaks
from mkdocs_zhihu.body.transforms.text.pseudo_headings import promote_pseudo_headings
from mkdocs_zhihu.body.transforms.text.rules import trim_rules
from mkdocs_zhihu.body.transforms.text.tables import head_tables
from mkdocs_zhihu.body.transforms.text.torn_code import rejoin_torn_code
from mkdocs_zhihu.body.transforms.wrappers.advertisements import drop_advertisements
from mkdocs_zhihu.body.transforms.wrappers.byline import read_hotlist_byline
from mkdocs_zhihu.body.transforms.wrappers.copyright_notice import take_copyright_notice
from mkdocs_zhihu.body.transforms.wrappers.daily import unwrap_daily
from mkdocs_zhihu.body.transforms.wrappers.gif_players import replace_gif_players
from mkdocs_zhihu.body.transforms.wrappers.lazy_twins import drop_lazy_twins
from mkdocs_zhihu.body.transforms.wrappers.medium_export import unwrap_medium_export
from mkdocs_zhihu.body.transforms.wrappers.page_time import read_page_time
from mkdocs_zhihu.body.transforms.wrappers.pins import rebuild_pin
from mkdocs_zhihu.body.transforms.wrappers.rich_text import unwrap_rich_text
from mkdocs_zhihu.body.transforms.wrappers.sources import unwrap_source
from mkdocs_zhihu.body.transforms.wrappers.teaser import read_teaser
from mkdocs_zhihu.body.transforms.wrappers.wrapper import unwrap_archive
from mkdocs_zhihu.body.urls import clean_url
from mkdocs_zhihu.model import Body, BodyFormat, Dollars, Facts
from mkdocs_zhihu.problems import Problem, Problems
from mkdocs_zhihu.reading.values.name_limits import MAX_TITLE, cut_name

TOO_MUCH = "simplify it, or split the post"
RECURSION_LIMIT = 20_000
Transform = Callable[[Draft], None]

PIPELINE: tuple[Transform, ...] = (
    take_excerpt,  # while the mark still stands where the author put it
    unwrap_archive,  # first: the byline must be the first node of the body
    read_hotlist_byline,
    read_page_time,  # before the post is taken out of a saved page
    unwrap_rich_text,
    unwrap_daily,
    unwrap_source,
    unwrap_medium_export,
    drop_advertisements,  # before anything makes cards or links of them
    replace_gif_players,
    drop_lazy_twins,
    rebuild_formulas,  # before pictures: a formula is an `img`
    open_details,
    keep_admonitions,
    rebuild_code_blocks,  # before anything that touches text
    rebuild_pin,
    rebuild_cards,
    rebuild_videos,  # cards and videos before pictures and links: they hold both
    collect_references,
    read_caption_shortcodes,
    keep_captions,  # before images lose their data attributes
    pick_sources,
    rebuild_figures,  # while links to the same picture still have their href as written
    unwrap_links,
    draw_checkboxes,
    nest_lists,
    head_tables,
    split_breaks,  # needs links, pictures, code, lists and tables in their final form
    rejoin_torn_code,  # from here on whole paragraphs
    take_copyright_notice,
    read_teaser,
    collect_plain_references,  # before their heading could be promoted
    promote_pseudo_headings,
    rebuild_headings,
    lead_to_headings,  # now that these have their ids
    trim_rules,  # a heading that repeats the title may have stood before the first rule
    finish_footnotes,  # their own rule is none of the author's
    drop_source_attributes,  # last: every other transform reads them
)


def render_body(  # noqa: PLR0913 - plain values, all with a name
    *,
    text: str,
    title: str = "",
    uri: str = "",
    format: BodyFormat = "html",  # noqa: A002 - the field's own name
    resolve: Resolve = lambda _url: None,
    show: Show = lambda _image: None,
    dollars: Dollars = "auto",
    page_url: str = "",
) -> tuple[Body, Problems]:
    """Return the finished body of a post, and what was found wrong.

    `resolve` maps a URL in the body to its place in the local archive, relative to the post's page and
    beginning with `./` or `../`, or to None; `show` maps a picture to the one the site has, likewise.
    `page_url` is where the post was published, if its front matter says so. `dollars` says whether `$…$` in Markdown is a formula: always, never, or unless it looks like money.
    Lines in the problems count from 1 at the beginning of the text. Never raises for bad input.
    """
    draft = Draft(
        Element("body"), title, uri, resolve, show,
        is_markdown=format == "markdown", text=text, page_url=clean_url(page_url),
    )  # fmt: skip
    whole, page = text, None
    try:
        opened = open_page(name_data_pictures(text)[0]) if format == "html" else None
        whole, page = opened or (text, None)
        excess = open_draft(draft, whole, page, format, dollars)
        if excess:
            problem = Problem(uri, "excess", f"{excess}; it is shown as plain text", TOO_MUCH)
            return render_plain_body(whole), (problem,)
        return _transform(draft), tuple(draft.problems)
    except problems.MISTAKES as error:
        return render_plain_body(whole), (_report_mistake(uri, error),)


def _transform(draft: Draft) -> Body:
    """Return the body that the transforms make of a draft, which has no tree afterwards."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, RECURSION_LIMIT))  # a few calls for each of 256 levels
    try:
        for transform in PIPELINE:
            transform(draft)
        return _finish(draft)
    finally:
        release(draft.root)
        sys.setrecursionlimit(limit)


def _report_mistake(uri: str, error: Exception) -> Problem:
    message = f"met a mistake of ours ({type(error).__name__}: {error}); it is shown as plain text"
    return Problem(uri, "mistake", message, "please report it with this post")


def render_plain_body(text: str) -> Body:
    """Return a body of the words of a text, without its markup."""
    html, words = render_plain(text)
    return Body(
        html=html, text=words, excerpt=words[:LENGTH], characters=count_characters(words), length=len(words)
    )


def _finish(draft: Draft) -> Body:
    nodes = list_nodes(draft.root)
    text = read_text(nodes)
    report_formulas(draft)
    facts = Facts(
        kind=draft.kind,
        author=cut_name(draft.author),
        bio=cut_name(draft.bio),
        original=draft.original,
        title=cut_name(draft.true_title, MAX_TITLE),
        tags=tuple(map(cut_name, draft.tags)),
        published=draft.published,
        edited=draft.edited,
        is_paid=draft.is_paid,
    )
    images = order_images(draft, nodes)
    localise_pictures(draft)
    return Body(
        html=sanitize(serialize(draft.root)),
        text=text,
        excerpt=draft.excerpt[:LENGTH] or read_excerpt(draft.root) or text[:LENGTH],
        headings=tuple(draft.headings),
        images=images,
        facts=facts,
        characters=count_characters(text),
        length=len(text),
        anchors=draft.anchors,
    )
