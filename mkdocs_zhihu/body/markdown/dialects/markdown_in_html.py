"""Tags whose content is Markdown, as Python-Markdown has them: `<div class="grid cards" markdown>`, `<figure markdown="span">`."""

import re

from mkdocs_zhihu.reading.body_format import BLOCKS, SAYS_MARKDOWN
from mkdocs_zhihu.reading.markdown.code_places import iter_outside_code

VALUE = r"(?:\"[^\"\n]*\"|'[^'\n]*'|[^<>\"'\n])"
OPENING = re.compile(
    rf"^(?P<lead>[ \t]*)(?P<tag><(?P<name>{BLOCKS}){SAYS_MARKDOWN}{VALUE}*>)"
    r"[ \t]*(?:(?P<words>[^\n]*?\S)[ \t]*(?P<end></(?P=name)>)[ \t]*$|(?P<summary>(?:\n[ \t]*<summary>[^\n]*</summary>[ \t]*)?)\n(?=[ \t]*\S))",
    re.IGNORECASE | re.MULTILINE,
)
"""Alone on its line, or with its end and words between."""


def part_tags(text: str) -> str:
    r"""Return a text with blank lines between such tags and what they hold: CommonMark reads Markdown behind one.

    >>> part_tags("<div markdown>\n- 甲\n</div>"), part_tags('<p markdown="1">**乙**</p>'), part_tags("<div>\n- 丙\n</div>")
    ('<div markdown>\n\n- 甲\n</div>', '<p markdown="1">\n\n**乙**\n\n</p>', '<div>\n- 丙\n</div>')
    """
    if "<" not in text or "markdown" not in text.lower():
        return text
    pieces: list[str] = []
    done = 0
    for match in iter_outside_code(OPENING, text):
        lead = match["lead"]
        end = f"{lead}{match['words']}\n\n{lead}{match['end']}" if match["words"] else ""
        pieces += [text[done : match.start()], f"{lead}{match['tag']}{match['summary'] or ''}\n\n{end}"]
        done = match.end()
    return "".join([*pieces, text[done:]])
