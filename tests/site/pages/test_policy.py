"""The content security policy: what it allows, and that a site works under it in a real browser."""

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from project import ROOT, run_command
from visit import PAGES, Handler, settle

from mkdocs_zhihu.cli.main import run
from mkdocs_zhihu.exporting.security_policy import build_policy, hash_source

pytestmark = pytest.mark.site

HEADER = "Content-Security-Policy"


def read_policy(*pages: str) -> dict[str, set[str]]:
    policy, _ = build_policy((f"{n}.html", page) for n, page in enumerate(pages))
    return {name: set(sources) for name, *sources in (part.split() for part in policy.split("; "))}


def test_a_page_without_anything_needs_only_its_own_host() -> None:
    policy = read_policy("<p>文</p>")
    assert policy["script-src"] == policy["default-src"] == {"'self'"}
    assert policy["object-src"] == {"'none'"}


def test_inline_scripts_and_styles_are_allowed_by_their_hash() -> None:
    policy = read_policy("<script>a()</script><style>b{}</style>", '<script type="module">c("</p>")</script>')
    assert policy["script-src"] == {"'self'", hash_source("a()"), hash_source('c("</p>")')}
    assert policy["style-src"] == {"'self'", hash_source("b{}")}


def test_data_in_a_script_element_is_no_script() -> None:
    page = '<script type="application/ld+json">{"a":1}</script><script type="application/json">{}</script>'
    assert read_policy(page)["script-src"] == {"'self'"}


def test_style_attributes_are_allowed_one_by_one() -> None:
    policy = read_policy('<p style="color:red">a</p>')
    assert policy["style-src-attr"] == {"'unsafe-hashes'", hash_source("color:red")}


def test_an_address_that_no_browser_loads_does_not_count() -> None:
    page = '<img src="http://[x"><script src="http://[x"></script><a data-md-component="source" href="http://[x"></a>'
    assert read_policy(page)["img-src"] == {"'self'", "data:"}


def test_foreign_hosts_are_named_and_pictures_allowed_by_scheme() -> None:
    page = (
        '<script src="https://cdn.example/x.js"></script><link rel="stylesheet" href="//fonts.googleapis.com/css?x">'
        '<img src="https://pic1.zhimg.com/a.jpg" srcset="http://b.cn/a 2x, c.png"><iframe src="https://v.cn/1"></iframe>'
        '<a data-md-component="source" href="https://github.com/a/b"></a><video poster="d.jpg"><source src="e.mp4"></video>'
    )
    policy = read_policy(page)
    assert policy["script-src"] == {"'self'", "https://cdn.example"}
    assert policy["style-src"] == {"'self'", "https://fonts.googleapis.com"}
    assert policy["font-src"] == {"'self'", "https://fonts.gstatic.com"}
    assert policy["img-src"] == {"'self'", "data:", "https:", "http:"}
    assert policy["frame-src"] == {"'self'", "https://v.cn"}
    assert policy["connect-src"] == {"'self'", "https://api.github.com"}
    assert policy["media-src"] == {"'self'"}


def test_the_policy_does_not_depend_on_the_order_of_pages() -> None:
    pages = [f"<script>{n}</script><img src='{n}://a/b'>" for n in ("https", "http", "x")]
    assert build_policy([("a", page) for page in pages]) == build_policy(
        [("a", page) for page in pages[::-1]]
    )


def test_a_script_in_an_attribute_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.html").write_text('<a href=" JavaScript:x()">1</a>\n<p onclick="y()">2</p>')
    assert run(["csp", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert "a.html: has a script in the attribute `onclick` of a `p`" in said.err
    assert "a.html: has a script in the attribute `href` of a `a`" in said.err
    assert "unsafe-inline" not in said.out


def test_a_folder_without_pages_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["csp", str(tmp_path)]) == 2
    assert "holds no page" in capsys.readouterr().err


class Guarded(Handler):
    """Sends the policy with every answer, as a server should."""

    policy = ""

    def end_headers(self) -> None:
        self.send_header(HEADER, self.policy)
        super().end_headers()


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, list[str]]]:
    """The example site under its own policy: address, policy and pages."""
    folder = tmp_path_factory.mktemp("guarded")
    site = folder / "site"
    handler = type("Here", (Guarded,), {})
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(handler, directory=str(site))
    )
    base = f"http://127.0.0.1:{server.server_port}/"
    # Material's instant navigation works only where `site_url` is true.
    example = ROOT / "example_site"
    config = {"INHERIT": str(example / "mkdocs.yml"), "docs_dir": str(example / "docs"), "site_url": base}
    (folder / "mkdocs.yml").write_text(json.dumps(config))
    run_command("mkdocs", "build", "-q", "--strict", "-f", folder / "mkdocs.yml")
    handler.policy = run_command("mkdocs_zhihu", "csp", site).strip()  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    pages = sorted(
        path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("*.html")
    )
    yield base, handler.policy, pages  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A tab, and what the policy or a script of the page complained about."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', event =>"
        " console.error('violation', event.violatedDirective, event.blockedURI, event.sample))"
    )
    yield page, found
    context.close()


@pytest.mark.slow
def test_no_kind_of_page_breaks_the_policy(
    tab: tuple[Page, list[str]], guarded: tuple[str, str, list[str]]
) -> None:
    page, found = tab
    base, policy, pages = guarded
    assert "unsafe-inline" not in policy
    assert "//" not in policy  # no host is named; `https:` is for a picture of the example site that is lost
    assert set(PAGES.values()) <= set(pages)
    for name in PAGES.values():
        page.goto(base + name)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert found == []


@pytest.mark.slow
def test_the_policy_is_enforced(tab: tuple[Page, list[str]], guarded: tuple[str, str, list[str]]) -> None:
    page, found = tab
    page.goto(guarded[0])
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.x = 1'}))"
    )
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')")
    assert page.evaluate("window.x") is None
    violated = {text.split()[1] for text in found if text.startswith("violation")}
    assert violated == {"script-src-elem", "style-src-attr"}


@pytest.mark.slow
def test_search_palette_and_navigation_work_under_the_policy(
    tab: tuple[Page, list[str]], guarded: tuple[str, str, list[str]]
) -> None:
    page, found = tab
    page.goto(guarded[0])
    scheme = page.get_attribute("body", "data-md-color-scheme")
    page.click("label[for=__palette_1]")
    page.wait_for_function("was => document.body.dataset.mdColorScheme !== was", arg=scheme)
    page.reload()
    assert page.get_attribute("body", "data-md-color-scheme") != scheme
    page.wait_for_load_state("networkidle")
    page.evaluate("window.stays = true")
    page.click(".zh-card__title a >> nth=0")
    page.wait_for_selector(".zh-post h1")
    assert page.evaluate("window.stays")  # the page came by instant navigation
    title = page.text_content(".zh-post h1")
    data = page.locator("script[type='application/ld+json']").all_text_contents()
    assert [json.loads(text)["headline"] for text in data] == [title]
    assert page.locator("link[rel=alternate]").count() == 0
    settle(page)
    page.keyboard.press("/")
    page.keyboard.type("CSS", delay=50)
    page.wait_for_selector(".md-search-result__item a")
    page.keyboard.press("Enter")
    page.wait_for_selector(".zh-post h1:has-text('CSS')")
    assert found == []
