"""Folders of Markdown: read again they give the same archive."""

import re
import shutil
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from bs4 import BeautifulSoup
from conservation import visible_text
from project import post
from shapes import write_shapes
from test_epub import PICTURES

from mkdocs_zhihu.cli.main import run
from mkdocs_zhihu.cli.source_files import find_sources
from mkdocs_zhihu.collect import collect
from mkdocs_zhihu.collect_settings import Settings
from mkdocs_zhihu.exporting.folder import locate_inside
from mkdocs_zhihu.exporting.markdown import render_markdown_body
from mkdocs_zhihu.exporting.markdown.inline import Target
from mkdocs_zhihu.importing.items.originals import parse_original
from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.views.post_dates import find_dates

pytestmark = pytest.mark.unit

SITE_WRITES = re.compile(r' (?:rel|srcset|sizes|width|height)="[^"]*"|(?<=\n)(?=</code></pre>)')
LOCAL = re.compile(r'(src|href)="\.[^"]*"')
Export = Callable[..., Path]


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("posts")
    write_shapes(root)
    return root


@pytest.fixture(scope="module")
def export(posts: Path, tmp_path_factory: pytest.TempPathFactory) -> Export:
    def make(*arguments: str) -> Path:
        to = tmp_path_factory.mktemp("out") / "new"
        assert run(["export", str(to), str(posts), *arguments]) == 0
        return to

    return make


@pytest.fixture(scope="module")
def markdown(export: Export) -> Path:
    return export()


def read_archive(root: Path) -> dict[str, Entry]:
    zone = ZoneInfo("Asia/Shanghai")
    settings = Settings(root=str(root), zone=zone, now=datetime.now(UTC), locate=locate_inside(root))
    return {entry.uri: entry for entry in collect(find_sources(root)[0], settings)[0].archive.entries}


def read_front(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
    return found


def normalise(html: str) -> str:
    """Return a body without what differs as its pictures lie elsewhere."""
    html = LOCAL.sub(r'\1="local"', SITE_WRITES.sub("", html))
    return html.replace("\n</code></pre>", "</code></pre>")


def test_read_again_it_is_the_same_archive(posts: Path, markdown: Path) -> None:
    before, after = read_archive(posts), read_archive(markdown)
    assert len(before) > 60
    assert before.keys() == after.keys()
    for uri, entry in before.items():
        other = after[uri]
        assert normalise(other.body.html) == normalise(entry.body.html), uri
        assert (other.title, other.author, other.original) == (entry.title, entry.author, entry.original), uri
        assert (other.post.categories, other.post.date) == (entry.post.categories, entry.post.date), uri
        assert (other.meaning == "crawled") == (entry.meaning == "crawled"), uri


def test_imported_it_is_the_same_archive(
    posts: Path, markdown: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder that `--into` names is not repeated; of copies of one post an import takes the best."""
    found = read_archive(posts)
    ids = Counter(map(number_of, found.values()))
    before = {uri.removeprefix("posts/"): entry for uri, entry in found.items() if is_alone(entry, ids)}
    assert run(["import", str(markdown), "--into", str(tmp_path / "docs" / "posts")]) == 0
    assert "0 updated" in capsys.readouterr().out
    imported = read_archive(tmp_path / "docs" / "posts")
    after = {uri: entry for uri, entry in imported.items() if is_alone(entry, ids)}
    assert len(before) > 95
    assert describe(before) == describe(after)


def number_of(entry: Entry) -> tuple[str, str]:
    original = parse_original(entry.original)
    return original.kind, original.id


def is_alone(entry: Entry, ids: Mapping[tuple[str, str], int]) -> bool:
    """Return whether no other post of the example has the same number on Zhihu: an import takes one of them."""
    return ids[number_of(entry)] == 1 or not number_of(entry)[1]


def describe(archive: dict[str, Entry]) -> list[tuple[object, ...]]:
    return sorted(
        (
            uri, entry.title, entry.author, entry.original, entry.meaning, find_dates(entry), entry.post.source,
            entry.post.categories, entry.post.description, entry.post.permalink, entry.post.sticky, str(entry.post.comments),
            entry.post.is_truncated, entry.body.facts.kind, entry.body.facts.bio, entry.body.facts.is_paid,
            sorted({*entry.post.tags, *entry.body.facts.tags}), normalise(entry.body.html),
        )
        for uri, entry in archive.items()
    )  # fmt: skip


def test_pictures_lie_beside_the_posts_each_once(posts: Path, markdown: Path) -> None:
    pictures = {path.read_bytes() for path in (markdown / "assets").iterdir()}
    assert len(pictures) == len(list((markdown / "assets").iterdir())) >= 10
    for path in markdown.rglob("*.md"):
        for target in re.findall(r'[("](\.[^)"\s]*assets/[^)"\s]+)[)"]', path.read_text(encoding="utf-8")):
            assert (path.parent / target).is_file(), f"{path.name}: {target}"
    assert len(list(posts.rglob("*.webp"))) > 5


def test_most_of_it_is_markdown(markdown: Path) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(markdown.rglob("*.md")))
    for mark in ("\n## ", "\n- ", "\n1. ", "\n> ", "\n```", "\n| ", "\n$$\n", "[^1]: ", "](../", "**"):
        assert mark in text, mark
    assert len(re.findall("^<", text, re.MULTILINE)) < len(re.findall(r"^\w", text, re.MULTILINE)) / 5


def test_nothing_is_copied_if_it_should_not_be(export: Export) -> None:
    assert not (export("--media", "none") / "assets").exists()


def test_a_folder_with_files_is_left_alone(posts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(posts), str(posts)]) == 2
    assert "is not empty" in capsys.readouterr().err


def test_posts_are_not_written_among_themselves(posts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(posts / "new" / "folder"), str(posts)]) == 2
    assert "name a folder elsewhere" in capsys.readouterr().err
    assert not (posts / "new").exists()


@pytest.mark.parametrize("is_there", [True, False])
def test_an_export_that_breaks_off_leaves_nothing(
    posts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_there: bool
) -> None:
    to = tmp_path / "out"
    if is_there:
        to.mkdir()

    def fill_disk(path: Path, *_: object, **__: object) -> None:
        path.touch()
        if len(list(to.rglob("*.md"))) > 1:
            raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_text", fill_disk)
    monkeypatch.setattr(Path, "write_bytes", fill_disk)
    assert run(["export", str(to), str(posts)]) == 2
    assert to.exists() is is_there
    assert not to.is_dir() or not list(to.iterdir())


def test_a_file_that_is_set_aside_is_named_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(post(), encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_bytes(b"PK")
    assert run(["export", str(tmp_path / "out"), str(tmp_path / "in")]) == 1
    said = capsys.readouterr()
    assert "b.txt" in said.err
    assert "2 posts in = 1 file out + 0 not selected + 1 set aside" in said.out


def test_a_picture_within_a_post_becomes_a_file(tmp_path: Path) -> None:
    data = (PICTURES / "small.png").read_bytes()
    body = f"![图](data:image/png;base64,{b64encode(data).decode()})\n"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(f"---\ntitle: 题\n---\n{body}", encoding="utf-8")
    assert run(["export", str(tmp_path / "out"), str(tmp_path / "in")]) == 0
    (picture,) = (tmp_path / "out" / "assets").iterdir()
    assert picture.read_bytes() == data
    assert f"](./assets/{picture.name})" in (tmp_path / "out" / "a.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("date", "meaning"), [("dateCreated", "published"), ("dateModified", "updated")])
def test_what_the_date_of_a_saved_page_means_stays(tmp_path: Path, date: str, meaning: str) -> None:
    (tmp_path / "in").mkdir()
    page = (
        '<!doctype html><html><head><title>题 - 知乎</title></head><body><div class="ContentItem AnswerItem">'
        f'<meta itemprop="{date}" content="2020-03-24T02:00:00Z"><span class="RichText ztext"><p>文</p></span></div></body></html>'
    )
    (tmp_path / "in" / "a.html").write_text(page, encoding="utf-8")
    assert run(["export", str(tmp_path / "out"), str(tmp_path / "in")]) == 0
    (before,), (after,) = (read_archive(tmp_path / name).values() for name in ("in", "out"))
    assert (before.meaning, after.meaning, after.post.date) == (meaning, meaning, before.post.date)
    assert read_front(tmp_path / "out" / "a.md").get("facts", {}).get("published", False) == (
        meaning == "published"
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("src/a.js", '```javascript title="src/a.js"\nlet a = 1;\n```'),
        ("安装 https://a.org/ 链接", '```javascript title="安装 https://a.org/ 链接"\nlet a = 1;\n```'),
        ("- a `b`", "\\- a \\`b\\`\n\n```javascript\nlet a = 1;\n```"),
    ],
)
def test_the_title_of_code_is_no_code(title: str, expected: str) -> None:
    code = f'<div class="language-javascript highlight"><span class="filename">{title}</span><pre><code>let a = 1;</code></pre></div>'
    assert (
        render_markdown_body(
            code, lambda url: Target(url, is_ours=False), lambda _tag: Target("", is_ours=True)
        )
        == expected
    )


def test_obsidian_gets_its_links_tags_and_aliases(export: Export) -> None:
    store = export("--as", "obsidian")
    first = store / "甲" / "一.md"
    assert read_front(first)["aliases"] == ["第一篇"]
    assert read_front(first)["tags"] == ["甲/乙"]
    assert "[[甲/二#小节|第二篇]]" in first.read_text(encoding="utf-8")
    assert "> [!quote] [卡片题目](https://host.org/a)\n> host.org" in "".join(iter_texts(store))


def test_hugo_gets_bundles(export: Export) -> None:
    site = export("--as", "hugo")
    second = site / "content" / "甲" / "二" / "index.md"
    assert read_front(second)["categories"] == ["乙", "丙"]
    pictures = re.findall(r"!\[湖\]\(\./(\w+\.webp)\)", second.read_text(encoding="utf-8"))
    assert (second.parent / pictures[0]).is_file()
    assert '[第二篇]({{< relref "/甲/二" >}}#zh-小节)' in (site / "content/甲/一/index.md").read_text(
        encoding="utf-8"
    )


def test_an_archive_without_dates_is_a_project_for_zensical(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(post(date=None), encoding="utf-8")
    assert run(["export", str(tmp_path / "out"), str(tmp_path / "in"), "--as", "zensical"]) == 0
    assert "archive/undated/index.md" in (tmp_path / "out" / "zensical.toml").read_text(encoding="utf-8")


def test_a_text_is_no_shortcode_for_hugo(tmp_path: Path) -> None:
    body = (
        "<p>写作 {{&lt; figure &gt;}} 与 {{% b %}}，<code>{{&lt; c &gt;}}</code></p><ul><li>{{% d %}}</li></ul>"
        '<table><tr><td colspan="2">{{% e %}}<a href="b &amp; c.md">乙</a></td></tr></table><pre><code>{{&lt; f &gt;}}</code></pre>'
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(post("甲", body), encoding="utf-8")
    (tmp_path / "in" / "b & c.md").write_text(post("乙", "<p>乙</p>"), encoding="utf-8")
    assert run(["export", str(tmp_path / "out"), str(tmp_path / "in"), "--as", "hugo"]) == 0
    text = (tmp_path / "out" / "content" / "a" / "index.md").read_text(encoding="utf-8")
    assert re.findall(r"\{\{[<%].*?[>%]\}\}", text) == ['{{< relref "/b & c" >}}']
    shown = visible_text(BeautifulSoup(text.split("---\n", 2)[2].replace("relref", ""), "lxml"))
    for word in ("{{< figure >}}", "{{% b %}}", "{{< c >}}", "{{% d %}}", "{{% e %}}", "{{< f >}}"):
        assert word in shown


@pytest.mark.slow
@pytest.mark.parametrize("command", ["export", "epub"])
def test_many_writers_write_what_one_does(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(150):
        picture = f'<p><img src="{number % 7}.png" alt="图"></p>' if number % 3 else ""
        text = post(
            f"第 {number} 篇", f"<p>正文 {number}</p>{picture}", date=f"2021-01-01 10:{number % 60:02}:00"
        )
        (tmp_path / "in" / str(number)).mkdir(parents=True)
        (tmp_path / "in" / str(number) / "a.md").write_text(text, encoding="utf-8")
        shutil.copy(PICTURES / "small.png", tmp_path / "in" / str(number) / f"{number % 7}.png")

    def write(name: str) -> dict[str, bytes]:
        out = tmp_path / name
        place = (
            [str(out), str(tmp_path / "in")]
            if command == "export"
            else [str(tmp_path / "in"), "--to", str(out)]
        )
        assert run([command, *place]) == 0
        return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}

    shared = write("shared")
    monkeypatch.setattr("mkdocs_zhihu.exporting.shared_work.MIN_SHARED_POSTS", 1000)
    assert shared == write("alone")


def iter_texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.md")):
        yield path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>1. a</p><p># b</p><p>- c</p><p>+ d</p><p>&gt; e</p><p>---</p>", "1\\. a\n\n\\# b\n\n\\- c\n\n\\+ d\n\n\\> e\n\n\\---"),
        ("<p>*a* _b_ `c` [d] ~e~ &amp;amp; $5 | \\</p>", "\\*a\\* \\_b\\_ \\`c\\` \\[d\\] \\~e\\~ \\&amp; \\$5 | \\\\"),
        ("<p>www.a.org a@b.org https://c.org</p>", "www\\.a.org a\\@b.org https\\://c.org"),
        ("<p>中<strong>“文”</strong>字 <strong>文。</strong></p>", "中<strong>“文”</strong>字 **文。**"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n<!-- -->\n\n- b"),
        ("<p>a<br>- b</p>", "a\\\n\\- b"),
        ("<pre><code>```\n</code></pre>", "````\n```\n````"),
        ('<p><a href="https://a.org/(x)">a</a></p>', "[a](<https://a.org/(x)>)"),
        ("<p><code>a`b</code></p>", "``a`b``"),
        ("<table><thead><tr><th>a|b</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table>", "| a\\|b |\n| --- |\n| c |"),
        ('<table><thead><tr><th class="zh-center">a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>',
         '<table><thead><tr><th class="zh-center">a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>'),
        (('<table><thead><tr><th class="zh-center">a</th><th class="zh-right">b</th></tr></thead><tbody><tr><td class="zh-center">c</td>'
          '<td class="zh-right">d</td></tr></tbody></table>'), "| a | b |\n| :-: | --: |\n| c | d |"),
    ],
)  # fmt: skip
def test_text_stays_text(html: str, expected: str) -> None:
    assert (
        render_markdown_body(
            html, lambda url: Target(url, is_ours=False), lambda tag: Target(tag.get("src", ""), is_ours=True)
        )
        == expected
    )


def test_addresses_of_mail_and_odd_names_of_files_stay(tmp_path: Path) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    body = '<p><a href="mailto:a@b.org">信</a> <a href="C%23.md">甲</a></p>'
    (folder / "a.md").write_text(post("乙", body, tags=["v1.2 b"]), encoding="utf-8")
    (folder / "C#.md").write_text(post("甲"), encoding="utf-8")
    for dialect in ("markdown", "obsidian"):
        assert run(["export", str(tmp_path / dialect), str(folder), "--as", dialect]) == 0
    assert "[信](mailto:a@b.org) [甲](./C%23.md)" in (tmp_path / "markdown" / "a.md").read_text("utf-8")
    assert "[信](mailto:a@b.org) [[C＃|甲]]" in (tmp_path / "obsidian" / "a.md").read_text("utf-8")
    assert (tmp_path / "obsidian" / "C＃.md").is_file()
    assert read_front(tmp_path / "obsidian" / "a.md")["tags"][-1] == "v1-2-b"


def test_links_to_words_of_a_post_stay(tmp_path: Path) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "a.md").write_text(post("乙", '<p><a href="c.md#:~:text=d,e">甲</a></p>'), encoding="utf-8")
    (folder / "c.md").write_text(post("甲"), encoding="utf-8")
    for dialect in ("markdown", "obsidian"):
        assert run(["export", str(tmp_path / dialect), str(folder), "--as", dialect]) == 0
        written = (tmp_path / dialect / "a.md").read_text("utf-8")
        assert "[甲](./c.md#:~:text=d,e)" in written


def test_what_cannot_be_written_or_read_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.md").write_text(post(), encoding="utf-8")
    (tmp_path / "file").touch()
    assert run(["epub", str(tmp_path / "posts"), "--to", str(tmp_path / "file")]) == 2
    assert "file: cannot be written" in capsys.readouterr().err
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        "site_name: x\ntheme: material\nplugins: [{zhihu: {posts: nowhere}}]\n", encoding="utf-8"
    )
    (tmp_path / "docs").mkdir()
    assert run(["export", str(tmp_path / "out"), "-f", str(config)]) == 2
    assert "mkdocs.yml: cannot be read (zhihu: there is no folder 'nowhere'" in capsys.readouterr().err
