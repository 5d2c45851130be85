"""MathML as the standard for books has it: version 3, where pages may use what browsers know besides."""

from xml.etree.ElementTree import Element

from mkdocs_zhihu.exporting.xml_tree import escape_text

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
STYLED = frozenset({"math", "mstyle"})
"""Elements that may say how large they are drawn."""

SIZES = frozenset({"scriptlevel", "displaystyle"})
MARKUP = frozenset({"b", "i", "span"})
"""HTML in the text of a formula, which books may not have."""

VARIANTS = {"b": "bold", "i": "italic"}


def render_formula(tag: Element) -> str:
    """Return an element of a formula with all below it."""
    pieces: list[str] = []
    _write(tag, pieces)
    return "".join(pieces)


def _write(tag: Element, pieces: list[str]) -> None:
    name = str(tag.tag)
    attributes = {key: value for key, value in tag.attrib.items() if name in STYLED or key not in SIZES}
    if name == "math":
        attributes = {"xmlns": NAMESPACE} | attributes
    if name == "mtext":
        variants = [VARIANTS[str(child.tag)] for child in tag.iter() if child.tag in VARIANTS]
        attributes |= {"mathvariant": "-".join(sorted(set(variants)))} if variants else {}
    written = "".join(f' {key}="{escape_text(_in_em(key, value))}"' for key, value in attributes.items())
    pieces.append(f"<{name}{written}>")
    pieces.append(escape_text(tag.text or ""))
    for child in tag:
        if child.tag in MARKUP:
            pieces.append(escape_text("".join(child.itertext())))
        else:
            _write(child, pieces)
        pieces.append(escape_text(child.tail or ""))
    pieces.append(f"</{name}>")


def _in_em(key: str, value: str) -> str:
    """Return a length without `rem`, which MathML 3 does not know."""
    return f"{value.removesuffix('rem')}em" if key != "alttext" and value.endswith("rem") else value
