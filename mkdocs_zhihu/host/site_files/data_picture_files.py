"""Pictures that stand in posts themselves, as files of the site."""

from collections.abc import Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_zhihu.body.raw.data_pictures import DATA_FOLDER
from mkdocs_zhihu.cache.rendered_posts import RenderedPosts
from mkdocs_zhihu.collect_settings import Source
from mkdocs_zhihu.exporting.embedded_pictures import iter_embedded
from mkdocs_zhihu.model import Archive


def register_data_pictures(
    archive: Archive, sources: Sequence[Source], bodies: RenderedPosts, files: Files, config: MkDocsConfig
) -> None:
    """Make a file of each picture that a post holds; equal ones are one file."""
    known = {source.uri for source in sources}

    def read(uri: str) -> bytes | None:
        return bodies.read(uri) if uri in known else None

    for name, content in iter_embedded(archive, read):
        place = f"{DATA_FOLDER}/{name}"
        file = File.generated(config, place, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
        file.abs_src_path = __file__  # the content counts, but static-i18n wants to know where a file lies
        files.append(file)
