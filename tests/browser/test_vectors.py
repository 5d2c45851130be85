"""Public attack payloads in every place a post can put them, judged by a real Chromium."""

import base64
import gzip
import hashlib
import json
import os
import re
import shutil
from html import escape
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from oracle import judge
from playwright.sync_api import Browser
from project import SHARED, build_project

from mkdocs_zhihu.body import render_body, typeset
from mkdocs_zhihu.body.sanitize import ATTRIBUTES, TAGS

VECTORS = SHARED / "vectors" / "xss.jsonl.gz"
OWN = {
    "tags": sorted(TAGS | {"math"}),
    "attributes": sorted({"class"}.union(*ATTRIBUTES.values())),
}
CORE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<svg><script>alert(1)</script>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)></iframe>", "<body onload=alert(1)>", "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>", "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>", '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>", "</title><script>alert(1)</script>", "</textarea><svg onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>", "<a href='java\tscript:alert(1)'>x</a>", "<form><button formaction=javascript:alert(1)>x",
    "<object data=javascript:alert(1)></object>", "<embed src=javascript:alert(1)>", "<base href=javascript:/a/><a href=,alert(1)>x</a>",
    "<input autofocus onfocus=alert(1)>", "<marquee onstart=alert(1)>x</marquee>", "<template><script>alert(1)</script></template>",
    "{{constructor.constructor('alert(1)')()}}", "<!--><img src=x onerror=alert(1)>-->", "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<div id=__config>{}</div>", "<div class=mermaid>graph TD</div>", "<link rel=import href=x>", "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "</script><script>alert(1)</script>", "--><script>alert(1)</script>", "</style><script>alert(1)</script>", "\\text{<img src=x onerror=alert(1)>}",
    "\\href{javascript:alert(1)}{x}", "\\unicode{<script>alert(1)</script>}", "`;alert(1);`", "${alert(1)}", "&lt;script&gt;alert(1)&lt;/script&gt;",
)  # fmt: skip
ALL = bool(os.environ.get("ALL_VECTORS"))
"""Whether the slow tests take every payload; else the raw control takes one in forty, the fields 60."""
SAMPLE = 1_000 if ALL else 60
PACK = 100
SITE = 100
"""Posts of one site: every page's navigation holds all its categories."""

pytestmark = pytest.mark.browser
with_vectors = pytest.mark.shared("vectors/xss.jsonl.gz")


def read_vectors() -> list[str]:
    with gzip.open(VECTORS, "rt", encoding="utf-8") as lines:
        return list(dict.fromkeys(json.loads(line)["payload"] for line in lines))


def contain(*parts: str) -> str:
    """Return a document with each part in a container of its own."""
    boxes = "".join(f'<div id="zh-box-{index}">{html}</div>' for index, html in enumerate(parts))
    return f'<!doctype html><body>{boxes}<p id="zh-after-{len(parts)}"></p>'


def surround(payload: str) -> str:
    """Return a body that holds a payload as an address, where tables take their rows, and in running text."""
    return f'<p><a href="{escape(payload)}">x</a></p><table>{payload}'


def render(payload: str) -> str:
    return typeset(render_body(text=payload)[0].html)


def judge_bodies(browser: Browser, payloads: list[str]) -> tuple[dict[int, str], dict[int, str]]:
    """Judge what becomes of payloads as bodies, many in one document: they must leave each other alone."""
    bodies = sorted({render(text) for payload in payloads for text in (payload, surround(payload))})
    documents = [contain(*bodies[start : start + PACK]) for start in range(0, len(bodies), PACK)]
    return judge(browser, documents, own=OWN)


def test_own_payloads_run_when_they_are_raw_and_never_as_a_body(browser: Browser) -> None:
    ran, _ = judge(browser, [contain(surround(payload)) for payload in CORE])
    assert len(ran) > len(CORE) // 2
    assert judge_bodies(browser, list(CORE)) == ({}, {})


@pytest.mark.slow
@with_vectors
def test_public_payloads_run_when_they_are_raw(browser: Browser) -> None:
    payloads = read_vectors()[:: 1 if ALL else 40]
    ran, _ = judge(browser, [contain(surround(payload)) for payload in payloads])
    assert len(ran) / len(payloads) > 7_000 / 11_530


@pytest.mark.slow
@with_vectors
def test_no_public_payload_runs_or_escapes_as_a_body(browser: Browser) -> None:
    payloads = read_vectors()
    assert len(payloads) == 11_530
    assert judge_bodies(browser, payloads) == ({}, {})


def test_the_judge_sees_what_leaves_its_container(browser: Browser) -> None:
    bad = ("</div><p>a</p>", "<blink>a</blink>", '<p lang="a">a</p>', '<h2 id="__config">a</h2>', "<!--")
    _, escaped = judge(browser, [contain("a", html, "b") for html in bad], own=OWN)
    assert sorted(escaped) == list(range(len(bad)))


def write_post(payload: str, number: int) -> str:
    """Return a post that holds a payload in every place that takes text."""
    fields = {
        "title": f"{number} {payload}",
        "author": payload,
        "categories": [f"{number} {payload}"],
        "tags": [payload],
        "description": payload,
        "headimg": payload,
        "thumbnail": payload,
        "source": payload,
        "date": "2021-05-18 10:00:00",
    }
    front = "\n".join(f"{key}: {json.dumps(value)}" for key, value in fields.items())
    text = escape(payload)
    body = (
        f'<p>a <img src="https://www.zhihu.com/equation?tex={quote_plus(payload)}" alt="{text}" eeimg="1"></p>'
        f'<p>b <span class="ztext-math" data-tex="{text}">x</span></p>'
        f'<figure><img src="https://pic1.zhimg.com/v2-1.jpg" alt="{text}" data-caption="{text}"></figure>'
        f'<figure><img src="https://pic1.zhimg.com/v2-2.jpg"><figcaption>{payload}</figcaption></figure>'
        f'<a data-draft-type="link-card" href="https://a.org/" data-image="{text}">{text}</a>'
        f'<a data-draft-type="link-card" href="https://a.org/" data-draft-title="{text}"></a>'
        f'<a class="video-box" href="https://www.zhihu.com/video/1" data-name="{text}" data-poster="{text}"></a>'
        f'<p>c<sup data-text="{text}" data-url="{text}" data-draft-type="reference" data-numero="1">[1]</sup></p>'
        f"<h2>{text}</h2><p>d</p>"
    )
    return f"---\n{front}\n---\n{body}"


def read_hashes(html: str) -> list[str]:
    """Return the hashes of a page's inline scripts, as a policy names them."""
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def check_sites(browser: Browser, folder: Path, payloads: list[str]) -> None:
    """Build sites with payloads in every field, and let the browser judge their pages, index and feed."""
    plain = build_project(folder / "plain", {"posts/a.md": write_post("x", 0)}, site_url="https://a.org/")
    allowed = sorted(
        {found for name in plain.pages() for found in read_hashes((plain.site / name).read_text("utf-8"))}
    )
    home = (plain.site / "index.html").read_text("utf-8")
    scripts = {source.rpartition("/")[2] for source in re.findall(r'<script src="([^"]*)"', home)}
    for start in range(0, len(payloads), SITE):
        posts: dict[str, str | bytes] = {
            f"posts/{number}.md": write_post(payload, number)
            for number, payload in enumerate(payloads[start : start + SITE])
        }
        site = build_project(folder / str(start), posts, site_url="https://a.org/")
        assert site.says(f"{len(posts)} posts in = {len(posts)} pages out")
        names = [name for name in site.pages() if re.match(r"posts/|index|categories/(index|\d*[05]-)", name)]
        pages = [(site.site / name).read_text("utf-8") for name in names]
        assert len(pages) > len(posts)
        external = [re.sub(r"<script src=[^>]*></script>", "", page) for page in pages]
        ran, _ = judge(browser, external, hashes=allowed, batch=25)
        assert ran == {}, [(names[index], why) for index, why in ran.items()]
        for name, page in zip(names, pages, strict=True):
            assert page.count("<h1") == 1, name
            sources = {source.rpartition("/")[2] for source in re.findall(r'<script src="([^"]*)"', page)}
            assert sources <= scripts | {"formulas.js"}, name
        index = json.loads((site.site / "search" / "search_index.json").read_text("utf-8"))
        assert not [doc["title"] for doc in index["docs"] if re.search(r"<(?!/?mark)", doc["title"])]
        shutil.rmtree(folder / str(start))


@pytest.mark.slow
def test_own_payloads_in_every_field(browser: Browser, tmp_path: Path) -> None:
    check_sites(browser, tmp_path, list(CORE))


@pytest.mark.slow
@with_vectors
def test_public_payloads_in_every_field(browser: Browser, tmp_path: Path) -> None:
    payloads = read_vectors()
    step = len(payloads) // SAMPLE
    check_sites(browser, tmp_path, payloads[::step])
