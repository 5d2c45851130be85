"""Pages are minified in lines as the plugin `minify` minifies them whole."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_minify_plugin.plugin import MinifyPlugin
from project import build_project, post

from mkdocs_zhihu.host.writing.plugins import minifier
from mkdocs_zhihu.host.writing.plugins.minifier import Minifier, find_minifier

pytestmark = pytest.mark.unit

PIECES = (
    "\n", "\n", "\n", " ", "a  b", "云\n雨", "<p>", "</p>", "<p class='a b' id=\"c\">", "<pre>", "</pre>", "<textarea>", "</textarea>",
    "<script>", "</script>", "<style>", "</style>", "<title>", "</title>", "<head>", "</head>", "<!-- a\n<b> -->", "<!--", "-->",
    "<!DOCTYPE html>", "<a href=x>", "</a>", "<li>", "<td>", "</table>", "<br/>", "<img alt='<p>\n<b>'>", "&amp", "&#65;", "&lt;", "<",
    "<div\n", ">", '"', "<?php", "<![CDATA[", "<svg lang=zh>", "</svg>", "<p pre>", "</html>",
)  # fmt: skip


def make_plugin(**options: object) -> MinifyPlugin:
    plugin = MinifyPlugin()
    errors, warnings = plugin.load_config({"minify_html": True, **options})
    assert (errors, warnings) == ([], [])
    return plugin


def make_minifier(hook: Any) -> Minifier:
    found = find_minifier(hook)
    assert found is not None
    return found


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), min_size=1, max_size=4))
def test_pages_in_lines_are_what_they_are_whole(bodies: list[str]) -> None:
    plugin = make_plugin()
    found = make_minifier(plugin.on_post_page)
    found.checked = minifier.CHECKED_PAGES  # trust it at once
    for body in (*bodies, *bodies):
        page = f"<!doctype html>\n<html lang=en>\n<head>\n<title> a </title>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
        try:
            wanted = plugin.on_post_page(page, page=None, config=None)
        except Exception as error:  # noqa: BLE001 - htmlmin has no errors of its own for all of them
            with pytest.raises(type(error)):
                found(page)
        else:
            assert found(page) == wanted


@pytest.mark.parametrize(
    "options", [{}, {"remove_comments": True}, {"remove_optional_attribute_quotes": False}]
)
def test_lines_that_were_read_are_not_read_again(
    options: dict[str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    plugin = make_plugin(htmlmin_opts=options)
    found = make_minifier(plugin.on_post_page)
    pages = [f'<body>\n<!-- a -->\n<p class="a">甲</p>\n<p>{number}</p>\n</body>\n' for number in range(8)]
    wanted = [plugin.on_post_page(page, page=None, config=None) for page in pages]
    fed: list[str] = []
    feed = type(found.parser).feed
    monkeypatch.setattr(
        type(found.parser), "feed", lambda parser, line: (fed.append(line), feed(parser, line))[1]
    )
    assert [found(page, page=None, config=None) for page in pages] == wanted
    assert fed.count('<p class="a">甲</p>\n') == 1
    assert fed.count("<p>7</p>\n") == 1


def test_a_plugin_that_does_something_else_is_asked_for_each_page() -> None:
    plugin = make_plugin()
    found = make_minifier(plugin.on_post_page)
    found.hook = lambda output, **_: output.upper()
    assert [found(f"<p>a{number}</p>\n") for number in range(9)] == [
        f"<P>A{number}</P>\n" for number in range(9)
    ]


def test_what_is_kept_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minifier, "MAX_LINES", 5)
    found = make_minifier(make_plugin().on_post_page)
    for number in range(40):
        found(f"<body>\n<p>{number}</p>\n<p>{number}</p>\n</body>", page=None, config=None)
        assert found.count <= 5 + 4
    assert found.is_exact


def test_a_page_of_the_theme_is_minified_in_lines(tmp_path: Path) -> None:
    site = build_project(tmp_path, {"posts/a.md": post("甲文", "<p>文</p>")})
    page = (site.site / "posts" / "a" / "index.html").read_text(encoding="utf-8")
    found = make_minifier(make_plugin().on_post_page)
    for start in ("", "\n", " \n\n"):
        found(start + page.lstrip(), page=None, config=None)
        assert found.is_exact


def test_other_plugins_and_html_that_stays_have_no_minifier() -> None:
    assert find_minifier(str) is None
    plugin = MinifyPlugin()
    plugin.load_config({"minify_css": True})
    assert find_minifier(plugin.on_post_page) is None
    assert (
        find_minifier(make_plugin(htmlmin_opts="keep_pre").on_post_page) is None
    )  # the plugin says what it thinks of it
