"""One file to its record, whatever goes wrong."""

from datetime import UTC, datetime

import pytest
from project import MISTAKES, post

from mkdocs_zhihu import problems as problem_values
from mkdocs_zhihu.cache import rendering
from mkdocs_zhihu.cache.records import RenderSettings, RenderTask
from mkdocs_zhihu.problems import format_problem

pytestmark = pytest.mark.unit


def test_a_mistake_of_ours_in_reading_sets_the_post_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(**_options: object) -> None:
        raise ZeroDivisionError("x")

    monkeypatch.setattr(problem_values, "MISTAKES", MISTAKES)
    monkeypatch.setattr(rendering, "read_post", stumble)
    task = RenderTask("a.md", post().encode(), RenderSettings(UTC, datetime(2024, 1, 1, tzinfo=UTC)))
    record, html, _ = rendering.make_record(task)
    assert (record.post, html) == (None, "")
    message = "met a mistake of ours (ZeroDivisionError: x); set aside; please report it with this file"
    assert list(map(format_problem, record.problems)) == [f"a.md: {message}"]
    assert record.problems[0].set_aside
