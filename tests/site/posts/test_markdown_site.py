"""Markdown posts on a built site: pictures wherever they lie, links in every form, nothing of a tool left."""

import base64
import posixpath
import struct
import zlib
from pathlib import Path
from urllib.parse import unquote

import pytest
from project import Built, build_project, run_command

pytestmark = pytest.mark.site


def png(width: int, height: int) -> bytes:
    """Return a picture of one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PICTURE = png(12, 9)
DATA = f"data:image/png;base64,{base64.b64encode(PICTURE).decode()}"


def post(body: str, **fields: str) -> str:
    front = {"title": "题", "date": "2022-01-06 20:00:00"} | fields
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in front.items()) + f"---\n\n{body}\n"


PICTURES = {
    "in the asset folder": "![](a.png)",
    "with the folder's name": "![](pictures/a.png)",
    "by Hexo's tag": "{% asset_img a.png 甲 %}",
    "beside the post": "![](imgs/b.png)",
    "with backslashes": "![](imgs\\b.png)",
    "in another case": "![](IMGS/B.PNG)",
    "from the folder of posts": "![](/images/c.png)",
    "on somebody's own disk": "![](D:\\blog\\source\\images\\c.png)",
    "as Obsidian has it": "![[d.png|300]]",
    "inside the file": f"![]({DATA})",
    "inside the file, in HTML": f'<img src="{DATA}">',
    "inside the file, by reference": f"![][x]\n\n[x]: {DATA}",
}
LINKS = {
    "Hexo's own form": "[x](/2022/01/06/target/)",
    "with index.html": "[x](/2022/01/06/target/index.html)",
    "a page": "[x](./target.html)",
    "a file": "[x](target.md)",
    "a file in another case": "[x](Target.md)",
    "a name": "[[target]]",
    "a name with words": "[[target|某篇]]",
    "a name with a heading": "[[target#节]]",
    "Hexo's tag": "{% post_link target %}",
    "Hexo's tag with words": "{% post_link target 某篇 %}",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    pictures = "\n\n".join(f"## {name}\n\n{text}" for name, text in PICTURES.items())
    links = "\n\n".join(f"- {text}" for text in LINKS.values())
    files: dict[str, str | bytes] = {
        "posts/pictures.md": post(pictures),
        "posts/again.md": post(f"![]({DATA})\n\n```text\n![]({DATA})\n```"),
        "posts/sub/links.md": post(links),
        "posts/sub/target.md": post("## 节\n\n文", title="目标 & 题"),
        "posts/pictures/a.png": png(3, 4),
        "posts/imgs/b.png": png(5, 6),
        "posts/images/c.png": png(7, 8),
        "attachments/d.png": png(9, 10),
        "other/_config.yml": "permalink: archives/:name.html\n",
        "other/e.md": post("[x](/archives/f.html)"),
        "other/f.md": post("文"),
    }
    folder = tmp_path_factory.mktemp("markdown")
    return build_project(folder, files, plugins=["search", {"zhihu": {"posts": ["other", "posts"]}}])


def test_every_picture_is_shown_with_its_size(site: Built) -> None:
    assert site.warnings == []
    images = site.page("posts/pictures").select(".zh-body img")
    assert len(images) == len(PICTURES)
    found = [(site.site / "posts/pictures" / str(image["src"])).resolve() for image in images]
    assert all(path.is_file() for path in found)
    assert [path.name for path in found[:9]] == ["a.png"] * 3 + ["b.png"] * 3 + ["c.png"] * 2 + ["d.png"]
    assert [(image["width"], image["height"]) for image in images[:9:3]] == [
        ("3", "4"),
        ("5", "6"),
        ("7", "8"),
    ]


def test_a_picture_inside_files_is_one_file_and_stays_text_in_code(site: Built) -> None:
    kept = list((site.site / "zhihu/data").iterdir())
    assert [path.read_bytes() for path in kept] == [PICTURE]
    page = site.page("posts/again")
    assert str(page.select_one(".zh-body img")["src"]).endswith(kept[0].name)  # type: ignore[index]
    assert DATA in page.select_one("pre").get_text()  # type: ignore[union-attr]


def test_every_form_of_a_link_leads_to_the_post(site: Built) -> None:
    links = site.page("posts/sub/links").select(".zh-body li a")
    assert len(links) == len(LINKS)
    assert {str(link["href"]).partition("#")[0] for link in links} <= {"../target/", "./../target/"}
    assert [link.get_text() for link in links[-2:]] == ["目标 & 题", "某篇"]


def test_the_form_of_addresses_in_a_blogs_config_counts(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "posts/_config.yml": "permalink: archives/:name.html # old\n",
        "posts/a.md": post(
            "[x](/archives/b.html) [y](/2022/01/06/b/) [z](/archives/c.html) [w](/2021/07/08/c/)"
        ),
        "posts/b.md": post("文"),
        "posts/2020-05-06-c.md": post("文"),
        "posts/2021-07-08-c.md": post("文", date="2021-07-08 09:00:00"),
    }
    site = build_project(tmp_path, files)
    links = site.page("posts/a").select(".zh-body a")
    assert [link["href"] for link in links] == ["../b/", "../b/", "../2020-05-06-c/", "../2021-07-08-c/"]


def test_addresses_of_the_old_blog_lead_to_its_posts_and_their_pictures(tmp_path: Path) -> None:
    links = (
        "[一](./48356.html) [二](48356.html) [三](../posts/48356.html) [四](https://blog.example/posts/48356.html#甲) "
        "[五](//blog.example/posts/48356.html) {% post_link bing %} [六](https://blog.example/nowhere/) ![图](/posts/48356/a.png) ![](甲/A.PNG)"
    )
    files: dict[str, str | bytes] = {
        "posts/_config.yml": "url: https://blog.example\npermalink: posts/:abbrlink.html\n",
        "posts/甲.md": post(links, abbrlink="10000"),
        "posts/甲/a.png": png(1, 1),
        "posts/2020-05-06-bing.md": post("## 甲", abbrlink="48356", title="丙文"),
        "posts/2020-05-06-bing/a.png": png(2, 3),
    }
    site = build_project(tmp_path, files)
    page = site.page("posts/10000")
    assert [str(link["href"]) for link in page.select(".zh-body a")] == [
        *["../48356/"] * 3, "../48356/#zh-甲", *["../48356/"] * 2, "https://blog.example/nowhere/",
    ]  # fmt: skip
    assert page.select(".zh-body a")[5].get_text() == "丙文"
    image = page.select_one(".zh-body img")
    assert image is not None
    assert (image["src"], image["width"], image["height"]) == ("../2020-05-06-bing/a.png", "2", "3")
    said = run_command("mkdocs_zhihu", "check", tmp_path / "docs" / "posts")
    assert "is no " not in said


def test_links_to_pages_that_blogs_have_lead_to_ours(tmp_path: Path) -> None:
    paths = (
        "/",
        "/index.html",
        "/archives/",
        "/categories",
        "/feed.xml",
        "https://a.example/sub/",
        "/tags/",
        "archives/",
    )
    body = "".join(f"[{number}]({path})\n" for number, path in enumerate(paths))
    text = f"---\ntitle: 甲\ndate: 2020-01-01\ncategories: [类]\n---\n{body}"
    built = build_project(tmp_path, {"posts/a.md": text}, site_url="https://a.example/sub/")
    links = {link.text: link["href"] for link in built.page("posts/a").select(".zh-body a")}
    wanted = "../../", "../../", "../../archive/", "../../categories/", "../../feed.xml", "../../"
    assert links == {str(number): href for number, href in enumerate(wanted)}
    assert built.says("links to /tags/, which is no page of this site")


@pytest.mark.parametrize("use_directory_urls", [True, False])
def test_links_to_categories_and_tags_of_a_blog_lead_to_their_pages(
    tmp_path: Path, *, use_directory_urls: bool
) -> None:
    paths = (
        "/tags/红/",
        "/tags/C%2B%2B/",
        "/tag/Big Data/index.html",
        "/categories/甲/乙/",
        "/category/甲/page/2/",
        "/tags/CI-CD/",
        "/tags/Node-js/",
        "/archives/2020/01/",
        "/archives/stats/",
        "/categories/uncategorised/",
        "/archives/",
        "/",
    )
    gone = ("/tags/x/", "/categories/乙/")
    body = "".join(f"[{number}](<{path}>)\n" for number, path in enumerate((*paths, *gone)))
    head = "title: 甲\ndate: 2020-01-01\ncategories: [[甲, 乙]]\ntags: [红, C++, Big Data, CI/CD, Node.js]\n"
    files = {"posts/a.md": f"---\n{head}---\n{body}", "posts/x.md": post("别的")}
    files |= {"index.md": "# 我\n", "archive.md": "# 旧\n"}
    plugins = [{"zhihu": {"home": False}}]
    built = build_project(tmp_path, dict(files), plugins=plugins, use_directory_urls=use_directory_urls)
    here = "posts/a/" if use_directory_urls else "posts/a.html"
    links = {link.text: unquote(str(link["href"])) for link in built.page(here).select(".zh-body a")}
    assert list(links) == [str(number) for number in range(len(paths))]
    shown = [built.page(posixpath.join(posixpath.dirname(here), link)) for link in links.values()]
    titles = [page.select_one("h1").get_text(strip=True) for page in shown]
    assert titles == [
        "红",
        "C++",
        "Big Data",
        "乙",
        "甲",
        "CI/CD",
        "Node.js",
        "2020 年 1 月",
        "统计",
        "未分类",
        "归档",
        "我",
    ]
    assert all(built.says(f"links to {path}, which is no page of this site") for path in gone)
