"""Posts and bodies made once: by many hands, and remembered between builds."""

from mkdocs_zhihu.work.crew import Crew
from mkdocs_zhihu.work.library import Library
from mkdocs_zhihu.work.record import Recipe, Record, Task
from mkdocs_zhihu.work.store import Store

__all__ = ["Crew", "Library", "Recipe", "Record", "Store", "Task"]
