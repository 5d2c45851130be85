"""Titles from the first heading of a body: plain text, and the heading is not repeated."""

from datetime import UTC, datetime

import pytest

from mkdocs_zhihu.body import render_body
from mkdocs_zhihu.reading.markdown.title_heading import find_heading
from mkdocs_zhihu.reading.post import read_post

pytestmark = pytest.mark.unit

TITLES = {
    "[直接看题解](#t)": "直接看题解",
    "[甲](https://e.org/x_(y))": "甲",
    "[甲][1] <https://e.org>": "甲 https://e.org",
    "[[笔记|名]] 甲": "名 甲",
    "~~删~~ $x^2$ 乙": "删 x^2 乙",
    "![图](https://e.org/a.png) 丙": "丙",
    "[![](https://e.org/a.png)](https://e.org) 丙": "丙",
    "甲 {#id}": "甲",
    "甲 {: .no_toc}": "甲",
    "`a_b` 乙 `` c`d ``": "a_b 乙 c`d",
    "甲 {-}": "甲",
    '甲 {#a k="v"}': "甲",
    "甲 ## {#a}": "甲",
    '甲 {id="x"}': "甲",
    "甲 { id=x }": "甲",
    "GET /a/{id=5}": "GET /a/{id=5}",
    "集合 {id=1}": "集合 {id=1}",
    "Map {class=A, size=3}": "Map {class=A, size=3}",
    "甲 {lang=en .b}": "甲",
    "集合 {x=1}": "集合 {x=1}",
    "甲 #": "甲",
    "***甲*** 与 **乙（丙）**的 *丁* ==戊==b": "甲 与 乙（丙）的 丁 戊b",
    "_甲_ 乙_丙_丁": "甲 乙_丙_丁",
    "a==𠀀乙==": "a𠀀乙",
    "$값=1$ 乙": "$값=1$ 乙",
    "<a name='x'></a>甲 <font color=red>乙</font>": "甲 乙",
    "\\# 甲 \\_b\\_ A &lt;B&gt;": "# 甲 _b_ A <B>",
    "{% raw %}甲{% endraw %}": "甲",
    "甲[^1]": "甲",
    "版本 ^1a2b3c": "版本 ^1a2b3c",
    "题 %%注释%%": "题 %%注释%%",
    "Bash ${#arr}": "Bash ${#arr}",
    "Map<String, Integer> C++ [2020] $5 和 $6": "Map<String, Integer> C++ [2020] $5 和 $6",
}


@pytest.mark.parametrize(("heading", "title"), TITLES.items())
def test_a_title_from_a_heading_is_plain_text(heading: str, title: str) -> None:
    text = f"# {heading}\n\n文。\n\n[1]: https://e.org\n\n[^1]: 注\n"
    assert find_heading(text) == title
    body, _ = render_body(text=text, title=title, format="markdown")
    assert body.headings == ()


ABOVE = {
    "a badge": "[![徽](https://e.org/b.svg)](https://e.org)",
    "a picture of HTML": '<p align="center">\n<img src="https://e.org/a.png" alt="x">\n</p>',
    "links in words": "▶ *[代码](https://e.org) 用 [MIT](https://e.org/m)*",
    "an address": "解过的题: https://e.org/x",
    "a list of contents": "[TOC]",
}


@pytest.mark.parametrize("above", ABOVE.values(), ids=ABOVE)
def test_the_only_heading_below_links_is_the_title_and_they_stay(above: str) -> None:
    text = f"{above}\n\n# 题 *一*\n\n文\n\n## 节\n\n```\n# 码\n```\n"
    assert find_heading(text) == "题 一"
    body, _ = render_body(text=text, title="题 一", format="markdown")
    assert [(heading.level, heading.text) for heading in body.headings] == [(2, "节")]
    assert "https://e.org" in body.html or "TOC" in above


@pytest.mark.parametrize(
    "text",
    [
        "[甲](a)\n\n# 一\n\n# 二\n",
        "文\n\n# 节\n",
        "[甲](a)\n\n文\n\n# 节\n",
        "[甲](a)\n\n## [乙](b)\n\n# 节\n",
    ],
)
def test_a_heading_below_words_or_one_of_several_is_no_title(text: str) -> None:
    assert find_heading(text) == ""


@pytest.mark.parametrize("text", ["大标题 *一*\n===\n\n文\n", "\n大标题 一\n ====  \n文\n\n小\n---\n"])
def test_an_underlined_heading_is_the_title(text: str) -> None:
    assert find_heading(text) == "大标题 一"
    body, _ = render_body(text=text, title="大标题 一", format="markdown")
    assert "大标题" not in body.html
    assert find_heading(text.replace("=", "-")) == find_heading("> 甲\n===\n") == ""


def test_a_heading_without_a_blank_is_the_title_where_others_are_like_it() -> None:
    text = "#题 *一* ##\n\n##节\n\n#标签\n"
    assert find_heading(text) == "题 一"
    body, _ = render_body(text=text, title="题 一", format="markdown")
    assert [heading.text for heading in body.headings] == ["节"]
    assert "#标签" in body.html
    for other in ("#题\n\n## 节\n", "#标签 #乙\n\n##节\n", "#题\n\n```\n##码\n```\n"):
        assert find_heading(other) == ""
        assert "<p>#" in render_body(text=other, title="别题", format="markdown")[0].html


@pytest.mark.parametrize(
    "heading",
    ["题 %%注释%%", "%%注释%% 题 ^one-two", "题 %%一些 words%%", "题 %%注释\n\n注释%%", "题 %%secret%%"],
)
def test_a_title_of_a_note_shows_what_obsidian_shows(heading: str) -> None:
    text = f"# {heading}\n\n见 [[笔记]]。\n"
    assert find_heading(text) == "题"
    assert render_body(text=text, title="题", format="markdown")[0].headings == ()


@pytest.mark.parametrize(
    "opening",
    [
        "# 题{% comment %}密{% endcomment %}",
        "{% comment %}密\n\n密{% endcomment %}\n# 题",
        "# 题{{< comment >}}密{{< /comment >}}",
    ],
)
def test_a_title_shows_nothing_of_what_its_author_hid(opening: str) -> None:
    text = f"{opening}\n\n文。\n"
    assert find_heading(text) == "题"
    assert render_body(text=text, title="题", format="markdown")[0].headings == ()


def test_a_comment_of_obsidian_behind_a_sign_of_code_that_nothing_closes() -> None:
    assert find_heading("# 题 ` %%注释%%\n\n见 [[笔记]]。\n") == "题 `"
    assert find_heading("# 题 `%%注释%%`\n\n见 [[笔记]]。\n") == "题 %%注释%%"


def test_marks_that_nothing_closes_take_no_time() -> None:
    for sign in ("[", "*a ", "`", "$a ", "_a ", "[a](", "==甲", "<a ", "![", "[[", "~~a", "\\", "<!--"):
        assert find_heading("# " + sign * 100_000) != ""
        for text in (
            f"[a](b)\n{sign * 100_000}\n\n# b",
            f"{sign}\n" * 50_000 + "\n\n# b",
            f"#{sign * 100_000}\n##b",
        ):
            assert find_heading(text) is not None


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("cki4tm8ky077gans1hx7xeokg", "题 C#"),
        ("cki4tm8ky077gans1hx7xeok", "cki4tm8ky077gans1hx7xeok"),
        ("读书", "读书"),
    ],
)
def test_a_file_named_by_an_id_is_called_as_it_begins(name: str, title: str) -> None:
    data = "## 题 *C#*\n\n甲\n\n## 节\n".encode()
    post, _ = read_post(data=data, uri=f"posts/{name}.md", zone=UTC, now=datetime(2026, 1, 1, tzinfo=UTC))
    assert post is not None
    assert post.title == title
    body, _ = render_body(text=post.text, title=post.title, format="markdown")
    assert [heading.text for heading in body.headings] == (["节"] if "题" in title else ["题 C#", "节"])
