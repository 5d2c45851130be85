"""Every file in a posts folder becomes a page, stays a file of the site, or is named."""

import os
from pathlib import Path
from typing import Any

import pytest
from project import Built, build_project, post, run_mkdocs, write_project

from mkdocs_zhihu.cli.main import run

pytestmark = pytest.mark.site

EVIL = "<!DOCTYPE html><html><head><title>T</title><script>alert(1)</script></head><body><p>网页正文</p></body></html>"
FILES: dict[str, str | bytes] = {
    "posts/a.md": post("甲文"),
    "posts/b/index.md": post("乙文"),
    "posts/C.MD": post("丙文"),
    "posts/d.markdown": post("丁文"),
    "posts/e.html": EVIL,
    "posts/f.HTM": "---\ntitle: 己文\n---\n<p>正文</p>",
    "posts/g.shtml": "From: <Saved by Blink>\nMIME-Version: 1.0\n",
    "posts/h.txt": "笔记",
    "posts/i.png": b"no picture",
    "posts/_config.yml": "permalink: :title/\ndeploy: {token: secret}\n",
    "_config.yml": "deploy: {token: secret}\n",
    "posts/j.md": post("草稿", draft=True),
    "posts/_drafts/k.md": post("草稿二"),
    "posts/l.md": post("密文", password="1234"),  # noqa: S106 - nothing secret
}


def build(folder: Path, options: dict[str, Any] | None = None, **config: Any) -> Built:
    files = FILES | config.pop("files", {})
    return build_project(folder, files, plugins=["search", {"zhihu": options or {}}], **config)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("kinds"))


def test_every_kind_of_page_is_a_post_at_its_place(built: Built) -> None:
    names = ["posts/C", "posts/a", "posts/b", "posts/d", "posts/e", "posts/f"]
    assert built.post_pages() == [f"{name}/index.html" for name in names]


def test_no_configuration_of_hexo_is_published(built: Built) -> None:
    assert list(built.site.rglob("_config.yml")) == []


def test_no_foreign_page_is_published_as_it_is(built: Built) -> None:
    found = {
        path.relative_to(built.site).as_posix()
        for path in (built.site / "posts").rglob("*")
        if path.is_file()
    }
    assert found == {*built.post_pages(), "posts/i.png"}
    page = built.page("posts/e/")
    assert "网页正文" in page.select_one(".zh-body").get_text()
    assert not [script for script in page.select("script") if "alert" in script.get_text()]


def test_what_is_not_published_is_named_and_counted(built: Built) -> None:
    for name in ("posts/g.shtml", "posts/h.txt", "posts/j.md", "posts/_drafts/k.md", "posts/l.md"):
        assert built.says(name), name
    assert built.says("11 posts in = 6 pages out + 2 set aside + 3 unpublished")


def test_texts_of_other_tools_are_named_and_attachments_stay(tmp_path: Path) -> None:
    texts = ["a.mdx", "b.org", "c.ipynb", "d.rst", "e.adoc", "f.textile", "G.Rmd", "h.mdwn"]
    attachments = ["i.json", "j.docx", "k.pdf", "l.tex", "m.csv"]
    files = {f"posts/{name}": "draft: true" for name in (*texts, *attachments)}
    built = build_project(tmp_path, files | {"posts/z.md": post("文")})
    found = {path.name for path in (built.site / "posts").iterdir() if path.is_file()}
    assert found == set(attachments)
    said = "\n".join(built.warnings)
    assert [name for name in texts if f"posts/{name}" not in said] == []
    assert built.says("posts/a.mdx: is not a kind of file that is read; set aside; rename it to .md")


def test_a_text_that_is_not_read_stays_where_a_post_links_to_it(tmp_path: Path) -> None:
    text = "---\ntitle: 甲\n---\n[笔记本](d/x.ipynb) [大纲](y.org)\n"
    files: dict[str, str | bytes] = {
        "posts/a.md": text,
        "posts/d/x.ipynb": "{}",
        "posts/y.org": "*",
        "posts/z.rst": "z",
    }
    for _ in range(2):  # the second from the cache
        built = build_project(tmp_path, files)
        assert [link["href"] for link in built.page("posts/a").select(".zh-body a")] == [
            "../d/x.ipynb",
            "../y.org",
        ]
        assert [(built.site / name).exists() for name in files] == [False, True, True, False]
        assert [text for text in built.warnings if "set aside" in text or "links to" in text] == [
            "zhihu: posts/z.rst: is not a kind of file that is read; set aside; convert it to .md with `pandoc -s -t gfm`, or move it out of the posts folder"
        ]


def test_no_post_takes_the_place_of_a_text_that_another_links_to(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "posts/a.md": post(permalink="posts/b.mdx"),
        "posts/c.md": post(body='<p><a href="b.mdx">字</a></p>'),
        "posts/b.mdx": "# 题\n",
    }
    built = build_project(tmp_path, files)
    assert (built.site / "posts" / "b.mdx").read_text(encoding="utf-8") == "# 题\n"
    assert len(built.post_pages()) == 2


def test_a_source_beside_its_post_is_no_loss_and_others_of_its_kind_are_said_once(tmp_path: Path) -> None:
    files = {"posts/a.Rmd": "文", "posts/a.md": post("甲"), "posts/b.ipynb": "{}", "posts/b.html": post("乙")}
    built = build_project(tmp_path, files, strict=True)
    assert built.says("2 posts in = 2 pages out + 0 set aside")
    assert not (built.site / "posts" / "a.Rmd").exists()
    names = [f"posts/{number}.rst" for number in range(7)]
    built = build_project(tmp_path, files | dict.fromkeys(names, "文") | {"posts/a.txt": "文"})
    assert built.says("10 posts in = 2 pages out + 8 set aside")
    said = [text for text in built.warnings if "set aside" in text]
    assert [[name for name in names if name in text] for text in said] == [names, []]
    assert "7 times file.rst, all of them:" in said[0]
    assert "posts/a.txt" in said[1]


def test_a_source_of_a_file_that_became_no_page_is_set_aside(tmp_path: Path) -> None:
    files = {"a.md": post(), "c.Rmd": "文", "c.md": "", "d.org": "文", "d.md": "---\ndraft: true\n---\n文"}
    built = build_project(tmp_path, {f"posts/{name}": text for name, text in files.items()})
    assert built.says("5 posts in = 1 page out + 3 set aside + 1 unpublished")
    for name in ("c.Rmd", "d.org"):
        assert any(f"posts/{name}: is not a kind of file that is read" in text for text in built.warnings)


@pytest.mark.parametrize(("folder", "use_directory_urls"), [("posts", True), (".", True), ("posts", False)])
def test_files_with_one_place_are_all_pages(
    tmp_path: Path,
    folder: str,
    use_directory_urls: bool,
) -> None:
    names = ["s/README.md", "s/index.md", "t/README.md", "t/index.html", "u/index.html", "u/index.md"]
    names += ["a.md", "a.markdown", "a.html", "x [1] #!.md", "x [1] #!.mkd"]
    files = {f"posts/{name}": post(f"文{number}") for number, name in enumerate(names)}
    files |= {"index.md": "# 首页\n", "README.md": "# 说明\n"} if folder == "posts" else {}
    built = build_project(
        tmp_path,
        files,
        plugins=["search", {"zhihu": {"posts": folder}}],
        use_directory_urls=use_directory_urls,
    )
    pages = {built.page(name).select_one("h1").get_text(strip=True): name for name in built.post_pages()}
    assert set(pages) == {f"文{number}" for number in range(len(names))}
    assert [text for text in built.warnings if "posts/" in text] == []
    suffix = "/index.html" if use_directory_urls else ".html"
    assert [pages[f"文{number}"] for number in (1, 3)] == [f"posts/s{suffix}", f"posts/t{suffix}"]
    assert built.says("posts/s/README.md: posts/s/index.md has the address 'posts/s' too")


def test_what_the_user_excludes_stays_out_of_the_site(tmp_path: Path) -> None:
    files = {"posts/s/README.md": post("甲文"), "posts/s/index.md": post("乙文")}
    built = build_project(tmp_path, files, exclude_docs="README.md\n", strict=True)
    assert built.post_pages() == ["posts/s/index.html"]


def test_templates_are_no_posts(tmp_path: Path) -> None:
    files = {
        "posts/_layouts/p.html": "<!DOCTYPE html><title>{{ page.title }}</title><body>{{ content }}</body>",
        "posts/_layouts/q.html": "---\nlayout: base\n---\n<main>{{ content }}</main>",
        "posts/_layouts/w.md": "---\ntitle: 丙\n---\n{{ content }}",
        "posts/_includes/nav.html": "<nav><a href='/'>首页</a></nav>",
        "posts/layouts/single.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ end }}',
        "posts/base.html": "<html><head><title>{% block title %}{% endblock %}</title></head><body><p>a</p></body></html>",
        "posts/a.html": "<p>模板里写 {{ content }}，正文就在那里。</p>",
        "posts/_saved/b.html": EVIL,
    }
    built = build_project(tmp_path, files)
    assert built.post_pages() == ["posts/_saved/b/index.html", "posts/a/index.html"]
    for name in (
        "_layouts/p.html",
        "_layouts/q.html",
        "_layouts/w.md",
        "_includes/nav.html",
        "layouts/single.html",
        "base.html",
    ):
        assert built.says(f"posts/{name}"), name


def test_a_page_that_nav_names_and_files_beside_other_pages_stay(tmp_path: Path) -> None:
    built = build(
        tmp_path, {"posts": "."}, files={"robots.txt": "User-agent: *"}, nav=[{"页": "posts/e.html"}]
    )
    assert (built.site / "robots.txt").exists()
    assert (built.site / "posts/e.html").read_text() == EVIL


@pytest.mark.skipif(os.name != "posix", reason="names are text there")
def test_a_name_that_is_not_utf8_ends_no_build_and_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_project(tmp_path, {"posts/a.md": post("甲文")})
    for name in (b"b\xe9.md", b"c\xe9.png"):
        Path(os.fsdecode(bytes(tmp_path / "docs" / "posts") + b"/" + name)).write_text(
            post("坏名"), encoding="utf-8"
        )
    built = build_project(tmp_path, {})
    assert built.post_pages() == ["posts/a/index.html"]
    assert built.says("posts/b\\udce9.md: has a name that is not UTF-8")
    assert built.says("posts/c\\udce9.png: has a name that is not UTF-8")
    assert run(["check", str(tmp_path / "docs" / "posts")]) == 1
    assert "b\\udce9.md: has a name that is not UTF-8" in capsys.readouterr().out


def test_a_folder_that_is_not_there_stops_the_build_with_a_hint(tmp_path: Path) -> None:
    write_project(tmp_path, {"posts/a.md": post()}, plugins=[{"zhihu": {"posts": "post"}}])
    result = run_mkdocs(tmp_path, "build")
    assert result.returncode
    assert "did you mean 'posts'?" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="links need rights there")
def test_a_posts_folder_may_be_a_link_if_it_is_named(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    for name in "abc":
        (archive / f"{name}.md").write_text(post(f"文{name}"), encoding="utf-8")
    (archive / "d.md").symlink_to("/etc/hostname")
    write_project(tmp_path, {"about.md": "# 关于\n"})
    (tmp_path / "docs" / "posts").symlink_to(archive, target_is_directory=True)
    built = build_project(tmp_path, {})
    assert built.post_pages() == [f"posts/{name}/index.html" for name in "abc"]
    assert [text for text in built.warnings if "posts/d.md" in text] == built.warnings != []
    whole = build_project(tmp_path, {}, plugins=["search", {"zhihu": {"posts": "."}}])
    assert len(whole.warnings) == 1
    assert "posts/: is a link to a folder outside the docs folder" in whole.warnings[0]


def test_files_with_one_place_are_pages_of_the_folder_that_a_hook_names(tmp_path: Path) -> None:
    hook = tmp_path / "hook.py"
    hook.write_text(
        f"def on_config(config):\n    config.docs_dir = {str(tmp_path / 'text')!r}\n    return config\n"
    )
    for name in ("README", "index"):
        path = tmp_path / f"text/posts/s/{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(post(name), encoding="utf-8")
    built = build_project(tmp_path, {"posts/a.markdown": post(), "posts/a.md": post()}, hooks=[str(hook)])
    assert len(built.post_pages()) == 2
    assert [text for text in built.warnings if "posts/" in text] == []
