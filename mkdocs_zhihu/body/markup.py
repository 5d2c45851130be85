"""What has to be mended in the text, because no tree allows it later."""

import re
from html import escape

USER_LINK = re.compile(
    r'<span class="UserLink\b[^"<>]*">\s*(?:<div\b[^<>]*>\s*)?(<a\b[^<>]*>[^<>]*</a>)\s*(?:</div>\s*)?</span>'
)
TEMPLATE = re.compile(r"</?template\b[^<>]*>", re.IGNORECASE)
DISPLAY = re.compile(r'<div( class="MathJax(?:_SVG)?_Display"[^<>]*)>(.*?)</div>', re.DOTALL)
TEX_SCRIPT = re.compile(
    r'<script\b[^<>]*\btype="math/tex(?P<mode>;\s*mode=display)?"[^<>]*>(?P<tex>.*?)</script>', re.DOTALL
)


def mend_markup(html: str) -> str:
    """Return a body whose mentions and formulas hold no block and whose TeX is no script.

    before: <span class="UserLink"><div class="css-1"><a href="/people/x">@a</a></div></span>
    after:  <a href="/people/x">@a</a>
    """
    if "UserLink" in html:
        html = USER_LINK.sub(r"\1", html)
    if "template" in html:  # a parser hides what is in it
        html = TEMPLATE.sub("", html)
    if "MathJax" in html:
        html = DISPLAY.sub(r"<span\1>\2</span>", html)
    if "math/tex" in html:
        html = TEX_SCRIPT.sub(_replace_script, html)
    return html


def _replace_script(match: re.Match[str]) -> str:
    mode = "2" if match["mode"] else "1"
    return f'<span class="ztext-math" data-eeimg="{mode}" data-tex="{escape(match["tex"])}"></span>'
