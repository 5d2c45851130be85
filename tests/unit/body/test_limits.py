"""What a post holds must not end the process or hold it up: each limit, with more of its kind than was reported."""

import zlib
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bs4.element import Tag
from growth import HANG, grows_too_fast
from isolated import run_isolated

from mkdocs_zhihu.body import render_body, typeset
from mkdocs_zhihu.body.dom.nodes import Element
from mkdocs_zhihu.body.markdown.raw_html import escape_words
from mkdocs_zhihu.body.math.mathml import draw_formula
from mkdocs_zhihu.body.math.tex_limits import MAX_TEX
from mkdocs_zhihu.body.transforms.pictures import videos
from mkdocs_zhihu.cache.records import read_kept_record
from mkdocs_zhihu.exporting.svg import clean_svg
from mkdocs_zhihu.importing.from_feeds.feed_list import parse_feed_list
from mkdocs_zhihu.importing.storage.import_records import iter_lines
from mkdocs_zhihu.media.store.rows import parse_line
from mkdocs_zhihu.search import list_files

pytestmark = pytest.mark.unit

OPENINGS = (
    "(", "[", r"\{", r"\lceil ", r"\lfloor ", r"\langle ", r"\lvert ", r"\lVert ", r"\lbrack ", r"\lgroup ",
    r"\bigl(", r"\mathopen(", "{(}", "([)", r"\bbox[(", r"\sqrt{(", "x_{(", r"\mathord{[}",
)  # fmt: skip
DEEP = (
    "{", "x^{", r"\sqrt{", r"\frac{", r"\left(", r"\hat", r"\mathbf", r"\not", r"\frac1", r"\begin{matrix}", r"\text{",
    r"\overset1", r"\sqrt[3]", r"\color{red}{", "((", r"\underbrace{",
    r"\utilde{", r"\overunderset{a}{b}{", r"\mathds", r"\operatorname{\mathbf{",
)  # fmt: skip
DEFINITIONS = (
    r"\newcommand{\a}{(}" + r"\a" * 60,
    r"\def\a{(}" + r"\a" * 60,
    r"\let\a=(" + r"\a" * 60,
    r"\newcommand{\a}[1]{#1#1#1}" + r"\a(" * 20 + ")" * 20,
    r"\newcommand{\a}[1]{#1#1#1#1#1#1#1#1}" + r"\a{" * 20 + "x" + "}" * 20,
    r"\newcommand{\a}[1]{\hat{\hat{\hat{\hat{#1}}}}}" + r"\a{" * 100 + "x" + "}" * 100,
    r"\def\a{\a\a}\a",
    r"\renewcommand{\frac}{(}" + r"\frac" * 60,
)
SLOW_TO_TRANSLATE = (
    "\\", "\\\\ ", r"\begin{smallmatrix}", r"\begin{eqnarray}'", r"\tag{", r"\text{$", r"\text{a$", r"\ce{", r"\operatorname{",
    r"\buildrel ", r"\buildrel {{b}", r"\root{a ", r"\cases{", r"\eqref{", "\\\n", r"\cr",
)  # fmt: skip
DRAW = """
from mkdocs_zhihu.body.math.mathml import draw_formula
def work(tex):
    drawn, reason = draw_formula(tex, is_display=False)
    return [len(drawn), reason]
"""


def test_no_formula_ends_the_process_or_holds_it_up() -> None:
    formulas = [
        *(unit * (count // len(unit)) for unit in OPENINGS for count in (200, 2_000, MAX_TEX, 1_000_000)),
        *(unit * (count // len(unit)) for unit in DEEP for count in (3_000, MAX_TEX, 1_000_000)),
        *(f"{opening}x" * 20 + r"\rangle" * 3 for opening in OPENINGS),
        *DEFINITIONS,
        *(unit * (MAX_TEX // len(unit)) for unit in SLOW_TO_TRANSLATE),
    ]
    for tex, (seconds, (length, reason)) in zip(formulas, run_isolated(DRAW, formulas), strict=True):
        assert seconds < HANG, tex[:60]
        assert length or reason, tex[:60]


@pytest.mark.parametrize(
    "tex",
    [
        r"[0,1)\cup[2,3)\cup[4,5)\cup(6,7]\cup(8,9]\cup(10,11]\cup[12,13)\cup[14,15)\cup[16,17)\cup[18,19)",
        "(" * 8,
        r"\langle a|\langle b|\langle c|\langle d|",
        "{" * 150 + "x" + "}" * 150,
        r"\newcommand{\pair}[2]{(#1,#2)}\pair{a}{b}",
        r"\def\R{\mathbb{R}}f(x)\in\R",
        "x+" * 1_000 + "x",
    ],
)
def test_what_a_post_needs_is_drawn(tex: str) -> None:
    drawn, reason = draw_formula(tex, is_display=False)
    assert (bool(drawn), reason) == (True, "")


def test_all_formulas_of_a_post_together_are_bounded_and_the_excess_is_named() -> None:
    formulas = [f"x_{{{number}}}+" + "y+" * 4_000 + "z" for number in range(60)]
    text = "".join(
        f'<p>a<img src="https://www.zhihu.com/equation?tex={tex.replace("+", "%2B")}">b</p>'
        for tex in formulas
    )
    body, problems = render_body(text=text, uri="a.md")
    assert "<math" not in typeset(body.html)
    assert formulas[0] in typeset(body.html)
    assert [(p.rule, p.message) for p in problems] == [
        ("math.tex", "its formulas together are too much to draw; their TeX is shown")
    ]


@pytest.mark.parametrize("name", ["video", "audio"])
def test_players_in_each_other_are_not_looked_through_again_and_again(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses: list[str] = []
    monkeypatch.setattr(videos, "clean_url", lambda url, **_options: addresses.append(url) or "")
    render_body(text=f"<{name}>" * 250 + '<source src="a">' * 2_000)
    assert len(addresses) < 2_000 * 10


def test_containers_in_each_other_are_not_compared_by_what_they_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[object] = []
    monkeypatch.setattr(Tag, "__eq__", lambda tag, other: compared.append(tag) or tag is other)
    render_body(text='<div class="Post-RichText">' * 250 + "文")
    assert not compared


@pytest.mark.slow
@pytest.mark.parametrize("end", ["", "</iframe a>"])
def test_the_end_of_each_of_many_tags_is_not_looked_for_in_vain(end: str) -> None:
    assert not grows_too_fast(escape_words, lambda count: "<iframe src=a>" * count + end)


def test_a_thousand_wrong_formulas_are_named_in_few_words() -> None:
    text = "".join(
        rf'<p>a<img src="https://www.zhihu.com/equation?tex=\foo{n:03}">b</p>' for n in range(1_000)
    )
    _, problems = render_body(text=text, uri="a.md")
    assert len(problems) == 21
    assert "980 more" in problems[-1].message


class CountedNodes(list[Any]):
    looks = 0

    def __getitem__(self, place: Any) -> Any:
        CountedNodes.looks += 1
        return super().__getitem__(place)


def test_a_node_beside_the_last_one_is_found_without_a_look_at_all_the_others() -> None:
    nodes = [Element("b") for _ in range(1_000)]
    parent = Element("p")
    parent.contents = CountedNodes(nodes)
    assert [parent.index(node) for node in (*nodes, *reversed(nodes))] == [
        *range(1_000),
        *reversed(range(1_000)),
    ]
    assert CountedNodes.looks < 2 * 1_000 * 20
    with pytest.raises(ValueError, match="not in tag"):
        parent.index(Element("b"))


DEEP_JSON = "[" * 50_000


def test_values_nested_without_end_are_damage_like_any_other(tmp_path: Path) -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g>" * 20_000 + b"<x/>" + b"</g>" * 20_000 + b"</svg>"
    )
    assert clean_svg(drawing).count(b"<g") < 500
    assert parse_line(DEEP_JSON) == ()
    assert read_kept_record(b"\x91" * 50_000, ZoneInfo("UTC")) is None
    with pytest.raises(ValueError, match="nested too deeply"):
        parse_feed_list("[[feed]]\na = " + DEEP_JSON, {})
    for facts in (DEEP_JSON, "{}", "[]", "1", '{"groups": 1}'):
        pack = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        with pytest.raises(ValueError, match="manifest"):
            list_files(pack.compress(facts.encode()) + pack.flush())
    path = tmp_path / ".zhihu-import.jsonl"
    path.write_text('{"key": "a", "more": ' + DEEP_JSON + "\n", encoding="utf-8")
    assert list(iter_lines(path)) == [None]
