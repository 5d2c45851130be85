"""Lines of fenced code that stand less far in than the fence, as Hexo reads them: it takes fences out before any Markdown."""

import re

OPENING = re.compile(
    r"(?P<lead>(?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(?P<mark>`{3,}(?=[^`]*$)|~{3,})"
)
CLOSING = re.compile(r"(?:[ \t]*>)*[ \t]*(`{3,}|~{3,})[ \t]*")
ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
TAGS = re.compile(r"\s*</?[A-Za-z][^\n]*>\s*")
"""A line that begins and ends with a tag of HTML: all up to the next blank line is HTML too."""


def mend_fences(text: str) -> str:
    r"""Return a text whose fences in lists, quotations and HTML are fences for CommonMark too.

    >>> mend_fences("- a\n  ```\ncode\n```")
    '- a\n  ```\n  code\n  ```'
    """
    if "```" not in text and "~~~" not in text:
        return text
    lines, mended = text.split("\n"), list[str]()
    open_ended: set[str] = set()  # marks that nothing closes from here on
    is_in_list = False
    place = 0
    while place < len(lines):
        if lines[place][:1].strip() or ITEM.match(lines[place]):  # neither blank nor part of an item
            is_in_list = ITEM.match(lines[place]) is not None
        opening = OPENING.match(lines[place])
        mark = opening["mark"] if opening else ""
        end = _find_end(lines, place, mark) if mark and not mark.startswith(tuple(open_ended)) else 0
        if mark and not end:
            open_ended.add(mark)
        if opening and end:
            lead = re.sub(r"[^>\s]", " ", opening["lead"])
            if not lead and mended and TAGS.fullmatch(mended[-1]):
                mended.append("")
            inner = lines[place + 1 : end + 1]
            mended += [lines[place], *(_push_in(inner, lead) if is_in_list or ">" in lead else inner)]
            place = end
        else:
            mended.append(lines[place])
        place += 1
    return "\n".join(mended)


def _find_end(lines: list[str], place: int, mark: str) -> int:
    """Return the line that closes a fence, 0 if none does."""
    for number in range(place + 1, len(lines)):
        closing = CLOSING.fullmatch(lines[number])
        if closing and closing[1].startswith(mark):
            return number
    return 0


def _push_in(lines: list[str], lead: str) -> list[str]:
    """Return the lines of a fence, the closing one last, with what stands before the first one if one of them lacks it."""
    code = [line for line in lines if line.strip()]
    if ">" in lead:
        if len(code) < len(lines):  # a blank line ends a quotation
            return lines
        return [line if line.lstrip().startswith(">") else lead + line for line in lines]
    if all(_measure_blanks(line.expandtabs(4)) >= len(lead) for line in code):
        return lines
    cut = min(len(lead), *map(_measure_blanks, code[:-1] or code))
    return [*((lead + line[cut:]).rstrip() for line in lines[:-1]), lead + lines[-1].strip()]


def _measure_blanks(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
