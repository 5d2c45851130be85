"""A live preview: what it makes again after an edit is what a build of everything makes."""

import errno
import os
import shutil
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment
from mkdocs.__main__ import cli
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from project import build_project, post, run_mkdocs, tree, write_project

from mkdocs_zhihu.cache.store import Store
from mkdocs_zhihu.host import build as host_build
from mkdocs_zhihu.host.serving import incremental, newest, preview
from mkdocs_zhihu.host.serving.watched_files import list_watched
from mkdocs_zhihu.host.templating import template_bytecode
from mkdocs_zhihu.host.writing import writer
from mkdocs_zhihu.plugin import ZhihuPlugin

pytestmark = pytest.mark.site

LONG = "<p>" + "很长的开头。" * 60 + "</p>"
FORMULA = '<img src="https://www.zhihu.com/equation?tex=x%5E2" alt="x^2" eeimg="1">'
POSTS = {
    f"posts/{number}.md": post(
        f"山水画法第{number}讲", f"{LONG}<p>文{number}</p>", categories=f"类{number % 2}", tags=["红"]
    )
    for number in range(8)
}
ALIKE = {f"posts/q{number}.md": post("怎样看待雨天？", f"<p>答{number}</p>") for number in range(3)}


@dataclass
class Preview:
    """A project as `mkdocs serve` has it, without its server."""

    folder: Path
    config: dict[str, Any] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=lambda: POSTS | ALIKE)
    builds: int = 0
    asked: int = 0
    show: Any = lambda: None

    def start(self) -> None:
        """Build everything once, as the command does."""
        path = write_project(self.folder, dict(self.posts), **self.config)
        settings = load_config(str(path), site_dir=str(self.folder / "shown"))
        settings.plugins.on_startup(command="serve", dirty=False)
        build(settings)
        plugin = settings.plugins["zhihu"]

        def build_all() -> None:
            self.builds += 1
            build(load_config(str(path), site_dir=str(self.folder / "shown")))

        server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(self.folder / "shown"))
        server.server_close()
        server.watch(settings.docs_dir)
        server.watch(str(path))
        self.show = preview.Preview(
            build=build_all,
            find_writer=lambda: plugin.writer,
            find_watched=lambda: list_watched(server, settings),
            request_rebuild=self.request_rebuild,
        )
        self.show.begin(is_partial=False)

    def request_rebuild(self) -> None:
        self.asked += 1

    def pages(self) -> dict[str, bytes]:
        return find_pages(self.folder / "shown")

    def pages_of_everything(self) -> dict[str, bytes]:
        """Return what a build of everything makes, in a process of its own: MkDocs uses plugins again."""
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        shutil.copytree(self.folder / "docs", self.folder / "clean" / "docs")
        write_project(self.folder / "clean", {}, **self.config)
        assert run_mkdocs(self.folder / "clean", "build", "-q").returncode == 0
        return find_pages(self.folder / "clean" / "site")


def find_pages(site: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree(site).items() if name.endswith(".html")}


@pytest.fixture
def served(tmp_path: Path) -> Preview:
    found = Preview(tmp_path)
    found.start()
    return found


def test_the_first_pages_are_those_of_a_build(served: Preview) -> None:
    assert served.pages() == served.pages_of_everything()


def leave(*names: str) -> list[Any]:
    """Leave cases that take a second each to the slow run."""
    return [pytest.param(name, marks=pytest.mark.slow) for name in names]


EDITS = {
    "the end": ("posts/3.md", "文3</p>", "另一种文</p>"),
    "the beginning": ("posts/3.md", "<p>很长", "<p>不短，很长"),
    "a heading": ("posts/3.md", "<p>文3</p>", "<h2>小节</h2><p>文</p><h2>又一节</h2>"),
    "a formula": ("posts/3.md", "<p>文3</p>", f"<p>{FORMULA}</p>"),
    "a link": ("posts/3.md", "<p>文3</p>", '<p><a href="4.md">第四讲</a></p>'),
    "a picture": ("posts/3.md", "<p>文3</p>", '<img src="https://pic1.zhimg.com/v2-abc_r.jpg">'),
    "much more text": ("posts/3.md", "<p>文3</p>", LONG * 9),
    "an answer": ("posts/q1.md", "答1", "另一个回答"),
}


def test_an_edited_text_stays_in_the_category_of_its_folder(tmp_path: Path) -> None:
    texts = {
        f"posts/山/{number}.md": f"---\ntitle: 第{number}讲\n---\n{LONG}<p>文</p>\n" for number in range(3)
    }
    served = Preview(tmp_path, {"plugins": [{"zhihu": {"categories": {"folders": True}}}]}, texts)
    served.start()
    path = tmp_path / "docs" / "posts" / "山" / "1.md"
    path.write_text(texts["posts/山/1.md"].replace("文", "字"), encoding="utf-8")
    served.show()
    assert served.asked == 0
    assert served.pages() == served.pages_of_everything()


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_text_shows_as_in_a_build_of_everything(served: Preview, name: str) -> None:
    uri, old, new = EDITS[name]
    path = served.folder / "docs" / uri
    text, before = path.read_text(encoding="utf-8"), served.pages()
    path.write_text(text.replace(old, new), encoding="utf-8")
    served.show()
    assert served.pages() == served.pages_of_everything()
    path.write_text(text, encoding="utf-8")
    served.show()
    assert served.pages() == before
    assert (served.builds, served.asked) == (0, 0)


FRONT = {
    "title": POSTS["posts/3.md"].replace("第3讲", "第三讲"),
    "category": POSTS["posts/3.md"].replace("类1", "类9"),
    "author in the text": post("题", "张三的回答<br><br><p>文</p>"),
    "a fault": POSTS["posts/3.md"].replace("文3", "文\x00"),
}


@pytest.mark.parametrize("name", ["title", *leave("category", "author in the text", "a fault")])
def test_a_page_shows_before_those_that_name_it(served: Preview, name: str) -> None:
    (served.folder / "docs" / "posts/3.md").write_text(FRONT[name], encoding="utf-8")
    served.show()
    clean = served.pages_of_everything()
    shown, right = (
        BeautifulSoup(pages["posts/3/index.html"], "html.parser") for pages in (served.pages(), clean)
    )
    assert shown.title == right.title
    assert shown.select_one(".zh-body") == right.select_one(".zh-body")
    assert (served.builds, served.asked) == (0, 1)
    served.show()
    assert (served.builds, served.asked) == (1, 1)
    assert served.pages() == clean


def edit(served: Preview, old: str, new: str, uri: str = "posts/3.md") -> None:
    """Save a post with other words."""
    path = served.folder / "docs" / uri
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_what_a_changed_title_owes_is_built_after_an_edit_in_between(served: Preview) -> None:
    edit(served, "第3讲", "第三讲")
    served.show()
    edit(served, "文3", "改过的文")
    served.show()
    assert (served.builds, served.asked) == (0, 2)
    served.show()
    assert served.builds == 1
    assert served.pages() == served.pages_of_everything()
    edit(served, "改过的文", "又改过的文")
    served.show()
    assert (served.builds, served.asked) == (1, 2)


@pytest.mark.parametrize("name", ["write_file", "replace"])
def test_an_edit_that_fails_keeps_its_page_and_everything_is_built(
    served: Preview, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    before = tree(served.folder / "shown")
    with monkeypatch.context() as patch:
        patch.setattr(writer if name == "write_file" else os, name, fail)
        edit(served, "文3", "新文")
        with pytest.raises(OSError, match="no space left"):
            served.show()
    assert tree(served.folder / "shown") == before
    assert (served.builds, served.asked) == (0, 1)
    served.show()
    assert served.builds == 1
    assert served.pages() == served.pages_of_everything()


def test_a_template_that_changed_with_a_post_is_built_with_everything(tmp_path: Path) -> None:
    template = tmp_path / "overrides" / "partials" / "comments.html"
    template.parent.mkdir(parents=True)
    template.write_text("<p>before</p>")
    served = Preview(tmp_path, {"theme": {"name": "material", "custom_dir": str(tmp_path / "overrides")}})
    served.start()
    template.write_text("<p>afterwards</p>")
    edit(served, "文3", "新文")
    served.show()
    assert served.builds == 1
    assert served.pages() == served.pages_of_everything()


def test_edits_after_a_build_that_was_refused_leave_the_old_site(tmp_path: Path) -> None:
    served = Preview(tmp_path, {"strict": True})
    served.start()
    edit(served, 'date: "2021-05-18 10:00:00"', 'date: "gestern"')
    served.show()
    with pytest.raises(Abort):
        served.show()
    before = tree(tmp_path / "shown")
    for number in (1, 2):
        edit(served, f"文{number}", "新文", uri=f"posts/{number}.md")
        with pytest.raises(Abort):
            served.show()
    assert served.builds == 3
    assert tree(tmp_path / "shown") == before


def test_a_site_with_edits_does_not_stay_in_memory_while_everything_is_built(tmp_path: Path) -> None:
    served = Preview(tmp_path)
    served.start()
    edit(served, "文3", "新文")
    served.show()
    sites = [weakref.ref(writer.site.pages[0]) for writer in served.show.edited]
    pages = [weakref.ref(writer.site.posts["posts/3.md"]) for writer in served.show.edited]
    build_all, alive = served.show.build, []

    def build_and_look() -> None:
        build_all()
        alive.extend(one() for one in (*sites, *pages))

    served.show.build = build_and_look
    served.show()
    assert alive == [None] * 4


CHANGES: dict[str, Callable[[Path], object]] = {
    "added": lambda docs: (docs / "posts/new.md").write_text(post("新")),
    "unpublished": lambda docs: (docs / "posts/3.md").write_text(post("题", published=False)),
    "deleted": lambda docs: (docs / "posts/3.md").unlink(),
    "renamed": lambda docs: (docs / "posts/3.md").rename(docs / "posts" / "33.md"),
    "another page": lambda docs: (docs / "about.md").write_text("# 关于\n"),
}


@pytest.mark.parametrize("name", ["added", "deleted", *leave("unpublished", "renamed", "another page")])
def test_whatever_else_changed_everything_is_built(served: Preview, name: str) -> None:
    CHANGES[name](served.folder / "docs")
    served.show()
    assert served.builds == 1
    assert served.pages() == served.pages_of_everything()


def test_a_post_that_is_being_written_keeps_its_page(served: Preview) -> None:
    path = served.folder / "docs" / "posts" / "3.md"
    before = served.pages()
    path.write_text("")
    served.show()
    assert served.pages() == before
    path.write_text(POSTS["posts/3.md"].replace("文3", "写完的文"), encoding="utf-8")
    served.show()
    assert served.pages() == served.pages_of_everything()
    assert served.builds == 0


def test_everything_is_built_after_a_save_of_nothing_known(served: Preview) -> None:
    served.show()
    assert served.builds == 1


def test_many_posts_at_once_are_built_with_everything(
    served: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incremental, "MAX_CHANGED_POSTS", 2)
    for number in range(3):
        path = served.folder / "docs" / f"posts/{number}.md"
        path.write_text(POSTS[f"posts/{number}.md"].replace(f"文{number}", "新文"), encoding="utf-8")
    served.show()
    assert served.builds == 1
    assert served.pages() == served.pages_of_everything()


@pytest.mark.parametrize("plugin", ["minify", "glightbox"])
def test_a_plugin_that_is_known_changes_an_edited_page_too(tmp_path: Path, plugin: str) -> None:
    served = Preview(tmp_path, {"plugins": ["zhihu", plugin]})
    served.start()
    picture = "新文<img src='https://pic1.zhimg.com/v2-1_r.jpg'>"
    text = POSTS["posts/3.md"].replace("文3", picture)
    (tmp_path / "docs" / "posts" / "3.md").write_text(text, encoding="utf-8")
    served.show()
    assert served.builds == 0
    assert served.pages() == served.pages_of_everything()


def test_pages_that_an_unknown_hook_may_change_are_built_with_everything(tmp_path: Path) -> None:
    hook = tmp_path / "hook.py"
    hook.write_text("def on_post_page(output, page, config):\n    return output\n", encoding="utf-8")
    served = Preview(tmp_path, {"hooks": [str(hook)]})
    served.start()
    text = POSTS["posts/3.md"].replace("文3", "新文")
    (tmp_path / "docs" / "posts" / "3.md").write_text(text, encoding="utf-8")
    served.show()
    assert served.builds == 1
    assert served.pages() == served.pages_of_everything()


def test_a_preview_may_be_limited_to_the_newest_posts(tmp_path: Path) -> None:
    dated = {
        f"posts/{number}.md": post(f"第{number}篇", date=f"2021-05-{number + 1:02}") for number in range(8)
    }
    limited = {"plugins": [{"zhihu": {"serve_newest": 3}}]}
    served = Preview(tmp_path, limited, posts=dated)
    served.start()
    shown = {name for name in served.pages() if name.startswith("posts/")}
    assert shown == {f"posts/{number}/index.html" for number in (5, 6, 7)}
    (tmp_path / "docs/posts/0.md").write_text(post("新", date="2022-01-01"), encoding="utf-8")
    served.show()
    assert "posts/0/index.html" in served.pages()
    assert "posts/5/index.html" not in served.pages()
    assert len(build_project(tmp_path / "all", dict(dated), **limited).post_pages()) == 8


def test_drafts_are_shown_in_a_preview_only(tmp_path: Path) -> None:
    served = Preview(tmp_path, {"draft_docs": "posts/3.md"})
    served.start()
    assert "posts/3/index.html" in served.pages()
    assert "posts/3/index.html" not in served.pages_of_everything()
    path = tmp_path / "docs/posts/3.md"
    path.write_text(POSTS["posts/3.md"].replace("文3", "另一种文"), encoding="utf-8")
    served.show()
    assert "另一种文".encode() in served.pages()["posts/3/index.html"]


def test_the_newest_posts_show_first_and_the_others_follow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newest, "FIRST_POSTS", 3)
    monkeypatch.setattr(host_build, "MIN_POSTS", 5)
    dated = {
        f"posts/{number}.md": post(f"第{number}篇", date=f"2021-05-{number + 1:02}") for number in range(8)
    }
    served = Preview(tmp_path, posts=dated)
    served.start()
    pages = {name for name in served.pages() if name.startswith("posts/")}
    assert pages == {f"posts/{number}/index.html" for number in (5, 6, 7)}
    served.show.build_rest()
    served.show()
    assert served.builds == 1
    assert served.asked == 1
    assert served.pages() == served.pages_of_everything()


@pytest.mark.parametrize(("option", "count"), [("--livereload", 3), ("--no-livereload", 8)])
def test_without_live_reload_the_first_build_shows_every_post(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str, count: int
) -> None:
    monkeypatch.setattr(newest, "FIRST_POSTS", 3)
    monkeypatch.setattr(host_build, "MIN_POSTS", 5)
    served = Preview(tmp_path, posts=dict(POSTS))
    with cli.commands["serve"].make_context("serve", [option]).scope():
        served.start()
    assert len([name for name in served.pages() if name.startswith("posts/")]) == count


@pytest.fixture
def half_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Preview, threading.Event]]:
    """Give a preview that shows three of eight posts, and lets the build of the others wait for an event."""
    monkeypatch.setattr(newest, "FIRST_POSTS", 3)
    monkeypatch.setattr(host_build, "MIN_POSTS", 5)
    texts = {f"posts/{number}.md": f"<p>旧文{number}</p>" for number in range(8)}
    dated = {
        uri: post(uri, text, date=f"2021-05-{number + 1:02}")
        for number, (uri, text) in enumerate(texts.items())
    }
    served = Preview(tmp_path, posts=dated)
    served.start()
    begun, may_go_on, build_all = threading.Event(), threading.Event(), served.show.build

    def build_slowly() -> None:
        begun.set()
        assert may_go_on.wait(60)
        build_all()

    served.show.build = build_slowly
    served.show.seen = {}
    served.show.begin(is_partial=True)
    assert begun.wait(10)
    yield served, may_go_on
    may_go_on.set()
    served.show.rest.join()
    served.show()
    assert served.show.first_writer is None
    assert served.pages() == served.pages_of_everything()
    assert served.builds == 1


def test_edits_show_while_the_other_posts_are_built(half_built: tuple[Preview, threading.Event]) -> None:
    served, _ = half_built
    for number, text in ((7, "新"), (6, "好"), (7, "长")):
        path = served.folder / f"docs/posts/{number}.md"
        path.write_text(path.read_text(encoding="utf-8") + f"<p>{text}文</p>", encoding="utf-8")
        served.show()
        assert f"{text}文".encode() in served.pages()[f"posts/{number}/index.html"]
    assert "posts/0/index.html" not in served.pages()
    assert served.show.rest.is_alive()
    assert served.asked == 0


def test_an_edit_that_fails_while_the_others_are_built_is_not_tried_again_at_once(
    half_built: tuple[Preview, threading.Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    served, _ = half_built
    path = served.folder / "docs/posts/7.md"
    path.write_text(path.read_text(encoding="utf-8").replace("旧", "新"), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(preview, "rebuild_posts", fail)
        with pytest.raises(OSError, match="no space"):
            served.show()
    assert served.asked == 0


@pytest.mark.parametrize("options", [{}, {"serve_newest": 3}], ids=["first", "newest"])
def test_what_a_preview_does_not_show_stays_in_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, int]
) -> None:
    monkeypatch.setattr(newest, "FIRST_POSTS", 3)
    monkeypatch.setattr(host_build, "MIN_POSTS", 5)
    dated = {
        f"posts/{number}.md": post(f"第{number}篇", date=f"2021-05-{number % 28 + 1:02}")
        for number in range(120)
    }
    plugins = [{"zhihu": options}]
    build_project(tmp_path, dict(dated), plugins=plugins)
    cache = tmp_path / ".cache" / "plugin" / "zhihu"
    derived = Store(str(cache / "cache.sqlite3")).get_all("whole")
    assert len(derived) > 1
    served = Preview(tmp_path, {"plugins": plugins}, posts={})
    served.start()
    assert len([name for name in served.pages() if name.startswith("posts/")]) == 3
    assert len(Store(str(cache / "cache.sqlite3")).get_all("record")) == len(dated)
    assert Store(str(cache / "cache.sqlite3")).get_all("whole") == derived


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_build_of_the_others_that_fails_is_tried_again_where_its_reason_shows(tmp_path: Path) -> None:
    calls: list[int] = []

    def fail_once() -> None:
        calls.append(1)
        if len(calls) == 1:
            sys.exit("no room")

    show = preview.Preview(build=fail_once, find_writer=lambda: None, find_watched=lambda: [str(tmp_path)])
    show.build_rest()
    show()
    assert len(calls) == 2


def test_a_preview_compiles_no_template_that_a_build_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = Preview(tmp_path)
    template_bytecode._COMPILED.clear()
    build_project(tmp_path, dict(POSTS))
    template_bytecode._COMPILED.clear()
    compiled: list[str | None] = []
    compile_template = Environment.compile

    def note(env: Environment, source: str, name: str | None = None, filename: str | None = None) -> object:
        compiled.append(name)
        return compile_template(env, source, name, filename)

    monkeypatch.setattr(Environment, "compile", note)
    served.start()
    assert "main.html" not in compiled
    assert "zhihu/post.html" not in compiled


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_build_of_the_others_ends_with_the_server(tmp_path: Path) -> None:
    begun = threading.Event()

    def build_for_ever() -> None:
        begun.set()
        while True:
            time.sleep(0.01)

    plugin = ZhihuPlugin()
    plugin.preview = preview.Preview(
        build=build_for_ever, find_writer=lambda: None, find_watched=lambda: [str(tmp_path)]
    )
    plugin.preview.build_rest()
    rest = plugin.preview.rest
    assert rest is not None
    assert begun.wait(10)
    plugin.on_shutdown()
    assert not rest.is_alive()
    plugin.on_shutdown()  # as MkDocs does where a server ends before it began


LINKED = {
    "posts/0.md": post("零", "<h2>旧节</h2><p>文0</p>"),
    "posts/1.md": post("一", '<p><a href="0.md#旧节">零的一节</a><a href="2.md">二</a></p>'),
    "posts/2.md": post("二", '<h2>小节</h2><p><a href="0.md">零</a></p>'),
}


def test_a_heading_that_another_post_links_to_is_built_with_everything(tmp_path: Path) -> None:
    served = Preview(tmp_path, posts=LINKED)
    served.start()
    edit(served, "小节", "另一节", uri="posts/2.md")  # a link leads to the post, and none to a place in it
    served.show()
    assert (served.builds, served.asked) == (0, 0)
    edit(served, "旧节", "新节", uri="posts/0.md")
    served.show()
    assert (served.builds, served.asked) == (0, 1)
    served.show()
    assert served.pages() == served.pages_of_everything()


def test_a_text_that_an_edit_begins_to_link_to_is_published(tmp_path: Path) -> None:
    texts = {"posts/0.md": post("零", "<p>文0</p>"), "posts/笔记.txt": "笔记"}
    served = Preview(tmp_path, posts=texts)
    served.start()
    for old, new in (("文0", '<a href="笔记.txt">笔记</a>'), ('<a href="笔记.txt">笔记</a>', "文0")):
        edit(served, old, new, uri="posts/0.md")
        served.show()
        served.show()
        assert (served.folder / "shown/posts/笔记.txt").exists() == ("href" in new)
    assert (served.builds, served.asked) == (2, 2)
    assert served.pages() == served.pages_of_everything()
