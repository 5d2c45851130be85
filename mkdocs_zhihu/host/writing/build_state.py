"""The state of one build, from `on_config` to its end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation

from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.host.site_files.search_files import IndexJob
from mkdocs_zhihu.host.writing.manifest import PageManifest
from mkdocs_zhihu.host.writing.staging import Stage
from mkdocs_zhihu.host.writing.writer import PageWriter
from mkdocs_zhihu.processes.background import BackgroundTask
from mkdocs_zhihu.processes.gc_tuning import GcTuning


@dataclass(slots=True)
class BuildState:
    """What the hooks of one build hand to those after them."""

    config: MkDocsConfig
    """The configuration of this build and of those within it; another build has one of its own."""

    outer: "BuildState | None" = None
    """The build that this one is a part of: a plugin may build a site again for another language."""

    cache_file: Path = Path()
    """Where its posts are kept."""

    collections: GcTuning = field(default_factory=GcTuning)
    """Garbage collection as a build needs it."""

    left_out: tuple[str, ...] = ()
    """The uris of posts that MkDocs leaves out for their place on the site."""

    stage: Stage | None = None
    """Where the build writes, if not to the site itself."""

    site: Site | None = None
    """What `on_files` made."""

    is_whole: bool = True
    """Whether it has every post: a preview may begin with the newest."""

    nav: Navigation | None = None
    """The navigation."""

    documents: Sequence[File] = ()
    """The files of all pages, if this build wrote some itself."""

    writer: PageWriter | None = None
    """What wrote them."""

    index_task: BackgroundTask[IndexJob] = field(default_factory=BackgroundTask)
    """What makes the search index meanwhile."""

    manifest: PageManifest | None = None
    """What the last build was made of, and this one."""

    def find_writer(self) -> PageWriter | None:
        """Return what can write single pages of the site again, None if plugins that are not known may change them."""
        return self.writer if self.writer is not None and self.writer.hooks.are_known else None

    def drop(self) -> None:
        """Forget a build that did not come to its end, and leave the old site as it is."""
        self.collections.end()
        self.index_task.cancel()
        if self.stage is not None:
            self.stage.close()
            self.stage = None
        if self.outer is not None:
            self.outer.drop()
