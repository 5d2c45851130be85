"""No page grows with the number of categories, tags, authors or years."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from project import build_project, post
from visit import full_length

from mkdocs_zhihu.collect import collect
from mkdocs_zhihu.collect_settings import Settings, Source
from mkdocs_zhihu.model import Archive, Group
from mkdocs_zhihu.views import View, ViewSettings, build_views
from mkdocs_zhihu.views.listing import GROUPS_PER_PAGE, LINKS_PER_PAGE, YEARS_PER_PAGE, ViewLink
from mkdocs_zhihu.views.nav_size import MAX_ENTRIES, prune, select_shown

pytestmark = pytest.mark.site
NUMBERS = (130, 200)


def write_posts(count: int) -> dict[str, str | bytes]:
    return {
        f"posts/{n}.md": post(
            f"题{n:04}",
            categories=[f"类{n:04}"],
            tags=[f"签{n:04}"],
            author=f"人{n:04}",
            date=f"{1200 + n}-05-18 10:00:00",
        )
        for n in range(count)
    }


@pytest.mark.slow
@full_length
def test_pages_of_many_groups_are_as_large_as_those_of_few(tmp_path: Path) -> None:
    sizes = {}
    for count in NUMBERS:
        built = build_project(tmp_path / str(count), write_posts(count))
        pages = [path.stat().st_size for path in built.site.rglob("*.html")]
        sizes[count] = sum(pages) / len(pages), (built.site / "posts/77/index.html").stat().st_size
        page = built.page("categories/类0129/")
        assert page.select_one("h1") is not None
        assert len(page.select(".md-nav--primary .md-nav__link")) < MAX_ENTRIES * 2
    few, many = (sizes[count] for count in NUMBERS)
    assert many[0] / few[0] < 1.1
    assert many[1] / few[1] < 1.02


def build_archive(folder: Path, count: int, fields: Callable[[int], dict[str, object]]) -> Archive:
    sources = []
    for number in range(count):
        path = folder / f"{number}.md"
        path.write_text(post(f"题{number}", **fields(number)), encoding="utf-8")
        sources.append(Source(path.name, str(path)))
    now = datetime(2026, 1, 1, tzinfo=UTC)
    settings = Settings(root=str(folder), zone=ZoneInfo("Asia/Shanghai"), now=now)
    return collect(sources, settings)[0].archive


def count_links(links: tuple[ViewLink, ...]) -> int:
    return sum(1 + count_links(link.children) for link in links)


def list_groups(views: tuple[View, ...], kind: str, key: tuple[str, ...] = ()) -> list[str]:
    return [link.group.name for view in views if (view.kind, view.key) == (kind, key) for link in view.links]


@pytest.mark.parametrize(
    "fields",
    [
        lambda n: {"categories": ["根", f"类{n}"]},
        lambda n: {"categories": [["根", f"{n % 30}", f"{m}-{n}"] for m in range(3)]},
        pytest.param(
            lambda _: {"categories": [["根", f"类{m}"] for m in range(250)]}, marks=pytest.mark.slow
        ),
        lambda n: {"tags": [f"{m}-{n}" for m in range(5)]},
        lambda n: {"categories": ["根"], "date": f"{1500 + n}-01-01 10:00:00"},
        lambda n: {"categories": [f"{n}"], "author": f"{n}"},
    ],
    ids=["children", "grandchildren", "one post in many", "tags", "years", "roots"],
)
def test_no_list_has_more_links_than_a_page_holds(
    tmp_path: Path, fields: Callable[[int], dict[str, object]]
) -> None:
    archive = build_archive(tmp_path, 250, fields)
    views, _ = build_views(archive, ViewSettings(), ())
    for view in views:
        assert len(view.links) <= GROUPS_PER_PAGE
        assert count_links(view.links) <= LINKS_PER_PAGE + GROUPS_PER_PAGE
        assert len(view.years) <= YEARS_PER_PAGE
        assert len(view.pager) < 20
    for group in archive.by_category.values():  # and each group is linked from its parent's pages
        assert list_groups(views, "category", group.key) == [child.name for child in group.children]
    assert len(select_shown(archive.categories)) <= MAX_ENTRIES


def test_the_navigation_shows_upper_levels_and_large_categories_first() -> None:
    roots = [
        Group(f"{n}", (f"{n}",), (), tuple(Group(f"{m}", (f"{n}", f"{m}"), (), ()) for m in range(9)))
        for n in range(20)
    ]
    shown = select_shown(roots, 50)
    assert len(shown) == 50
    assert all(root.key in shown for root in roots)
    assert select_shown(roots[:5], 100) == {g.key for root in roots[:5] for g in (root, *root.children)}
    assert sum(1 + len(root.children) for root in prune(roots, shown)) == 50
