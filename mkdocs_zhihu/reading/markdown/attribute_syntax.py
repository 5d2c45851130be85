"""How lists of attributes in braces are written: `## Title {#id .class key="value"}`."""

import re

NAME = r"(?:#[\w:.-]{1,100}|\.[A-Za-z_-][A-Za-z0-9_:.-]{0,99})"
WORD = r"[A-Za-z][A-Za-z0-9_-]{0,49}"
VALUE = r"[A-Za-z_:][A-Za-z0-9_:-]{0,49}=(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|[^\s\"'{}=,，]{1,300})"
NAMES = rf"\{{[ \t]*(?:{NAME}|-(?=[ \t]*\}}))(?:[ \t]+(?:{NAME}|{VALUE})){{0,20}}[ \t]*\}}"
"""Whose first is a name, or Pandoc's sign of a heading without a number."""
COLON = rf"\{{:(?=[^{{}}\n]{{0,300}}[#.=])[ \t]*(?:{NAME}|{VALUE}|{WORD})(?:[ \t]+(?:{NAME}|{VALUE}|{WORD})){{0,20}}[ \t]*\}}"
"""Of kramdown."""
KNOWN = r"(?:[ \t]+(?:id|class|style|title|data-[a-z-]{1,40})=|(?:id|class|style|title|data-[a-z-]{1,40})=[\"']|[ \t]*(?:lang|dir)=)"
VALUES = rf"\{{(?={KNOWN})[ \t]*{VALUE}(?:[ \t]+(?:{NAME}|{VALUE})){{0,20}}[ \t]*\}}"
"""Whose first is an attribute of HTML in quotation marks, or behind a blank as Material for MkDocs has it: others are words, `集合 {id=1}`."""
BEHIND_HEADING = re.compile(rf"{NAMES}|{COLON}|(?P<values>{VALUES})")
CLOSING_SIGNS = re.compile(r"[ \t]#{1,6}$")
ID = re.compile(r"(?:[\s{:]#|[\s{:]id=[\"']?)([\w:.-]+)")


def split_heading(text: str) -> tuple[str, str]:
    r"""Return the words of a heading, and the list of attributes behind them, "" if there is none.

    >>> split_heading("题 ## {#a k='v'}"), split_heading("{#only}"), split_heading("题 \\{-}"), split_heading("集合 {x=1}")
    (('题', "{#a k='v'}"), ('{#only}', ''), ('题 \\{-}', ''), ('集合 {x=1}', ''))
    """
    place = text.rfind("{") if text.endswith("}") else -1
    before = text[: max(place, 0)]
    match = (
        BEHIND_HEADING.fullmatch(text, place) if before.strip() and not before.endswith(("\\", "$")) else None
    )
    if match is None or (match["values"] and not before[-1].isspace()):
        return text, ""
    return CLOSING_SIGNS.sub("", before.rstrip()), text[place:]


def find_id(attributes: str) -> str:
    """Return the id in a list of attributes, "" if there is none.

    >>> find_id("{.x #a}"), find_id('{id="b"}'), find_id("{.c}")
    ('a', 'b', '')
    """
    found = ID.search(attributes)
    return found[1] if found else ""
