"""A build after a history of changes gives the site that a clean build gives, byte for byte."""

import json
import os
import random
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from project import Built, build_project, post, start_mkdocs, tree

from mkdocs_zhihu import search
from mkdocs_zhihu.host.writing import writer
from mkdocs_zhihu.reading import reader, source

pytestmark = pytest.mark.site

HISTORIES = 200 if os.environ.get("ALL_HISTORIES") else 4
NAMES = tuple(f"posts/{folder}{number}.md" for folder in ("", "a/") for number in range(4))
CATEGORIES = ("甲", "乙", ["甲", "丙"], ["甲", "丙", "丁"], None)
OPTIONS: tuple[dict[str, Any], ...] = (
    {"site_name": "另一个"},
    {"site_url": "https://a.example/b/"},
    {"use_directory_urls": False},
    {"theme": {"name": "material", "language": "en", "font": False, "features": ["navigation.path"]}},
    {"extra": {"generator": False, 1: "one"}},
    {"plugins": [{"zhihu": {"pagination_per_page": 2}}]},
    {"plugins": [{"zhihu": {"home": "tiles"}}]},
    {"plugins": ["search", {"zhihu": {"search": "zhihu"}}]},
    {"plugins": [{"zhihu": {"timezone": "UTC", "formulas": "arithmatex"}}]},
    {"plugins": [{"zhihu": {"post_url_format": "{year}/{slug}", "home": False}}]},
    {},
)
FORMULA = '<img src="https://www.zhihu.com/equation?tex=x%5E2" alt="x^2" eeimg="1">'

posts = st.builds(
    lambda title, link, category, tags, day, extra: post(
        title,
        f'<p>文 <a href="{link}">那篇</a></p>{extra}',
        categories=category,
        tags=tags,
        date=f"2021-05-{day:02} 10:00:00",
    ),
    st.sampled_from(("一", "二 <b>", "三 & 四")),
    st.sampled_from(("1.md", "a/2.md", "../3.md", "https://www.zhihu.com/question/1/answer/2")),
    st.sampled_from(CATEGORIES),
    st.sampled_from(([], ["红"], ["红", "蓝"])),
    st.integers(1, 4),
    st.sampled_from(
        (
            "",
            "<h2>小节</h2><p>文</p>",
            "甲的回答<br><br><p>文</p>",
            "乙的回答<br><br><p>文</p>",
            f"<p>{FORMULA}</p>",
            "<script>x</script>",
        )
    ),
)
names = st.sampled_from(NAMES)
changes = st.one_of(
    st.tuples(st.just("write"), names, posts),
    st.tuples(st.just("write"), names, posts),
    st.tuples(st.just("rename"), names, names),
    st.tuples(st.just("delete"), names, st.none()),
    st.tuples(st.just("configure"), st.sampled_from(OPTIONS), st.none()),
    st.tuples(st.just("damage"), st.integers(0, 2**32), st.none()),
    st.tuples(st.just("meddle"), st.integers(0, 2**32), st.none()),
    st.tuples(st.just("kill"), st.floats(0.2, 1.5), st.none()),
)


@dataclass
class Project:
    """A project with a history."""

    folder: Path
    options: dict[str, Any] = field(default_factory=dict)

    def change(self, kind: str, what: Any, more: Any) -> None:
        path = self.folder / "docs" / str(what)
        if kind == "write":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(more, encoding="utf-8")
        elif kind == "delete":
            path.unlink(missing_ok=True)
        elif kind == "rename" and path.exists():
            (self.folder / "docs" / more).parent.mkdir(parents=True, exist_ok=True)
            path.rename(self.folder / "docs" / more)
        elif kind == "configure":
            self.options = what
        elif kind == "damage":
            damage(self.folder / ".cache", what)
        elif kind == "meddle":
            damage(self.folder / "site", what)
        elif kind == "kill":
            process = start_mkdocs(self.folder, "build", "-q")
            time.sleep(what)
            process.kill()
            process.wait()

    def build(self) -> dict[str, bytes]:
        return tree(build_project(self.folder, {}, **self.options).site)

    def build_clean(self) -> dict[str, bytes]:
        with tempfile.TemporaryDirectory() as name:
            shutil.copytree(self.folder / "docs", Path(name, "docs"))
            return tree(build_project(Path(name), {}, **self.options).site)


def damage(folder: Path, seed: int) -> None:
    """Change a few bytes of some file, or cut it short, or take it away."""
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    if not files:
        return
    path = rng.choice(files)
    data = bytearray(path.read_bytes())
    kind = rng.randrange(4)
    if kind == 0:
        path.unlink()
    elif kind == 1:
        path.write_bytes(data[: len(data) // 2])
    else:
        for _ in range(rng.choice((1, 50))):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        path.write_bytes(data)


@pytest.mark.slow
@settings(
    max_examples=HISTORIES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=not os.environ.get("ALL_HISTORIES"),
)
@given(history=st.lists(st.lists(changes, min_size=1, max_size=4), min_size=2, max_size=5))
def test_incremental_equals_clean(history: list[list[tuple[str, Any, Any]]]) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            source, "MIN_AGE_NS", 0
        )  # between changes there is a build; nobody waits for files to settle
        project = Project(Path(name))
        (project.folder / "docs").mkdir()
        for number, uri in enumerate(NAMES[:5]):
            project.change("write", uri, post(f"第{number}篇"))
        for changed in history:
            for change in changed:
                project.change(*change)
            assert project.build() == project.build_clean()


NUMBERED_POSTS = {
    f"posts/{number}.md": post(f"第{number}篇", categories=f"类{number % 3}") for number in range(30)
}


def count_written(site: Built) -> tuple[int, int]:
    """Return how many pages were written and how many taken, as the build said."""
    (said,) = (text for _, text in site.messages if "taken from the last site" in text)
    words = said.split()
    return int(words[words.index("files") - 1]), int(words[words.index("taken") - 1])


def count_index_files(site: Built) -> int:
    """Return how many files the index of posts has; the texts of the dialog are none."""
    return sum(
        path.is_file() and path.name != "settings.js" for path in (site.site / "zhihu" / "search").rglob("*")
    )


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    written, taken = count_written(build_project(tmp_path, dict(NUMBERED_POSTS)))
    assert taken == 0
    again = build_project(tmp_path, {})
    assert count_written(again) == (0, written + count_index_files(again))
    edited = build_project(tmp_path, {"posts/7.md": post("第7篇", "<p>改过的正文</p>", categories="类1")})
    assert count_written(edited)[0] < 12
    assert "改过的正文" in edited.page("posts/7").get_text()


RSS = {"rss": {"match_path": "posts/.*", "use_git": False, "date_from_meta": {"as_creation": "date"}}}
SITES: dict[str, dict[str, Any]] = {
    "known plugins": {"plugins": ["search", "zhihu", "glightbox", RSS, {"minify": {"minify_html": True}}, "tags"]},
    "a hook that looks": {"hook": "def on_page_context(context, page, config, nav):\n    return context\n"},
    "a hook on the context": {"hook": "def on_page_context(context, page, config, nav):\n"
                                      "    context['extra'] = 'E' * len(page.title)\n"},
    "a hook on bodies": {"hook": "def on_page_content(html, page, config, files):\n    return html + '<p>尾</p>'\n"},
    "a hook on metadata": {"hook": "def on_pre_page(page, config, files):\n    page.meta['subtitle'] = page.title[::-1]\n"},
    "a hook on HTML": {"hook": "def on_post_page(output, page, config):\n    return output + '<!-- %s -->' % page.title\n"},
    "a hook on the site": {"hook": "from pathlib import Path\n\n\ndef on_post_build(config):\n"
                                   "    for path in Path(config.site_dir).rglob('*.html'):\n"
                                   "        with path.open('a') as file:\n            file.write('<!-- end -->')\n"},
    "a hook on templates": {"hook": "def on_env(env, config, files):\n    env.globals['extra'] = len(files)\n"},
}  # fmt: skip
OVERRIDE = "{{ extra }}{{ page.meta.subtitle }}"


def build_as(folder: Path, files: Mapping[str, str | bytes], options: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the files of a site with other plugins, without feeds that say when they were written."""
    config = {name: value for name, value in options.items() if name != "hook"}
    (folder / "overrides" / "partials").mkdir(parents=True, exist_ok=True)
    (folder / "overrides" / "partials" / "comments.html").write_text(OVERRIDE, encoding="utf-8")
    theme = {"name": "material", "font": False, "custom_dir": str(folder / "overrides")}
    if "hook" in options:
        (folder / "hook.py").write_text(options["hook"], encoding="utf-8")
        config["hooks"] = ["hook.py"]
    site = build_project(folder, dict(files), theme=theme, site_url="https://example.org/", **config)
    return {name: data for name, data in tree(site.site).items() if not name.startswith("feed_")}


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[pytest.mark.slow] if number else []) for number, name in enumerate(SITES)],
)
def test_incremental_equals_clean_beside_other_plugins(tmp_path: Path, name: str) -> None:
    edits = {
        "posts/2.md": post(
            "第2篇", f"<p>改过的正文 {FORMULA}</p><img src='https://pic1.zhimg.com/v2-1_r.jpg'>", tags=["新"]
        ),
        "posts/3.md": post("另一个标题"),
    }
    posts = {f"posts/{number}.md": post(f"第{number}篇", tags=["旧"]) for number in range(6)}
    build_as(tmp_path / "a", posts, SITES[name])
    incremental = build_as(tmp_path / "a", edits, SITES[name])
    clean = build_as(tmp_path / "b", {**posts, **edits}, SITES[name])
    assert incremental.keys() == clean.keys()
    assert [path for path, data in clean.items() if incremental[path] != data] == []


@pytest.mark.parametrize(
    "name",
    [
        "known plugins",
        *(pytest.param(name, marks=pytest.mark.slow) for name in ("a hook that looks", "a hook on bodies")),
    ],
)
def test_pages_are_taken_beside_other_plugins(tmp_path: Path, name: str) -> None:
    build_as(tmp_path, NUMBERED_POSTS, SITES[name])
    config = {key: value for key, value in SITES[name].items() if key != "hook"}
    hooks = {"hooks": ["hook.py"]} if "hook" in SITES[name] else {}
    theme = {"name": "material", "font": False, "custom_dir": str(tmp_path / "overrides")}
    again = build_project(tmp_path, {}, theme=theme, site_url="https://example.org/", **config, **hooks)
    assert count_written(again)[0] == 0


def test_a_template_in_a_linked_folder_that_changed_shows(tmp_path: Path) -> None:
    shared, overrides = tmp_path / "shared", tmp_path / "overrides"
    for folder in (shared, overrides):
        folder.mkdir()
    (overrides / "partials").symlink_to(shared)
    (overrides / "a loop").symlink_to(overrides)
    theme = {"name": "material", "font": False, "custom_dir": str(overrides)}
    for text in ("<p>before</p>", "<p>after</p>"):
        # no other page shows that it changed
        (shared / "comments.html").write_text(f"{{% if page.url == 'posts/3/' %}}{text}{{% endif %}}")
        built = build_project(tmp_path, dict(NUMBERED_POSTS), theme=theme)
        assert text in str(built.page("posts/3/"))


def test_files_that_are_as_they_were_are_not_even_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "MIN_AGE_NS", 0)
    read: list[str] = []

    def note(*, path: str, **rest: Any) -> Any:
        read.append(Path(path).stem)
        return read_source(path=path, **rest)

    read_source = reader.read_source
    monkeypatch.setattr(reader, "read_source", note)
    build_project(tmp_path, dict(NUMBERED_POSTS))
    assert len(read) == len(NUMBERED_POSTS)
    read.clear()
    path = tmp_path / "docs" / "posts" / "7.md"
    before, text = path.stat(), path.read_text(encoding="utf-8")
    path.write_text(text.replace("第7篇", "第9篇"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    path.with_name("8.md").chmod(0o600)
    site = build_project(tmp_path, {})
    assert sorted(read) == ["7", "8"]
    assert site.page("posts/7").h1.get_text() == "第9篇"  # as long as before, and of the same time


def test_a_file_that_changed_a_moment_ago_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("x")
    looked = {"path": str(path), "root": str(tmp_path), "max_size": 9}
    assert source.stamp_source(**looked) is None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "MIN_AGE_NS", 0)
        assert source.stamp_source(**looked) is not None
        assert source.stamp_source(**looked | {"max_size": 0}) is None
        assert source.stamp_source(**looked | {"root": str(tmp_path / "b")}) is None
        assert source.stamp_source(**looked | {"path": str(tmp_path)}) is None


def test_the_search_index_is_the_same_when_pages_are_taken(tmp_path: Path) -> None:
    plugins = ["search", {"zhihu": {"search": "material"}}]
    first = tree(build_project(tmp_path, dict(NUMBERED_POSTS), plugins=plugins).site)
    again = build_project(tmp_path, {}, plugins=plugins)
    assert count_written(again)[0] == 0
    assert tree(again.site) == first
    index = json.loads(first["search/search_index.json"])
    titles = {page["title"].replace("\u200b", "") for page in index["docs"]}  # where jieba is, it marks words
    assert "第7篇" in titles


OUR_SEARCH = {"plugins": ["search", {"zhihu": {"search": "zhihu"}}]}


def find_index(site: Built) -> dict[str, int]:
    """Return the files of our search index and their numbers on the disk."""
    folder = site.site / "zhihu" / "search"
    return {path.name: path.stat().st_ino for path in folder.glob("*.bin")}


def test_the_search_index_is_made_again_only_if_a_document_changed(tmp_path: Path) -> None:
    first = build_project(tmp_path, dict(NUMBERED_POSTS), **OUR_SEARCH)
    files, index = tree(first.site), find_index(first)
    again = build_project(tmp_path, {}, **OUR_SEARCH)
    assert find_index(again) == index
    assert tree(again.site) == files
    body = post("第7篇", "<p>改过的正文</p>", categories="类1")
    edited = build_project(tmp_path, {"posts/7.md": body}, **OUR_SEARCH)
    assert not set(find_index(edited).values()) & set(index.values())
    clean = build_project(tmp_path / "clean", NUMBERED_POSTS | {"posts/7.md": body}, **OUR_SEARCH)
    assert tree(edited.site) == tree(clean.site)


@pytest.mark.parametrize("name", ["manifest.bin", "dictionary.bin", "g0.bin", "s0.bin"])
def test_a_search_index_that_was_meddled_with_is_made_again(tmp_path: Path, name: str) -> None:
    first = tree(build_project(tmp_path, dict(NUMBERED_POSTS), **OUR_SEARCH).site)
    (tmp_path / "site" / "zhihu" / "search" / name).write_bytes(b"no index")
    assert tree(build_project(tmp_path, {}, **OUR_SEARCH).site) == first


def test_an_index_that_fails_in_another_process_is_made_in_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, build = os.getpid(), search.build_search

    def build_badly(documents: Any) -> Any:
        if os.getpid() != own:
            raise MemoryError
        return build(documents)

    first = tree(build_project(tmp_path / "one", dict(NUMBERED_POSTS), **OUR_SEARCH).site)
    monkeypatch.setattr(search, "build_search", build_badly)
    assert tree(build_project(tmp_path / "two", dict(NUMBERED_POSTS), **OUR_SEARCH).site) == first


def test_a_page_that_was_meddled_with_is_written_again(tmp_path: Path) -> None:
    first = tree(build_project(tmp_path, dict(NUMBERED_POSTS)).site)
    page = tmp_path / "site" / "posts" / "7" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"<", b">"))
    assert tree(build_project(tmp_path, {}).site) == first


def test_nothing_is_taken_where_samples_show_that_something_else_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "fingerprint_site", lambda _config, _nav: b"")
    build_project(tmp_path, dict(NUMBERED_POSTS))
    site = build_project(tmp_path, {}, site_name="另一个名字")
    assert count_written(site)[1] == count_index_files(site)  # it shows no name of the site
    assert "另一个名字" in site.page("posts/7").title.get_text()


def test_many_pages_are_the_same_from_several_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tree(build_project(tmp_path / "one", dict(NUMBERED_POSTS)).site)
    monkeypatch.setattr(writer, "MIN_PARALLEL_PAGES", 5)
    monkeypatch.setattr(writer, "count_cores", lambda: 3)
    assert tree(build_project(tmp_path / "many", dict(NUMBERED_POSTS)).site) == first


def test_a_failure_in_another_process_is_told_as_in_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, render = os.getpid(), writer.PageWriter.render

    def render_badly(self: writer.PageWriter, page: Any) -> bytes:
        if os.getpid() != own:
            raise MemoryError
        return render(self, page)

    first = tree(build_project(tmp_path / "one", dict(NUMBERED_POSTS)).site)
    monkeypatch.setattr(writer, "MIN_PARALLEL_PAGES", 5)
    monkeypatch.setattr(writer, "count_cores", lambda: 3)
    monkeypatch.setattr(writer.PageWriter, "render", render_badly)
    assert tree(build_project(tmp_path / "many", dict(NUMBERED_POSTS)).site) == first


def test_a_page_is_written_again_when_its_folder_is_read_otherwise(tmp_path: Path) -> None:
    """Nothing but the body tells: the post's own file did not change. The newest page is always compared, so it is another."""
    doubtful = "---\ntitle: 疑\ndate: 2020-01-01\n---\na <b>x</b> *y* z\n"
    html, markdown = "<p>甲</p><p>乙</p>", "# 甲\n\n- **乙**\n- [丙](https://a.example/)\n"
    names = [f"posts/{number}.md" for number in range(3)]
    first = build_project(
        tmp_path,
        {
            "posts/a/new.md": post("新", date="2024-01-01"),
            "posts/x.md": doubtful,
            **dict.fromkeys(names, f"---\ntitle: 旁\ndate: 2021-01-01\n---\n{html}\n"),
        },
    )
    assert "*y*" in (first.site / "posts" / "x" / "index.html").read_text(encoding="utf-8")
    again = build_project(
        tmp_path, dict.fromkeys(names, f"---\ntitle: 旁\ndate: 2021-01-01\n---\n{markdown}")
    )
    shutil.copytree(tmp_path / "docs", tmp_path / "clean" / "docs")
    assert "<em>y</em>" in (again.site / "posts" / "x" / "index.html").read_text(encoding="utf-8")
    assert tree(again.site) == tree(build_project(tmp_path / "clean", {}).site)
