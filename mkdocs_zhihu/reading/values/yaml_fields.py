"""YAML to strings: no types, no tags, no aliases, and limits on everything."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

MAX_DEPTH = 20
MAX_NODES = 100_000
MAX_LENGTH = 200_000

# libyaml where it is built in: ten times as fast, the same events.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Value = str | list["Value"] | dict[str, "Value"]


class FieldsError(ValueError):
    """YAML that cannot be read, or that we refuse to."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line
        """Line within the text, counted from 0."""


class Field(NamedTuple):
    """One key of a mapping with its value as text."""

    key: str | None
    """The key; None if it is no scalar."""

    value: Value
    """Scalars are the literal text."""

    line: int
    """Line of the key within the text, counted from 0."""

    tag: str = ""
    """A tag that was dropped, such as `!!python/object`."""

    end: tuple[int, int] = (0, 0)
    """Line and column just after a plain scalar, where YAML may have cut a ` #` off; else (0, 0)."""


@dataclass(slots=True)
class _Frame:
    """A collection that is still open while its events arrive."""

    kind: type
    """`dict` or `list`."""

    items: list[Any]
    """Its values, of a mapping (key, value) pairs."""

    line: int
    """Where it began; of a mapping the line of its current key."""

    tag: str
    """Its tag."""

    key: Any = None
    """The key whose value has not come yet."""

    has_key: bool = False
    """Whether `key` waits for its value."""


def parse_fields(text: str) -> list[Field]:
    """Return the fields of one YAML mapping, every scalar as its literal text.

    Raises FieldsError for invalid YAML, for anything but a mapping, for an alias, and beyond 20 levels
    or 100,000 nodes. Nothing is ever constructed from a tag.
    """
    if len(text) > MAX_LENGTH:
        raise FieldsError("is longer than front matter ever is", 0)
    try:
        return _build(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FieldsError(error.problem or "is not valid", mark.line if mark else 0) from error
    except yaml.YAMLError as error:
        raise FieldsError("holds characters that YAML does not allow", 0) from error


def _line(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


def _build(text: str) -> list[Field]:
    stack: list[_Frame] = []
    fields: list[Field] = []
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        if count > MAX_NODES:
            raise FieldsError("holds too many values", _line(event))
        if isinstance(event, yaml.ScalarEvent):
            if not stack:
                raise FieldsError("is plain text, not a mapping", _line(event))
            _add_scalar(stack, fields, event)
        elif isinstance(event, yaml.AliasEvent):
            raise FieldsError("uses an alias (`*name`)", _line(event))
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            kind = dict if isinstance(event, yaml.MappingStartEvent) else list
            if len(stack) >= MAX_DEPTH:
                raise FieldsError(f"is nested deeper than {MAX_DEPTH} levels", _line(event))
            if not stack and kind is list:
                raise FieldsError("is a list, not a mapping", _line(event))
            stack.append(_Frame(kind, [], _line(event), event.tag or ""))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            frame = stack.pop()
            if stack:
                value = dict(frame.items) if frame.kind is dict else frame.items
                _add(stack, fields, value, frame.line, frame.tag, (0, 0))
    return fields


def _add_scalar(stack: list[_Frame], fields: list[Field], event: yaml.ScalarEvent) -> None:
    tag = event.tag or ""
    value = event.value
    if tag.startswith("!") and not tag.startswith("!!") and len(tag) > 1:
        value = f"{tag} {value}".rstrip()
        tag = ""
    if event.anchor:
        value = f"&{event.anchor} {value}".rstrip()
    plain = event.style is None or event.style == ""
    mark = event.end_mark
    end = (mark.line, mark.column) if plain and value and mark else (0, 0)
    _add(stack, fields, value, _line(event), tag, end)


def _add(  # noqa: PLR0913 - one value with all that is known of it
    stack: list[_Frame], fields: list[Field], value: Any, line: int, tag: str, end: tuple[int, int]
) -> None:
    """Add a value to the innermost open collection, or as a field; a tag anywhere in a field is the field's."""
    frame = stack[-1]
    stack[0].tag = tag or stack[0].tag
    if frame.kind is list:
        frame.items.append(value)
        return
    if not frame.has_key:
        frame.key, frame.has_key, frame.line = value, True, line
        return
    key = frame.key if isinstance(frame.key, str) else None
    frame.has_key = False
    if len(stack) == 1:
        fields.append(Field(key, value, frame.line, frame.tag, end))
        frame.tag = ""
    elif key is not None:
        frame.items.append((key, value))
