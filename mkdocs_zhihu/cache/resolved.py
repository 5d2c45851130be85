"""What the resolvers of links and pictures returned for a body."""

from collections.abc import Iterable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


def select_resolved(pairs: Iterable[tuple[Key, Value | None]]) -> dict[Key, Value]:
    """Return what was resolved, without those that are None."""
    return {key: value for key, value in pairs if value is not None}
