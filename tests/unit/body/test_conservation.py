"""Nothing is lost and nothing invented when bodies are damaged and constructs are mixed at random."""

import random
import re
from functools import cache
from pathlib import Path

import pytest
from conservation import check, find_excess
from project import REAL_POSTS, ROOT

from mkdocs_zhihu.body import render_body
from mkdocs_zhihu.reading.front_matter import split_front_matter

pytestmark = pytest.mark.unit

EXAMPLE_POSTS = ROOT / "example_site" / "docs" / "posts"
REAL = pytest.param(REAL_POSTS, marks=pytest.mark.shared("posts"), id="real")
QUICK, COUNT = 100, 500
H = "0123456789abcdef0123456789abcdef"
PICTURE = f"https://pic1.zhimg.com/v2-{H}_720w.jpg"

CONSTRUCTS = (
    "<p>一段<b>粗</b>体 and <i>italic</i> 文字</p>",
    f'<figure data-size="normal"><img src="{PICTURE}" data-caption="" class="origin_image"><figcaption>图说</figcaption></figure>',
    f'<p>行内<img src="{PICTURE}">图</p>',
    '<p>设 <img src="https://www.zhihu.com/equation?tex=a%5E2%2Bb" alt="a^2+b" eeimg="1"> 为式</p>',
    '<p><img src="//www.zhihu.com/equation?tex=x%5Ctag%7B1%7D" alt="" eeimg="2"></p>',
    '<p>文<sup data-text="注文" data-url="https://a.org/b" data-draft-type="reference" data-numero="1">[1]</sup>后</p>',
    "<p>x<sup>2</sup> 与 H<sub>2</sub>O</p>",
    f'<a href="https://link.zhihu.com/?target=https%3A//host.org/a" data-draft-node="block" data-draft-type="link-card" data-image="{PICTURE}">卡片题目</a>',
    '<a data-draft-node="block" data-draft-type="mcn-link-card" data-mcn-id="7">广告</a>',
    '<a data-draft-type="file-link-card" href="https://pan.baidu.com/s/1" data-file-size="801">文件.txt</a>',
    f'<a class="video-box" href="https://www.zhihu.com/video/111" data-poster="{PICTURE}" data-lens-id="111"><span class="content"><span class="title">片名</span><span class="url">https://www.zhihu.com/video/111</span></span></a>',
    '<a class="unprocessable_video" href="javascript:;">上传失败的视频</a>',
    '<iframe src="https://player.bilibili.com/player.html?bvid=BV1xx">旧浏览器</iframe>',
    '<div class="highlight"><pre><code class="language-cpp"><span class="cp">int</span> main() {}\n</code></pre></div>',
    "<p>用 <code>ls -l</code> 看</p>",
    "<ul><li>甲</li><ul><li>乙</li></ul><li>丙</li></ul>",
    '<ol start="3"><li>三</li></ol>',
    '<table data-draft-type="table"><tbody><tr><th>头</th><th></th></tr><tr><td>一<br>二</td><td>2</td></tr></tbody></table>',
    "<blockquote>引<br><br>文</blockquote>",
    "<hr>",
    "<h2>小标题</h2>",
    '<a class="member_mention" href="http://www.zhihu.com/people/x" data-hash="x">@某人</a>，好',
    '<p>见 <span><span class="UserLink"><div class="css-1"><a class="UserLink-link" href="//www.zhihu.com/people/y">@某乙</a></div></span></span> 说</p>',
    '<a href="https://zhida.zhihu.com/search?q=%E8%AF%8D&zhida_source=entity">词</a>',
    '<a class="hash_tag" data-topic-name="#话题#" data-topic-id="1">#话题#</a>',
    '<a href="https://link.zhihu.com/?target=https%3A//a.org/c" class=" wrap external"><span class="invisible">https://</span><span class="visible">a.org/c</span></a>',
    '<p class="ztext-empty-paragraph"> <br><br>其实有字<br><br>还有</p>',
    "裸文字<br><br>又一段",
    '<img class="sticker" alt="[惊喜]" src="https://pic1.zhimg.com/v2-' + H + '.png">',
    "<p>用 --8&lt;-- 与 {{ 7*7 }} 和 L*a*b* 写</p>",
    "<p>&#123;&#123; config &#125;&#125;</p>",
    "<p>\u200b零\u200b宽　全角</p>",
)  # fmt: skip
BREAKABLE = re.compile(
    r"</?(?:p|b|strong|i|figure|figcaption|li|ul|ol|blockquote|span|br|h2|h3|div)\b[^<>]*>"
)
WRAPPERS = ("b", "i", "u", "blockquote", "span", "font", "section", "center", "li", "td", "aside")
ADVERTISEMENTS = (
    "</p>",
    "<p>",
    "</b>",
    "<b>",
    "</div>",
    "<br>",
    "</br>",
    "<div/>",
    "<span/>",
    "<o:p></o:p>",
    "&nbsp;",
    "</li>",
    "<li>",
)


@cache
def read_bodies(folder: Path) -> tuple[str, ...]:
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.rglob("*.md")))
    bodies = [split_front_matter(text, "a.md")[0].body for text in texts]
    return tuple(body for body in bodies if body.lstrip().startswith("<"))


def mutate(random_: random.Random, body: str) -> str:
    for _ in range(random_.randint(1, 5)):
        ends = [match.end() for match in re.finditer(r"</(?:p|figure|h2|ul|blockquote)>", body)] or [
            len(body)
        ]
        place = random_.choice(ends)
        kind = random_.randint(0, 4)
        if kind <= 1:
            body = body[:place] + random_.choice(CONSTRUCTS) + body[place:]
        elif kind == 2:
            tags = [match for match in BREAKABLE.finditer(body) if "class=" not in match[0]]
            if tags:
                tag = random_.choice(tags)
                body = body[: tag.start()] + body[tag.end() :]
        elif kind == 3:
            wrapper = random_.choice(WRAPPERS)
            body = f"{body[:place]}<{wrapper}>{random_.choice(CONSTRUCTS)}</{wrapper}>{body[place:]}"
        else:
            body = body[:place] + random_.choice(ADVERTISEMENTS) + body[place:]
    return body


@pytest.mark.parametrize(
    "seed", [seed if seed < QUICK else pytest.param(seed, marks=pytest.mark.slow) for seed in range(COUNT)]
)
@pytest.mark.parametrize("folder", [pytest.param(EXAMPLE_POSTS, id="example"), REAL])
def test_damaged_and_mixed_bodies_keep_every_word(folder: Path, seed: int) -> None:
    random_ = random.Random(seed)  # noqa: S311 - repeatable, not secret
    text = mutate(random_, random_.choice(read_bodies(folder)))
    body, _ = render_body(text=text, title="题")
    assert check(text, "题", body.html) == "", text
    assert find_excess(text, body.html) == "", text
    again, problems = render_body(text=body.html, title="题")
    assert again.html == body.html, text
    assert problems == ()
