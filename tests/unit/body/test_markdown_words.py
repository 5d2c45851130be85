"""No word of a Markdown post is lost: what each piece must show is said beside it, never read by our own code."""

import random

import pytest
from conservation import read_page, tokens

from mkdocs_zhihu.body import render_body
from mkdocs_zhihu.body.markdown import parser

pytestmark = pytest.mark.unit

COUNT = 150
UNCLOSED = "```\nunclosed fence"
PIECES = (
    ("一段**粗**体 and *italic* words", "一段粗体 and italic words"),
    ("## 小标题 `代码`", "小标题 代码"),
    ("##紧贴的标题 words##", "紧贴的标题 words"),
    ("- 甲\n- 乙\n  - 丙", "甲乙丙"),
    ("1. 一\n2) 二", "一 二"),
    ("- [x] 做\n- [ ] 未", "做未"),
    ("> 引文\n> 第二行", "引文第二行"),
    ("| 头 | 尾 |\n| - | - |\n| 一 | two<br>三 |", "头尾一 two 三"),
    ("```python title.py\nx = vector<int>\n```", "title py x = vector int"),
    (UNCLOSED, "unclosed fence"),
    ("~~~\n# 码\n~~~", "码"),
    ("    indented code", "indented code"),
    ('见 [链接文字](https://a.org/x "title") 与 https://b.org/y', "见链接文字与 b org y"),
    ("![图说](https://a.org/i.png)", ""),
    ("文[^note] 后\n\n[^note]: 注文 words", "文后注文 words"),
    ("[^unused]: 无人提及", "无人提及"),
    ("用 Map<String, Integer> 和 <your_token>，List<T>", "用 Map String Integer 和 your_token List T"),
    ("若 a<b 且 c>d，x<y && y>z", "若 a b 且 c d x y y z"),
    ("写 <script> 标签与 <title> 和 <textarea>", "写 script 标签与 title 和 textarea"),
    ("<details>\n<summary>题目</summary>\n\n内容\n\n</details>", "题目内容"),
    ("<?php echo 1; ?> 与 <![CDATA[数据]]>", "php echo 1 与 CDATA 数据"),
    ("设 $a_1$ 与 $$x+y$$ 为式", "设 a_1 与 x y 为式"),
    ("价格 $5 和 $6，$HOME/bin", "价格 5 和 6 HOME bin"),
    ("{% note info 题目 %}\n盒中 **字**\n{% endnote %}", "题目盒中字"),
    ("{% blockquote 某人 %}\n引语\n{% endblockquote %}", "某人引语"),
    ("{% codeblock lang:js %}\nlet a = 1;\n{% endcodeblock %}", "let a 1"),
    ("{% tabs 名 %}\n<!-- tab 标签一 -->\n页一\n<!-- endtab -->\n{% endtabs %}", "标签一页一"),
    ("{% unknown 参数 %} 与 {% label 要紧 %}", "参数与要紧"),
    ("{% raw %}{{ 原样 }}{% endraw %}", "原样"),
    ("::: warning 小心\n容器中\n:::", "小心容器中"),
    ("> [!NOTE] 提示\n> 正文", "提示正文"),
    ('!!! note "题目"\n    盒中 **字**', "题目盒中字"),
    ('=== "标签"\n    页中', "标签页中"),
    ("词语\n:   释义\n\n    又一段", "词语释义又一段"),
    ("按 ++ctrl+enter++ 与 ++i++", "按 Ctrl Enter 与 i"),
    ('--8<-- "码/a.cpp:core"', "码 a cpp"),
    ("<div markdown>\n- 甲 **乙**\n</div>\n\n<p markdown>丙</p>", "甲乙丙"),
    ("甲 :smile: 乙 :material-home: 丙 12:30:45 :none:", "甲乙丙 12 30 45 none"),
    ("`码` 与 **粗**{ .a } 与 [链](https://a.org/x){ data-a }", "码与粗与链"),
    ("```python=10\n码 = 1\n```", "码 1"),
    ("[[别的篇]] 与 [[某篇|某词]]", "别的篇与某词"),
    ("[[:alpha:]] 与 [[Prototype]] 和 [[ -f a ]]", "[[ alpha ]] 与 [[Prototype]] 和 [[ f a ]]"),
    ("H~2~O 与 3~5 天，7~9 天 ~~删去~~", "H2O 与 3 5 天 7 9 天删去"),
    ("行一\n行二  \n行三\\\n行四", "行一行二行三行四"),
    ("标题行\n---", "标题行"),
    ("### 题 {#an-id}", "题"),
    ("段\n{: .red}", "段"),
    ("集 {a, b} 与 `码`{.py} 与 [下划]{.underline}", "集 a b 与码与下划"),
    ("&lt;b&gt; &copy; &unknown;", "b © unknown"),
)
NOISE = (
    "**",
    "`",
    "$",
    "<",
    ">",
    "[",
    "](",
    "|",
    "{%",
    "%}",
    ":::",
    "~~",
    "_",
    "\\",
    "<b>",
    "</div>",
    "$$",
    "\n\n",
    "{% endnote %}",
    "www.a.org",
    "a@b.org",
    "\n# ",
    "\n+ ",
    "\n* ",
    "\n\n***\n\n",
    "\n\n___\n\n",
    " _a_ ",
    "\n    ",
    "&amp;",
    "!",
    "%%",
    "\n%%\n",
    "^",
    "{.a}",
    "{: .a}",
    "{#b}",
    "{ .a }",
    ":smile:",
    "\n: ",
    "\n:   甲\n",
    "++",
    "--8<-- ",
    ":material-a:",
    "`#!c ",
)


def build(random_: random.Random) -> tuple[str, str]:
    """Return a post of some pieces, joined and wrapped at random, and what it must show."""
    chosen = random_.choices(PIECES, k=random_.randint(2, 6))
    chosen.sort(key=lambda piece: piece[0] == UNCLOSED)  # what follows it is code
    parts = []
    for source, _ in chosen:
        kind = random_.randint(0, 5)
        lines = source.split("\n")
        if kind == 0:
            parts.append("\n".join(f"> {line}" for line in lines))
        elif kind == 1:
            parts.append("- " + "\n  ".join(lines))
        elif kind == 2:
            parts.append("1. " + "\n   ".join(lines))
        else:
            parts.append(source)
    text = random_.choice(("\n\n", "\n\n", "\n")).join(parts)
    return text, " ".join(visible for _, visible in chosen)


@pytest.mark.parametrize(
    ("source", "visible"),
    [
        ("[[Prototype]]", "[[Prototype]]"),
        ("[[ -f /etc/a ]] [[:alpha:]]", "[[ -f /etc/a ]] [[:alpha:]]"),
        ("[[别的篇]]", "别的篇"),
        ("[[Some Note|某词]] [[a/b]]", "某词 b"),
        ("[[note]]", "note"),
    ],
)
def test_brackets_of_a_term_stay_and_those_of_a_note_go(source: str, visible: str) -> None:
    body, _ = render_body(
        text=source, format="markdown", resolve=lambda url: "../note/" if url == "note" else None
    )
    assert body.text == visible


def test_escaped_signs_in_a_title_are_signs() -> None:
    body, _ = render_body(text="::: tip 见 a\\*b\n盒\n:::", title="别题", format="markdown")
    assert body.text.split() == ["见", "a*b", "盒"]


@pytest.mark.parametrize("seed", range(COUNT))
def test_mixed_posts_keep_every_word(seed: int) -> None:
    text, visible = build(random.Random(seed))  # noqa: S311 - repeatable, not secret
    body, _ = render_body(text=text, title="别题", format="markdown")
    assert dict(tokens(visible) - read_page(body.html)) == {}, text
    again, problems = render_body(text=body.html, title="别题")
    assert again.html == body.html, text
    assert [problem for problem in problems if not problem.rule.startswith("math")] == []


def damage(random_: random.Random, text: str) -> str:
    for _ in range(random_.randint(1, 4)):
        place = random_.randint(0, len(text))
        text = text[:place] + random_.choice(NOISE) + text[place:]
    return text


def test_rules_miss_nothing_where_they_are_not_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """What each construct begins with is said in `rule_signs`; without it the parser asks every rule everywhere."""
    places = [random.Random(seed) for seed in range(COUNT)]  # noqa: S311 - likewise
    texts = [damage(place, build(place)[0]) for place in places]
    quick = [parser.render_markdown(text) for text in texts]
    monkeypatch.setattr(parser, "use_rule_signs", lambda _parser: None)
    slow = parser._build_parser.__wrapped__()
    monkeypatch.setattr(parser, "_build_parser", lambda: slow)
    assert [parser.render_markdown(text) for text in texts] == quick


WORD = "保留"


@pytest.mark.parametrize("seed", range(COUNT))
def test_damaged_posts_keep_what_stands_in_text(seed: int) -> None:
    random_ = random.Random(10_000 + seed)  # noqa: S311 - likewise
    text = damage(random_, build(random_)[0])
    text = f"{WORD}一\n\n{text}\n\n{WORD}二\n"
    body, _ = render_body(text=text, title="别题", format="markdown")
    assert body.html.count(WORD) == 2, text
