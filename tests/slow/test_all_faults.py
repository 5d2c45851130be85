"""One build with every fault that a post, a folder or a name was found to hold, and more of each kind."""

import os
import shutil
import time
from pathlib import Path

import pytest
from project import post, run_mkdocs, write_project

from mkdocs_zhihu.cli.main import run

pytestmark = [
    pytest.mark.site,
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes and links of POSIX"),
]

SECONDS = 2
"""For each post, on an ordinary machine; this one may be busy."""

FORMULAS = {
    "round": "(" * 40, "square": "[" * 40, "braces": r"\{" * 40, "ceil": r"\lceil" * 40, "bbox": r"\bbox[" * 40, "mixed": r"([\{" * 30,
    "deep": "{" * 5_400, "roots": r"\sqrt{" * 3_000, "fractions": r"\frac{" * 3_000, "left": r"\left(" * 2_000,
    "macros": r"\newcommand{\a}[1]{#1#1#1}" + r"\a(" * 20, "loop": r"\def\a{\a\a}\a",
}  # fmt: skip
MARKDOWN = {
    "brackets": "[" * 4_000, "pictures": "![a" * 3_000, "links": "[a](" * 3_000, "quotes": "> " * 2_000 + "a", "stars": "**a " * 4_000,
    "backticks": "`a" * 4_000, "lists": "".join("  " * level + "- a\n" for level in range(400)), "notes": "[^a]" * 3_000,
    "addresses": "http://_ " * 4_000, "tables": "|a" * 4_000 + "\n" + "|-" * 4_000,
}  # fmt: skip
HTML = {
    "divs": "<div>" * 6_000 + "字", "lists": "<ul><li>" * 3_000 + "字", "quotes": "<blockquote>" * 4_000 + "字", "tables": "<table><tr><td>" * 900 + "字",
    "bold": "<b>" * 20_000 + "字", "comments": "字" + "<!--" * 60_000, "attributes": "<p " + "a=1 " * 30_000 + ">字</p>", "entities": "&amp;" * 80_000,
}  # fmt: skip
NAMES = (
    "index.html", "404.html", "sitemap.xml", "feed.json", "search", "assets", "CON", ".", "..", "字" * 400, "Feed.XML", "robots.txt",
    "a/../../b", "zhihu", "%2e%2e",
)  # fmt: skip
FRONT = {
    "nested-json": '{"title": "T", "a": ' + "[" * 3_000 + "]" * 3_000 + "}\n正文",
    "nested-yaml": "---\ntitle: T\na: " + "[" * 3_000 + "]" * 3_000 + "\n---\n正文",
    "nested-map": "---\ntitle: T\na: " + "{b: " * 3_000 + "}" * 3_000 + "\n---\n正文",
    "aliases": "---\ntitle: T\na: &a [x]\n" + "".join(f"b{n}: &b{n} [*{'a' if not n else f'b{n - 1}'}, *{'a' if not n else f'b{n - 1}'}]\n" for n in range(40)) + "---\n正文",
    "indented": "---\ntitle: T\n" + "".join(" " * level + "a:\n" for level in range(900)) + "---\n正文",
    "toml": '+++\ntitle = "T"\na = ' + "[" * 3_000 + "]" * 3_000 + "\n+++\n正文",
    "binary": "---\ntitle: \x00\x01\n---\n正文",
}  # fmt: skip
HARMLESS = {"html-attributes.md", "address-6.md", "address-9.md", "address-12.md"}
"""Shown as they are, at an address made of theirs."""


def write_faults() -> dict[str, str | bytes]:
    """Return every post, by kind; each has the word 正文 or 字."""
    files: dict[str, str | bytes] = {
        f"posts/formula-{name}.md": post(
            name,
            f'<p>字<img src="https://www.zhihu.com/equation?tex={tex.replace("#", "%23")}" alt="x" eeimg="1"></p>',
        )
        for name, tex in FORMULAS.items()
    }
    files |= {
        f"posts/markdown-{name}.md": f"---\ntitle: {name}\n---\n正文\n\n{text}"
        for name, text in MARKDOWN.items()
    }
    files |= {f"posts/html-{name}.md": post(name, text) for name, text in HTML.items()}
    files |= {f"posts/front-{name}.md": text for name, text in FRONT.items()}
    for number, name in enumerate(NAMES):
        files[f"posts/address-{number}.md"] = post(f"址{number}", "<p>字</p>", permalink=name)
        files[f"posts/group-{number}.md"] = post(
            f"组{number}", "<p>字</p>", tags=[name], categories=[name, "x"], author=name
        )
    for number, depth in enumerate((60, 120, 239, 400, 900)):
        files[f"posts/deep-{number}.md"] = post(
            f"深{number}", "<p>字</p>", categories=[f"{level}" for level in range(depth)]
        )
    for number, size in enumerate((500, 5_000, 60_000, 180_000, 400_000)):
        files[f"posts/long-{number}.md"] = post(
            "长" * size, "<p>字</p>", categories=["类" * size], tags=["签" * size]
        )
    return files


def add_special_files(posts: Path) -> None:
    """Add what is no file."""
    os.mkfifo(posts / "pipe.png")
    os.mkfifo(posts / "pipe.md")
    for name, target in {"device.png": "/dev/zero", "secret.png": "/etc/passwd", "dangling.png": "nowhere", "loop.png": "loop.png", "folder.png": "/etc/ssl"}.items():  # fmt: skip
        (posts / name).symlink_to(target)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faults")
    files = write_faults()
    write_project(folder, files, site_url="https://example.org/")
    add_special_files(folder / "docs" / "posts")
    return folder


@pytest.mark.parametrize("strict", [True, False])
def test_a_build_with_every_fault_ends(folder: Path, *, strict: bool) -> None:
    posts = sorted((folder / "docs" / "posts").glob("*.md"))
    shutil.rmtree(folder / "site", ignore_errors=True)
    began = time.monotonic()
    result = run_mkdocs(folder, "build", *(["--strict"] if strict else []))
    assert time.monotonic() - began < SECONDS * len(posts)
    assert "Traceback" not in result.stderr
    assert result.returncode == int(strict), result.stderr[-2_000:]
    assert (folder / "site").exists() is not strict
    if not strict:
        pages = [path.read_bytes() for path in (folder / "site").rglob("*.html")]
        found = sum(b'<div class="zh-post' in page for page in pages)
        assert f"{found + 1} posts in = {found} pages out + 1 set aside" in result.stderr
        assert not any(b"root:x:" in page for page in pages)


def test_each_fault_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "--all", str(folder / "docs" / "posts")])
    said = capsys.readouterr().out
    unnamed = {path.name for path in (folder / "docs" / "posts").glob("*.md") if path.name not in said}
    harmless = {
        name for name in unnamed if name.startswith(("markdown-", "group-"))
    }  # each is shown as it is
    assert unnamed - harmless == HARMLESS
