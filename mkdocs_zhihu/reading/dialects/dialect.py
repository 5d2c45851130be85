"""What a dialect of front matter is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from mkdocs_zhihu.reading.values.yaml_fields import Field, Value


@dataclass(frozen=True, slots=True)
class RawPost:
    """A file's fields and body, before and after they are put into our own names."""

    fields: Mapping[str, Field]
    """By key."""

    body: str
    """The body."""

    name: str
    """The file's name without its extension."""

    def value(self, key: str) -> Value:
        """Return a field's value, "" where it is absent."""
        found = self.fields.get(key)
        return found.value if found is not None else ""

    def text(self, key: str) -> str:
        """Return a field's value if it is a text, else ""."""
        value = self.value(key)
        return value if isinstance(value, str) else ""

    def with_value(self, key: str, value: Value) -> "RawPost":
        """Return the post with another value of a field; an empty one changes nothing."""
        if not value:
            return self
        line = self.fields[key].line if key in self.fields else 0
        return replace(self, fields={**self.fields, key: Field(key, value, line)})


def keep(raw: RawPost) -> RawPost:
    """Return the post as it is."""
    return raw


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one tool writes posts."""

    name: str
    """The tool."""

    recognise: Callable[[RawPost], bool]
    """Whether a file is one of its own."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Our name of a field by the tool's, the first that has a value; ours that are not among them stay as they are."""

    dropped: frozenset[str] = frozenset()
    """Keys that mean something else than they do in our own dialect."""

    adapt: Callable[[RawPost], RawPost] = keep
    """What else there is to do, once the fields have our names."""

    def read(self, raw: RawPost) -> RawPost:
        """Return a post of this dialect with our names."""
        fields = {key: value for key, value in raw.fields.items() if key not in self.dropped}
        for ours, theirs in self.keys.items():
            found = next(
                (raw.fields[key] for key in theirs if key in raw.fields and raw.fields[key].value), None
            )
            if found is not None:
                fields[ours] = found
        return self.adapt(replace(raw, fields=fields))
