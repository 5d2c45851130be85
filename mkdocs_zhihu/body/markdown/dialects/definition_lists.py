"""Terms and what they mean, as Pandoc and Python-Markdown have them: `term`, and below it `:   meaning`."""

import re
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.deflist import deflist_plugin

from mkdocs_zhihu.body.markdown.parser_rules import INTERRUPTS_NO_LIST, MAX_BLOCKS
from mkdocs_zhihu.reading.markdown.code_places import iter_outside_code

MEANING = re.compile(r":(?P<blanks>[ \t]+)(?:(?P<fence>`{3}|~{3})|(?:[-*+][ \t]+)?\S*\w)")
"""With a word in its first part: `: )` is a face."""
SHORT = re.compile(
    r"^[ \t>]*+[^\s:][^\n]*\n[ \t>]*+:[ \t]{1,2}(?![A-Za-z0-9][ \t]*$)(?:[-*+][ \t]+)?\S*\w", re.MULTILINE
)
"""A term, and its meaning behind one blank or two; `: D` is a face."""
LONG_BLANKS = 3
"""Behind the colon, as Python-Markdown's users write it: one term with a meaning is then sure to be one."""
TABLE_RULE = re.compile(r"(?=[^\n]*\|)(?=[^\n]*-)[-|: \t]+")
INDENT = 2


def use_definition_lists(parser: MarkdownIt) -> None:
    """Let terms be strong, and what they mean stand below them."""
    parser.use(deflist_plugin)
    rule = next(rule.fn for rule in parser.block.ruler.__rules__ if rule.name == "deflist")

    def read(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
        if silent:
            return rule(state, start, end, silent)
        if state.level >= MAX_BLOCKS or not _has_meaning(state, start, end):
            return False
        before, state.lineMax = state.lineMax, _find_end(state, start, end)
        is_list = rule(state, start, state.lineMax, silent)
        state.lineMax = before
        return is_list

    parser.disable("deflist")
    # Headings with a line below look at all lines up to an empty one, for each term.
    parser.block.ruler.before("lheading", "definition_list", read, INTERRUPTS_NO_LIST)
    for name, opening, closing in (
        ("dl", "", ""),
        ("dt", "<p><strong>", "</strong></p>\n"),
        ("dd", "<div>", "</div>\n"),
    ):
        parser.add_render_rule(f"{name}_open", lambda *_, html=opening: html)
        parser.add_render_rule(f"{name}_close", lambda *_, html=closing: html)


def _has_meaning(state: StateBlock, start: int, end: int) -> bool:
    """Return whether a meaning stands right below a line, or below an empty one with more blanks behind its sign."""
    is_apart = start + 1 < end and state.isEmpty(start + 1)
    line = start + 1 + is_apart
    if (
        line >= end
        or state.isEmpty(line)
        or state.sCount[line] < state.blkIndent
        or _is_meaning(state, start)
    ):
        return False
    match = MEANING.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
    if match is None:
        return False
    count = len(match["blanks"].expandtabs(4))
    if is_apart:
        return count > 1
    return count >= LONG_BLANKS or match["fence"] is not None or _has_short_meanings(state)


def _has_short_meanings(state: StateBlock) -> bool:
    """Return whether a text has several terms whose meanings stand right behind the colon: one alone is a line of text."""
    known: dict[str, bool] = state.env.setdefault("has_short_meanings", {})
    if state.src not in known:
        known[state.src] = len(list(islice(iter_outside_code(SHORT, state.src), 2))) > 1
    return known[state.src]


def _find_end(state: StateBlock, start: int, end: int) -> int:
    """Return the line behind the meanings of one term: the plugin takes any line above a colon for the next term."""
    for line in range(start + 2, end):
        is_inside = (
            state.isEmpty(line) or state.sCount[line] >= state.blkIndent + INDENT or _is_meaning(state, line)
        )
        if not is_inside and (state.isEmpty(line - 1) or (line + 1 < end and _begins_other(state, line + 1))):
            return line
    return end


def _begins_other(state: StateBlock, line: int) -> bool:
    """Return whether the line above is a term or the head of a table."""
    is_rule = TABLE_RULE.fullmatch(state.src, state.bMarks[line], state.eMarks[line]) is not None
    return is_rule or _is_meaning(state, line)


def _is_meaning(state: StateBlock, line: int) -> bool:
    return state.src.startswith(":", state.bMarks[line] + state.tShift[line])
