"""The same work on every post, done on every core."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from mkdocs_zhihu.exporting.exported_archive import ExportSource
from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.processes.ordered_work import map_in_order
from mkdocs_zhihu.processes.pool import WorkerPool
from mkdocs_zhihu.processes.worker import can_fork

Result = TypeVar("Result")

MIN_SHARED_POSTS = 100
"""Fewer posts are done sooner than processes are started."""


def map_posts(
    source: ExportSource, function: Callable[[Entry, str], Result], entries: Sequence[Entry]
) -> Iterator[Result]:
    """Yield what a function makes of each post and its finished body, in the order of the posts.

    Processes are forked: they have the archive without it being sent, and what the function changes stays in them.
    Where that is not possible this process does all.
    """

    def work(task: tuple[int, str]) -> Result:
        number, html = task
        return function(entries[number], html)

    tasks = ((number, source.read_html(entry.uri)) for number, entry in enumerate(entries))
    is_shared = len(entries) >= MIN_SHARED_POSTS and can_fork()
    return map_in_order(source.pool if is_shared else WorkerPool(), work, tasks)
