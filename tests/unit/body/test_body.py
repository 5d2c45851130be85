"""The body stage: YAML cases by the keys of the field guide, and the example of every transform."""

import json
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from msgspec import structs
from project import ROOT
from saved_pages import BLURRED, DOT

from mkdocs_zhihu.body import PIPELINE, render_body
from mkdocs_zhihu.body.dom.serialize import serialize
from mkdocs_zhihu.body.dom.tree import build_tree, normalise_html
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.raw.data_pictures import DATA_FOLDER, iter_data_pictures
from mkdocs_zhihu.body.raw.repair import repair_raw
from mkdocs_zhihu.model import Body
from mkdocs_zhihu.problems import Problems, format_problem

pytestmark = pytest.mark.unit

FOLDER = ROOT / "tests" / "cases" / "body"
CASES = sorted(FOLDER.glob("**/*.yml"))
EXAMPLE = re.compile(r"^ +before: (?P<before>.*)\n +after: +(?P<after>.*)$", re.MULTILINE)
BROKEN_FORMULAS = ("math.tex", "math.decode")  # shown as they are, they stay what they are
UNPRINTED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3000\ufeff]")
UNSAFE_IN_BLOCK = re.compile(rf"{UNPRINTED.pattern}|(^|\n) *\n|^ | $|[ ]\n|\n$|^$")

Case = dict[str, Any]


def _name(path: Path) -> str:
    return path.relative_to(FOLDER).with_suffix("").as_posix()


def _read_case(path: Path) -> Case:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(case, dict)
    return case


def _render(case: Case, **changes: str) -> tuple[Body, Problems]:
    local = case.get("local", {})
    local |= {place: place for place in local.values()}
    arguments = {
        "text": case["input"],
        "title": case.get("title", "题目"),
        "format": case.get("format", "html"),
        "page_url": case.get("page_url", ""),
    }
    return render_body(uri="post.md", resolve=local.get, **(arguments | changes))


def _format_scalar(text: str) -> str:
    """Return text as YAML: a block where that is exact, else quoted with invisible characters named."""
    if UNSAFE_IN_BLOCK.search(text):
        quoted = json.dumps(text, ensure_ascii=False)
        return UNPRINTED.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
    return "|-\n" + textwrap.indent(text, "  ")


def _update_case(path: Path, body: Body, problems: list[str]) -> None:
    """Rewrite `output` and `problems`, and leave every other line of the file as it is."""
    text = path.read_text(encoding="utf-8")
    output = f"output: {_format_scalar(body.html)}\n"
    text = re.sub(r"^output:.*\n(?:(?: .*)?\n)*", lambda _: output, text, flags=re.MULTILINE)
    text = re.sub(r"^problems:.*\n(?: .*\n)*", "", text, flags=re.MULTILINE)
    if problems:
        text += "problems:\n" + "".join(f"  - {json.dumps(line, ensure_ascii=False)}\n" for line in problems)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("path", CASES, ids=_name)
def test_case_lies_in_the_folder_of_its_key(path: Path) -> None:
    assert _read_case(path)["key"] == path.parent.name


@pytest.mark.parametrize("path", CASES, ids=_name)
def test_case(path: Path, request: pytest.FixtureRequest) -> None:
    case = _read_case(path)
    body, found = _render(case)
    problems = [format_problem(problem) for problem in found]
    if request.config.getoption("--update-cases", default=False):
        _update_case(path, body, problems)
        case = _read_case(path)
    assert body.html == case["output"]
    assert problems == case.get("problems", [])
    _check_facts(body, case)


def _check_facts(body: Body, case: Case) -> None:
    facts = structs.asdict(body.facts) | {"tags": list(body.facts.tags)}
    assert {name: facts[name] for name in case.get("facts", {})} == case.get("facts", {})
    if "headings" in case:
        assert [[item.level, item.id, item.text] for item in body.headings] == case["headings"]
    assert body.excerpt == case.get("excerpt", body.excerpt)
    if "fallbacks" in case:
        assert [list(image.fallbacks) for image in body.images[:1]] == [case["fallbacks"]]


@pytest.mark.parametrize("path", CASES, ids=_name)
def test_rendering_the_output_again_changes_nothing(path: Path) -> None:
    case = _read_case(path)
    once, _ = _render(case)
    again, problems = _render(case, text=once.html, format="html")
    assert again.html == once.html
    assert [problem for problem in problems if problem.rule not in BROKEN_FORMULAS] == []


def _read_example(function: Callable[..., Any]) -> tuple[str, str]:
    match = EXAMPLE.search(function.__doc__ or "")
    assert match, f"{function.__name__} has no before/after example"
    return match["before"], match["after"]


def _parse(html: str) -> BeautifulSoup:
    """Return a tree that compares attributes in any order and keeps all of them."""
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize("transform", PIPELINE, ids=lambda transform: transform.__name__)
def test_transform_does_what_its_example_says(transform: Callable[[Draft], None]) -> None:
    before, after = _read_example(transform)
    source = normalise_html(before)
    draft = Draft(build_tree(source), title="T", source=source)
    draft.kind = "daily" if "kind:   daily" in (transform.__doc__ or "") else "post"
    transform(draft)
    assert _parse(serialize(draft.root)) == _parse(after)


def _find_data(url: str) -> str | None:
    return f"..{url}" if url.startswith(f"/{DATA_FOLDER}/") else None


@pytest.mark.parametrize(
    "form", ["<figure>{}</figure>", "<p>字{}</p>", "<p><a href='https://b.example/'>{}</a></p>"]
)
@pytest.mark.parametrize("placeholder", [DOT, BLURRED])
def test_a_placeholder_gives_way_to_the_picture(placeholder: str, form: str) -> None:
    real = "https://a.example/1.jpg"
    pair = f'<img src="{placeholder}"><noscript><img src="{real}"></noscript>'
    for pictures in (pair, f'<img src="{placeholder}" data-src="{real}">'):
        body, problems = render_body(text=form.format(pictures), resolve=_find_data)
        assert [image.url for image in body.images] == [real]
        assert problems == ()


def test_one_pixel_in_a_post_is_no_picture() -> None:
    dot = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC"
    for url in (DOT, dot):
        assert list(iter_data_pictures(f'<img src="{url}">')) == []
        assert "<img" not in render_body(text=f'<p>字<img src="{url}"></p>', resolve=_find_data)[0].html
    assert len(list(iter_data_pictures(f'<img src="{BLURRED}">'))) == 1


def test_repair_does_what_its_example_says() -> None:
    before, after = _read_example(repair_raw)
    assert repair_raw(before) == after
