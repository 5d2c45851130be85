"""What pages say of themselves to search engines and to those who share them."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from material.plugins.social.plugin import SocialPlugin
from project import ROOT, Built, build_project, post

pytestmark = pytest.mark.site

SITE = "https://example.org/x/"
FILES: dict[str, str | bytes] = {
    "posts/a.md": post("甲文", date="2021-05-18 10:00:00"),
    "posts/b.md": post("乙文", date="2020-01-02 10:00:00", updated="2022-03-04 23:30:00"),
    "posts/c.md": post("丙文", date=None, categories=["丙"]),
}


def build(folder: Path, files: dict[str, str | bytes] = FILES, **options: Any) -> Built:
    return build_project(folder, files, site_url=SITE, plugins=["search", {"zhihu": options}])


def read_sitemap(site: Built) -> dict[str, str]:
    """Return the day of each page in the sitemap, "" for none."""
    root = ET.parse(site.site / "sitemap.xml").getroot()  # noqa: S314 - our own file
    found = {}
    for url in root.findall("{*}url"):
        place = unquote(str(url.findtext("{*}loc"))).removeprefix(SITE)
        found[place] = url.findtext("{*}lastmod") or ""
    return found


def test_the_sitemap_says_when_a_post_last_changed(tmp_path: Path) -> None:
    found = read_sitemap(build(tmp_path))
    assert (found["posts/a/"], found["posts/b/"], found["posts/c/"]) == ("2021-05-18", "2022-03-05", "")
    assert (found[""], found["categories/甲/"], found["categories/丙/"]) == ("2022-03-05", "2022-03-05", "")
    assert (found["archive/"], found["archive/2021/"]) == ("2022-03-05", "2021-05-18")


def test_an_archive_without_any_date_has_a_sitemap(tmp_path: Path) -> None:
    site = build(tmp_path, {"posts/c.md": FILES["posts/c.md"]})
    assert "posts/c/" in read_sitemap(site)
    assert (site.site / "sitemap.xml.gz").is_file()


def test_builds_on_different_days_give_the_same_sitemap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = []
    for day in ("1700000000", "1750000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
        site = build(tmp_path / day).site
        files.append([(site / name).read_bytes() for name in ("sitemap.xml", "sitemap.xml.gz", "feed.xml")])
    assert files[0] == files[1]


def read_head(site: Built, url: str) -> dict[str, str]:
    """Return the metadata of a page by property or name."""
    tags = site.page(url, "html.parser").select("head meta[content]")
    return {str(tag.get("property") or tag.get("name")): str(tag["content"]) for tag in tags}


def read_article(site: Built, url: str) -> Any:
    scripts = site.page(url).select("script[type='application/ld+json']")
    return json.loads(scripts[0].get_text()) if scripts else None


RICH = {
    "posts/a.md": post(
        "甲 & 乙",
        '张三的回答<br><br><p>开头</p><figure><img src="https://pic1.zhimg.com/v2-1_r.jpg"></figure>',
        tags=["一", "二"],
        link="https://www.zhihu.com/question/1/answer/2",
        date="Tue, 18 May 2021 13:42:21 GMT",
        thumbnail="../img/a.png",
    ),
    "posts/b.md": post("转载", date="Tue, 18 May 2021 13:42:21 GMT", author=None, categories=None),
    "img/a.png": b"x",
}


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("rich"), RICH)


def test_a_shared_post_shows_title_beginning_and_picture(rich: Built) -> None:
    head = read_head(rich, "posts/a")
    assert {name: value for name, value in head.items() if name[:2] in ("og", "tw", "ar")} == {
        "og:type": "article",
        "og:site_name": "存档",
        "og:title": "甲 & 乙",
        "og:url": f"{SITE}posts/a/",
        "og:description": "开头",
        "og:image": f"{SITE}img/a.png",
        "twitter:card": "summary_large_image",
        "article:modified_time": "2021-05-18T21:42:21+08:00",
    }
    assert read_head(rich, "")["og:type"] == "website"
    assert read_head(rich, "categories/甲")["og:url"].startswith(SITE)


def test_search_engines_are_told_what_a_post_is_based_on(rich: Built) -> None:
    assert read_article(rich, "posts/a") == {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": "甲 & 乙",
        "url": f"{SITE}posts/a/",
        "mainEntityOfPage": f"{SITE}posts/a/",
        "isBasedOn": "https://www.zhihu.com/question/1/answer/2",
        "image": f"{SITE}img/a.png",
        "author": {"@type": "Person", "name": "张三"},
        "publisher": {"@type": "Organization", "name": "存档"},
        "dateModified": "2021-05-18T21:42:21+08:00",
        "articleSection": ["乙"],
        "keywords": ["一", "二"],
    }
    other = read_article(rich, "posts/b")
    assert "author" not in other
    assert other["datePublished"] == "2021-05-18T21:42:21+08:00"
    assert read_article(rich, "") is None


def test_without_an_address_nothing_relative_is_claimed_to_be_one(tmp_path: Path) -> None:
    site = build_project(tmp_path, RICH)
    assert not {"og:url", "og:image"} & set(read_head(site, "posts/a"))
    assert not {"url", "image"} & set(read_article(site, "posts/a"))


@pytest.mark.slow
def test_odd_titles_end_no_script_and_change_no_word(tmp_path: Path) -> None:
    odd = json.loads((ROOT / "tests" / "data" / "odd_strings.json").read_text(encoding="utf-8"))
    names = {f"posts/{n}.md": post(text, author=text, tags=[text]) for n, text in enumerate(odd)}
    site = build(tmp_path, names)
    for name in names:
        url = name.removesuffix(".md")
        page = site.page(url, "html.parser")
        title = page.select_one("h1").get_text()  # type: ignore[union-attr]
        head = page.select_one("head")
        assert {tag.name for tag in head.find_all(True)} <= {"meta", "link", "title", "script"}, title  # type: ignore[union-attr]
        assert squeeze(read_article(site, url)["headline"]) == squeeze(title)
        assert squeeze(read_head(site, url)["og:title"]) == squeeze(title)


def squeeze(text: str) -> str:
    return " ".join(text.split())


def test_the_original_may_be_the_address_to_keep(tmp_path: Path) -> None:
    site = build(tmp_path, RICH, canonical="source")
    links = {url: site.page(url).select_one("link[rel=canonical]") for url in ("posts/a", "posts/b", "")}
    assert {url: link and link["href"] for url, link in links.items()} == {
        "posts/a": "https://www.zhihu.com/question/1/answer/2",
        "posts/b": f"{SITE}posts/b/",
        "": SITE,
    }
    assert read_article(site, "posts/a")["url"] == f"{SITE}posts/a/"
    listed = read_sitemap(site)
    assert "posts/b/" in listed
    assert "posts/a/" not in listed
    assert not [url for url in listed if "zhihu.com" in url]


def test_an_archive_can_ask_to_be_left_out_of_search_engines(tmp_path: Path) -> None:
    site = build(tmp_path, FILES | {"about.md": "# 关于\n"}, noindex=True)
    for name in set(site.pages()) - {"404.html", "about/index.html"}:
        assert read_head(site, name)["robots"] == "noindex", name
    assert "robots" not in read_head(site, "about")
    assert list(read_sitemap(site)) == ["about/"]


@pytest.mark.parametrize(
    ("options", "is_ours"),
    [({}, False), ({"enabled": False}, True), ({"cards": False}, True)],
)
def test_tags_for_sharing_are_left_to_social_cards_that_are_switched_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any], *, is_ours: bool
) -> None:
    for name in [name for name in vars(SocialPlugin) if name.startswith("on_")]:
        monkeypatch.delattr(SocialPlugin, name)  # it would need a library that draws
    site = build_project(tmp_path, FILES, plugins=[{"material/social": options}, "zhihu"])
    for url in ("", "posts/a"):
        assert ("og:type" in read_head(site, url)) is is_ours
