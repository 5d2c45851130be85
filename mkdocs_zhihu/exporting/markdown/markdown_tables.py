"""Tables as Markdown, those that Markdown can say."""

from xml.etree.ElementTree import Element

from mkdocs_zhihu.exporting.markdown.inline import InlineWriter

INLINE_TAGS = frozenset({"strong", "em", "del", "a", "code", "u", "sub", "sup", "kbd", "mark", "span", "img"})

RULES = {"zh-center": ":-:", "zh-right": "--:"}
"""What stands below a head cell of this class."""


def render_table(table: Element, inline: InlineWriter) -> str:
    """Return a table of one head row and equal rows, each column on one side; "" for any other."""
    rows = [list(row) for row in table.iter("tr")]
    head = table.find("thead")
    is_headed = (
        head is not None and len(list(head.iter("tr"))) == 1 and all(cell.tag == "th" for cell in rows[0])
    )
    is_even = len({len(row) for row in rows}) == 1 and rows[0]
    cells = [cell for row in rows for cell in row]
    is_plain = all(
        not cell.attrib.keys() - {"class"}
        and {str(tag.tag) for tag in cell.iter()} - {str(cell.tag)} <= INLINE_TAGS
        for cell in cells
    )
    if (
        not is_headed
        or not is_even
        or not is_plain
        or any(len({cell.get("class") for cell in column}) > 1 for column in zip(*rows, strict=True))
        or any(cell.tag == "th" for row in rows[1:] for cell in row)
    ):
        return ""
    lines = [f"| {' | '.join(_write_cell(cell, inline) for cell in row)} |" for row in rows]
    rule = f"| {' | '.join(RULES.get(cell.get('class', ''), '---') for cell in rows[0])} |"
    return "\n".join([lines[0], rule, *lines[1:]])


def _write_cell(cell: Element, inline: InlineWriter) -> str:
    return inline.write(cell).replace("|", "\\|").replace("\\\n", " ").strip()
