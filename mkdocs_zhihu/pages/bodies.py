"""Where the bodies of a build come from: the cache beside the config file, and as many processes as cores."""

import logging
import os
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from mkdocs_zhihu.collection import Settings
from mkdocs_zhihu.config import ZhihuConfig
from mkdocs_zhihu.problems import Problem
from mkdocs_zhihu.work import Bodies, Crew, Recipe, Store
from mkdocs_zhihu.work.crew import gather_crew
from mkdocs_zhihu.work.progress import open_progress

CACHE = Path(".cache", "plugin", "zhihu")


def find_cache(config: MkDocsConfig) -> Path:
    """Return the folder of what is kept between builds, as Material's own plugins place theirs."""
    return Path(os.path.dirname(config.config_file_path or ""), CACHE).absolute()  # noqa: PTH120 - may be ""


def open_bodies(config: MkDocsConfig, options: ZhihuConfig, settings: Settings) -> Bodies:
    """Return the bodies of this build."""
    recipe = Recipe(settings.zone, settings.now, options.formulas.format, options.formulas.dollars)
    store, crew = Store(str(find_cache(config) / "cache.sqlite3")), find_crew(options.executor)
    return Bodies(recipe, store, crew, progress=open_progress("posts read", is_wanted=is_talkative()))


def is_talkative() -> bool:
    """Return whether MkDocs says more than warnings: not with `-q`."""
    return logging.getLogger("mkdocs").isEnabledFor(logging.INFO)


def find_crew(executor: str) -> Crew:
    """Return who renders bodies: every core of this machine, or a cluster."""
    if executor == "local":
        return gather_crew()
    from mkdocs_zhihu.work.cluster import ClusterError, open_cluster_crew  # noqa: PLC0415 - needs the extra

    crew = open_cluster_crew(executor)

    def open_executor(workers: int) -> Executor:
        assert crew.open is not None  # noqa: S101 - a cluster's crew is never alone
        try:
            return crew.open(workers)
        except ClusterError as error:
            hint = "start `dask scheduler` and `dask worker`, or use `executor: local`"
            raise PluginError(f"zhihu: {error}; {hint}") from error

    return replace(crew, open=open_executor)


def list_troubles(bodies: Bodies) -> list[Problem]:
    """Return what was wrong with the cache: nothing a reader of the site would see."""
    if not bodies.store.trouble:
        return []
    message = f"could not be used ({bodies.store.trouble}); everything was made anew"
    return [Problem(CACHE.as_posix(), "cache", message, "nothing, or delete it", level="info")]
