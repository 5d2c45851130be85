"""The line below the title of a list: what it counts."""

from mkdocs_zhihu.archive.categories import list_paths
from mkdocs_zhihu.host.page import ListingPage
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.host.templating.archive_statistics import count_characters

COUNTED = {"authors": "count_authors", "tags": "count_tags", "categories": "count_categories"}
"""Texts for lists of groups."""


def is_front(page: ListingPage) -> bool:
    """Return whether a page is the first of the home page's list: the others need no rewriting with every post."""
    return page.view.kind == "home" and page.view.number == 1


def format_lead(page: ListingPage, site: Site) -> str:
    """Return what a list holds, in words."""
    view, text = page.view, site.translator.text
    if view.kind == "question":
        return text("count_answers", n=view.total)
    if view.kind == "statistics":
        characters = sum(count_characters(site).values())
        return f"{text('posts', n=f'{view.total:,}')} · {text('characters', n=f'{characters:,}')}"
    posts = text("posts", n=f"{view.total:,}")
    if view.kind in COUNTED:
        groups = getattr(site.collection.archive, view.kind)
        count = len(list_paths(groups) if view.kind == "categories" else groups)
        return f"{text(COUNTED[view.kind], n=count)} · {posts}"
    return f"{posts} · {span}" if is_front(page) and (span := _format_span(site)) else posts


def _format_span(site: Site) -> str:
    """Return the years of the archive, "" if no post has a date."""
    years = [year.name for year in site.collection.archive.years]
    return f"{years[-1]}–{years[0]}" if len(years) > 1 else "".join(years)
