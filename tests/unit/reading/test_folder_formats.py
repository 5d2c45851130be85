"""A body that does not tell what it is written in is read as most posts of its folder are."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mkdocs_zhihu.cache.records import RenderSettings
from mkdocs_zhihu.cache.rendered_posts import RenderedPosts
from mkdocs_zhihu.cache.store import Store
from mkdocs_zhihu.collect import collect
from mkdocs_zhihu.collect_settings import Settings, Source
from mkdocs_zhihu.model import Entry

pytestmark = pytest.mark.unit

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
HEAD = "---\ntitle: 云\ndate: 2024-05-06 10:19:00\n---\n"
HTML = f"{HEAD}<p>天上的云。</p>\n<p>第二段。</p>\n"
MARKDOWN = f"{HEAD}天上的**云**。\n\n- 甲\n"
DOUBTFUL = {
    "a line with a break": f"{HEAD}甲<br>乙 _丙_\n",
    "a line with a link": f'{HEAD}见<a href="https://a.org/">此处</a>，_丙_。\n',
    "a block, then words": f"{HEAD}<p>甲</p>\n\n乙 _丙_\n",
    "a block, then a paragraph": f"{HEAD}<p>甲</p>\n\n乙\n\n_丙_\n",
    "a picture, then words": f'{HEAD}<img src="a.png">_丙_\n',
    "words, then a list of the editor": f"{HEAD}_丙_<ul><li>甲</li></ul>\n",
}


def read(folder: Path, files: Mapping[str, str]) -> tuple[dict[str, Entry], RenderedPosts]:
    data = {uri: text.encode() for uri, text in files.items()}
    for uri, content in data.items():
        path = folder / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    rendered = RenderedPosts(RenderSettings(ZONE, NOW), Store(str(folder / "cache.sqlite3")))
    sources = [Source(uri, str(folder / uri)) for uri in data]
    collection, _ = collect(sources, Settings(str(folder), ZONE, NOW), rendered)
    return {entry.post.uri: entry for entry in collection.archive.entries}, rendered


@pytest.mark.parametrize("text", DOUBTFUL.values(), ids=DOUBTFUL)
def test_a_doubtful_post_follows_its_folder(tmp_path: Path, text: str) -> None:
    files = {"html/a.md": HTML, "html/b.md": HTML, "html/c.md": MARKDOWN, "html/x.md": text}
    files |= {"blog/a.md": MARKDOWN, "blog/b.md": MARKDOWN, "blog/c.md": HTML, "blog/x.md": text}
    entries, rendered = read(tmp_path, files)
    assert [entries[f"{folder}/x.md"].post.format for folder in ("html", "blog")] == ["html", "markdown"]
    assert "_丙_" in next(rendered.iter_texts(["html/x.md"]))
    assert "<em>丙</em>" in rendered.html("blog/x.md")


def test_a_post_that_tells_it_follows_none(tmp_path: Path) -> None:
    entries, _ = read(tmp_path, {"a.md": HTML, "b.md": HTML, "c.md": MARKDOWN})
    assert [entries[uri].post.format for uri in ("a.md", "c.md")] == ["html", "markdown"]


def test_where_neither_kind_is_most_the_body_alone_decides(tmp_path: Path) -> None:
    text = DOUBTFUL["a line with a break"]
    entries, _ = read(tmp_path, {"a.md": HTML, "b.md": MARKDOWN, "x.md": text, "other/y.md": text})
    assert [entries[uri].post.format for uri in ("x.md", "other/y.md")] == ["markdown", "markdown"]


def test_the_next_build_keeps_it_until_the_folder_changes(tmp_path: Path) -> None:
    files = {"a.md": HTML, "x.md": DOUBTFUL["a line with a break"]}
    assert read(tmp_path, files)[1].made == len(files) + 1  # the doubtful one once more
    entries, rendered = read(tmp_path, files)
    assert (rendered.made, entries["x.md"].post.format) == (0, "html")
    entries, rendered = read(tmp_path, files | {"a.md": MARKDOWN})
    assert entries["x.md"].post.format == "markdown"


def test_an_edited_post_follows_its_folder_in_the_preview(tmp_path: Path) -> None:
    _, rendered = read(tmp_path, {"a.md": HTML, "x.md": HTML})
    (tmp_path / "x.md").write_text(DOUBTFUL["a line with a break"], encoding="utf-8")
    assert rendered.refresh("x.md").post.format == "html"
