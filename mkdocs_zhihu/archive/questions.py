"""Answers to the same question, gathered."""

from collections.abc import Sequence

from mkdocs_zhihu.archive.groups import group_entries
from mkdocs_zhihu.archive.origins import find_question
from mkdocs_zhihu.model import Entry, Group


def build_questions(entries: Sequence[Entry]) -> tuple[Group, ...]:
    """Return the questions that have several posts, each with its posts in their order.

    A question is known by its number in the address of the original; posts without one belong together if
    they are answers (the body says so) of one title. Titles alone are not enough: daily digests and talks
    repeat theirs.
    """
    titles: dict[str, str] = {}
    for entry in entries:
        number = find_question(entry.original)
        if number:
            titles.setdefault(entry.title, number)
    groups = group_entries((key, entry) for entry in entries if (key := _key(entry, titles)))
    return tuple(
        Group(found[0].title, (key,), tuple(found)) for key, found in sorted(groups.items()) if len(found) > 1
    )


def _key(entry: Entry, titles: dict[str, str]) -> str:
    number = find_question(entry.original)
    if number:
        return number
    is_answer = entry.body.facts.kind == "answer"
    return titles.get(entry.title, entry.title) if is_answer else ""
