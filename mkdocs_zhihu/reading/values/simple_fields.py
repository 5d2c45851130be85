"""Front matter as archives write it, read without a YAML parser: one short line for each value.

Only lines that YAML can take in one way: a name with a text, in quotes or of nothing that means something, or
with a list of such texts. All else, even a comment, is for the parser, which takes ten times as long.
"""

import re

from mkdocs_zhihu.reading.values.yaml_fields import Field, Value

LONGEST = 10_000
"""Characters; longer front matter is for the parser, which has its limits."""

# Controls, line ends, halves of pairs: what may end a line, or may not be in YAML at all.
ODD = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
# No possessive groups: in Python 3.11.2, which many have, what may backtrack inside them matches wrongly.
LINE = re.compile(
    r"(?:(?P<key>[A-Za-z_][\w-]{0,99}):|(?P<indent> *)-(?= ))"
    rf"(?: +(?:'(?P<single>[^'{ODD}]*(?:''[^'{ODD}]*)*)'|\"(?P<double>[^\"\\{ODD}]*)\""
    rf"|(?P<plain>\w[^:#{ODD}]*+(?::(?! |$)[^:#{ODD}]*+)*)))? *$"
)


def read_simple_fields(text: str) -> list[Field] | None:
    """Return the fields of simple front matter as `parse_fields` does, None if it is not that simple."""
    if len(text) > LONGEST:
        return None
    fields: list[Field] = []
    items: list[Value] | None = None
    indent = ""
    for number, line in enumerate(text.removesuffix("\n").split("\n")):
        match = LINE.match(line)
        if match is None:
            return None
        value, end = _read_value(match, number)
        key = match["key"]
        if key is not None:
            items = [] if value is None else None
            fields.append(Field(key, value or "", number, "", end))
        elif value is None or items is None or (items and match["indent"] != indent):
            return None
        else:
            if not items:
                indent = match["indent"]
                fields[-1] = Field(fields[-1].key, items, fields[-1].line)
            items.append(value)
    return fields


def _read_value(match: re.Match[str], number: int) -> tuple[str | None, tuple[int, int]]:
    """Return the value of a line, None if it has none, and where it ends if it is in no quotes."""
    _, _, single, double, plain = match.groups()
    if plain is not None:
        value = plain.rstrip(" ")
        return value, (number, match.start("plain") + len(value))
    return (double if single is None else single.replace("''", "'")), (0, 0)
