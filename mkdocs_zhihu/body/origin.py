"""Where a post came from, as far as its raw body says it before it is rendered."""

import re
from html import unescape

ORIGINAL = re.compile(
    r'<a\b(?=[^<>]*\bclass="originUrl")[^<>]*\bhref="(https?://[^"<>]+)"'
    r'|<div class="view-more"><a\b[^<>]*\bhref="(https?://zhuanlan\.zhihu\.com/p/\d+)"'
)
NOTICE = re.compile(r"链接：(?:<a\b[^<>]*>)?\s*(https?://[\w./-]+)(?=[\s\S]{0,200}来源：知乎)")


def find_origin(text: str) -> str:
    """Return the address of the original, "" where a body says none or several."""
    if "originUrl" not in text and "view-more" not in text and "来源：知乎" not in text:
        return ""
    found = {first or second for first, second in ORIGINAL.findall(text)} or set(NOTICE.findall(text))
    return unescape(found.pop()) if len(found) == 1 else ""
