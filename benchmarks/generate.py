"""Write posts in the shape of the real ones: same front matter, same constructs, varied lengths, seeded.

python benchmarks/generate.py 1000 /tmp/posts
"""

import argparse
import random
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import unescape
from pathlib import Path
from urllib.parse import quote

SENTENCES = (
    "清晨的风从江面吹来，桥上的人还不多。",
    "这个问题其实可以换一个角度来看。",
    "先说结论：没有免费的午餐，只有看不见的账单。",
    "我当时的第一反应是去翻日志，结果什么也没有。",
    "很多人忽略了一点，那就是测量本身也会带来误差。",
    "如果你只记住一件事，那就记住备份。",
    "老师傅说，火候到了自然就熟，急也没有用。",
    "把大象放进冰箱需要三步，把代码放进生产环境需要三十步。",
    "图书馆的灯一盏一盏亮起来，窗外开始下雨。",
    "实验重复了七次，曲线终于平滑下来。",
    "从地图上看，这条路绕了很远，走起来却最省力。",
    "所谓经验，不过是把踩过的坑画成了地图。",
)
CATEGORIES = (
    ("社交媒体", "知乎", "知乎热榜"), ("社交媒体", "知乎", "知乎日报"), ("编程", "掘金", "前端"),
    ("编程", "开源中国", "资讯"), ("生活", "美食"), ("生活", "旅行", "山野"), ("科学", "天文"), ("科学", "数学"),
)  # fmt: skip
TAG = re.compile("<[^<>]*>")
AUTHORS = tuple(f"作者{number}" for number in range(40))
FORMULAS = (r"\frac{a}{b}", r"\sum_{i=1}^{n} x_i", r"E=mc^2", r"\mathbb{R}^n", r"\sqrt{1+x^2}")
CODE = (
    '<div class="highlight"><pre><code class="language-python3"><span></span><span class="kn">import</span>'
    ' <span class="nn">os</span>\n<span class="k">def</span> <span class="nf">main</span><span class="p">():</span>'
    '\n    <span class="k">return</span> <span class="n">os</span><span class="o">.</span><span class="n">getcwd</span>'
    '<span class="p">()</span>\n</code></pre></div>'
)
FIGURE = (
    '<figure data-size="normal"><img src="https://pic{host}.zhimg.com/v2-{hash}_1440w.jpg" data-caption data-size="normal"'
    ' data-rawwidth="1080" data-rawheight="608" class="origin_image zh-lightbox-thumb"'
    ' data-original="https://pic{host}.zhimg.com/v2-{hash}_r.jpg" referrerpolicy="no-referrer"></figure>'
)
CARD = (
    '<a href="https://link.zhihu.com/?target=https%3A//example.org/{number}" data-draft-node="block"'
    ' data-draft-type="link-card" data-image="https://pic{host}.zhimg.com/v2-{hash}_180x120.jpg" data-image-width="480"'
    ' data-image-height="342" class=" wrap external">{title}</a>'
)
BLOCKS = (4, 6, 10, 12, 14, 18, 22, 28, 34)


def write_posts(count: int, folder: Path, seed: int = 1) -> None:
    """Write `count` posts below `folder`; the same seed gives the same bytes."""
    rng = random.Random(seed)
    for number in range(count):
        path = folder / f"{number % 97:02}" / f"post-{number:06}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(build_post(number, rng), encoding="utf-8", newline="\n")


def build_post(number: int, rng: random.Random) -> str:
    """Return one file: 1 to 9 kB, 4 in the mean, as the real ones have."""
    category = rng.choice(CATEGORIES)
    date = datetime(2019, 1, 1, tzinfo=UTC) + timedelta(minutes=rng.randrange(4 * 365 * 24 * 60))
    head = f"https://pic1.zhimg.com/v2-{rng.getrandbits(128):032x}_1440w.jpg"
    lines = "".join(f" - {name}\n" for name in category)
    title = f"{rng.choice(SENTENCES).rstrip('。')}（第 {number} 篇）"
    front = (
        f"\n---\ntitle: '{title}'\ncategories: \n{lines}headimg: '{head}'\nauthor: 知乎\ncomments: false\n"
        f"date: {format_datetime(date, usegmt=True)}\nthumbnail: '{head}'\n---\n\n"
    )
    return f"{front}<div>   \n{rng.choice(AUTHORS)}的回答<br><br>{build_body(rng)}  \n</div>\n            "


def build_body(rng: random.Random) -> str:
    """Return a body of 4 to 34 blocks."""
    return "".join(build_block(rng) for _ in range(rng.choice(BLOCKS)))


def build_long_body(rng: random.Random, size: int) -> str:
    """Return a body of `size` bytes of text, or a paragraph more."""
    blocks: list[str] = []
    while size > 0:
        blocks.append(build_block(rng))
        size -= len(unescape(TAG.sub("", blocks[-1])).encode())
    return f"<div>   \n{rng.choice(AUTHORS)}的回答<br><br>{''.join(blocks)}  \n</div>"


def build_block(rng: random.Random) -> str:
    """Return a paragraph, or now and then a figure, some code, a heading, a list or a card."""
    kind = rng.random()
    if kind < 0.08:
        return FIGURE.format(host=rng.randrange(1, 5), hash=f"{rng.getrandbits(128):032x}")
    if kind < 0.11:
        return CODE
    if kind < 0.15:
        return f"<h2>{rng.choice(SENTENCES).rstrip('。')}</h2>"
    if kind < 0.19:
        items = "".join(f"<li>{rng.choice(SENTENCES)}</li>" for _ in range(3))
        return f"<ul>{items}</ul>"
    if kind < 0.21:
        number, title = rng.randrange(10**6), rng.choice(SENTENCES).rstrip("。")
        return CARD.format(
            number=number, host=rng.randrange(1, 5), hash=f"{rng.getrandbits(128):032x}", title=title
        )
    return f"<p>{build_text(rng)}</p>"


def build_text(rng: random.Random) -> str:
    """Return a paragraph with the marks that real ones have."""
    sentences = [rng.choice(SENTENCES) for _ in range(rng.randrange(1, 5))]
    if rng.random() < 0.3:
        sentences[0] = f"<b>{sentences[0]}</b>"
    if rng.random() < 0.1:
        target = quote(f"https://example.org/{rng.randrange(10**6)}", safe="")
        sentences.append(
            f'<a href="http://link.zhihu.com/?target={target}" class=" wrap external">参考链接</a>'
        )
    if rng.random() < 0.08:
        tex = quote(rng.choice(FORMULAS), safe="")
        sentences.append(f'<img src="https://www.zhihu.com/equation?tex={tex}" alt="x" eeimg="1">')
    return "".join(sentences)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write_posts(arguments.count, arguments.folder, arguments.seed)
