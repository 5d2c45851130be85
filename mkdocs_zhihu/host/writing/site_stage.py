"""Where MkDocs builds: on a stage, which takes the place of the site when all is done."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from mkdocs_zhihu.host.engine import count_warnings
from mkdocs_zhihu.host.writing.staging import Stage, open_stage


def stage_build(config: MkDocsConfig, kept: Path) -> Stage:
    """Let MkDocs build beside its `site_dir`; everything that reads the option gets the staging folder.

    `kept` is where the folders of a site wait for the next build.
    """
    place = Path(config.site_dir)
    if place.exists() and not place.is_dir():
        raise PluginError(
            f"zhihu: {place} is a file, and the site is a folder; remove it or change `site_dir`"
        )
    try:
        stage = open_stage(config.site_dir, kept)
    except OSError as error:
        raise PluginError(
            f"zhihu: cannot build beside {config.site_dir} ({error.strerror}); make its parent folder writable"
        ) from error
    config.site_dir = str(stage.folder)
    return stage


def publish_stage(stage: Stage, config: MkDocsConfig) -> bool:
    """Put the new site in the place of the old one; False if a strict build found it wanting, and the old one stays."""
    config.site_dir = str(stage.site)
    if config.strict and count_warnings():
        stage.close()
        return False
    stage.publish()
    return True
