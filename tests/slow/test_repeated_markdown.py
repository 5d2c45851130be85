"""The time a Markdown body takes grows with its length, whatever it repeats."""

import pytest
from growth import grows_too_fast

from mkdocs_zhihu.body.markdown import render_markdown

pytestmark = [pytest.mark.unit, pytest.mark.slow]

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


@pytest.mark.parametrize("unit", REPEATED)
def test_a_longer_body_takes_no_more_for_each_character(unit: str) -> None:
    assert not grows_too_fast(render_markdown, lambda count: unit * count + " x")


@pytest.mark.parametrize(
    ("start", "unit", "end"), [("<div", " markdown", "\n\nx"), ("<div", " a=''", "\n\nx")]
)
def test_a_longer_tag_takes_no_more_for_each_character(start: str, unit: str, end: str) -> None:
    assert not grows_too_fast(render_markdown, lambda count: start + unit * count + end)


def test_deeper_containers_take_no_more_for_each_character() -> None:
    assert not grows_too_fast(render_markdown, lambda count: "::: a\n" * count + ":::\n" * count)


def test_signs_of_headings_below_blank_lines_take_no_more_for_each_character() -> None:
    assert not grows_too_fast(render_markdown, lambda count: ">\n" * count + "> #a\n" * count)
