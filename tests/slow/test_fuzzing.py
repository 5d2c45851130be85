"""What a stranger may write ends no process, hangs none and raises nothing, whatever it is.

`CASES=100000 pytest tests/slow/test_fuzzing.py -m slow` tries so many in total; what it finds becomes a case below.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fuzz_child import PROGRAM, FuzzChild
from fuzz_targets import TARGETS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = [pytest.mark.unit, pytest.mark.slow]

CASES = int(os.environ.get("CASES", "400"))
SHARES = {"reading": 20, "html": 20, "markdown": 20, "tex": 15, "addresses": 15, "headers": 7, "caches": 3}
"""Of a hundred cases."""

COUNTS = (1, 1, 1, 1, 1, 2, 3, 40, 400)
MAX_BYTES = 40_000

TOKENS: dict[str, tuple[str, ...]] = {
    "reading": (
        "---\n", ";;;\n", "+++\n", "title: ", "date: ", "2021-05-18 10:00:00", "categories:", "tags: [", "]", "- ", "\n", "\n  ", ": ",
        "{", "}", "'", '"', "&a ", "*a", "!!python/object:os.system ", "!!binary ", "|\n ", ">-\n ", "# ", "author: ", "\t", "\x00",
        "\ufeff", "&lt;", "中文", "<p>字</p>", "password: x\n", "permalink: ../..", "0x1F", "1e999", "-0001-13-45", "{%", "\\u0000", "<<: *a",
        '{"a": [', "<!DOCTYPE html><html><head><title>", "<html><body><article>", "=\n", "''' ",
    ),
    "html": (
        "<div>", "</div>", "<p>", "<b>", "</b>", "<table>", "<tr>", "<td>", "<ul>", "<li>", "</ul>", "<blockquote>", "<svg>", "<math>",
        "<mi>", "<style>", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>", "<noscript>", "<template>", "<select>", "<option>",
        "<a href='javascript:x'>", '<a href="//a.b/c?d=e">', "</a>", '<img src="https://pic1.zhimg.com/v2-1_r.jpg" data-rawwidth="9">',
        '<img src="https://www.zhihu.com/equation?tex=', '" eeimg="1">', '<sup data-text="x" data-numero="1">', "<pre><code>", "</code></pre>",
        '<div class="highlight"><pre>', '<a class="video-box" href="https://www.zhihu.com/video/1">', "&lt;", "&amp;", "&#x110000;", "&nbsp",
        "字", " ", "\n", "\u200b", "\x00", "的回答<br><br>", "<figure>", "<figcaption>", "<iframe src=x>", "<input type=", "<font color=", "<o:p>",
        '<div class="question"><h2 class="question-title">', '<div class="answer">', "data:image/png;base64,AAAA", "$$", "<h2>", "<ol start=",
        "<plaintext>", "<textarea>", "</p", '="', "<x-y z>",
    ),
    "markdown": (
        "[", "](", ")", "![", "*", "**", "_", "`", "```\n", "~~~", "> ", "- ", "1. ", "# ", "\n", "\n\n", "    ", "\t", "|", "|-|-|\n", "$", "$$",
        "<b>", "</b>", "<div>\n", "<!--", "[^1]", "[^1]: ", "[a]: <", "http://a.b/", "www.a.b", "a@b.c", "\\", "&lt;", ":::", "{% note %}", "{% endnote %}",
        "{% raw %}", "~~", "==", "+++", "---\n", "字", "。", "\x00", "\u200b", "[[", "]]", "![[", "!!! note\n", "> [!NOTE]\n", "<script>", "- [ ] ", "\r",
    ),
    "tex": (
        "{", "}", "(", ")", "[", "]", "^", "_", "&", "\\\\", "\\frac", "\\sqrt", "\\left(", "\\right)", "\\begin{matrix}", "\\end{matrix}", "\\begin{cases}",
        "\\text{", "\\ce{", "\\tag{", "\\newcommand{\\a}", "\\def\\a", "\\a", "#1", "\\mathbb", "\\hat", "\\not", "\\over", "\\color{red}", "\\bbox[", "x", "1",
        "中", " ", "$", "%", "\n", "\\hline", "\\limits", "'", "\\lim", "\\sum", "\\operatorname{", "\\operatorname*", "\\mathrm", "~", "\\,", "\\verb|", "\\href{javascript:x}",
        "\\bigl", "\\middle|", "\\rule{9em}{9em}", "\\raisebox{", "\\overset", "\\underbrace", "\\xrightarrow[", "\\char", "\\unicode{x202e}", "\\",
    ),
    "addresses": (
        "http", "https", "://", "//", "/", "\\", "..", ".", "?", "#", "&", "=", "@", ":", "%", "%00", "%2e%2e/", "%25", "[", "]", "::1", "127.0.0.1",
        "0x7f.1", "www.zhihu.com", "link.zhihu.com/?target=", "pic1.zhimg.com/v2-0123456789abcdef0123456789abcdef_r.jpg", "question/1/answer/2",
        "javascript", "index.html", "404", "feed.json", "CON", "中文", " ", "\n", "\x00", "\u202e", "a" * 99, "\ud800", "ß", "İ", "e\u0301", "xn--", ":99999",
    ),
    "headers": ("1", "9" * 30, "-", "Wed, 21 Oct 2015 07:28:00 GMT", "99999", "bytes ", "/", "*", "W/", '"', "\x80", "\xff", "\r\n", "\x00", " ", "+9999", "Feb", "e9", "٣"),
    "caches": ("SQLite format 3\x00", "\x00", "\xff", "{", "[", '{"key":"a","outcome":"kept","picture":', "null", '"sizes":[[1,2]]', "}", "1e999", ",", ":"),
}  # fmt: skip
FINDS = [
    ("headers", b"5\x1f\x1f"),
    ("caches", b"[" * 39_000),
    ("caches", b'{"a":' * 6_000),
    ("addresses", b"link.zhihu.com/?target=" * 40 + b"http" * 40),
    ("addresses", b"index.html://"),
    ("addresses", b".html-" * 60),
    ("caches", b"/,\xff\xed"),
]
"""What the harness has found, mended since."""


def join(pieces: list[tuple[str, int]]) -> bytes:
    return "".join(text * count for text, count in pieces).encode("utf-8", "surrogatepass")[:MAX_BYTES]


def cases(name: str) -> st.SearchStrategy[bytes]:
    """Tokens of the language that a target reads, some many times over, or any bytes or text."""
    pieces = st.lists(st.tuples(st.sampled_from(TOKENS[name]), st.sampled_from(COUNTS)), max_size=20).map(
        join
    )
    noise = st.binary(max_size=300) | st.text(max_size=200).map(
        lambda text: text.encode("utf-8", "surrogatepass")
    )
    mixed = st.tuples(pieces, noise, pieces).map(b"".join)
    return pieces | mixed | noise


@pytest.fixture(params=TARGETS)
def child(request: pytest.FixtureRequest) -> Iterator[FuzzChild]:
    with FuzzChild(request.param) as child:
        yield child


def test_every_target_has_its_share() -> None:
    assert set(SHARES) == set(TARGETS) == set(TOKENS)
    assert sum(SHARES.values()) == 100


def test_no_case_is_a_finding(child: FuzzChild) -> None:
    @settings(
        max_examples=CASES * SHARES[child.name] // 100,
        derandomize="CASES" not in os.environ,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases(child.name))
    def check(data: bytes) -> None:
        child.check(data)

    check()


@pytest.mark.parametrize(("name", "data"), FINDS)
def test_a_past_finding_is_none_any_more(name: str, data: bytes) -> None:
    with FuzzChild(name) as child:
        child.check(data)


@pytest.mark.parametrize("name", TARGETS)
def test_a_fuzzer_that_looks_at_the_code_finds_nothing(name: str, tmp_path: Path) -> None:
    pytest.importorskip("atheris")
    program = PROGRAM.with_name("fuzz_atheris.py")
    done = subprocess.run(
        [sys.executable, program, name, f"-runs={CASES // 10}", "-max_len=4000", "-timeout=60", "-rss_limit_mb=2048", f"-artifact_prefix={tmp_path}/"],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
