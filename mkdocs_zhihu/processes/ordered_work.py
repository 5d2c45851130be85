"""Work shared among processes, with its results in the order of what was given."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from mkdocs_zhihu.processes.pool import WorkerPool

Item = TypeVar("Item")
Result = TypeVar("Result")


def map_in_order(
    pool: WorkerPool,
    function: Callable[[Item], Result],
    items: Iterable[Item],
    tame: Callable[[Item], Item | None] = lambda _item: None,
) -> Iterator[Result]:
    """Yield what a function makes of each item; see `WorkerPool.map`.

    Results that come early wait, which are as many as the workers are given at once.
    """

    def work(task: tuple[int, Item]) -> tuple[int, Result]:
        return task[0], function(task[1])

    def tame_task(task: tuple[int, Item]) -> tuple[int, Item] | None:
        tamed = tame(task[1])
        return None if tamed is None else (task[0], tamed)

    waiting: dict[int, Result] = {}
    following = 0
    for number, result in pool.map(work, enumerate(items), tame_task):
        waiting[number] = result
        while following in waiting:
            yield waiting.pop(following)
            following += 1
