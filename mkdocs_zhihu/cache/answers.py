"""What the resolvers returned for the links and pictures of a body."""

from collections.abc import Iterable
from typing import TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")


def select_known(answers: Iterable[tuple[Question, Answer | None]]) -> dict[Question, Answer]:
    """Return the answers that are not None."""
    return {question: answer for question, answer in answers if answer is not None}
