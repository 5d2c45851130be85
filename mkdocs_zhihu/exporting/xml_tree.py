"""A finished body as a tree, and a tree as XML.

A finished body is well-formed but for void tags, `&nbsp;` and characters that XML does not know, so the standard
library's XML parser reads it: it is fast, and never guesses.
"""

import re
from html import escape
from xml.etree.ElementTree import Element, XMLParser

from mkdocs_zhihu.body.plain_text import NO_XML

VOID = frozenset({"br", "hr", "img", "link", "meta"})
TAG = re.compile(r'<([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*) ?>')


def parse_body(html: str) -> Element:
    """Return the tree of a finished body below one element of no meaning.

    >>> [child.tag for child in parse_body("<p>a<br>b&nbsp;</p><hr>")]
    ['p', 'hr']
    """
    parser = XMLParser()  # noqa: S314 - a finished body declares no entities
    parser.feed(f"<body>{to_xml(html)}</body>")
    root: Element = parser.close()
    return root


def to_xml(html: str) -> str:
    """Return a finished body as well-formed XML."""
    return TAG.sub(_close_tag, NO_XML.sub("", html)).replace("&nbsp;", "&#160;")


def _close_tag(match: re.Match[str]) -> str:
    attributes = match[2].replace("<", "&lt;")
    return f"<{match[1]}{attributes}{'/' if match[1] in VOID else ''}>"


def clean_text(text: str) -> str:
    """Return a text without the characters that XML does not know."""
    return NO_XML.sub("", text)


def escape_text(text: str) -> str:
    """Return a text for XML, between tags or in an attribute."""
    return escape(clean_text(text))


def has_class(tag: Element, name: str) -> bool:
    """Return whether an element has a class."""
    return name in tag.get("class", "").split()


def text_of(tag: Element) -> str:
    """Return the text of an element."""
    return "".join(tag.itertext())
