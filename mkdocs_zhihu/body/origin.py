"""Where a post came from, as far as its raw body says it before it is rendered."""

import re
from html import unescape

from mkdocs_zhihu.body.urls import clean_url
from mkdocs_zhihu.reading.documents import is_document

ORIGINAL = re.compile(
    r'<a\b(?=[^<>]*\bclass="originUrl")[^<>]*\bhref="(https?://[^"<>]+)"'
    r'|<div class="view-more"><a\b[^<>]*\bhref="(https?://zhuanlan\.zhihu\.com/p/\d+)"'
)
SAVED = re.compile(
    r"<!-- saved from url=\(\d+\)(?P<a>\S+)|<!--\s*Page saved with SingleFile\s+url:\s*(?P<b>\S+)"
    r"""|<meta\b[^<>]*\bproperty=["']?og:url["']?[^<>]*\bcontent=["']?(?P<c>[^\s"'<>]+)"""
    r"""|<meta\b[^<>]*\bitemprop=["']?url["']?[^<>]*\bcontent=["']?(?P<e>https?://www\.zhihu\.com/question/\d+)(?=[\s"'>])"""
    r"""|<link\b[^<>]*\brel=["']?canonical["']?[^<>]*\bhref=["']?(?P<d>[^\s"'<>]+)""",
    re.IGNORECASE,
)
OF_POST = re.compile(r"/(?:answer|p|pin)/\d")
ADDRESS_SIZE = 200_000
"""Characters of a saved page in which it says its address."""
NOTICE = re.compile(r"链接：(?:<a\b[^<>]*>)?\s*(https?://[\w./-]+)(?=[\s\S]{0,200}来源：知乎)")


def find_origin(text: str) -> str:
    """Return the address of the original, "" where a body says none or several."""
    if is_document(text):
        return _find_saved(text[:ADDRESS_SIZE])
    if "originUrl" not in text and "view-more" not in text and "来源：知乎" not in text:
        return ""
    found = {first or second for first, second in ORIGINAL.findall(text)} or set(NOTICE.findall(text))
    return unescape(found.pop()) if len(found) == 1 else ""


def _find_saved(text: str) -> str:
    """Return the address of a saved page of Zhihu's; of several the one of a post."""
    found = [clean_url(unescape(next(filter(None, match.groups())))) for match in SAVED.finditer(text)]
    urls = [url.partition("?")[0].partition("#")[0].rstrip("/") for url in found if "zhihu.com/" in url]
    return re.sub(r"^http://", "https://", max(urls, key=lambda url: bool(OF_POST.search(url)), default=""))
