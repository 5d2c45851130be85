"""Where the bodies of a build come from: the cache beside the config file, and as many processes as cores."""

import os
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from mkdocs_zhihu.cache.fingerprint import find_fingerprint
from mkdocs_zhihu.cache.records import RenderSettings
from mkdocs_zhihu.cache.rendered_posts import RenderedPosts
from mkdocs_zhihu.cache.rendering import load_body_stage
from mkdocs_zhihu.cache.store import Store
from mkdocs_zhihu.collect_settings import Settings
from mkdocs_zhihu.config.options import ZhihuConfig
from mkdocs_zhihu.host.engine import shows_progress
from mkdocs_zhihu.problems import Problem
from mkdocs_zhihu.processes.pool import WorkerPool, open_local_pool
from mkdocs_zhihu.processes.progress import open_progress

CACHE = Path(".cache", "plugin", "zhihu")
USUAL_POSTS = ("docs", "posts")
"""The docs folder and the folder of posts of most sites."""


def find_cache(config: MkDocsConfig) -> Path:
    """Return the folder of what is kept between builds, as Material's own plugins place theirs."""
    return Path(os.path.dirname(config.config_file_path or ""), CACHE).absolute()  # noqa: PTH120 - may be ""


def find_cache_file(config: MkDocsConfig, options: ZhihuConfig) -> Path:
    """Return where the posts of a site are kept.

    A build drops what its own posts do not need. So a site of other posts has another file, though its config file is in
    the same folder. The name of the config file does not count: some tools give it another one in every build. Plugins
    give the docs folder another one too, so this is asked before they do.
    """
    folder, docs = find_cache(config), config.docs_dir
    with suppress(ValueError):  # on another drive of Windows
        docs = Path(os.path.relpath(docs, folder.parents[len(CACHE.parts) - 1])).as_posix()
    posts = (docs, *sorted(options.posts))
    if posts == USUAL_POSTS:
        return folder / "cache.sqlite3"
    digest = blake2b("\0".join(posts).encode(errors="surrogatepass"), digest_size=6).hexdigest()
    return folder / f"cache-{digest}.sqlite3"


def open_bodies(cache_file: Path, options: ZhihuConfig, settings: Settings) -> RenderedPosts:
    """Return the bodies of this build."""
    rendering = RenderSettings(settings.zone, settings.now, options.formulas.format, options.formulas.dollars)
    store, pool = Store(str(cache_file)), find_pool(options.executor)
    return RenderedPosts(
        rendering, store, pool, progress=open_progress("posts read", is_wanted=shows_progress())
    )


def find_pool(executor: str) -> WorkerPool:
    """Return who renders bodies: every core of this machine, or a cluster."""
    if executor == "local":
        return open_local_pool(load_body_stage)
    from mkdocs_zhihu.processes.cluster import ClusterError, open_cluster_pool  # noqa: PLC0415 - needs the extra

    pool = open_cluster_pool(executor, find_fingerprint)

    def open_executor(workers: int) -> Executor:
        assert pool.open is not None  # noqa: S101 - a cluster's worker pool is never alone
        try:
            return pool.open(workers)
        except ClusterError as error:
            hint = "start `dask scheduler` and `dask worker`, or use `executor: local`"
            raise PluginError(f"zhihu: {error}; {hint}") from error

    return replace(pool, open=open_executor)


def list_cache_problems(bodies: RenderedPosts) -> list[Problem]:
    """Return what was wrong with the cache and the workers: nothing a reader of the site would see."""
    problems = []
    if bodies.store.trouble:
        message = f"could not be used ({bodies.store.trouble}); everything was made anew"
        problems.append(Problem(CACHE.as_posix(), "cache", message, "nothing, or delete it", level="info"))
    if bodies.pool.troubles:
        message = f"processes could not be started ({bodies.pool.troubles[0]}); the others did their work"
        hint = "nothing, or allow more processes and open files"
        problems.append(Problem("workers", "workers", message, hint, level="info"))
    return problems
