"""The parser: CommonMark, GitHub's extensions, and rules of our own."""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_inline import StateInline, strikethrough
from mdit_py_plugins.gfm import gfm_plugin

from mkdocs_zhihu.body.markdown.bare_addresses import use_addresses
from mkdocs_zhihu.body.markdown.boxes import use_boxes
from mkdocs_zhihu.body.markdown.code.fence_lines import mend_fences
from mkdocs_zhihu.body.markdown.code.fences import use_fences
from mkdocs_zhihu.body.markdown.code.inline_code import use_inline_code
from mkdocs_zhihu.body.markdown.contents_marks import use_contents_marks
from mkdocs_zhihu.body.markdown.dialects.attribute_lists import use_attribute_lists
from mkdocs_zhihu.body.markdown.dialects.definition_lists import use_definition_lists
from mkdocs_zhihu.body.markdown.dialects.embeds import use_embeds
from mkdocs_zhihu.body.markdown.dialects.glued_heading_rule import use_glued_headings
from mkdocs_zhihu.body.markdown.dialects.logseq import use_logseq
from mkdocs_zhihu.body.markdown.dialects.logseq_macros import use_logseq_macros
from mkdocs_zhihu.body.markdown.dialects.markdown_in_html import part_tags
from mkdocs_zhihu.body.markdown.dialects.material_blocks import use_material_blocks
from mkdocs_zhihu.body.markdown.dialects.named_pictures import use_named_pictures
from mkdocs_zhihu.body.markdown.dialects.nested_boxes import mend_boxes
from mkdocs_zhihu.body.markdown.dialects.obsidian_marks import use_obsidian_marks
from mkdocs_zhihu.body.markdown.dialects.pymdown_words import use_pymdown_words, uses_material
from mkdocs_zhihu.body.markdown.dialects.raised_words import use_raised_words
from mkdocs_zhihu.body.markdown.dialects.snippets import use_snippets
from mkdocs_zhihu.body.markdown.emphasis import use_emphasis, use_marked_words, widen
from mkdocs_zhihu.body.markdown.hexo.hexo_tags import use_hexo_tags
from mkdocs_zhihu.body.markdown.hexo.path_tags import name_path_tags
from mkdocs_zhihu.body.markdown.notes import use_notes
from mkdocs_zhihu.body.markdown.parser_rules import (
    INTERRUPTS,
    INTERRUPTS_NO_LIST,
    MAX_BLOCKS,
    MAX_NESTING,
    BlockRule,
    use_made_html,
)
from mkdocs_zhihu.body.markdown.raw_html import use_raw_html
from mkdocs_zhihu.body.markdown.rule_signs import use_rule_signs
from mkdocs_zhihu.body.markdown.table_rows import use_table_rows
from mkdocs_zhihu.body.markdown.tasks import use_tasks
from mkdocs_zhihu.body.markdown.tex.dollar_tex import use_dollar_tex
from mkdocs_zhihu.body.markdown.tex.likely_formulas import has_certain_formula
from mkdocs_zhihu.body.markdown.tex.tex_blocks import use_tex_blocks
from mkdocs_zhihu.body.markdown.tex.tex_in_code import use_tex_in_code, writes_tex_in_code
from mkdocs_zhihu.body.markdown.tex.tex_signs import uses_brackets
from mkdocs_zhihu.body.markdown.wiki_links import use_wiki_links
from mkdocs_zhihu.model import Dollars
from mkdocs_zhihu.reading.markdown.glued_headings import find_glued_title
from mkdocs_zhihu.reading.markdown.hidden_comments import drop_comments
from mkdocs_zhihu.reading.markdown.obsidian_comments import WithoutComments, drop_long_comments
from mkdocs_zhihu.reading.markdown.obsidian_signs import find_linked_blocks, uses_obsidian


class Rendered(NamedTuple):
    """A Markdown body as HTML."""

    html: str
    """The HTML, with nothing taken out of it."""

    unread: Mapping[str, int]
    """How often each construct stands in it that is not known or not carried out here, by its sign and its name.

    That is `{% tag`, `{{< shortcode`, `{{ macro`, `--8<-- path`, or `%% comment`.
    """


def render_markdown(
    text: str, *, dollars: Dollars = "auto", in_code: Mapping[str, str] = MappingProxyType({})
) -> Rendered:
    """Return the HTML of a Markdown body; with `dollars` `auto` a formula is distinguished from money.

    `in_code` are pieces of the text that stand for others in code.
    """
    text, paths = name_path_tags(mend_boxes(mend_fences(part_tags(drop_comments(text)))))
    is_obsidian = uses_obsidian(text)
    text, shown, is_paired = drop_long_comments(text) if is_obsidian else WithoutComments(text)
    unread = Counter({"%% comment": shown} if shown else {})
    env: dict[str, Any] = {
        "dollars": dollars,
        "has_brackets": uses_brackets(text),
        "has_tex_in_code": writes_tex_in_code(text),
        "has_certain_formula": has_certain_formula(text),
        "is_material": uses_material(text),
        "is_obsidian": is_obsidian,
        "has_paired_comments": is_paired,
        "linked_blocks": find_linked_blocks(text),
        "glued_title": find_glued_title(text),
        "in_code": {**in_code, **paths.tags},
        "in_raw": paths.tags,
        "footnotes": {"refs": {}, "list": {}},  # this and the next are the same in every copy
        "unread": unread,
    }
    html: str = _build_parser().render(text, env)
    return Rendered(paths.write_addresses(html), unread)


@cache
def _build_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"breaks": True, "maxNesting": MAX_NESTING}).use(gfm_plugin)
    parser.validateLink = lambda _url: True  # type: ignore[method-assign,assignment]  # the transforms judge every address
    parser.normalizeLink = parser.normalizeLinkText = str  # type: ignore[method-assign,assignment]  # and keep them readable
    parser.inline.ruler.at("strikethrough", _strike)
    for use in (
        use_made_html,
        use_addresses,
        use_glued_headings,
        use_emphasis,
        use_marked_words,
        use_raised_words,
        use_named_pictures,
        use_table_rows,
        use_hexo_tags,
        use_wiki_links,
        use_attribute_lists,
        use_obsidian_marks,
        use_logseq,
        use_logseq_macros,
        use_pymdown_words,
        use_embeds,
        use_boxes,
        use_material_blocks,
        use_definition_lists,
        use_snippets,
        use_dollar_tex,
        use_tex_blocks,
        use_tex_in_code,
        use_fences,
        use_inline_code,
        use_raw_html,
        use_notes,
        use_contents_marks,
        use_tasks,
        _bound_nesting,
        use_rule_signs,
    ):
        parser.use(use)
    return parser


def _strike(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Mark deleted text as GitHub does, but let a tilde between two words be one: `3~5 天，7~9 天`."""
    if state.src[state.pos] != "~":
        return False
    before, after = state.src[state.pos - 1 : state.pos], state.src[state.pos + 1 : state.pos + 2]
    if before.isalnum() and after.isalnum():
        return False
    start, count = state.pos, len(state.delimiters)
    if not strikethrough.tokenize(state, silent):
        return False
    if state.pos - start > 1:  # one tilde before a number means about so many
        widen(state, start, count)
    return True


def _bound_nesting(parser: MarkdownIt) -> None:
    """Let marks beyond a sensible depth be text: markdown-it drops what is nested too deeply."""
    parser.block.ruler.at("blockquote", _bound(blockquote), INTERRUPTS)
    parser.block.ruler.at("list", _bound(list_block), INTERRUPTS_NO_LIST)
    container = next(
        rule for rule in parser.block.ruler.getRules("") if getattr(rule, "__name__", "") == "container_func"
    )
    parser.block.ruler.at("container_box", _bound(container), INTERRUPTS)


def _bound(rule: BlockRule) -> BlockRule:
    def bounded(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
        return state.level < MAX_BLOCKS and rule(state, start, end, silent)

    return bounded
