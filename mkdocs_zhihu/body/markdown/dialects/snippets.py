"""Files that PyMdown Extensions put in a text, `--8<-- "path:section"`: links to them, as none is read because a post says so."""

import re
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

LINE = re.compile(
    r"[ \t]*-{1,}8<-{1,}[ \t]+(?P<quote>[\"'])(?P<path>[^\"'\n]{1,500}?)(?::[\w:,-]*)?(?P=quote)[ \t]*"
)
SHOWN = frozenset(("markdown", "md", "yaml", "yml"))
"""Languages of code that shows how this is written."""


def render_snippets(code: str, language: str = "") -> str:
    r"""Return links to the files that are all of some lines, "" if anything else stands there.

    >>> render_snippets('--8<-- "docs/a.cpp:core"'), render_snippets('x = 1')
    ('<p><a href="docs/a.cpp">docs/a.cpp</a></p>\n', '')
    """
    if "8<" not in code or language in SHOWN:
        return ""
    found = [LINE.fullmatch(line) for line in code.split("\n") if line.strip()]
    paths = [escape(match["path"]) for match in found if match]
    if len(paths) < len(found):
        return ""
    return "".join(f'<p><a href="{path}">{path}</a></p>\n' for path in paths)


def use_snippets(parser: MarkdownIt) -> None:
    """Let such a line be a link; in code `render_snippets` finds it."""
    parser.block.ruler.before(
        "fence", "snippet", _read, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def _read(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    html = "" if state.is_code_block(start) else render_snippets(state.getLines(start, start + 1, 0, False))  # noqa: FBT003 - likewise
    if html and not silent:
        state.push("hexo", "", 0).content = html
        state.line = start + 1
    return html != ""
