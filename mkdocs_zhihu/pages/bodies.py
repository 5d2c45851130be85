"""Where the bodies of a build come from: the cache beside the config file, and as many processes as cores."""

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_zhihu.collection import Settings
from mkdocs_zhihu.config import ZhihuConfig
from mkdocs_zhihu.problems import Problem
from mkdocs_zhihu.work import Crew, Library, Recipe, Store
from mkdocs_zhihu.work.crew import count_cores, open_pool

CACHE = Path(".cache", "plugin", "zhihu")


def find_cache(config: MkDocsConfig) -> Path:
    """Return the folder of what is kept between builds, as Material's own plugins place theirs."""
    return Path(os.path.dirname(config.config_file_path or ""), CACHE).absolute()  # noqa: PTH120 - may be ""


def open_library(config: MkDocsConfig, options: ZhihuConfig, settings: Settings) -> Library:
    """Return the library of this build."""
    recipe = Recipe(settings.zone, settings.now, options.formulas)
    cores = count_cores()
    crew = Crew(open_pool if cores > 1 else None, cores)
    return Library(recipe, Store(str(find_cache(config) / "cache.sqlite3")), crew)


def list_troubles(library: Library) -> list[Problem]:
    """Return what was wrong with the cache: nothing a reader of the site would see."""
    if not library.store.trouble:
        return []
    message = f"could not be used ({library.store.trouble}); everything was made anew"
    return [Problem(CACHE.as_posix(), "cache", message, "nothing, or delete it", level="info")]
