"""SVG files of others, without what runs or leads elsewhere."""

from xml.etree.ElementTree import Element, ParseError, XMLParser, register_namespace, tostring

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
LINKS = ("href", XLINK)
MAX_DEPTH = 200
"""Levels of a drawing."""

DROPPED_TAGS = frozenset(
    f"{SVG}{name}" for name in "script style foreignObject image set animate handler iframe".split()
)
"""What may run, load or lead elsewhere."""

register_namespace("", "http://www.w3.org/2000/svg")
register_namespace("xlink", "http://www.w3.org/1999/xlink")


def clean_svg(data: bytes) -> bytes:
    """Return an SVG file that only draws; b"" for one that cannot be read or declares entities."""
    if b"<!ENTITY" in data:
        return b""
    parser = XMLParser()  # noqa: S314 - what declares entities is refused
    try:
        parser.feed(data)
        root: Element = parser.close()
    except ParseError:
        return b""
    if root.tag != f"{SVG}svg":
        return b""
    _clean(root, MAX_DEPTH)
    return bytes(tostring(root, encoding="utf-8"))


def _clean(tag: Element, depth: int) -> None:
    """Drop what is remote or active, and what is deeper than any drawing."""
    for name, value in list(tag.attrib.items()):
        is_remote = (name in LINKS and not value.startswith("#")) or "url(" in value.replace("url(#", "")
        if is_remote or name.lower().startswith("on") or not _is_plain(name):
            del tag.attrib[name]
    for child in list(tag):
        if not isinstance(child.tag, str) or child.tag in DROPPED_TAGS or not child.tag.startswith(SVG):
            tag.remove(child)
        elif depth:
            _clean(child, depth - 1)
        else:
            tag.remove(child)


def _is_plain(name: str) -> bool:
    """Return whether an attribute is SVG's own, a link, or XML's."""
    return (
        not name.startswith("{") or name == XLINK or name.startswith("{http://www.w3.org/XML/1998/namespace}")
    )
