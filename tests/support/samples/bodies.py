"""Bodies made at random, as Zhihu's servers write them: every `<`, `>` and `&` of the author escaped."""

import html
import random
import re

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

H = "0123456789abcdef0123456789abcdef"
WORDS = (
    "甲乙", "文字", "the word", "R&D", "1 > 0", "A -> B", "x=1&copy=2&y", "“引”", 'he said "hi"', "it's", "价格 <5 元", "a < b",
    "x<y && z>w", "Map<String, Integer>", "List<String> 类", "vector<int>", "<your_token>", "<<书名>>", "<- 箭头", "I <3 U",
    "<stdin>", "{{ x }}", "{a}", "T<K,V>", "邮箱 <a@b.com>", "<https://a.org>", "C++ 的 <cstdio>", "a<b and b>c", "if (i<n)",
)  # fmt: skip
CODE = (
    "int main() {}\n", "#include <cstdio>\nvector<string> v; if (x<y && z>w) a&b;\n", "x = a < b\n", 'print("<b>")\n',
    '<div class="a">\n  <p>x</p>\n</div>\n', "<!-- c -->\n<br>\n", "a &lt; b &amp; c <d;\n", "import os\nx = {1: 2}\n",
    "<script>alert(1)</script>\n", "SELECT * FROM t WHERE a<>b;\n", "<?php echo 1; ?>\n", "</div>\n", "template<typename T>\n",
)  # fmt: skip
INLINE_CODE = ("x", "a<b", "<div>", "vector<int>", "</p>", "a && b", "<b>", "List<T>")
LANGUAGES = ("cpp", "python", "html", "php", "java", "sql", "yaml", "text")
ODD = (
    "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", "<p>时 <time datetime=2020-01-01>元旦</time></p>",
    "<input type=checkbox disabled>", "<p class=x id='y'>单引号</p>", "<!-- 注释 -->", "<math><mi>x</mi></math>",
    "<details open><summary>总</summary>细</details>", '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>', "<center>中</center>",
    "<script>if (a<b) document.write('<b>')</script>", "<style>p > a { x: 1 }</style>", "<p><bdi>名</bdi></p>",
)  # fmt: skip
"""What no feed of the archive held, but HTML knows."""
LINK = '<a href="https://link.zhihu.com/?target=https%3A//a.org/%3Fx%3D1" class=" wrap external" target="_blank">{}</a>'
FORMULA = '<img src="https://www.zhihu.com/equation?tex=a%3Cb" alt="a&lt;b" eeimg="1">'
NOTE = '<sup data-text="{}" data-url="https://a.org/?x=1&amp;copy=2" data-draft-node="inline" data-draft-type="reference" data-numero="1">[1]</sup>'
FIGURE = (
    f'<figure data-size="normal"><img src="https://pic1.zhimg.com/v2-{H}_b.jpg" data-caption="" data-size="normal"'
    f' data-rawwidth="20" data-rawheight="10" class="origin_image" data-original="https://pic1.zhimg.com/v2-{H}_r.jpg">'
    "<figcaption>{}</figcaption></figure>"
)
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#39|#x27);")


def build_body(random_: random.Random, *, odd: bool = False) -> str:
    """Return a body in the archive's wrapper; with `odd`, one block that HTML knows and Zhihu does not write."""
    blocks = [_build_block(random_) for _ in range(random_.randint(1, 6))]
    if odd:
        blocks.insert(random_.randint(0, len(blocks)), random_.choice(ODD))
    return "<div>   \n" + "".join(blocks) + "  \n</div>"


def decode_once_too_often(text: str) -> str:
    """Return what the archive's feed made of a body."""
    decoded = ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return decoded.replace("{", "&#123;").replace("}", "&#125;")


def _build_block(random_: random.Random) -> str:
    kind = random_.randint(0, 8)
    if kind == 4:
        return f"<h2>{_escape(random_.choice(WORDS))}</h2>"
    if kind == 5:
        return f"<blockquote>{_build_prose(random_)}</blockquote>"
    if kind == 6:
        return f"<ul><li>{_build_prose(random_)}</li><li>{_build_prose(random_)}</li></ul>"
    if kind == 7:
        return _build_code(random_)
    if kind == 8:
        return FIGURE.format(_escape(random_.choice(WORDS)))
    return f'<p data-pid="x">{_build_prose(random_)}</p>'


def _build_prose(random_: random.Random) -> str:
    return "，".join(_build_words(random_) for _ in range(random_.randint(1, 4)))


def _build_words(random_: random.Random) -> str:
    words, others = (_escape(random_.choice(WORDS)) for _ in range(2))
    forms = (
        words, words, f"<b>{words}</b>", f"<i>{words}</i>", f"<code>{_escape(random_.choice(INLINE_CODE))}</code>",
        LINK.format(words), FORMULA, f"{words}<br>{others}", words + NOTE.format(others.replace('"', "&quot;")),
    )  # fmt: skip
    return random_.choice(forms)


def _build_code(random_: random.Random) -> str:
    text = random_.choice(CODE)
    language = random_.choice(LANGUAGES)
    if random_.random() < 0.4:
        return f'<div class="highlight"><pre><code class="language-text">{_escape(text)}</code></pre></div>'
    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    coloured = highlight(text, lexer, HtmlFormatter(nowrap=True))
    coloured = coloured.replace("&#39;", "'").replace("&quot;", '"')
    return f'<div class="highlight"><pre><code class="language-{language}"><span></span>{coloured}</code></pre></div>'


def _escape(text: str) -> str:
    return html.escape(text, quote=False)
