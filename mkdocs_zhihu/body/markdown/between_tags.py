"""What stands between the tags of raw HTML: Hexo and its formulas know no HTML, so they are read there too."""

import re
from collections.abc import Iterator, MutableMapping
from html import escape, unescape
from typing import Any

from mkdocs_zhihu.body.markdown.code.fences import restore
from mkdocs_zhihu.body.markdown.hexo.inline_tags import render_link, render_tag
from mkdocs_zhihu.body.markdown.hexo.shortcodes import find_address
from mkdocs_zhihu.body.markdown.tex.dollar_tex import find_formula_of_post, write_formula
from mkdocs_zhihu.model import Dollars
from mkdocs_zhihu.reading.markdown.picture_names import NAME, find_picture
from mkdocs_zhihu.reading.markdown.places_of_tags import find_tag, pair_tags

VERBATIM = re.compile(r"<(code|pre|script|style|textarea|kbd|samp|svg|math|iframe)\b", re.IGNORECASE)
"""Elements whose text is no prose."""
DISPLAY = re.compile(r"\\\[(.{1,4000}?)\\\]", re.DOTALL)
MARK = re.compile(r"\{%|\{\{(?:%|&lt;)|\$|\\\\?[(\[]|:(?=[a-z\d+-])")


def read_between_tags(html: str, env: MutableMapping[str, Any]) -> str:
    """Return a block of HTML with its formulas, and with what Hexo's tags and names of pictures stand for."""
    if MARK.search(html) is None:
        return html
    return "".join(_read_text(part, env) if is_text else part for is_text, part in _split(html))


def render_formulas(html: str, dollars: Dollars) -> str:
    r"""Return a page's HTML with the TeX between its tags as formulas; Markdown and Hexo's tags are text there.

    >>> render_formulas(r"<p>\\(a\\)</p>", "auto")
    '<p><span class="ztext-math" data-eeimg="0" data-tex="a"></span></p>'
    """
    return read_between_tags(
        html, {"dollars": dollars, "has_brackets": True, "is_raw": True, "is_page": True}
    )


def _split(html: str) -> Iterator[tuple[bool, str]]:
    """Yield text, and what is none, in turn."""
    last = 0
    while (start := html.find("<", last)) >= 0:
        yield True, html[last:start]
        last = find_markup_end(html, start)
        yield False, html[start:last]
    yield True, html[last:]


def find_markup_end(html: str, start: int) -> int:
    """Return where the tag, the comment or the element of code that begins here ends."""
    element = VERBATIM.match(html, start)
    if element:
        close = re.compile(f"</{element[1]}", re.IGNORECASE).search(html, start)
        end = close.start() if close else -1
    else:
        end = html.find("-->" if html.startswith("<!--", start) else ">", start)
    end = html.find(">", end) if end >= 0 else -1
    return end + 1 if end >= 0 else len(html)


def _read_text(text: str, env: MutableMapping[str, Any]) -> str:
    pieces: list[str] = []
    last = position = 0
    while mark := MARK.search(text, position):
        start = mark.start()
        found = READERS.get(mark[0][0], _read_formula)(text, start, env)
        position = found[1] if found else mark.end()
        if found:
            pieces += [text[last:start], found[0]]
            last = position
    return "".join([*pieces, text[last:]])


def _read_tag(text: str, start: int, env: MutableMapping[str, Any]) -> tuple[str, int] | None:
    """Return the HTML of the tag that begins here, and where the text goes on."""
    tag = None if env.get("is_raw") else find_tag(text, start)
    if tag is None:
        return None
    close = pair_tags(text, env).get(start) if tag.name == "raw" or tag.is_shortcode else None
    if close is not None and tag.name == "raw":
        raw = restore(text[tag.end : close.start], env.get("in_raw", {}))
        return _read_text(raw, {**env, "is_raw": True}), close.start
    tag = tag._replace(arguments=unescape(tag.arguments))
    if close is not None and (url := find_address(tag, close, text)):
        return render_link(tag, url, text[tag.end : close.start], env, str), close.end
    return render_tag(tag, env), tag.end


def _read_formula(text: str, start: int, env: MutableMapping[str, Any]) -> tuple[str, int] | None:
    """Return the HTML of the formula that begins here and where it ends; its `<` is written as an entity."""
    if env.get("dollars") == "false":
        return None
    formula = find_formula_of_post(env, text, start)
    if formula is None:
        display = DISPLAY.match(text, start) if env.get("has_brackets") else None
        return (_write(display[1], is_display=True), display.end()) if display else None
    return _write(formula.tex, is_display=formula.is_display), formula.end


def _write(tex: str, *, is_display: bool) -> str:
    return write_formula(unescape(tex), is_display=is_display)


def _read_picture(text: str, start: int, env: MutableMapping[str, Any]) -> tuple[str, int] | None:
    """Return an emoji, or the words of an icon if it is all of the text, and where the text goes on."""
    match = None if env.get("is_page") else NAME.match(text, start)
    emoji, icon = find_picture(match) if match else ("", "")
    if match is None or not (emoji or icon):
        return None
    return emoji or (escape(icon) if match[0] == text.strip() else ""), match.end()


READERS = {"{": _read_tag, ":": _read_picture}
"""By what begins each; all others are formulas."""
