"""Where a post comes from, as its page says."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import Tag
from project import Built, build_project, post

pytestmark = pytest.mark.site

TIME = '<p>文</p><div class="ContentItem-time">发布于 2021-05-05 16:12　编辑于 2021-06-07 08:00</div>'
FILES: dict[str, str | bytes] = {
    "posts/saved.md": post("存", TIME, link="https://www.zhihu.com/question/1?q=%E5%B1%B1"),
    "posts/crawled.md": post("抓"),
    "posts/nothing.md": post("无", author=None, date=None),
    "posts/hostile.md": post("坏", author='<img src=x onerror="alert(1)">', link='https://a.cn/"onclick="x'),
}


def build(folder: Path, **options: Any) -> Built:
    return build_project(folder, FILES, plugins=["search", {"zhihu": {"provenance": options}}])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("site"))


def read(site: Built, name: str) -> dict[str, str]:
    block = site.page(f"posts/{name}").select_one(".zh-provenance")
    rows: list[Tag] = block.select("dl > div") if block else []
    return {row.dt.get_text(): row.dd.get_text() for row in rows}  # type: ignore[union-attr]


def test_a_saved_page_tells_original_author_and_every_date(site: Built) -> None:
    assert read(site, "saved") == {
        "原文": "www.zhihu.com/question/1?q=山",
        "作者": "知乎",
        "发布于": "2021年5月5日",
        "编辑于": "2021年6月7日",
        "收录于": "2021年5月18日",
    }
    meta = site.page("posts/saved").select(".zh-meta__date")
    assert [item.get_text(strip=True) for item in meta] == ["发布于 2021年5月5日", "编辑于 2021年6月7日"]


def test_without_an_original_the_head_of_the_page_says_it_all(site: Built) -> None:
    for name in ("crawled", "nothing"):
        assert not site.page(f"posts/{name}").select(".zh-provenance")


def test_a_hostile_origin_is_text(site: Built) -> None:
    block = site.page("posts/hostile").select_one(".zh-provenance")
    assert block
    assert "<img src=x" in block.get_text()
    assert not block.select("img, [onclick]")


def test_the_owner_may_add_a_note_or_switch_it_off(tmp_path: Path) -> None:
    note = '<a href="mailto:me@example.org">删除</a>'
    site = build(tmp_path / "note", note=note)
    for name in ("saved", "nothing"):
        found = site.page(f"posts/{name}").select_one(".zh-provenance p a")
        assert found
        assert str(found) == note
    assert not build(tmp_path / "off", enabled=False, note=note).page("posts/saved").select(".zh-provenance")
