"""Saved pages of other sites than Zhihu: what they say about themselves in the ways that are standard."""

import pytest
from growth import grows_too_fast

from mkdocs_zhihu.body import render_body
from mkdocs_zhihu.body.saved_page.page_json_ld import read_json_ld
from mkdocs_zhihu.model import Body

pytestmark = pytest.mark.unit


def render(head: str, body: str = "<p>正文</p>") -> Body:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return render_body(text=page, uri="posts/a.html")[0]


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>乙 - 我的博客</title>", "<h1>乙</h1>", "乙"),
        ("<title>乙_我的博客</title>", "<h1>乙</h1>", "乙"),
        ("<title>C - 语言 | 我的博客</title>", "<h1>C - 语言</h1>", "C - 语言"),
        ("<title>乙 - 我的博客</title>", "<h1>我的博客</h1><h2>乙</h2>", "乙 - 我的博客"),
        ("<title>我的博客 - 乙</title>", "<h1>我的博客</h1><h2>乙</h2>", "我的博客 - 乙"),
        (
            '<title>我的博客 - 乙</title><meta property="og:title" content="乙"><meta property="og:site_name" content="我的博客">',
            "<h1>我的博客</h1>",
            "乙",
        ),
        ('<title>我的博客 - 乙</title><meta property="og:title" content="乙">', "<h1>乙</h1>", "乙"),
        ('<title>题 - 站</title><meta property="og:title" content="站">', "<h1>题</h1>", "题"),
        ('<title>题 - 站</title><meta property="og:title" content="站">', "", "题 - 站"),
        (
            '<title>题 - 站</title><meta property="og:title" content="站">',
            "<h1>站</h1><h1>题</h1>",
            "题 - 站",
        ),
        ('<title>题</title><meta property="og:title" content="站">', "<h1>站</h1><h1>题</h1>", "题"),
        (
            '<title>题 - 站</title><meta property="og:title" content="站"><meta property="og:site_name" content="站">',
            "<h1>站</h1>",
            "题",
        ),
        ('<title>题 - 站</title><meta property="og:title" content="题">', "", "题"),
        ('<title>乙 | 站</title><meta property="og:title" content="乙 | 站">', "<h1>乙</h1>", "乙"),
        ('<title>乙</title><meta property="og:title" content="我的博客">', "", "乙"),
        ('<meta property="og:title" content="乙">', "", "乙"),
        ("<title>乙丙</title>", "<h1>乙</h1>", "乙丙"),
        ('<title>甲 - 乙 - 站</title><meta property="og:site_name" content="站">', "", "甲 - 乙"),
        (
            '<title>站 | 甲 - 乙</title><meta property="og:site_name" content="站">',
            "<h1>甲 - 乙</h1>",
            "甲 - 乙",
        ),
        ('<title>C - 语言</title><meta property="og:site_name" content="C">', "", "C - 语言"),
        ('<title>站|</title><meta property="og:site_name" content="站">', "<h1></h1>", "站|"),
        (
            '<title>Python_入门教程</title><meta property="og:site_name" content="Python">',
            "<h1>Python</h1>",
            "Python_入门教程",
        ),
        (
            '<title>Vue.js - 渐进式框架</title><meta property="og:title" content="Vue.js - 渐进式框架"><meta property="og:site_name" content="Vue.js">',
            "<h1>Vue.js - 渐进式框架</h1>",
            "Vue.js - 渐进式框架",
        ),
        (
            '<title>从入门到实践 — Docker</title><meta property="og:site_name" content="Docker">',
            "<h1>从入门到实践 — Docker</h1>",
            "从入门到实践 — Docker",
        ),
        (
            '<title>甲——站</title><meta property="og:title" content="甲——站"><meta property="og:site_name" content="站">',
            "",
            "甲",
        ),
        (
            '<title>C - 语言 - C</title><meta property="og:title" content="C - 语言"><meta property="og:site_name" content="C">',
            "",
            "C - 语言",
        ),
        ('<title>站</title><meta property="og:site_name" content="站">', "", "站"),
        ('<title>站点 - 甲</title><meta property="og:site_name" content="站">', "", "站点 - 甲"),
    ],
)
def test_the_title_is_without_the_name_of_the_site(head: str, body: str, title: str) -> None:
    assert render(head, f"{body}<p>正文</p>").facts.title == title


def test_a_heading_that_is_the_title_is_not_repeated() -> None:
    assert "<h" not in render("<title>乙 - 我的博客</title>", "<h1>乙</h1><p>正文</p>").html


@pytest.mark.parametrize(
    "head",
    [
        (
            '<meta property="article:published_time" content="2023-05-06T02:00:00Z"><meta name="author" content="小林">'
            '<meta property="article:modified_time" content="2023-05-07T02:00:00Z">'
            '<meta property="article:tag" content="甲"><meta property="article:tag" content="丙">'
        ),
        (
            '<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, {"@type": "BlogPosting",'
            '"datePublished": "2023-05-06T10:00:00+08:00", "dateModified": "2023-05-07T10:00:00+08:00", "author": [{"name": "小林"}],'
            '"keywords": "甲, 丙"}]}</script>'
        ),
        (
            '<meta itemprop="datePublished" content="2023-05-06T10:00:00+08:00"><meta property="article:author" content="小林">'
            '<meta itemprop="dateModified" content="2023-05-07 10:00"><meta property="article:tag" content="甲"><meta property="article:tag" content="丙">'
        ),
    ],
)
def test_dates_author_and_tags_are_read(head: str) -> None:
    facts = render(f"<title>乙</title>{head}").facts
    assert (facts.published, facts.edited) == ("2023-05-06 10:00", "2023-05-07 10:00")
    assert (facts.author, facts.tags) == ("小林", ("甲", "丙"))


DAY = '<time datetime="2023-05-06">5 月 6 日</time>'
LATER = DAY.replace("2023", "2024")


@pytest.mark.parametrize(
    "body",
    [
        '<time pubdate datetime="2023-05-06">5 月 6 日</time>',
        '<time itemprop="dateCreated datePublished" datetime="2023-05-06">5 月 6 日</time>',
        '<time class="dt-published" datetime="2023-05-06">5 月 6 日</time>',
        f'<a class="article-date">{DAY}</a>',
        f"<article><header><h1>乙</h1>{DAY}</header></article>",
        f'<header>{DAY}<time itemprop="dateModified" datetime="2024-05-06">改</time></header>',
        f'<article class="post"><h1>乙</h1><p class="date">{DAY}</p><p>正文</p></article><article><p class="date">{LATER}</p></article>',
    ],
)
def test_a_time_that_says_so_dates_a_page(body: str) -> None:
    assert render("", f"{body}<p>正文</p>").facts.published[:10] == "2023-05-06"


@pytest.mark.parametrize(
    "body",
    [
        f"<p>纪念 {DAY}</p>",
        f"{DAY}<p>正文</p>",
        f'<p>{"正文" * 50}</p><p class="date">{DAY}</p><p class="date">{LATER}</p>',
        f"<article><header><h2>甲</h2>{DAY}</header></article><article><header><h2>乙</h2>{LATER}</header></article>",
        f'<h1>归档</h1><ul><li><span class="date">{DAY}</span></li><li><span class="date">{LATER}</span></li></ul>',
        f'<p>正文</p><aside><p class="date">{DAY}</p></aside>',
        f'<p>正文</p><div id="comments"><p class="date">{DAY}</p></div>',
    ],
)
def test_other_times_of_a_page_do_not_date_it(body: str) -> None:
    facts = render("", body).facts
    assert (facts.published, facts.edited) == ("", "")


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="date" content="0001-01-01T00:00:00Z"><meta name="author" content="https://a.example/me">',
        '<script type="application/ld+json">{"datePublished": 5, "author": {"name": [1]}, "keywords": null}</script>',
        '<script type="application/ld+json">{"datePublished": "soon</script>',
        f'<script type="application/ld+json">{"[" * 100_000}</script>',
    ],
)
def test_what_is_no_date_and_no_name_is_left_out(head: str) -> None:
    facts = render(f"<title>乙</title>{head}").facts
    assert (facts.title, facts.published, facts.author, facts.tags) == ("乙", "", "", ())


REVIEW = '{"@type": "Review", "datePublished": "2010-05-06", "author": "读者"}'
ARTICLE = '{"@type": ["Thing", "NewsArticle"], "datePublished": "2020-05-06", "author": {"name": "Li, Wei"}, "keywords": "甲, 乙"}'


@pytest.mark.parametrize("data", [f"[{REVIEW}, {ARTICLE}]", f'{{"@graph": [{REVIEW}, {ARTICLE}]}}'])
def test_the_post_is_described_by_an_article(data: str) -> None:
    facts = render(f'<script type="application/ld+json">{data}</script>').facts
    assert (facts.published[:10], facts.author, facts.tags) == ("2020-05-06", "Li, Wei", ("甲", "乙"))


def test_the_article_that_a_page_is_about_dates_it() -> None:
    data = f'{{"@type": "WebPage", "datePublished": "2010-05-06", "mainEntity": {ARTICLE}}}'
    assert render(f'<script type="application/ld+json">{data}</script>').facts.published[:10] == "2020-05-06"


@pytest.mark.slow
@pytest.mark.parametrize(
    "sign", ["<script application/ld+json ", "<script application/ld+json>", "application/ld+json "]
)
def test_linked_data_that_nothing_closes_takes_no_more_for_each_character(sign: str) -> None:
    assert not grows_too_fast(read_json_ld, lambda count: "<script " + sign * count)


@pytest.mark.parametrize(
    ("body", "author"),
    [
        ('<article class="h-entry"><a class="p-author">林</a></article>', "林"),
        (
            '<article class="h-entry"><div class="h-cite"><a class="p-author">甲</a></div><a class="p-author">林</a></article>',
            "林",
        ),
        (
            '<article class="h-entry">文<div class="u-comment h-cite"><a class="p-author">甲</a></div></article>',
            "",
        ),
        ("<article>文</article>" + '<li class="h-entry"><a class="p-author">甲</a></li>' * 2, ""),
    ],
)
def test_the_author_of_a_post_is_none_of_what_it_quotes_or_of_other_posts(body: str, author: str) -> None:
    assert render("<title>题</title>", body).facts.author == author
