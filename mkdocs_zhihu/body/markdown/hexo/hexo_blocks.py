"""Hexo's tags around a part of the text: quotations, boxes, tabs, code."""

import re
from collections.abc import Callable, Mapping

from markdown_it.rules_block import StateBlock

from mkdocs_zhihu.body.admonitions import open_box, read_kind
from mkdocs_zhihu.body.markdown.code.fences import render_code, restore
from mkdocs_zhihu.body.markdown.hexo.arguments import Arguments, drop_options, read_named
from mkdocs_zhihu.body.markdown.hexo.box_titles import BOXES, find_title, name_kind, read_known, read_title
from mkdocs_zhihu.body.markdown.hexo.tag_links import link_to
from mkdocs_zhihu.body.markdown.hexo.writings import MARK as SECTION
from mkdocs_zhihu.body.markdown.hexo.writings import WRITINGS, read_writing
from mkdocs_zhihu.body.markdown.tex.dollar_tex import write_formula
from mkdocs_zhihu.reading.markdown.code_places import iter_outside_code

PART = re.compile(
    r"<!--[ \t]*(?:end(?:tab|timeline|node|cell|okr|folder)|(?:tab|timeline|node|cell|okr|folder)\b(?P<label>[^\n]*?))[ \t]*-->"
)
"""Where a part of a group begins, in some themes also where it ends."""
QUOTED = re.compile(r"""["'](.*)["']""")
URL = re.compile(r"(?:https?:)?//\S+")


def render_block(state: StateBlock, name: str, given: Arguments, inner: str) -> None:
    """Add the tokens of a tag and of what it holds."""
    BLOCKS[name](state, name, given, inner)


def _parse(state: StateBlock, text: str) -> None:
    state.md.block.parse(text.strip("\n"), state.md, state.env, state.tokens)


def _html(state: StateBlock, html: str) -> None:
    state.push("hexo", "", 0).content = html


def _raw(state: StateBlock, _name: str, _given: Arguments, inner: str) -> None:
    before, state.env["is_raw"] = state.env.get("is_raw"), True
    count = len(state.tokens)
    _parse(state, restore(inner, state.env.get("in_raw", {})))
    state.env["is_raw"] = before
    for token in state.tokens[count:]:
        token.meta["is_raw"] = True  # what stands in the blocks is read later


def _write_code(state: StateBlock, inner: str, language: str, title: str = "") -> None:
    text = restore(inner, state.env.get("in_code", {}))
    _html(state, render_code(text.strip("\n") + "\n", language, title))


def _code(state: StateBlock, _name: str, given: Arguments, inner: str) -> None:
    """Read `[title] [lang:name] [url] [link text] [options]`."""
    language = next((value[5:] for value in given.all if value.startswith("lang:")), "")
    title = " ".join(value for value in given.all if not re.match(r"\w+:(?!//)", value))
    _write_code(state, inner, language, title)


def _highlight(state: StateBlock, _name: str, given: Arguments, inner: str) -> None:
    """Read `language [options]`."""
    _write_code(state, inner, given.all[0] if given.all else "")


def _diagram(state: StateBlock, name: str, _given: Arguments, inner: str) -> None:
    _write_code(state, inner, name)


def _tex(state: StateBlock, _name: str, _given: Arguments, inner: str) -> None:
    if "$" in inner or "\\[" in inner or "\\(" in inner:  # Hugo's holds whole formulas
        _parse(state, inner)
    else:
        _html(state, f"<p>{write_formula(inner.strip(), is_display=True)}</p>")


def _quote(state: StateBlock, _name: str, given: Arguments, inner: str) -> None:
    """Read `[author[, source]] [link] [title of the link]`."""
    link = URL.search(given.text)
    source = (given.text[: link.start()] if link else given.text).strip().strip("\"'")
    title = given.text[link.end() :].strip() if link else ""
    _html(state, "<blockquote>")
    _parse(state, inner)
    words = [given.show(source)] if source not in ("", "left", "right") else []
    words += [link_to(link[0], title, given.show)] if link else []
    _html(state, (f"<p>— {' '.join(words)}</p>" if words else "") + "</blockquote>")


def _box(state: StateBlock, name: str, given: Arguments, inner: str) -> None:
    """Read `[class] [title]`; see `read_title`."""
    _html(state, open_box(read_kind(name_kind(name, given)), given.show(read_title(name, given.text))))
    _parse(state, inner)
    _html(state, "</div>")


def _writing(state: StateBlock, name: str, given: Arguments, inner: str) -> None:
    """Read `title author:name date:day footer:words` of a poem or a paper, which may have sections."""
    title, author, date, footer = read_writing(given.text)
    _html(state, open_box(read_kind(name), given.show(title)))
    by = " · ".join(filter(None, (author, date)))
    _html(state, f"<p>{given.show(by)}</p>" if by else "")
    _parse_parts(state, given, inner, SECTION)
    _html(state, (f"<p>{given.show(footer)}</p>" if footer else "") + "</div>")


def _titled(state: StateBlock, name: str, given: Arguments, inner: str) -> None:
    """Put a part of a group under its title: `title`, or `name="title"`."""
    named, quoted = read_known(given.text), QUOTED.fullmatch(given.text)
    title = find_title(named) if named else quoted[1] if quoted else given.text
    if name == "tab" and not title:
        title = next(state.env.get("tab_titles", iter(())), "")
    _html(state, f"<p><strong>{given.show(title)}</strong></p>" if title else "")
    _parse(state, inner)


def _parts(state: StateBlock, name: str, given: Arguments, inner: str) -> None:
    """Read `<!-- tab label -->`, with or without `<!-- endtab -->`, one after the other; Hugo's may be `items="a,b"`."""
    outer = state.env.get("tab_titles", iter(()))
    state.env["tab_titles"] = map(str.strip, read_named(given.text).get("items", "").split(","))
    if name in ("timeline", "okr") and given.parts[0]:
        _html(state, f"<p><strong>{given.show(drop_options(given.parts[0]))}</strong></p>")
    _parse_parts(state, given, inner, PART)
    state.env["tab_titles"] = outer


def _parse_parts(state: StateBlock, given: Arguments, inner: str, mark: re.Pattern[str]) -> None:
    """Add the tokens of parts, each with its label above it."""
    last = 0
    for part in iter_outside_code(mark, inner):
        _parse(state, inner[last : part.start()])
        label = drop_options((part["label"] or "").partition("@")[0])
        _html(state, f"<p><strong>{given.show(label)}</strong></p>" if label else "")
        last = part.end()
    _parse(state, inner[last:])


def _content(state: StateBlock, _name: str, _given: Arguments, inner: str) -> None:
    _parse(state, inner)


BLOCKS: Mapping[str, Callable[[StateBlock, str, Arguments, str], None]] = {
    "raw": _raw,
    **dict.fromkeys(("codeblock", "code"), _code),
    **dict.fromkeys(("editor", "highlight"), _highlight),
    **dict.fromkeys(
        ("mermaid", "plantuml", "graphviz", "dot", "sequence", "flow", "markmap", "echarts"), _diagram
    ),
    **dict.fromkeys(("math", "katex"), _tex),
    **dict.fromkeys(("blockquote", "quote", "pullquote", "cq", "centerquote"), _quote),
    **dict.fromkeys(BOXES, _box),
    **dict.fromkeys(WRITINGS, _writing),
    **dict.fromkeys(("tabs", "subtabs", "subsubtabs", "timeline", "grid", "okr", "folders"), _parts),
    **dict.fromkeys(("timenode", "tab", "cell"), _titled),
    **dict.fromkeys(
        ("gallery", "grouppicture", "gp", "gi", "swiper", "btns", "flink", "center", "cardgroup"),
        _content,
    ),
}
"""What a tag becomes, by its name; several themes have the same ones."""
