"""A post as schema.org's `Article`, for search engines."""

import json
from typing import Any

from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.views import find_dates

ESCAPES = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
"""What could end the script element, or begin another, in one reader or the other."""

ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def build_article(entry: Entry, *, url: str, picture: str, site_name: str) -> dict[str, Any]:
    """Return a post as an Article based on its original; what is not known is left out.

    Its description is in the page's own metadata already.

    `url` and `picture` are absolute, or "".
    """
    dates, facts = find_dates(entry), entry.body.facts
    article = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": entry.title,
        "url": url,
        "mainEntityOfPage": url,
        "isBasedOn": entry.original,
        "image": picture,
        "author": {"@type": "Person" if facts.author else "Organization", "name": entry.author},
        "publisher": {"@type": "Organization", "name": site_name},
        "datePublished": dates.published.isoformat() if dates.published else "",
        "dateModified": dates.edited.isoformat() if dates.edited else "",
        "articleSection": [path[-1] for path in entry.post.categories],
        "keywords": list(dict.fromkeys((*entry.post.tags, *facts.tags))),
    }
    if not entry.author:
        del article["author"]
    return {name: value for name, value in article.items() if value}


def format_script(data: dict[str, Any]) -> str:
    r"""Return data as JSON that holds nothing HTML could take for its own.

    >>> format_script({"a": "</script>"})
    '{"a":"\\u003c/script\\u003e"}'
    """
    text = ENCODER.encode(data)
    for character, escape in ESCAPES.items():
        text = text.replace(character, escape)
    return text
