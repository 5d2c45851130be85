"""The signs that constructs begin with: the parser tries each rule at each place, so a rule is not called at others."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, paragraph

from mkdocs_zhihu.body.markdown.parser_rules import BlockRule

MARKS = r"!$&*<\[\\^`{~"
"""Of Markdown, HTML, TeX and Hexo's tags."""
WORD_SIGNS = re.compile(rf"[{MARKS}]|=(?==)|\+(?=\+)|%(?=%)|\((?=\()|:(?=[a-z\d+-])")
"""What a construct in words begins with; underscores alone are those of a name, `__init__`."""
INLINE_SIGNS = re.compile(rf"[\n:@\]_w{MARKS}]|=(?==)|\+(?=\+)|%(?=%)|\((?=\()")
"""The same in a line of a text; `]` ends a construct, and `w` begins `www.`. Text up to the next of them is text."""
BLOCK_SIGNS = {
    "blockquote": ">",
    "container_box": ":",
    "fence": "`~",
    "footnote_def": "[",
    "heading": "#",
    "hr": "*-_",
    "html_block": "<",
    "list": "*+-0123456789",
    "material_block": "!?=",
    "reference": "[",
    "snippet": "-",
}
"""What the first line of a block begins with, by the name of the block's rule."""
OTHER_SIGNS = "$\\{%"
"""What the other blocks begin with: formulas, tags of Hexo, comments. A table or a heading with a line below needs two lines."""
ALL_SIGNS = frozenset("".join(BLOCK_SIGNS.values()) + OTHER_SIGNS)
CODE_INDENT = 4


def use_rule_signs(parser: MarkdownIt) -> None:
    """Call each rule only where what it looks for can begin."""
    parser.inline.terminator_re = INLINE_SIGNS
    rules = parser.block.ruler
    for rule in rules.__rules__:
        if rule.name in BLOCK_SIGNS:
            rules.at(rule.name, _begin_with(BLOCK_SIGNS[rule.name], rule.fn), {"alt": rule.alt})
    rules.before("table", "plain_line", _read_plain_line)


def _begin_with(signs: str, rule: BlockRule) -> BlockRule:
    def begin(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
        place = state.bMarks[start] + state.tShift[start]
        return state.src[place : place + 1] in signs and rule(state, start, end, silent)

    return begin


def _read_plain_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Read a line between empty ones that begins like no other block: most paragraphs are one."""
    return (
        state.src[state.bMarks[start] + state.tShift[start]] not in ALL_SIGNS
        and state.sCount[start] - state.blkIndent < CODE_INDENT
        and (start + 1 >= end or state.isEmpty(start + 1))
        and not (
            start + 2 < end and state.src.startswith(":", state.bMarks[start + 2] + state.tShift[start + 2])
        )
        and paragraph(state, start, end, silent)
    )
