"""What became of every item of an import."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mkdocs_zhihu.importing.storage.decision import Action
from mkdocs_zhihu.problems import Problem, format_count, format_problem


class UnreadableSourceError(Exception):
    """A source that cannot be read at all, with what is wrong and what to do."""


@dataclass(slots=True)
class ImportReport:
    """What became of every item; grows during a run."""

    actions: Counter[Action] = field(default_factory=Counter)
    """How many items came to what."""

    edited: int = 0
    """How many items are newer than a post that was edited by hand, and left it alone."""

    set_aside: int = 0
    """How many items could not become posts."""

    ignored: int = 0
    """How many files of the sources hold no post and need none: lists, logs, comments, other notes."""

    problems: list[Problem] = field(default_factory=list)
    """What is to be said; the place is a file of a source."""

    unreadable: list[str] = field(default_factory=list)
    """Sources that could not be read at all."""

    @property
    def items(self) -> int:
        """Return how many items came in."""
        return self.actions.total() + self.edited + self.set_aside

    @property
    def exit_code(self) -> int:
        """Return 0 if all is in, 1 if something was set aside, 2 if a source is unreadable."""
        return 2 if self.unreadable else int(self.set_aside > 0)

    def counts(self) -> Mapping[str, int]:
        """Return the numbers of the last line by their names."""
        return {
            "written": self.actions[Action.WRITE],
            "updated": self.actions[Action.UPDATE] + self.actions[Action.LABEL],
            "same": self.actions[Action.SAME],
            "poorer": self.actions[Action.POORER],
            "set aside": self.set_aside,
        }

    def format_summary(self) -> str:
        """Return the one line that says what became of every item."""
        parts = [f"{count} {name}" for name, count in self.counts().items()]
        if self.edited:
            parts.append(f"{self.edited} edited by hand")
        text = " in = ".join((format_count(self.items, "item"), " + ".join(parts)))
        return f"{text} ({format_count(self.ignored, 'other file')} ignored)" if self.ignored else text

    def to_json(self) -> Mapping[str, Any]:
        """Return all of it as plain values."""
        counts = {name.replace(" ", "_"): count for name, count in self.counts().items()}
        problems = [
            {"file": problem.uri, "line": problem.line, "rule": problem.rule, "level": problem.level,
             "message": format_problem(problem), "set_aside": problem.set_aside}
            for problem in self.problems
        ]  # fmt: skip
        return {
            "items": self.items, **counts, "edited_by_hand": self.edited, "ignored": self.ignored,
            "unreadable": self.unreadable, "problems": problems,
        }  # fmt: skip
