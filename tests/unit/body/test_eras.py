"""A body of any of Zhihu's times shows exactly the words that its reader saw, damaged by the feed or not."""

import random

import pytest
from bs4 import BeautifulSoup
from conservation import tokens, visible_text
from eras import build_sample

from mkdocs_zhihu.body import render_body

pytestmark = pytest.mark.unit

OURS = "sup[id], a.footnote-backref, .arithmatex, .zh-link-card__host"
"""What a page has besides the author's words."""


def find_difference(seed: int) -> str:
    """Return what is lost, in excess or wrong in the page of a generated body, "" if nothing is."""
    sample = build_sample(random.Random(seed))  # noqa: S311 - repeatable, not secret
    body, problems = render_body(text=sample.text, title="题")
    page = BeautifulSoup(body.html, "html5lib").body
    assert page is not None
    for tag in page.select(OURS):
        tag.extract()
    expected, found = tokens(sample.seen), tokens(visible_text(page))
    warnings = [problem.message for problem in problems if problem.level == "warning"]
    if expected == found and body.facts.author == sample.author and not warnings:
        return ""
    return f"{seed}: lost {dict(expected - found)}, in excess {dict(found - expected)}, {body.facts.author}, {warnings}: {sample.text}"


def test_half_of_the_bodies_are_damaged() -> None:
    samples = [build_sample(random.Random(seed)) for seed in range(200)]  # noqa: S311 - likewise
    assert 80 < sum(sample.is_damaged for sample in samples) < 120


def test_every_word_and_no_other_is_shown() -> None:
    assert [difference for seed in range(200) if (difference := find_difference(seed))] == []


@pytest.mark.slow
def test_every_word_and_no_other_is_shown_of_two_thousand() -> None:
    assert [difference for seed in range(200, 2_200) if (difference := find_difference(seed))] == []
