"""Attack payloads in every place of a saved page, judged by a real Chromium."""

import json
from datetime import UTC, datetime
from html import escape

import pytest
from oracle import judge
from playwright.sync_api import Browser
from saved_pages import COMMENT, DETAIL, TITLE, build_data, build_mhtml, build_page
from test_vectors import ALL, CORE, OWN, PACK, contain, read_vectors, with_vectors

from mkdocs_zhihu.body import render_body, typeset
from mkdocs_zhihu.reading import read_post

pytestmark = pytest.mark.browser

NOW = datetime(2026, 1, 1, tzinfo=UTC)
STEP = 1 if ALL else 47
"""Of the public payloads every such one is taken."""


def build(payload: str) -> str:
    """Return a page with a payload in its title, texts, names and addresses, and in the data it brings along."""
    data = build_data().replace("因为", json.dumps(payload)[1:-1].replace("<", "\\u003C"))
    page = build_page(data=data, image=escape(payload).replace("{", "{{").replace("}", "}}"))
    for words in (TITLE, "看云的人", "乙 B", "气象学", "图说"):
        page = page.replace(words, escape(payload))
    return page.replace(DETAIL, payload).replace(COMMENT, payload).replace("第1个回答", payload)


def render(name: str, data: bytes) -> str:
    """Return what a saved page becomes, "" if it is set aside."""
    post, _ = read_post(data=data, uri=f"posts/{name}", zone=UTC, now=NOW)
    if post is None:
        return ""
    return typeset(render_body(text=post.text, title=post.title, uri=post.uri, format=post.format)[0].html)


def check(browser: Browser, payloads: list[str]) -> None:
    shown: set[str] = set()
    for payload in payloads:
        page = build(payload).encode("utf-8", "replace")
        shown |= {render("a.html", page), render("a.mhtml", build_mhtml(page.decode(), {}))}
    bodies = sorted(shown - {""})
    assert len(bodies) > len(payloads) // 2
    documents = [contain(*bodies[start : start + PACK]) for start in range(0, len(bodies), PACK)]
    ran, changed = judge(
        browser, documents, own=OWN, batch=10
    )  # pages are large: more would not load in time
    assert (ran, changed) == ({}, {})


def test_own_payloads_in_saved_pages_run_nothing(browser: Browser) -> None:
    check(browser, list(CORE))


@pytest.mark.slow
@with_vectors
def test_public_payloads_in_saved_pages_run_nothing(browser: Browser) -> None:
    check(browser, read_vectors()[::STEP])
