"""What pages say of themselves to search engines and to those who share them."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from project import Built, build_project, post

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
