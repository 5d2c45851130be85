"""The time a Markdown body takes grows with its length, whatever it repeats."""

import time

import pytest

from mkdocs_zhihu.body.markdown import render_markdown
from mkdocs_zhihu.body.markdown.dialects.nested_boxes import mend_boxes

pytestmark = pytest.mark.unit

REPEATED = (
    "![](data:image/png;base64," + "A" * 52, "[](a\\(", "[](a(b)", "http:", "http://_ ", "(http://_,", "mailto:", "xmpp:a@b ",
    "a@", "a@b,", "~www._", "(www.a_", "www.a.org ", "http://a.org ", "```a\n", "- ~~~ a\nb\n", "\\(", "\\\\(",
    "{.a ", "## a {#b ", "## a {#b}\n", "`a`{.b ", "[a]{.b ", "{: .a\n", "{: .a}\n", "> a\n{.is-tip}\n", "[](a){a=b ", "{:a ",
    "@[card](", "@[card](//a ", ":::a[b\n", ":::a[b]\n:::\n", ":::{a\n", "((62a1b2c3-", "{{embed ((", "[a](((", "^^a", "- a\n  id:: 1\n",
    "- a\n  collapsed:: true\n- {{cloze a {{video a {{query a\n", "- a\n  collapsed:: true\n  :LOGBOOK:\n  CLOCK: a\n",
    "- a\n  id:: 1\n- ^^a^^ ^^b\n", "- %%\n", "- a\n\n  %%\n", "a ^ab\n\n", "%%a", "%%a b ", "%%\n", "\n\n%%\n", "> %%\n", "^abc123 ", "a ^abc123\n\n",
    "[[甲]]\n\n%%a b\n\n", "[[甲]]\n\n%%aa bb\n\ncc%%\n\n", "[[甲]]\n\n乙 %%aa bb\n\n", "[[甲]]\n\n%%aa\n- b%%\n", "[[甲]]\n\n    %%aa\n\n", "%% kanban:settings\n", "%% kanban:settings " + " " * 60, "> %%\n> a\n",
    "- ```a\n[[", "~~~\n> ```\n", "`[[", "[[#", "![[a#", "> [!a|", "> [!a]: b\n",
    "\n\n\\[a", "\n\n\\begin{align}a", "{% raw %}", "`{% note %}a", "{{< a href=b >}}", "{{< a href=b >}}c{{< /a >}}\n", "{{< a href=b >}}\n",
    "\n\n```\n{% note %}\n```", "!!! note\n    ", '=== "a"\n    b\n', "a^1", "a~1", "a^1^", "##a\n", "##a ##", "**a **", "**a **b ", "**a ", "#a\n\n##b ",
    "::: {.a}\n", "::: {.a}\n::: {.b}\na\n:::\n:::\n", ":::\n", "$x^2$ $n$(a) ", "$x^2$\n$n$(a)\n", "$x^2$ $n$a", "$x^2$ $n(",
    "a\n:   b\n\n", "a\n:   b\n", ": b\n", ":   a\n    ", "a\n: ", "a\n\n: ", "++ctrl+", "++ctrl++", "++ctrl++ ", "a\n\n:material-a: ^^a", "^^a^^ ",
    '--8<-- "a', '--8<-- "a"\n', '```a\n--8<-- "a"\n', "!!! a\n ", "--8<-", "<a markdown ",
    "<div markdown", "<div markdown>\n", "<div markdown>\na\n</div>\n", "<div markdown>a</div>\n", "<p markdown>a ", "<p a=' markdown ",
    ":smile", ":smile:", ":material-a-", ":material-a:{ .b ", "[:material-a:](b)", "`#!python ", "`#!python a`", "```{r a", "```a=1\n", "**a**{ .b ",
    "**{.a ", "[](a){ data-b ", "!!! note\n    ```a\nb\n    ```\n",
    "{% comment %}", "`{% comment %}a{% endcomment %}", "{% codeblock %}{% comment %}{% endcomment %}", "- ```\n{% comment %}", "<pre>{% comment %}", "{% tab %}{% endtab %}", "{{% a %}}{{% /a %}}", "    {% comment %}\n",
)  # fmt: skip
COUNT = 500
FOLD = 8
MOST = FOLD * 2.5
"""What is linear takes 8 times as long, what is quadratic 64 times."""


def measure(text: str) -> float:
    begin = time.process_time()
    render_markdown(text)
    return time.process_time() - begin


@pytest.mark.parametrize("unit", REPEATED)
def test_a_longer_body_takes_no_more_for_each_character(unit: str) -> None:
    short, long = unit * COUNT + " x", unit * COUNT * FOLD + " x"
    assert any(measure(long) < MOST * measure(short) for _ in range(3))


@pytest.mark.parametrize(
    "parts", [("<div", " markdown", "\n\nx"), ("<div", " a=''", "\n\nx"), ("", "::: a\n", ":::\n")]
)
def test_longer_tags_and_deeper_containers_take_no_more_for_each_character(
    parts: tuple[str, str, str],
) -> None:
    first, unit, last = parts
    long, short = (first + unit * count + last * (1 if first else count) for count in (COUNT * FOLD, COUNT))
    assert any(measure(long) < MOST * measure(short) for _ in range(3))


def test_containers_beyond_a_sensible_depth_keep_their_colons() -> None:
    text = "::: a\n" * 60 + ":::\n" * 60
    assert mend_boxes(text) == text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("见 http://a.org/b?c=d&e 和 https://b.org。", '<a href="http://a.org/b?c=d&amp;e">'),
        ("甲：http：乙:http://a.org/x.", "甲：http：乙:http://a.org/x."),
        ("写给 mailto:a@b.org 或 c@d.org", '<a href="mailto:c@d.org">c@d.org</a>'),
        ("x" * 20_000 + " www.a.org", '<a href="http://www.a.org">www.a.org</a>'),
        ("![甲](a(b(c))d.png)", '<img src="a(b(c))d.png" alt="甲">'),
        ("![甲](" + "a(" * 33 + ")" * 33 + ")", "![甲]("),
        ("[甲](a\\)b)", '<a href="a)b">甲</a>'),
        ("[甲](<a b>)", '<a href="a b">甲</a>'),
    ],
)
def test_addresses_are_still_found(text: str, html: str) -> None:
    assert html in render_markdown(text).html
