"""Text that looks like markup: exported and read again it has the same words, links and pictures."""

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from project import post
from test_export import read_archive

from mkdocs_zhihu.body import render_body
from mkdocs_zhihu.body.math.mathml import restore_tex
from mkdocs_zhihu.cli.main import run
from mkdocs_zhihu.exporting.markdown import (
    BlockWriter,
    HugoWriter,
    ObsidianWriter,
    finish_hugo,
    render_markdown_body,
)
from mkdocs_zhihu.exporting.markdown.inline import Target
from mkdocs_zhihu.model import BodyFormat
from mkdocs_zhihu.reading.body_format import detect_body_format

pytestmark = pytest.mark.unit

WRITERS = (BlockWriter, ObsidianWriter, HugoWriter)
TEXTS = (
    # tags of Hexo, shortcodes of Hugo, attributes and marks of contents
    "{% if user %}a{% endif %}", "{% raw %} a {% endraw %}", "{% note info::题::b %}c{% endnote %}", "{% post_path b %}", "{%", "{# a #}",
    "{{% notice tip %}} b {{% /notice %}}", '{{< figure src="a.png" title="b" >}}', '[a]({{< ref "b" >}})', "{{</* a */>}}",
    "{{ user.name }}", "{{{% a %}}}", "{:toc}", "{: .no_toc }", "${toc}", "[TOC]", "@[toc](目录)", "[[TOC]]", "a {#id}", "a {.b c=d}",
    "{width=1}", "{.a}", "{a=b}", "[a]{.b}", "{: .a}", "{-}", "id:: 1", "card-a:: 1", "((62a1b2c3-0000-4000-8000-123456789abc))", "^^a^^",
    "{{embed ((62a1b2c3-0000-4000-8000-123456789abc))}}", "%%注释 一%%", "%% note a %%", "%%", "a ^abc123", "^abc123", "a ^b", "[!note|a] 题", "[!note]: 题",
    "![[a.pdf#page=2]]",
    # TeX
    r"\(x\)", r"\(a_1 + b\)", r"\\(x_1\\)", r"\[x^2\]", r"\\[x_1\\]", "[a^2 + b_1]", "[ a ]", "[注]", "$x$ 与 $y_1$", "$$x$$", "$ n $", "$5 和 $6",
    "$`x`$", "`$x$`", "```math", r"\begin{align}a\end{align}", r"\sqrt{2}", "`$$", "a\\",
    "$甲=1$ 与 $x^2$", "$ n$", "$x_1 $", "$|a|$ | $b|c$",
    # words of lines
    "==marked==", "==marked words== 与 a==b", "用==简化==Spring", "写++甲 乙++的 C++ 与 C++语言 i++，", "<style scoped> <div v-cloak>", "^[一个脚注 note]", "word^[note words here]", "[^1]", "[^1]: note", "*[HTML]: x", "*a* **b**",
    "_a_ __init__", "~~a~~ ~b~ 3~5 7~9", "`a` ``b`c``", "<b>a</b> <T> <!-- c -->", "&amp; &#123; &nbsp;", r"\* \_ \\", r"a\|b",
    "!", "![", "a!", "a^", "(b)", ": b", ":b", "[a", "a]", "|300", "a|300", "x #", "a }",
    # links and addresses
    "[a](b)", "![a](b)", "[a](b c.png)", "![a](b =30x)", '[a](b "c" =30x)', "![a b](c d.png)", "[[note]]", "[[note|b]]", "![[a.png]]", "[a]: https://b.org", "[a][b]",
    "https://a.org/b*c*", "www.a.org", "_www.a.1|a@b.org", "a@b.org", "mailto:a@b.org", "<https://a.org>",
    # blocks
    "!!! note", '!!! note "题"', "??? tip 题", '???+ "题"', '=== "C"', "2^10^", "10^-3^", "H~2~O", "x^2^~1~", "表情 :rocket: :star::+1:",
    ":material-home: 首页", "++ctrl+c++", "++home++ ++up++", ":material-home: ^^改^^", "**a **b", "词\n:   义", "a { .b }", '{ style="a" }',
    "##题", "Title: x", "*[HTML]: a",
    "--", "- -", "---", "=", "==", "===", "***", "___", "# a", "# a #", "C #", "##", "> a", "1. a", "1) a", "- a", "* a", "+", "- [ ] a", "[x] a",
    "[!note] 题", ":::note", ":::tip[题]", "::: {.note}", "@[youtube](abc)", "@[card](https://a.org)", "@", "```diff js:a", "::: tip 题", "!!! note", '=== "a"', "~~~js", "| a | b |", "a | b", "--- | ---", ":-: | :-:", "|---|",
)  # fmt: skip
PLACES = (
    "<p>{0}</p><p>前{0}</p><p>前<br>{0}</p><p>{0}<br>后</p>",
    "<ul><li>{0}</li><li>二<ul><li>{0}</li></ul></li></ul>",
    "<ol><li><p>{0}</p><p>前</p></li><li><p>二</p><p>{0}</p></li></ol>",
    "<ul><li><u>{0}</u><ul><li>{0}</li></ul></li></ul>",
    "<h2>{0}</h2><h3>前 {0}</h3>",
    "<blockquote><p>{0}</p><p>前<br>{0}</p></blockquote>",
    "<table><thead><tr><th>{0}</th><th>b</th></tr></thead><tbody><tr><td>{0}</td><td>c</td></tr></tbody></table>",
    '<table><tbody><tr><td colspan="2">{0}</td></tr></tbody></table>',
    '<p>前{0}<a href="https://a.org/b">丙</a>{0}<strong>{0}</strong><em>{0}</em>后</p><p><a href="https://a.org/{0}">{0}</a></p>',
    '<p>前{0}<img src="https://a.org/b.jpg" alt="{0}">{0}<sup>{0}</sup></p>',
    '<p>前{0}<sup data-text="{0}" data-url="" data-numero="1">[1]</sup>{0}</p>',
    "<p>前 <code>{0}</code><strong><code>{0}</code></strong><code>{0}</code></p>",
    "<pre><code>{0}\n</code></pre>",
    '<div class="highlight language-js"><span class="filename">{0}</span><pre><code>a</code></pre></div>',
    '<figure><img src="https://a.org/c.jpg" alt="{0}"><figcaption>{0}</figcaption></figure>',
    '<a data-draft-type="link-card" href="https://a.org/d?e=1&amp;lt;=2">{0}</a>',
)  # fmt: skip
SIGNS = (
    *"\\`*_{}[]()#+-.!|<>~$^=:&%@/\"'a1中，", "  ", "{%", "%}", "{{<", ">}}", "{{%", "\\(", "\\)", "\\[", "\\]", "$$", "**", "==", "++", "``", "[^1]",
    "![", "](", "!!! note", "??? a", "2^1^", "H~2~", "https://", "www.a.", "a@b.org", "&lt;", "[TOC]", "{:toc}", "1. ", "- ", "::", "<b>", "<!--", "-->", "raw", "endraw", "note", "/*", "*/",
)  # fmt: skip


class Shown(NamedTuple):
    """What readers see of a body."""

    words: str
    links: Sequence[object]
    pictures: Sequence[object]
    formulas: int


def read_shown(html: str) -> Shown:
    """Return what is shown of a finished body."""
    tree = BeautifulSoup(html, "lxml")
    for tag in tree.find_all(re.compile("^(?:p|h[1-6]|li|t[hd]|div|pre|br|figcaption)$")):
        tag.insert_before(" ")
        tag.insert_after(" ")
    return Shown(
        " ".join(tree.get_text().split()),
        [tag.get("href") for tag in tree.find_all("a")],
        [(tag.get("src"), tag.get("alt")) for tag in tree.select("img:not(.zh-link-card__thumb)")],
        len(tree.select(".arithmatex")),
    )


def read_body(text: str, body_format: BodyFormat = "html") -> str:
    return render_body(text=text, title="题", format=body_format)[0].html


def export(html: str, writer: type[BlockWriter], *, wiki: str = "") -> str:
    """Return a finished body as Markdown."""
    written = render_markdown_body(
        restore_tex(html),
        lambda url: Target(url, is_ours=False, wiki=wiki),
        lambda tag: Target(tag.get("src", ""), is_ours=True),
        writer,
    )
    return finish_hugo(written) if writer is HugoWriter else written


def export_and_read(html: str, writer: type[BlockWriter] = BlockWriter) -> str:
    """Return a finished body after it was exported and read again."""
    written = export(html, writer)
    return read_body(written, detect_body_format(written).format)


def fill(text: str) -> str:
    """Return a post with a text in every place."""
    return "<p>前</p>" + "".join(place.format(escape(text)) for place in PLACES)


@pytest.mark.parametrize("text", TEXTS)
def test_text_that_looks_like_markup_stays(text: str) -> None:
    html = read_body(fill(text))
    shown = read_shown(html)
    assert shown.words.count(" ".join(text.split())) >= len(PLACES)
    for writer in WRITERS:
        assert read_shown(export_and_read(html, writer)) == shown, writer


@settings(max_examples=60)
@given(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=8).map("".join))
def test_any_text_stays(text: str) -> None:
    html = read_body(fill(text))
    assert read_shown(export_and_read(html)) == read_shown(html)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p>看这里！!<a href="https://a.org">甲</a></p>', "看这里！&#33;[甲](https://a.org)"),
        (
            '<p>@<a href="https://a.org">card</a> @<a href="https://a.org">甲</a></p>',
            "&#64;[card](https://a.org) @[甲](https://a.org)",
        ),
        ('<p>a^<a href="https://a.org">甲</a></p>', "a&#94;[甲](https://a.org)"),
        ("<p>{% a %} {{&lt; b &gt;}}</p>", "&#123;% a %} &#123;{\\< b >}}"),
        ("<p>[a^2]</p><p>[a] b</p>", "&#91;a^2\\]\n\n\\[a\\] b"),
        ("<p>\\(x\\)</p>", "&#92;(x\\\\)"),
        ("<p>a<br>--</p>", "a\\\n\\--"),
        ("<p>a<br>: b</p>", "a\\\n\\: b"),
        ('<p>\\<a href="https://a.org">x</a>\\</p>', "&#92;[x](https://a.org)\\\\"),
        ('<p><a href="https://a.org/\\_{% b">x</a></p>', "[x](https://a.org/&#92;_&#123;%%20b)"),
        (
            "<ul><li>a<pre><code>{% post_path b %}</code></pre></li></ul>",
            "<ul><li>a<pre><code>&#123;% post_path b %}</code></pre></li></ul>",
        ),
        ("<h2>C #</h2><h2>a {#b}</h2>", "## C \\#\n\n## a &#123;#b&#125;"),
        ("<p><code>a</code><code>b</code></p>", "`a`<!-- -->`b`"),
        ("<p><code>$a$</code></p>", "``$a$``"),
        ('<p><a href="https://a.org/?b=1&amp;lt;=2">甲</a></p>', "[甲](https://a.org/?b=1&amp;lt;=2)"),
        ('<p>前<img src="a.png" alt="甲|300"></p>', '前<img src="a.png" alt="甲|300">'),
        ("<ul><li><u>a</u><ul><li>b</li></ul></li></ul>", "- <u>a</u>\n    - b"),
        (
            '<ul><li><img class="zh-emoji" src="a.png" alt="b"><ul><li>c*</li></ul></li></ul>',
            '<ul><li><img class="zh-emoji" src="a.png" alt="b"><ul><li>c*</li></ul></li></ul>',
        ),
        (
            '<table><tbody><tr><td colspan="2">$a$ \\(b\\) {% c %}</td></tr></tbody></table><p>d*</p>',
            '<table><tbody><tr><td colspan="2">&#36;a&#36; &#92;(b\\) &#123;% c %}</td></tr></tbody></table>\n\n<p>d*</p>',
        ),
    ],
)
def test_marks_that_two_pieces_would_make_are_spelled_out(html: str, expected: str) -> None:
    assert export(html, BlockWriter) == expected


@pytest.mark.parametrize("text", ["!note", "^note", "!"])
def test_a_link_begins_no_callout_and_no_note(text: str) -> None:
    html = f'<blockquote><p><a href="https://a.org/b">{text}</a> 题</p></blockquote>'
    for writer in WRITERS:
        written = export(html, writer)
        assert written == f"> [&#{ord(text[0])};{text[1:]}](https://a.org/b) 题"


def test_the_host_of_a_card_is_no_link() -> None:
    card = '<a data-draft-type="link-card" href="https://www.a.org/b">题</a>'
    written = export(read_body(card), ObsidianWriter)
    assert written == "> [!quote] [题](https://www.a.org/b)\n> www\\.a.org"


@pytest.mark.parametrize(
    ("wiki", "html", "expected"),
    [
        ("甲/乙", '<p>a!<a href="乙.md">丙</a>(丁)</p>', "a&#33;[[甲/乙|丙]]&#40;丁)"),
        ("甲/乙", '<p><a href="a">丙</a><a href="b">丁</a></p>', "[[甲/乙|丙]]<!-- -->[[甲/乙|丁]]"),
        ("甲,乙", '<p><a href="a">丙</a></p>', "[丙](a)"),
        ("甲", '<p><a href="a">丙*</a></p>', "[丙\\*](a)"),
    ],
)
def test_links_by_name_are_read_again(wiki: str, html: str, expected: str) -> None:
    assert export(html, ObsidianWriter, wiki=wiki) == expected


@pytest.mark.parametrize("dialect", ["markdown", "obsidian"])
def test_links_between_posts_stay(dialect: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("甲", "a,b", "c=d"):
        (tmp_path / "in" / f"{name}.md").write_text(post(name, "<p>文</p>"), encoding="utf-8")
    body = (
        '<p>看!<a href="甲.md">丙</a>(丁)<a href="甲.md">a*b</a><a href="甲.md">戊</a><a href="甲.md">己</a>: '
        '<a href="a,b.md">庚</a> <a href="c=d.md">辛</a></p>'
    )
    (tmp_path / "in" / "first.md").write_text(post("首", body), encoding="utf-8")
    assert run(["export", str(tmp_path / "out"), str(tmp_path / "in"), "--as", dialect]) == 0
    before, after = (read_archive(tmp_path / name)["first.md"].body.html for name in ("in", "out"))
    assert len(read_shown(before).links) == 6
    assert read_shown(after) == read_shown(before)


def test_names_that_are_no_part_of_an_address_lead_to_their_posts_in_hugo(tmp_path: Path) -> None:
    names = ("C", "C#", "C?", "100%", "为什么?", "?")
    links = "".join(f'<a href="{quote(name)}.md">{name}</a>' for name in names)
    (tmp_path / "in").mkdir()
    for name in names:
        (tmp_path / "in" / f"{name}.md").write_text(post(f"题 {name}", "<p>文</p>"), encoding="utf-8")
    (tmp_path / "in" / "first.md").write_text(post("首", f"<p>{links}</p>"), encoding="utf-8")
    assert run(["export", str(tmp_path / "out"), str(tmp_path / "in"), "--as", "hugo"]) == 0
    content = tmp_path / "out" / "content"
    found = re.findall(r'relref "/([^"]*)"', (content / "first" / "index.md").read_text(encoding="utf-8"))
    titles = [(content / name / "index.md").read_text(encoding="utf-8").splitlines()[1] for name in found]
    assert titles == [f"title: 题 {name}" for name in names]
    assert found[0] == "C"
    assert not set("#?%") & set("".join(found))
    addresses = {re.sub(r"[^\w-]", "", name) for name in found}  # as Hugo makes them
    assert len(addresses - {""}) == len(names)
