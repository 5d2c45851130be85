"""Broken YAML, read line by line: what a person would have meant."""

import re
from typing import NamedTuple

from mkdocs_zhihu.reading.values.yaml_fields import Field, FieldsError, Value, parse_fields

KEY_LINE = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*)|)$")
KNOWN_KEYS = frozenset(
    "title date updated author authors tags tag categories category keywords description excerpt source link url guid"
    " original permalink abbrlink layout published comments cover headimg thumbnail banner top_img banner_img index_img sticky top type id"
    " created modified lastmod create_time created_time created_at update_time updated_time updated_at last_modified password toc mathjax math draft slug aliases".split()
)
"""Keys whose value would be missed, and the most usual others."""
GLUED_LINE = re.compile(rf"({'|'.join(sorted(KNOWN_KEYS))})[ \t]*:(?=\S)(.*)$")
INDENTED_LINE = re.compile(rf"[ \t]+((?:{'|'.join(sorted(KNOWN_KEYS))})[ \t]*:(?:[ \t].*|))$")
PLAIN_LINE = re.compile(r"[\w-]+[ \t]*:[ \t]+[^\s|>\"'\[{&*!#]")
"""A key with a value that is whole: what is indented below it is more of that value, and no key."""
ITEM_LINE = re.compile(r"[ \t]*-[ \t]+(.*)$")


class Recovered(NamedTuple):
    """One field that YAML itself rejects."""

    line: int
    """Its line within the text, counted from 0."""

    key: str
    """Its key."""

    is_glued: bool = False
    """Whether only the blank after the colon was missing."""

    is_indented: bool = False
    """Whether only the blanks or tabs before it were too much."""

    @property
    def is_known(self) -> bool:
        """Whether a reader sees anything of it: what an unknown tool notes for itself is no loss."""
        return self.key in KNOWN_KEYS


def recover_fields(text: str) -> tuple[list[Field], list[Recovered]]:
    """Return the fields of broken YAML and a note for each one that YAML itself rejects.

    Every top-level key is tried on its own first, so that one bad value does not cost the others
    their YAML meaning.
    """
    fields: list[Field] = []
    recovered: list[Recovered] = []
    for start, lines in _split_chunks(text):
        glued = GLUED_LINE.match(lines[0])
        if glued:
            lines[0] = f"{glued[1]}: {glued[2]}"
            recovered.append(Recovered(start, glued[1], is_glued=True))
        indented = INDENTED_LINE.match(lines[0])
        if indented:
            lines[0] = indented[1]
            recovered.append(Recovered(start, indented[1].partition(":")[0].rstrip(), is_indented=True))
        try:
            parsed = parse_fields("\n".join(lines))
        except FieldsError:
            field = _recover(start, lines)
            if not glued and not indented:
                recovered.append(Recovered(start, field.key or ""))
            fields.append(field)
        else:
            fields += [Field(f.key, f.value, start + f.line, f.tag, _shift(f.end, start)) for f in parsed]
    return fields, recovered


def _shift(end: tuple[int, int], start: int) -> tuple[int, int]:
    return (end[0] + start, end[1]) if end != (0, 0) else end


def _split_chunks(text: str) -> list[tuple[int, list[str]]]:
    """Return the lines of each field, from that of its key on, with the number of that line."""
    chunks: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.split("\n")):
        if (
            KEY_LINE.match(line)
            or GLUED_LINE.match(line)
            or (chunks and INDENTED_LINE.match(line) and PLAIN_LINE.match(chunks[-1][1][0].lstrip()))
        ):
            chunks.append((number, [line]))
        elif chunks:
            chunks[-1][1].append(line)
    return chunks


def _recover(start: int, lines: list[str]) -> Field:
    match = KEY_LINE.match(lines[0])
    assert match is not None, "a chunk begins with its key"  # noqa: S101 - by construction
    key, first = match[1], (match[2] or "").strip()
    items = [item[1].strip() for line in lines[1:] if (item := ITEM_LINE.match(line))]
    value: Value
    if not first and items:
        value = [strip_quotes(item) for item in items]
    else:
        value = strip_quotes(" ".join([first, *(line.strip() for line in lines[1:])]).strip())
    return Field(key, value, start)


def strip_quotes(text: str) -> str:
    """Return the text without matching outer quotes, stripped pair by pair."""
    while len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    return text
