"""HTML inside Markdown: tags are tags, and words in angle brackets are words."""

import re
from collections.abc import Container, Mapping

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from mkdocs_zhihu.body.markdown.between_tags import read_between_tags
from mkdocs_zhihu.body.markdown.parser_rules import env_within

ELEMENTS = frozenset(
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br"
    " button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed"
    " fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe"
    " image img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noembed noframes"
    " noscript object ol optgroup option output p param picture pre progress q rb rp rt rtc ruby s samp script search"
    " section select slot small source span strike strong style sub summary sup svg table tbody td textarea tfoot th"
    " thead time title tr track tt u ul use var video wbr xmp path circle rect line g polygon polyline ellipse text defs"
    " mi mn mo ms mtext mrow mfrac msqrt mroot mstyle merror mpadded mphantom mfenced menclose msub msup msubsup munder"
    " mover munderover mmultiscripts mtable mtr mtd mspace semantics annotation annotation-xml".split()
)
WORDS = frozenset(
    "input output source param link meta area data time use image path circle rect line g polygon polyline ellipse text"
    " defs mi mn mo ms mtext mrow mfrac msqrt mroot".split()
)
"""Elements whose name alone in angle brackets, without attribute and end tag, is a word: `cp <source> <path>`."""

END_NAME = re.compile(r"</([a-z][a-z0-9-]*)")
ENDLESS = frozenset(
    "area base br col embed hr img input link meta param source track wbr td th tr li dt dd option script style".split()
)
"""Elements that need no end tag."""
RAW_TEXT = frozenset("iframe noembed noframes noscript script style textarea title xmp".split())
"""Elements that take all that follows for their text, up to their end tag."""
CODE = frozenset(("script", "style"))
"""Elements that are dropped with their attributes, whatever these are: `<script setup>`, `<style lang="scss" module>`."""
END_TAGS = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in RAW_TEXT}
RAW_END = re.compile(rf"</({'|'.join(sorted(RAW_TEXT))})\s*>", re.IGNORECASE)
COMMENT_END = "-->"
VALUELESS = frozenset(
    "alt allowfullscreen async autofocus autoplay border checked class compact contenteditable controls credentialless"
    " crossorigin declare default defer disabled disablepictureinpicture disableremoteplayback download draggable"
    " formnovalidate frameborder hidden href id inert ismap itemscope loop markdown mozallowfullscreen multiple muted name nohref"
    " nomodule noresize noshade novalidate nowrap open playsinline popover readonly required reversed scoped seamless"
    " selected shadowrootclonable shadowrootdelegatesfocus shadowrootserializable sortable spellcheck src style title"
    " translate truespeed typemustmatch webkit-playsinline webkitallowfullscreen x5-playsinline".split()
)
OF_VUE = re.compile(r"(?:v-|[@:#])[\w:.\[\]-]+", re.ASCII)
"""Attributes of Vue's templates: `v-cloak`, `@click`, `:key`, `#default`."""
VALUE = r"""(?:[^"'=<>`\s]+|'[^']*'|"[^"]*")"""
TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:\s+[^\s\"'<>/=]+(?:\s*=\s*{VALUE})?)*)\s*/?>"
)
ATTRIBUTE = re.compile(rf"\s+([^\s\"'<>/=]+)(\s*=\s*{VALUE})?")
WRAPPER = re.compile(r"</?(?:fancybox|escape)\s*>", re.IGNORECASE)
"""What themes and plugins of Hexo put around pictures and marks; it is no word."""
COMMENT = re.compile(r"<!--(?:>|->|.*?-->)", re.DOTALL)
DOCTYPE = re.compile(r"<!doctype\b[^<>]*>", re.IGNORECASE)


def use_raw_html(parser: MarkdownIt) -> None:
    """Let what stands in angle brackets and is no HTML be text, in lines and in blocks of HTML."""
    parser.core.ruler.after("inline", "raw_html", _mend)


def _mend(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "html_block":
            env = env_within(token, state.env)
            token.content = read_between_tags(escape_words(token.content), env)
        elif token.children:
            mend_line(token.children)


def mend_line(tokens: list[Token]) -> None:
    """Mend the HTML in one run of text, where an end tag may stand in a later piece."""
    closed: set[str] = set()
    for index, token in reversed(list(enumerate(tokens))):
        if token.type == "html_inline":
            before = tokens[index - 1].content[-1:] if index and tokens[index - 1].type == "text" else ""
            token.content = escape_words(token.content, closed, before)
            if token.content.startswith("</"):
                closed.add(token.content[2:].strip("/> \t\n").lower())


def escape_words(html: str, closed: Container[str] = frozenset(), before: str = "") -> str:
    """Return HTML in which each `<` that begins no tag is text.

    An element that would swallow what follows needs its end tag: here, or by its name among those `closed` later. `before` is the
    letter that the HTML stands behind.

    >>> escape_words("<b>a</b> <T> <script> <input> <time>b</time>")
    '<b>a</b> &lt;T> &lt;script> &lt;input> <time>b</time>'
    """
    pieces: list[str] = []
    last = 0
    start = html.find("<")
    ends = set(END_NAME.findall(html.lower())) if start >= 0 else set()
    last_ends = {match[1].lower(): match.start() for match in RAW_END.finditer(html)} if start >= 0 else {}
    last_ends[COMMENT_END] = html.rfind(COMMENT_END)
    while start >= 0:
        wrapper = WRAPPER.match(html, start)
        end = wrapper.end() if wrapper else _find_end(html, start, ends, closed, last_ends)
        if end and not wrapper and _is_parameter(html, start, before, (ends, closed)):
            end = 0
        kept = "" if wrapper else html[start:end] if end else "&lt;"
        pieces.append(html[last:start] + kept)
        last = end or start + 1
        start = html.find("<", last)
    return "".join([*pieces, html[last:]])


def _find_end(
    html: str, start: int, ends: Container[str], closed: Container[str], last_ends: Mapping[str, int]
) -> int:
    """Return where the tag or comment that begins here ends, 0 if none does.

    `ends` are the names of the end tags here, `last_ends` the places of the last ones: behind them none is looked for.
    """
    if html.startswith("<!", start):
        is_closed = last_ends[COMMENT_END] >= start
        match = (COMMENT.match(html, start) if is_closed else None) or DOCTYPE.match(html, start)
        return match.end() if match else 0
    tag = TAG.match(html, start)
    if tag is None or not _is_html(tag):
        return 0
    name = tag["name"].lower()
    is_bare = not (tag["end"] or tag["attributes"])
    if is_bare and name in WORDS and name not in ends and name not in closed:
        return 0
    if name not in RAW_TEXT or tag["end"]:
        return tag.end()
    found = END_TAGS[name].search(html, tag.end()) if last_ends.get(name, -1) >= tag.end() else None
    if found:
        return found.end()
    return tag.end() if name in closed else 0


def _is_parameter(html: str, start: int, before: str, closed: tuple[Container[str], ...]) -> bool:
    """Return whether a tag is glued to a word, has attributes without values, and never ends: `Vec<a :b>`."""
    before = html[start - 1] if start else before
    tag = TAG.match(html, start) if before.isascii() and (before.isalnum() or before == "_") else None
    if tag is None or tag["end"] or not tag["attributes"] or tag["name"].lower() in ENDLESS:
        return False
    has_value = any(value for _, value in ATTRIBUTE.findall(tag["attributes"]))
    return not (has_value or any(tag["name"].lower() in names for names in closed))


def _is_html(tag: re.Match[str]) -> bool:
    name = tag["name"].lower()
    if name in CODE:
        return True
    attributes = ATTRIBUTE.findall(tag["attributes"])
    return name in ELEMENTS and all(value or _is_valueless(attribute) for attribute, value in attributes)


def _is_valueless(attribute: str) -> bool:
    name = attribute.lower()
    return name in VALUELESS or name.startswith("data-") or OF_VUE.fullmatch(name) is not None
