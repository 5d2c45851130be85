"""Files that PyMdown Extensions put in a text, `--8<-- "path:section"`: their names, as none is read or published because a post says so."""

import re
from collections import Counter
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from mkdocs_zhihu.body.markdown.parser_rules import INTERRUPTS, push_html

LINE = re.compile(
    r"[ \t]*-{1,}8<-{1,}[ \t]+(?P<quote>[\"'])(?P<path>[^\"'\n]{1,500}?)(?::[\w:,-]*)?(?P=quote)[ \t]*"
)
SHOWN = frozenset(("markdown", "md", "yaml", "yml"))
"""Languages of code that shows how this is written."""


def render_snippets(code: str, language: str, unread: Counter[str]) -> str:
    r"""Return the names of the files that are all of some lines, "" if anything else stands there, and count them.

    >>> render_snippets('--8<-- "docs/a.cpp:core"', "", Counter()), render_snippets('x = 1', "", Counter())
    ('<p><code>docs/a.cpp</code></p>\n', '')
    """
    paths = [] if language in SHOWN else find_snippets(code)
    unread.update(f"--8<-- {path}" for path in paths)
    return "".join(f"<p><code>{escape(path)}</code></p>\n" for path in paths)


def find_snippets(code: str) -> list[str]:
    """Return the paths of the files that are all of some lines, none if anything else stands there."""
    found = [LINE.fullmatch(line) for line in code.split("\n") if line.strip()] if "8<" in code else []
    paths = [match["path"] for match in found if match]
    return paths if len(paths) == len(found) else []


def use_snippets(parser: MarkdownIt) -> None:
    """Let such a line be a name; in code `render_snippets` finds it."""
    parser.block.ruler.before("fence", "snippet", _read, INTERRUPTS)


def _read(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    line = "" if state.is_code_block(start) else state.getLines(start, start + 1, 0, False)  # noqa: FBT003 - likewise
    if not find_snippets(line):
        return False
    if not silent:
        push_html(state, render_snippets(line, "", state.env["unread"]))
        state.line = start + 1
    return True
