"""Bodies as Zhihu wrote them in four times, each with the words that a reader of it sees; all text is invented."""

import html
import random
import re
from collections.abc import Callable
from itertools import count
from typing import NamedTuple

from bodies import CODE, INLINE_CODE, LANGUAGES, WORDS, H, decode_once_too_often
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

PICTURE = f"https://pic1.zhimg.com/v2-{H}"
AUTHORS = ("张三", "乙 B", "某某某")
TEX = (("a^2%2Bb", "a^2+b"), ("x%3Cy", "x&lt;y"), ("%5Cfrac%7Ba%7D%7Bb%7D", "\\frac{a}{b}"))
STAR = '<svg width="10" height="10" class="css-1"><path d="M0 0"></path></svg>'


class Written(NamedTuple):
    """A piece of a body."""

    html: str
    """As the server wrote it."""

    seen: str
    """What its reader sees, but for formulas and the marks of notes."""


class Sample(NamedTuple):
    """A whole body."""

    text: str
    """As the archive has it."""

    seen: str
    """What its reader sees."""

    author: str
    """Who is named in it, "" where it names its author nowhere."""

    is_damaged: bool
    """Whether it was decoded once too often."""


Piece = Callable[[random.Random], Written]


def _escape(text: str, *, quote: bool = False) -> str:
    return html.escape(text, quote=quote)


def _pick(random_: random.Random) -> Written:
    words = random_.choice(WORDS)
    return Written(_escape(words), words)


def _mark(name: str) -> Piece:
    def write(random_: random.Random) -> Written:
        inner = _pick(random_)
        return Written(f"<{name}>{inner.html}</{name}>", inner.seen)

    return write


def _inline_code(random_: random.Random) -> Written:
    code = random_.choice(INLINE_CODE)
    return Written(f"<code>{_escape(code)}</code>", code)


def _link(random_: random.Random) -> Written:
    inner = _pick(random_)
    url = "https://link.zhihu.com/?target=https%3A//a.org/%3Fx%3D1"
    return Written(
        f'<a href="{url}" class=" wrap external" target="_blank" rel="nofollow noreferrer">{inner.html}</a>',
        inner.seen,
    )


def _bare_link(_random: random.Random) -> Written:
    url = "https://link.zhihu.com/?target=https%3A//github.com/a/long"
    spans = '<span class="invisible">https://</span><span class="visible">github.com/a/lo</span><span class="invisible">ng</span><span class="ellipsis"></span>'
    return Written(f'<a href="{url}" class=" external">{spans}</a>', "https://github.com/a/long")


def _mention(_random: random.Random) -> Written:
    return Written(
        f'<a class="member_mention" href="http://www.zhihu.com/people/{H}" data-hash="{H}" data-hovercard="p$b${H}">@某人</a>',
        "@某人",
    )


def _page_mention(_random: random.Random) -> Written:
    link = f'<a class="UserLink-link" data-za-detail-view-element_name="User" target="_blank" href="//www.zhihu.com/people/{H}">@某乙</a>'
    return Written(
        f'<span><span class="UserLink"><div class="css-1gomreu">{link}</div></span></span>', "@某乙"
    )


def _entity(_random: random.Random) -> Written:
    url = "https://zhida.zhihu.com/search?content_id=1&amp;content_type=Answer&amp;q=%E8%AF%8D&amp;zhida_source=entity"
    return Written(
        f'<span><a class="RichContent-EntityWord css-b7erz1" href="{url}" target="_blank">词条{STAR}</a></span>',
        "词条",
    )


def _formula(random_: random.Random) -> Written:
    encoded, tex = random_.choice(TEX)
    return Written(f'<img src="https://www.zhihu.com/equation?tex={encoded}" alt="{tex}" eeimg="1">', "")


def _page_formula(random_: random.Random) -> Written:
    _, tex = random_.choice(TEX)
    mathjax = '<span class="MathJax_Preview"></span><span class="MathJax_SVG" tabindex="0"><svg><g><path d="M1 1"></path></g></svg></span>'
    return Written(
        f'<span class="ztext-math" data-eeimg="1" data-tex="{tex}">{mathjax}<script type="math/tex">{tex}</script></span>',
        "",
    )


def _note(random_: random.Random) -> Written:
    words = random_.choice([words for words in WORDS if '"' not in words])
    return Written(
        f'<sup data-text="{_escape(words, quote=True)}" data-url="" data-draft-node="inline" data-draft-type="reference" data-numero="1">[1]</sup>',
        words,
    )


def _code(random_: random.Random) -> Written:
    code = random_.choice(CODE)
    language = random_.choice(LANGUAGES)
    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    coloured = highlight(code, lexer, HtmlFormatter(nowrap=True)).replace("&#39;", "'").replace("&quot;", '"')
    inner = coloured if random_.random() < 0.6 else _escape(code)
    return Written(
        f'<div class="highlight"><pre><code class="language-{language}"><span></span>{inner}</code></pre></div>',
        code,
    )


def _old_picture(_random: random.Random) -> Written:
    image = f'<img src="{{}}" data-rawwidth="20" data-rawheight="10" class="origin_image zh-lightbox-thumb{{}}" width="20" data-original="{PICTURE}_r.jpg"{{}}>'
    real = image.format(f"{PICTURE}_b.jpg", "", "")
    blank = "data:image/svg+xml;utf8,&lt;svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'&gt;&lt;/svg&gt;"
    lazy = image.format(blank, " lazy", f' data-actualsrc="{PICTURE}_b.jpg"')
    return Written(f"<figure><noscript>{real}</noscript>{lazy}</figure>", "")


def _picture(random_: random.Random) -> Written:
    words = _pick(random_)
    caption = random_.choice((Written("", ""), Written(f"<figcaption>{words.html}</figcaption>", words.seen)))
    return Written(
        f'<figure data-size="normal"><img src="{PICTURE}_720w.jpg?source=1940ef5c" data-caption="" data-size="normal" data-rawwidth="20"'
        f' data-rawheight="10" data-default-watermark-src="{PICTURE}_b.jpg" class="origin_image zh-lightbox-thumb" data-original="{PICTURE}_r.jpg">{caption.html}</figure>',
        caption.seen,
    )


def _gif(_random: random.Random) -> Written:
    player = f'<div class="RichText-gifPlaceholder"><div class="GifPlayer"><img class="ztext-gif" role="presentation" src="{PICTURE}_b.jpg" data-thumbnail="{PICTURE}_b.jpg" data-size="normal">{STAR}</div></div>'
    return Written(
        f'<figure data-size="normal"><noscript><img src="{PICTURE}_b.gif"></noscript>{player}</figure>', ""
    )


def _card(_random: random.Random) -> Written:
    return Written(
        f'<a href="https://link.zhihu.com/?target=https%3A//host.org/a" data-draft-node="block" data-draft-type="link-card" data-image="{PICTURE}_180x120.jpg" class=" wrap external">卡片题目</a>',
        "卡片题目",
    )


def _page_card(_random: random.Random) -> Written:
    return Written(
        '<div class="RichText-LinkCardContainer"><a target="_blank" href="https://link.zhihu.com/?target=https%3A//host.org/a" data-text="卡片题目" class="LinkCard new css-1">'
        f'<span class="LinkCard-contents"><span class="LinkCard-title two-line">卡片题目</span><span class="LinkCard-desc"><span>\u200b{STAR}</span>host.org</span></span></a></div>',
        "卡片题目",
    )


def _join(random_: random.Random, pieces: tuple[Piece, ...]) -> Written:
    parts = [random_.choice(pieces)(random_) for _ in range(random_.randint(1, 4))]
    return Written("，".join(part.html for part in parts), "，".join(part.seen for part in parts))


OLD: tuple[Piece, ...] = (
    _pick,
    _pick,
    _mark("b"),
    _mark("i"),
    _inline_code,
    _link,
    _bare_link,
    _mention,
    _formula,
)
FEED: tuple[Piece, ...] = (*OLD, _note)
DAILY: tuple[Piece, ...] = (_pick, _pick, _mark("strong"), _mark("em"), _inline_code, _link, _formula)
PAGE: tuple[Piece, ...] = (_pick, _pick, _mark("b"), _inline_code, _link, _entity, _page_mention, _page_formula, _note)  # fmt: skip


def _blocks(pieces: tuple[Piece, ...], others: tuple[Piece, ...], paragraph: str) -> Piece:
    def write(random_: random.Random) -> Written:
        blocks = []
        for _ in range(random_.randint(2, 6)):
            prose, more, words = _join(random_, pieces), _join(random_, pieces), _pick(random_)
            kind = random_.randint(0, 7)
            if kind == 0:
                blocks.append(Written(f"<h2>{words.html}</h2>", words.seen))
            elif kind == 1:
                blocks.append(Written(f"<blockquote>{prose.html}<br>{more.html}</blockquote>", f"{prose.seen} {more.seen}"))  # fmt: skip
            elif kind == 2:
                blocks.append(Written(f"<ul><li>{prose.html}</li><li>{more.html}</li></ul>", f"{prose.seen} {more.seen}"))  # fmt: skip
            elif kind == 3:
                blocks.append(random_.choice(others)(random_))
            else:
                blocks.append(Written(f"{paragraph}{prose.html}</p>", prose.seen))
        return Written("".join(block.html for block in blocks), " ".join(block.seen for block in blocks))

    return write


def _api_2017(random_: random.Random) -> tuple[Written, str]:
    return _blocks(OLD, (_code, _old_picture), "<p>")(random_), ""


def _feed_2021(random_: random.Random) -> tuple[Written, str]:
    author = random_.choice(AUTHORS)
    body = _blocks(FEED, (_code, _picture, _card), '<p data-pid="x">')(random_)
    return Written(f'{author}的回答<br><br><p data-pid="y">开头</p>{body.html}', f"开头 {body.seen}"), author


def _daily_2022(random_: random.Random) -> tuple[Written, str]:
    author = random_.choice(AUTHORS)
    body = _blocks(DAILY, (_code, _picture), "<p>")(random_)
    head = (
        f'<strong><img class="avatar" src="{PICTURE}_l.jpg?source=8673f162"><span class="author">{author}，</span><span class="bio">一句话</span>'
        '<a href="https://www.zhihu.com/question/1/answer/2" class="originUrl" hidden>查看知乎原文</a></strong>'
    )
    tail = '<div class="view-more"><a href="https://www.zhihu.com/question/1">查看知乎讨论<span class="js-question-holder"></span></a></div>'
    return Written(
        '<div class="main-wrap content-wrap"><div class="headline">\n<div class="img-place-holder">  </div>\n<div class="content-inner"><div class="question">\n题\n'
        f'<div class="answer">\n{head}\n<div class="content">{body.html}</div>\n</div>\n{tail}</div></div></div></div>',
        body.seen,
    ), author


def _page_2025(random_: random.Random) -> tuple[Written, str]:
    body = _blocks(PAGE, (_code, _picture, _gif, _page_card), '<p data-first-child="" data-pid="x">')(random_)
    return Written(
        f'<div class="RichContent-inner"><span class="RichText ztext CopyrightRichText-richText css-1" itemprop="text">{body.html}</span></div>'
        '<div class="ContentItem-actions"><button class="Button">赞同 3</button><button>添加评论</button></div>',
        body.seen,
    ), ""


def _number_notes(text: str) -> str:
    """Return a body whose notes have one number each."""
    numbers = count(1)
    return re.sub(
        r'data-numero="1">\[1\]', lambda _: f'data-numero="{(number := next(numbers))}">[{number}]', text
    )


ERAS = (_api_2017, _feed_2021, _daily_2022, _page_2025)


def build_sample(random_: random.Random) -> Sample:
    """Return a body of one of the four times; two in three of those that came by the feed are damaged as it damaged them."""
    era = random_.choice(ERAS)
    written, author = era(random_)
    text = f"<div>   \n{_number_notes(written.html)}  \n</div>"
    is_damaged = era is not _page_2025 and random_.random() < 2 / 3
    return Sample(decode_once_too_often(text) if is_damaged else text, written.seen, author, is_damaged)
