"""Posts and bodies made once: by many hands, and remembered between builds."""

from mkdocs_zhihu.work.bodies import Bodies, open_shared_bodies
from mkdocs_zhihu.work.crew import Crew
from mkdocs_zhihu.work.fingerprint import find_fingerprint
from mkdocs_zhihu.work.record import Recipe, Record, Task
from mkdocs_zhihu.work.store import Store

__all__ = ["Bodies", "Crew", "Recipe", "Record", "Store", "Task", "find_fingerprint", "open_shared_bodies"]
