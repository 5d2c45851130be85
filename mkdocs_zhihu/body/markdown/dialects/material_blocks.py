"""Blocks of Material for MkDocs, whose text is indented: `!!! note "title"`, `??? note`, `=== "tab"`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block

from mkdocs_zhihu.body.admonitions import is_kind
from mkdocs_zhihu.body.markdown.parser_rules import INTERRUPTS, INTERRUPTS_NO_LIST, MAX_BLOCKS, push_html
from mkdocs_zhihu.body.markdown.words import render_words

BOX = re.compile(
    r"(?:!!!|\?\?\?\+?)[ \t]*(?:(?P<kind>[A-Za-z][\w-]*)(?:[ \t]+(?:inline|end|annotate|highlight|blink)\b)*"
    r"(?:[ \t]+(?P<title>[^\n]*))?|(?P<quoted>[\"'“][^\n]+[\"'”]))",
    re.ASCII,
)
"""Hexo's plugin for these boxes has titles without quotation marks; one without a kind needs them."""
TAB = re.compile(r"===(?:\+!?|!\+?)?[ \t]+(?P<title>[\"'][^\n]*[\"'])[ \t]*")
QUOTED = re.compile(r"""(["'])(.*)\1|[“”](.*)[“”]""")
INDENT = 4


def use_material_blocks(parser: MarkdownIt) -> None:
    """Let boxes be those of the theme, open or not, and tabs parts with their titles above them."""
    parser.block.ruler.before("fence", "material_block", _read, INTERRUPTS)
    parser.block.ruler.at("html_block", _read_html, INTERRUPTS_NO_LIST)


def _read_html(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Leave tags within a box to the rules of a line if a link or a picture stands between them: Python-Markdown has no HTML there."""
    if state.env.get("is_in_box") and not silent:
        last = next((line for line in range(start, end) if state.isEmpty(line)), end)
        if "](" in state.src[state.bMarks[start] : state.eMarks[last - 1]]:
            return False
    return html_block(state, start, end, silent)


def _read(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not line.startswith(("!!!", "???", "===")) or state.is_code_block(start) or state.level >= MAX_BLOCKS:
        return False
    box, tab = BOX.fullmatch(line.rstrip()), TAB.fullmatch(line)
    last = _find_end(state, start, end)
    has_text = last > start + 1
    is_block = has_text if tab else box is not None and _is_box(box, has_text=has_text)
    if not is_block:
        return False
    if silent:
        return True
    state.env["is_material"] = True
    if box:
        token = state.push("callout_open", "div", 1)
        token.info = f"{box['kind'] or 'note'}\n{_read_title(box)}"
    elif tab:
        title = render_words(state.md, state.env, tab["title"][1:-1])
        push_html(state, f"<p><strong>{title}</strong></p>\n")
    _read_inner(state, start + 1, last)
    if box:
        state.push("alert_close", "div", -1)
    return True


def _read_inner(state: StateBlock, start: int, end: int) -> None:
    """Read the text of a block, and go on behind it."""
    before = state.parentType, state.lineMax, state.blkIndent, state.level
    state.parentType, state.lineMax, state.blkIndent = "container", end, state.sCount[start - 1] + INDENT
    state.level += 1  # also of a tab, which no token opens
    is_inner, state.env["is_in_box"] = state.env.get("is_in_box", False), True
    state.md.block.tokenize(state, start, end)
    state.env["is_in_box"] = is_inner
    state.parentType, state.lineMax, state.blkIndent, state.level = before
    state.line = end


def _find_end(state: StateBlock, start: int, end: int) -> int:
    """Return the line behind the last one that is indented enough, empty ones between them included."""
    last = start + 1
    for line in range(start + 1, end):
        if state.isEmpty(line):
            continue
        if state.sCount[line] < state.sCount[start] + INDENT:
            break
        last = line + 1
    return last


def _is_box(box: re.Match[str], *, has_text: bool) -> bool:
    """Return whether a line begins a box: without a text below, or with words in no quotation marks, its kind must be a known one."""
    kind, title = (box["kind"] or "").lower(), (box["title"] or "").strip()
    is_known, is_quoted = is_kind(kind), QUOTED.fullmatch(title) is not None
    if not has_text:
        return is_known and is_quoted and len(title) > len("''")
    return is_known or is_quoted or not title


def _read_title(box: re.Match[str]) -> str:
    """Return the title of a box, its kind if it has none."""
    title = (box["title"] or box["quoted"] or "").strip()
    if not title:
        return str(box["kind"]).capitalize()
    quoted = QUOTED.fullmatch(title)
    return (quoted[2] or quoted[3] or "") if quoted else title
