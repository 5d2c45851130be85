"""Pictures that stand in posts themselves, as files of the site."""

from collections.abc import Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_zhihu.body.data_pictures import DATA_FOLDER, iter_data_pictures
from mkdocs_zhihu.cache.rendered_posts import RenderedPosts
from mkdocs_zhihu.collect import Source
from mkdocs_zhihu.model import Archive
from mkdocs_zhihu.reading.mhtml import read_text


def register_data_pictures(
    archive: Archive, sources: Sequence[Source], bodies: RenderedPosts, files: Files, config: MkDocsConfig
) -> None:
    """Make a file of each picture that a post holds; equal ones are one file."""
    wanted = {
        image.url.rpartition("/")[2]: entry.uri
        for entry in archive.entries
        for image in entry.body.images
        if image.url.startswith(f"{DATA_FOLDER}/")
    }
    if not wanted:
        return
    known = {source.uri for source in sources}
    for uri in sorted(set(wanted.values()) & known):
        data = bodies.read(uri)
        text = read_text(data, uri)[0] if data is not None else ""
        for name, content in iter_data_pictures(text):
            if wanted.pop(name, None) is not None:
                place = f"{DATA_FOLDER}/{name}"
                files.append(
                    File.generated(config, place, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
                )
