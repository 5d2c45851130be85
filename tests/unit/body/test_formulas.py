"""Formulas: the corpus is drawn right, nothing is silently wrong, and nothing but formulas comes out."""

import re
from html import escape, unescape

import pytest
from formulas import judge_formula, read_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_zhihu.body.math.mathml import ELEMENTS, draw_formula, restore_tex, typeset

pytestmark = pytest.mark.unit

VERDICTS = [judge_formula(formula) for formula in read_corpus()]
TAG = re.compile(r"<(/?)([a-z]+)((?: [a-z-]+=\"[^\"<>]*\")*)>")


def test_the_corpus_is_large() -> None:
    assert len(VERDICTS) > 300


def test_at_least_99_of_100_formulas_are_drawn_right() -> None:
    right = sum(verdict.verdict == "right" for verdict in VERDICTS)
    assert right / len(VERDICTS) >= 0.99


def test_no_formula_is_silently_wrong() -> None:
    assert [(v.formula.tex, v.reason) for v in VERDICTS if v.verdict == "wrong"] == []


def test_a_formula_that_cannot_be_drawn_shows_its_tex_marked() -> None:
    html = r'<p>a <span class="arithmatex">\(\foo&lt;b\)</span></p>'
    assert typeset(html) == r'<p>a <span class="zh-math zh-math--tex"><code>\foo&lt;b</code></span></p>'


def test_a_drawn_formula_keeps_its_tex() -> None:
    html = typeset(r'<div class="arithmatex">\[a&lt;"b"\]</div>')
    assert html.startswith('<div class="zh-math"><math alttext="a&lt;&quot;b&quot;" display="block">')


def test_a_drawn_formula_gives_its_tex_back() -> None:
    tex = [escape(tex, quote=False) for tex in (r"\foo<b", 'a<"b"', *(v.formula.tex for v in VERDICTS))]
    for inline in tex:
        html = (
            rf'<p><span class="arithmatex">\({inline}\)</span></p><div class="arithmatex">\[{inline}\]</div>'
        )
        assert restore_tex(typeset(html)) == html


@pytest.mark.parametrize(
    "tex",
    [
        r"\text{<script>alert(1)</script>}",
        r"\href{javascript:alert(1)}{x}",
        r"\style{position:fixed}{x}",
        r"\class{md-overlay}{x}",
        r"\cssId{__config}{x}",
        r"\unicode{x3c}script>",
        r'\text{" onclick="alert(1)}',
        r"\color{red;background:url(//evil)}{x}",
        r"\def\a{\a\a}\a",
        r"\eqref{a}\label{a}",
    ],
)
def test_tex_cannot_become_anything_but_a_formula(tex: str) -> None:
    check_mathml(tex)


@pytest.mark.parametrize(
    "tex",
    [
        r"\pi*r^2", r"2\theta*x", "A=∅", r"a \thicksim b", r"\operatorname*{arg}_x f",
        r"\operatorname{\mathbf{grad}}\varphi", r"\operatorname*{\mathbf{x}}_a b", r"\operatorname{a_b}_c", r"p \varpropto q",
        "\\begin{align*}a &= b\\\\c &= d\\\n\\end{align*}", r"\root 3 \of x + \root {n+1} \of {x+y}",
        r"a \buildrel \rm def \over = b", r"\begin{matrix} a \cr b\end{matrix}", r"\cases{a & b \cr c & d\cr}",
        r"\begin{psmallmatrix}a&b\\c&d\end{psmallmatrix}", r"\begin{Bsmallmatrix}a\end{Bsmallmatrix}",
        r"\begin{flalign}a&=b\\c&=d\end{flalign}", r"\eqref{eq:a_b}", r"\kern{1em}a", r"\text{a \emph{b}}",
        r"\rule{0pt}{3ex}a\hfill b", r"\uppi\textnormal{a}\celsius\mathds{1}", r"\varlimsup_{n\to\infty}a\varliminf_n b",
        r"\sum_{\mathclap{1\le i}}\utilde{a}\widecheck{b}",
    ],
)  # fmt: skip
def test_what_mathjax_draws_is_drawn(tex: str) -> None:
    mathml, reason = draw_formula(tex, is_display=False)
    assert (mathml[:5], reason) == ("<math", "")


def check_mathml(tex: str) -> None:
    mathml, reason = draw_formula(tex, is_display=True)
    assert bool(mathml) != bool(reason)
    rest = TAG.sub("", mathml)
    assert "<" not in rest
    assert ">" not in rest
    for _, name, attributes in TAG.findall(mathml):
        assert name in ELEMENTS
        assert not re.search(r" (?:on|style|id|href|src)", re.sub(r'alttext="[^"]*"', "", attributes))
    if mathml:
        assert unescape(re.search(r'alttext="([^"]*)"', mathml)[1]) == tex


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet="\\{}[]()&^_$%#~<>\"'=+-abx12 中α\n", max_size=60))
def test_no_tex_raises_or_becomes_anything_else(tex: str) -> None:
    check_mathml(tex)
