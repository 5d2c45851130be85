"""Hexo's tags: `{% name arguments %}`, some of them around a part of the text up to `{% endname %}`; Hugo's shortcodes."""

import re
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from mkdocs_zhihu.body.markdown.code.fences import restore
from mkdocs_zhihu.body.markdown.hexo.arguments import split_arguments
from mkdocs_zhihu.body.markdown.hexo.hexo_blocks import MAX_DEPTH, TagWriter, render_block
from mkdocs_zhihu.body.markdown.hexo.inline_tags import render_link, render_tag
from mkdocs_zhihu.body.markdown.hexo.shortcodes import find_address, is_known_block
from mkdocs_zhihu.body.markdown.parser_rules import INTERRUPTS, env_within, find_line, mark_raw, push_html
from mkdocs_zhihu.body.markdown.rule_signs import INLINE_SIGNS
from mkdocs_zhihu.body.markdown.words import render_words
from mkdocs_zhihu.reading.markdown.places_of_tags import SIGNS, HexoTag, find_tag, pair_tags

BLANKS = re.compile(r"\s*")


def use_hexo_tags(parser: MarkdownIt) -> None:
    """Let tags be what they stand for; of one that is not known, what it holds."""
    parser.block.ruler.before("fence", "hexo_tag", _read_block, INTERRUPTS)
    parser.inline.ruler.after("text", "hexo_tag", _read_inline)
    parser.core.ruler.at("inline", _read_lines)


def _read_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    place = state.bMarks[start] + state.tShift[start]
    tag = _find_block_tag(state.src, place)
    if tag is None or state.is_code_block(start) or state.env.get("is_raw"):
        return False
    if silent and tag.name == "comment":  # it ends no paragraph, where it may stand in code
        return False
    close = pair_tags(state.src, state.env).get(place)
    if close is None or state.env.get("depth", 0) >= MAX_DEPTH:
        return tag.is_shortcode and _read_lone(state, tag, start, end, silent)
    if find_address(tag, close, state.src):
        return _read_lone(state, tag._replace(end=close.end), start, end, silent)
    line = find_line(state, close.end, start, end)
    if line >= end:
        return False
    if not silent:
        text = state.getLines(start, line + 1, state.blkIndent, keepLastLF=False).lstrip()
        # Its lines are without the signs of quotations, so places are counted from both ends.
        end = len(text) - (state.eMarks[line] - close.end)
        inner = text[tag.end - tag.start : end - (close.end - close.start)]
        state.env["depth"] = state.env.get("depth", 0) + 1
        _render(state, tag, inner)
        _render_rest(state, text, end)
        state.env["depth"] -= 1
    state.line = line + 1
    return True


def _find_block_tag(text: str, place: int) -> HexoTag | None:
    """Return the tag that begins here, None if none does or it is known to stand around nothing."""
    tag = find_tag(text, place) if text.startswith(SIGNS, place) else None
    return tag if tag and (tag.is_shortcode or is_known_block(tag)) else None


def _read_lone(state: StateBlock, tag: HexoTag, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as above
    """Read a shortcode over several lines as a paragraph: they look like other blocks."""
    line = find_line(state, tag.end, start, end)
    if not start < line < end or state.src[tag.end : state.eMarks[line]].strip():
        return False
    if not silent:
        state.push("paragraph_open", "p", 1)
        token = state.push("inline", "", 0)
        token.content, token.children = state.src[tag.start : tag.end], []
        state.push("paragraph_close", "p", -1)
    state.line = line + 1
    return True


def _render_rest(state: StateBlock, text: str, place: int) -> None:
    """Add what stands behind a tag in its last line: first the tags with an end, one after the other."""
    while tag := _find_block_tag(text, place := BLANKS.match(text, place).end()):  # type: ignore[union-attr]  # it matches anything
        close = pair_tags(text, state.env).get(place)
        if close is None or find_address(tag, close, text):
            break
        _render(state, tag, text[tag.end : close.start])
        place = close.end
    if place < len(text):
        state.md.block.parse(text[place:], state.md, state.env, state.tokens)


def _render(state: StateBlock, tag: HexoTag, inner: str) -> None:
    """Add a tag that has an end: a picture or a video stands above what such a tag holds."""
    show = partial(render_words, state.md, state.env)
    if is_known_block(tag):
        writer = TagWriter(state.env, partial(push_html, state), partial(_add_text, state))
        render_block(
            writer, tag.name, split_arguments(tag.arguments, show, is_shortcode=tag.is_shortcode), inner
        )
        return
    if html := render_tag(tag, state.env, show):
        push_html(state, f"<p>{html}</p>")
    _add_text(state, inner)


def _add_text(state: StateBlock, text: str) -> None:
    """Add the blocks of a text; what stands in them is read later, and then it must be known whether it lay between marks of `raw`."""
    count = len(state.tokens)
    state.md.block.parse(text.strip("\n"), state.md, state.env, state.tokens)
    if state.env.get("is_raw"):
        mark_raw(state.tokens[count:])


def _read_inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    if not state.src.startswith(SIGNS, state.pos) or state.env.get("is_raw"):
        return False
    tag = find_tag(state.src, state.pos)
    if tag is None or tag.end > state.posMax:
        return False
    close = _find_end_tag(state, tag)
    if close and (url := find_address(tag, close, state.src)):
        state.pos = close.end
        if not silent:
            _push_link(state, tag, url, state.src[tag.end : close.start])
    elif close and tag.name == "comment":
        state.pos = close.end
    elif close and tag.name == "raw":
        state.pos = close.start
        if not silent:
            _push_raw(state, state.src[tag.end : close.start])
    else:
        state.pos = tag.end
        if not silent:
            push_html(state, render_tag(tag, state.env, partial(render_words, state.md, state.env)))
    return True


def _find_end_tag(state: StateInline, tag: HexoTag) -> HexoTag | None:
    """Return the end of a tag that may stand around a part of a line, None if it has none in the words that are read."""
    if tag.name not in ("raw", "comment") and (not tag.is_shortcode or state.env.get("is_in_link")):
        return None
    close = pair_tags(state.src, state.env).get(tag.start)
    return close if close and close.end <= state.posMax else None


def _read_lines(state: StateCore) -> None:
    """Read what stands in the blocks, where there is more than text; a block lies between marks of `raw` without Hexo's tags."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        if token.content and not token.children and not INLINE_SIGNS.search(token.content):
            token.children = [Token("text", "", 0, content=token.content)]
        else:
            env = env_within(token, state.env)
            token.children = token.children or []
            state.md.inline.parse(token.content, state.md, env, token.children)


def _push_link(state: StateInline, tag: HexoTag, url: str, words: str) -> None:
    show = partial(render_words, state.md, {**state.env, "is_in_link": True})
    push_html(state, render_link(tag, url, words, state.env, show))


def _push_raw(state: StateInline, raw: str) -> None:
    """Add what stands between marks of `raw`, where nothing is a tag.

    It is read into a list of its own: the parser joins tokens at the end, and marks around know theirs by their number.
    """
    if state.pending:
        state.pushPending()
    raw = restore(raw, state.env.get("in_raw", {}))
    state.tokens += state.md.inline.parse(raw, state.md, {**state.env, "is_raw": True}, [])
