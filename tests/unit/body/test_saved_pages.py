"""Saved pages come out whole: every answer with its author and its dates, in whatever form they were saved."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from saved_pages import (
    AUTHORS,
    BLURRED,
    COMMENT,
    DETAIL,
    DOT,
    FORMS,
    PICTURE,
    TEASER,
    TITLE,
    URL,
    answer_html,
    build_app_export,
    build_data,
    build_mhtml,
    build_page,
    save,
)

from mkdocs_zhihu.body import render_body
from mkdocs_zhihu.body.saved_page import read_saved_page
from mkdocs_zhihu.model import Body, Post
from mkdocs_zhihu.problems import Problems
from mkdocs_zhihu.reading import read_post

pytestmark = pytest.mark.unit

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def read(name: str, data: bytes) -> tuple[Post | None, Problems]:
    return read_post(data=data, uri=f"posts/{name}", zone=UTC, now=NOW)


def render(name: str, data: bytes) -> Body:
    post, problems = read(name, data)
    assert problems == ()
    assert post is not None
    return render_body(text=post.text, title=post.title, uri=post.uri, format=post.format)[0]


def read_words(html: str) -> str:
    return "".join(BeautifulSoup(html, "html5lib").get_text().split())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("is_in_post", [False, True], ids=["file", "in a post"])
def test_five_answers_come_out_of_every_form(form: str, is_in_post: bool) -> None:
    name, data = next(iter(save(form).items()))
    if is_in_post and form != "MHTML":
        data = f"---\ntitle: '{TITLE} - 知乎'\n---\n\n<div>   \n{data.decode()}  \n</div>\n".encode()
        name = "云.md"
    body = render(name, data)
    page = BeautifulSoup(body.html, "html5lib")
    bylines = [tag.get_text() for tag in page.select("p.zh-byline")]
    assert bylines == [
        f"{author} · 看云的人 · 编辑于 2024-05-{6 + number:02} 11:19 · 查看知乎原文"
        for number, author in enumerate(AUTHORS)
    ]
    links = [tag["href"] for tag in page.select("p.zh-byline a")]
    assert links == [f"{URL}/answer/30000{number}" for number in range(5)]
    for number in range(5):
        assert f"第{number + 1}个回答，因为风。" in page.get_text()
        assert f"为式1，完{number}。" in page.get_text()
    assert read_words(body.html).startswith(read_words(DETAIL) + AUTHORS[0])
    assert len(page.select(".arithmatex")) == len(page.select("figure")) == 5
    assert len(page.select(".footnote li")) == 5
    assert body.facts.title == TITLE
    assert body.facts.original == URL
    assert body.facts.tags == ("气象学",)
    for word in (COMMENT, TEASER, "登录", "赞同", "关注问题", "run("):
        assert word not in body.html


@pytest.mark.parametrize("number", range(5))
def test_every_answer_of_an_app_export_comes_out(number: int) -> None:
    name, data = build_app_export(number)
    body = render(name, data)
    post, _ = read(name, data)
    assert post is not None
    assert post.original == f"https://www.zhihu.com/answer/30000{number}"
    assert body.facts.author == AUTHORS[number]
    assert (body.facts.published, body.facts.edited) == (
        f"2024-05-{6 + number:02} 10:19",
        f"2024-05-{6 + number:02} 11:19",
    )
    assert body.facts.title == TITLE
    assert f"第{number + 1}个回答" in body.html
    assert COMMENT not in body.html


def test_the_longer_text_of_data_and_tree_wins() -> None:
    whole, folded = answer_html(2), "<p>第3个…</p>"
    page = read_saved_page(build_page(data=build_data()).replace(whole, folded))
    assert page is not None
    assert "因为<b>风</b>" in page.parts[2].html
    page = read_saved_page(build_page(data=build_data().replace("因为", "")))
    assert page is not None
    assert "因为<b>风</b>" in page.parts[2].html


def test_answers_that_only_the_data_has_are_kept() -> None:
    page = build_page(data=build_data())
    start, end = (
        page.index('<div class="List-item"><div class="ContentItem AnswerItem" name="300003"'),
        page.index('</div><div class="Recommendations'),
    )
    read_page = read_saved_page(page[:start] + page[end:])
    assert read_page is not None
    assert [part.author for part in read_page.parts] == list(AUTHORS)


def test_the_answer_that_the_address_names_comes_first() -> None:
    page = build_page(data=build_data()).replace(f'content="{URL}">', f'content="{URL}/answer/300003">', 1)
    body = render("a.html", page.encode())
    assert body.facts.author == "丁"
    assert body.facts.published == "2024-05-09 10:19"
    assert body.facts.original == f"{URL}/answer/300003"
    assert BeautifulSoup(body.html, "html5lib").select("p.zh-byline")[0].get_text().startswith("丁")


def test_the_button_that_unfolds_a_question_is_no_word_of_it() -> None:
    old = f'<span class="RichText ztext">{DETAIL}</span>'
    new = f'<div><span itemprop="text">{DETAIL}</span><button class="QuestionRichText-more">显示全部</button></div>'
    page = build_page()
    assert old in page
    body = render("a.html", page.replace(old, new).encode())
    assert BeautifulSoup(DETAIL, "html5lib").get_text() in read_words(body.html)
    assert "显示全部" not in body.html


def test_a_page_of_several_answers_has_the_date_of_its_question() -> None:
    asked = '<div class="QuestionPage"><meta itemprop="dateCreated" content="2020-01-02T03:04:05.000Z">'
    body = render("a.html", build_page().replace('<div class="QuestionPage">', asked).encode())
    assert (body.facts.published, body.facts.edited) == ("2020-01-02 11:04", "")
    assert (
        render("a.html", build_page().encode()).facts.published == ""
    )  # its answers have dates of their own
    data = build_data().replace('"detail"', '"created": 1577934245, "detail"')
    assert render("a.html", build_page(data=data).encode()).facts.published == "2020-01-02 11:04"


@pytest.mark.parametrize(("blanks", "saved"), [(" ", "2024-05-18 10:00"), (" " * 30_000, "")])
def test_a_comment_of_many_blanks_says_when_a_page_was_saved(blanks: str, saved: str) -> None:
    """A pattern that tries every way to part the blanks would not end."""
    date = "Wed May 18 2024 10:00:00 GMT+0800 (China Standard Time)"
    head = f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date:{blanks}{date}{blanks}-->"
    page = read_saved_page(build_page(head=head))
    assert page is not None
    assert (page.url, page.saved) == (URL, saved)


@pytest.mark.parametrize("placeholder", [DOT, BLURRED])
def test_a_page_saved_before_its_pictures_came_shows_them(placeholder: str) -> None:
    lazy = f'<noscript><img src="{PICTURE}_b.jpg"></noscript><img src="{placeholder}" class="lazy"'
    page = build_page().replace(f'<img src="{PICTURE}_720w.jpg"', lazy)
    page = page.replace(f' data-original="{PICTURE}_r.jpg"', "")
    body, _ = render_body(text=page, resolve=lambda url: f"..{url}" if "/zhihu/data/" in url else None)
    assert {image.url for image in body.images} == {f"{PICTURE}_b.jpg"}
    assert len(body.images) == 5


def test_a_page_in_gbk_says_gb2312() -> None:
    page = build_page().replace('charset="utf-8"', 'charset="gb2312"')
    body = render(
        "a.mhtml", build_mhtml(page, {}, charset="gbk").replace(b'charset="gbk"', b'charset="gb2312"')
    )
    assert body.facts.title == TITLE
    assert "因为" in body.html


WALLS = {
    "log in": '<!doctype html><html><head><title>知乎 - 有问题，就会有答案</title></head><body class="Entry"><a href="https://www.zhihu.com/signup">注册</a></body></html>',
    "gone": "<!doctype html><html><head><title>知乎</title></head><body><p>你似乎来到了没有知识存在的荒原</p></body></html>",
    "check": '<!doctype html><html><head><meta id="zh-zse-ck" content="004_x"><script src="https://static.zhihu.com/zse-ck/v4/x.js"></script></head><body></body></html>',
}


@pytest.mark.parametrize("kind", WALLS)
def test_a_page_without_a_post_is_set_aside_and_named(kind: str) -> None:
    post, problems = read("a.html", WALLS[kind].encode())
    assert post is None
    assert [(problem.rule, problem.set_aside) for problem in problems] == [("dom.wall", True)]
    assert kind in problems[0].message


def test_a_foreign_page_is_a_post_with_its_own_title() -> None:
    page = b"<!doctype html><html><head><title>T</title><link rel=canonical href=https://a.org/b></head><body><p>x<script>y</script></body></html>"
    body = render("a.html", page)
    assert (body.facts.title, body.facts.original, body.html) == ("T", "https://a.org/b", "<p>x</p>")
