"""What has to be mended in the text, because no tree allows it later."""

import re
from html import escape

from mkdocs_zhihu.body.raw.html_names import HTML, MATHML, SVG
from mkdocs_zhihu.body.raw.local_addresses import root_local_addresses
from mkdocs_zhihu.body.raw.repair import repair_raw

USER_LINK = re.compile(
    r'<span class="?UserLink\b[^"<>]*"?>\s*(?:<div\b[^<>]*>\s*){0,4}(<a\b[^<>]*>[^<>]*</a>)\s*(?:</div>\s*){0,4}</span>'
)
ENTITY_WORD = re.compile(
    r'(?P<span><span>\s*)?<a\b[^<>]*\sclass="?RichContent-EntityWord\b[^<>]*>(?P<word>[^<>]*)'
    r"(?:<svg\b(?:(?!<svg\b).)*?</svg>\s*)?</a>(?(span)\s*</span>)",
    re.DOTALL,
)
TWICE_ESCAPED = re.compile(r"&amp;(?=(?:amp|lt|gt|quot|#39);)")
"""As the page writes the signs in an entity's name."""
NUMBERED = re.compile(
    r'<table class="rouge-table"[^<>]*><tbody><tr><td class="rouge-gutter[^<>]*><pre[^<>]*>[\d\s]*</pre></td>'
    r'<td class="rouge-code"[^<>]*><pre[^<>]*>((?:(?!<table\b).)*?)</pre></td></tr></tbody></table>',
    re.DOTALL,
)
LINE_NUMBERS = re.compile(r'<ul class="pre-numbering"[^<>]*>(?:\s*<li\b[^<>]*>\s*\d*\s*</li>)*\s*</ul>')
ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
TEMPLATE = re.compile(rf"</?(?:template|plaintext)\b{ATTRIBUTES}>", re.IGNORECASE)
SELF_CLOSED = re.compile(
    rf"<(iframe|noembed|noframes|noscript|script|style|textarea|title|xmp)\b({ATTRIBUTES})/>", re.IGNORECASE
)
NAME = re.compile(r"<([a-z][a-z0-9-]*)")
FOREIGN = (MATHML | SVG) - HTML - {"svg"}
"""Parsers drop these, words and all, where HTML stands; what is left in an `svg` goes with it."""
FOREIGN_TAG = re.compile(
    rf"</?(?:{'|'.join(sorted(FOREIGN, reverse=True))})(?=[\s/>]){ATTRIBUTES}>", re.IGNORECASE
)
TEX_ANNOTATION = re.compile(
    r'<math\b(?P<attributes>[^<>]*)>(?:(?!</?math\b).)*?<annotation\s+encoding="application/x-tex"[^<>]*>(?P<tex>[^<]*)'
    r"</annotation>(?:(?!<math\b).)*?</math>",
    re.DOTALL,
)
DISPLAY = re.compile(
    r'<div( class="MathJax(?:_SVG)?_Display"[^<>]*)>((?:(?!<div class="MathJax).)*?)</div>', re.DOTALL
)
TEX_SCRIPT = re.compile(
    r'<script\b[^<>]*\btype="math/tex(?P<mode>;\s*mode=display)?"[^<>]*>(?P<tex>(?:(?!<script\b).)*?)</script>',
    re.DOTALL,
)


def mend_html(html: str) -> str:
    """Return the HTML of a body as its author meant it, ready for a parser."""
    return mend_markup(repair_raw(unwrap_insertions(html)))


def unwrap_insertions(html: str) -> str:
    """Return a body without what pages put around words: a mention's block, an entity's link, numbers of lines.

    Before any repair: a block inside bold text would part the mark from its end, a link in code would be code.

    before: <b><span class="UserLink"><div class="css-1"><a href="/people/x">@a</a></div></span></b>
    after:  <b><a href="/people/x">@a</a></b>
    """
    if "UserLink" in html:
        html = USER_LINK.sub(r"\1", html)
    if "EntityWord" in html:
        html = ENTITY_WORD.sub(lambda match: TWICE_ESCAPED.sub("&", match["word"]), html)
    if "rouge-table" in html:  # stands within the `code`
        html = NUMBERED.sub(r"\1", html)
    if "pre-numbering" in html:
        html = LINE_NUMBERS.sub("", html)
    return html


def mend_markup(html: str) -> str:
    """Return a body whose formulas hold no block, whose TeX is no script, and that has nothing a parser would hide.

    before: <script type="math/tex">a</script>
    after:  <span class="ztext-math" data-eeimg="1" data-tex="a"></span>
    """
    lower = html.lower()
    if "<template" in lower or "<plaintext" in lower:
        html = TEMPLATE.sub("", html)
    if "/>" in html:
        html = SELF_CLOSED.sub(r"<\1\2></\1>", html)  # it would swallow the rest
    if not FOREIGN.isdisjoint(NAME.findall(lower)):
        html = FOREIGN_TAG.sub("", TEX_ANNOTATION.sub(_replace_annotation, html))
    if "MathJax" in html:
        html = DISPLAY.sub(r"<span\1>\2</span>", html)
    if "math/tex" in html:
        html = TEX_SCRIPT.sub(_replace_script, html)
    return root_local_addresses(html)


def _replace_script(match: re.Match[str]) -> str:
    mode = "2" if match["mode"] else "1"
    return f'<span class="ztext-math" data-eeimg="{mode}" data-tex="{escape(match["tex"])}"></span>'


def _replace_annotation(match: re.Match[str]) -> str:
    mode = "2" if 'display="block"' in match["attributes"] else "1"
    tex = match["tex"].replace('"', "&quot;")
    return f'<span class="ztext-math" data-eeimg="{mode}" data-tex="{tex}"></span>'
