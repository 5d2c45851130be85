"""A post to its document in a book."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from mkdocs_zhihu.body import picture_identity, typeset
from mkdocs_zhihu.exporting.epub.body import BodyWriter
from mkdocs_zhihu.exporting.epub.book_documents import find_language, render_chapter, render_document
from mkdocs_zhihu.exporting.epub.book_images import ImageFinder
from mkdocs_zhihu.exporting.epub.book_links import BookLinks
from mkdocs_zhihu.exporting.exported_archive import ExportSource
from mkdocs_zhihu.model import Entry


@dataclass(frozen=True, slots=True)
class Chapter:
    """A finished document, and what the book has to know of it."""

    document: str
    """XHTML."""

    pictures: tuple[Path, ...]
    """The files it shows, in a stable order."""

    missing: int
    """Pictures it does not have."""

    has_formulas: bool
    """Whether it has MathML."""

    has_bare_images: bool
    """Whether a picture has no text in its place."""


@dataclass(frozen=True, slots=True)
class ChapterRenderer:
    """Writes the documents of one book's posts, in any order."""

    links: BookLinks
    """Where links lead."""

    images: ImageFinder
    """Where pictures are."""

    source: ExportSource
    """What is exported."""

    def render(self, entry: Entry, html: str) -> Chapter:
        """Return the chapter of a post with its finished body."""
        self.images.shown.clear()
        translator = self.source.translator
        writer = BodyWriter(entry, self.links.resolve, self.images.embed, translator)
        body = writer.write(typeset(html))
        chapter = render_chapter(entry, self._render_hero(entry), body, translator)
        return Chapter(
            document=render_document(entry.title, chapter, find_language(self.source.site)),
            pictures=tuple(sorted(self.images.shown)),
            missing=writer.missing,
            has_formulas=writer.has_formulas,
            has_bare_images=writer.has_bare_images,
        )

    def _render_hero(self, entry: Entry) -> str:
        """Return the picture above a post, if it was kept and the text does not show it."""
        hero = entry.hero
        shown = {picture_identity(image.origin or image.url) for image in entry.body.images}
        if hero is None or picture_identity(hero.origin or hero.url) in shown:
            return ""
        image = self.images.embed(unquote(hero.url))
        return f'<figure><img src="../{image.name}" alt=""/></figure>' if image is not None else ""
