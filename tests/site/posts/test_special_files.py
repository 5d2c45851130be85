"""What lies in the docs folder and is no ordinary file of it hangs nothing, ends nothing and publishes nothing."""

import os
import socket
from pathlib import Path

import pytest
from project import Built, build_project, post, run_mkdocs, tree, write_project

from mkdocs_zhihu.reading.values.name_limits import MAX_LEVELS, MAX_NAME, cut_name

pytestmark = pytest.mark.site
BODY = "<p>词</p>" + "".join(
    f'<img src="{name}.png">'
    for name in (
        "pipe",
        "socket",
        "device",
        "dangling",
        "secret",
        "folder",
        "outside/secret",
        "inner",
        "../images/pipe",
    )
)
PRIVATE = "what no site may show"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("special")
    outside = folder / "elsewhere"
    outside.mkdir()
    (outside / "secret.png").write_text(PRIVATE)
    (outside / "page.md").write_text(PRIVATE)
    files: dict[str, str | bytes] = {
        "posts/a.md": post("甲", BODY),
        "posts/b.md": post("乙", "![x](secret.png) ![y](pipe.png) ![z](../images/pipe.png)", categories=None),
        "images/real.png": b"\x89PNG\r\n\x1a\n",
    }
    write_project(folder, files)
    posts, images = folder / "docs" / "posts", folder / "docs" / "images"
    for place in (posts, images):
        os.mkfifo(place / "pipe.png")
        with socket.socket(socket.AF_UNIX) as one:
            here = Path.cwd()
            os.chdir(place)  # the name of a socket must be short
            one.bind("socket.png")
            os.chdir(here)
    (posts / "device.png").symlink_to("/dev/zero")
    (posts / "dangling.png").symlink_to("nowhere")
    (posts / "secret.png").symlink_to(outside / "secret.png")
    (posts / "folder.png").symlink_to(outside)
    (posts / "outside").symlink_to(outside)
    (posts / "inner.png").symlink_to("../images/real.png")
    (posts / "linked.md").symlink_to(outside / "page.md")
    (posts / "loop.png").symlink_to("loop.png")
    (images / "linked.css").symlink_to(outside / "secret.png")
    os.mkfifo(posts / "pipe.md")
    return build_project(folder, files)


def test_the_build_ends_with_every_post_on_a_page(built: Built) -> None:
    assert built.post_pages() == ["posts/a/index.html", "posts/b/index.html"]


def test_nothing_outside_the_docs_folder_is_published(built: Built) -> None:
    assert not [name for name, content in tree(built.site).items() if PRIVATE.encode() in content]


def test_links_within_the_docs_folder_are_published(built: Built) -> None:
    assert (built.site / "posts/inner.png").read_bytes() == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("posts/pipe.png", "is no regular file"),
        ("posts/socket.png", "is no regular file"),
        ("posts/device.png", "is a link to a place outside"),
        ("posts/dangling.png", "is a link that leads nowhere"),
        ("posts/secret.png", "is a link to a place outside"),
        ("posts/linked.md", "is a link to a place outside"),
        ("posts/pipe.md", "is no regular file"),
        ("images/pipe.png", "is no regular file"),
        ("images/linked.css", "is a link to a place outside"),
    ],
)
def test_each_is_named_with_its_reason(built: Built, name: str, reason: str) -> None:
    said = "\n".join(built.warnings)
    shown = f"{name}: {reason}" in said
    assert shown or " times file, the first 5" in said


def test_a_link_to_a_folder_that_holds_it_is_refused_in_one_line(tmp_path: Path) -> None:
    write_project(tmp_path, {"posts/a.md": post()})
    (tmp_path / "docs" / "posts" / "loop").symlink_to("..")
    result = run_mkdocs(tmp_path, "build", "-q")
    assert result.returncode == 1
    assert "is a link to a folder that holds it; remove it" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.slow
def test_deep_categories_and_long_names_are_cut_and_named(tmp_path: Path) -> None:
    deep = [f"第{level}层" for level in range(600)]
    files: dict[str, str | bytes] = {
        "posts/deep.md": post("深", categories=deep),
        "posts/long.md": post(
            "长" * 20_000, categories=["长" * 60_000], tags=["签" * 60_000], author="作" * 60_000
        ),
        "posts/many.md": post(
            "多", categories=[["多", str(number)] for number in range(300)], tags=list(map(str, range(300)))
        ),
        "posts/plain.md": post("平"),
    }
    built = build_project(tmp_path, files)
    assert len(built.post_pages()) == 4
    assert {"posts/deep.md", "posts/long.md"} <= {
        name for name in files if any(name in text for text in built.warnings)
    }
    depth = max(len(path.relative_to(built.site).parts) for path in built.site.rglob("*.html"))
    assert depth <= MAX_LEVELS + 5
    assert ("长" * 2_000).encode() not in (built.site / "posts/plain/index.html").read_bytes()
    assert ("长" * (MAX_NAME + 1)).encode() not in (built.site / "posts/plain/index.html").read_bytes()


@pytest.mark.parametrize("name", ["", "字", "字" * MAX_NAME, "字" * (MAX_NAME + 1), "a" * 180_000])
def test_a_cut_name_is_short_and_stays_as_it_is(name: str) -> None:
    cut = cut_name(name)
    assert len(cut) <= MAX_NAME
    assert cut_name(cut) == cut
    assert (cut == name) == (len(name) <= MAX_NAME)
