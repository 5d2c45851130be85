"""Answers to the same question, gathered."""

from collections.abc import Sequence

from mkdocs_zhihu.archive.addressing.origins import find_question
from mkdocs_zhihu.archive.groups import group_entries
from mkdocs_zhihu.model import Entry, Group


def build_questions(entries: Sequence[Entry]) -> tuple[Group, ...]:
    """Return the questions that have several posts, each with its posts in their order.

    A question is known by its number in the address of the original; posts without one belong together if
    they are answers (the body says so) of one title. Titles alone are not enough: daily digests and talks
    repeat theirs.
    """
    numbered = [(find_question(entry.original), entry) for entry in entries]
    titles: dict[str, str] = {}
    for number, entry in numbered:
        if number:
            titles.setdefault(entry.title, number)
    keyed = ((number or _find_by_title(entry, titles), entry) for number, entry in numbered)
    groups = group_entries((key, entry) for key, entry in keyed if key)
    return tuple(
        Group(found[0].title, (key,), tuple(found)) for key, found in sorted(groups.items()) if len(found) > 1
    )


def _find_by_title(entry: Entry, titles: dict[str, str]) -> str:
    """Return what an answer that does not name its question is known by, "" for other posts."""
    return titles.get(entry.title, entry.title) if entry.body.facts.kind == "answer" else ""
