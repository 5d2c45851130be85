"""Pictures by their names between colons: icons of Material for MkDocs, `:material-home:`, and emoji, `:smile:`."""

import re
from functools import cache

from mkdocs_zhihu.reading.markdown.attribute_syntax import COLON, NAMES, VALUES

BESIDE = r"[^\W_]|[:/\\`\"'=<.-]"
"""What no emoji stands behind: a word, of Chinese too (`字段:key:值`), and the signs of programs and addresses."""
NAME = re.compile(
    r"(?:(?<![:\\]):(?:material|fontawesome-(?:brands|regular|solid)|octicons|simple)-(?P<icon>[a-z0-9]+(?:-[a-z0-9]+){0,12}):"
    rf"|(?<!{BESIDE})(?<![\w)\]]\[)(?!:date:[ \t]*\d)(?P<emoji>(?::(?!\d+:)[a-z0-9_+-]{{1,60}}:){{1,20}})(?![A-Za-z0-9:]))"
    rf"(?:{COLON}|{NAMES}|{VALUES})?"
)
"""Emoji may stand side by side; numbers are no names, in `12:100:30`, `a:b:c`, `s[:100:]` and addresses is none."""
SIZE = re.compile(r"-(?:16|24)$")
"""Of Octicons, which have each icon twice."""
MIN_NAME = 3
SHORT_NAMES = ("+1", "-1", "ok", "up", "x")
"""Others of one or two letters are codes of countries, and words: `:de:`, `:on:`."""


def find_picture(match: re.Match[str]) -> tuple[str, str]:
    """Return emoji, "" if there is none of one of these names, and the words of an icon, "" if it is none.

    >>> [find_picture(match) for match in NAME.finditer(":smile: :octicons-link-16:{ .lg } :none: 12:100:30")]
    [('😄', ''), ('', 'link'), ('', '')]
    >>> [find_picture(match)[0] for match in NAME.finditer(":star::+1: 字段:key:值 比例 :100: s[:x:] :date: 2024-01-01")]
    ['⭐👍']
    """
    if match["icon"]:
        return "", SIZE.sub("", match["icon"]).replace("-", " ")
    names = match["emoji"].strip(":").split("::")
    emoji = [_list_emoji().get(name, "") for name in names if len(name) >= MIN_NAME or name in SHORT_NAMES]
    return ("".join(emoji) if len(emoji) == len(names) and all(emoji) else ""), ""


def show_pictures(text: str) -> str:
    """Return a text with emoji in place of their names, and without icons.

    >>> show_pictures(":material-home: 首页 :rocket:"), show_pictures(":none: a:b:c")
    (' 首页 🚀', ':none: a:b:c')
    """
    return NAME.sub(_show, text) if text.count(":") > 1 else text


def _show(match: re.Match[str]) -> str:
    emoji, icon = find_picture(match)
    return "" if icon else emoji or match[0]


def name_icons(text: str) -> str:
    """Return the words of the icons in a text.

    >>> name_icons(":material-home: :octicons-link-16:")
    'home link'
    """
    return " ".join(filter(None, (find_picture(match)[1] for match in NAME.finditer(text))))


@cache
def _list_emoji() -> dict[str, str]:
    """Return emoji by their names on GitHub, or else those of Twemoji, which Material for MkDocs has."""
    from pymdownx import gemoji_db, twemoji_db  # noqa: PLC0415 - large, and few posts need them

    found: dict[str, str] = {}
    for known in (twemoji_db, gemoji_db):
        for name, emoji in known.emoji.items():
            code = emoji.get("unicode_alt") or emoji.get("unicode")
            if code:  # GitHub has pictures of its own too
                found[name.strip(":")] = "".join(chr(int(part, 16)) for part in code.split("-"))
        found |= {
            alias.strip(":"): found[name.strip(":")]
            for alias, name in known.aliases.items()
            if name.strip(":") in found
        }
    return found
