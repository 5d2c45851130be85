"""Saved pages to items: every answer in a page is a post."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from mkdocs_zhihu.body.saved_page import Part, SavedPage, read_saved_page
from mkdocs_zhihu.body.saved_page.page_data import read_entities
from mkdocs_zhihu.importing.from_files.local_references import keep_local_pictures
from mkdocs_zhihu.importing.items.found import Found, Ignored
from mkdocs_zhihu.importing.items.import_item import ImportItem
from mkdocs_zhihu.importing.items.item_pictures import PictureStage
from mkdocs_zhihu.importing.items.originals import Original, build_original, parse_original
from mkdocs_zhihu.importing.items.times import parse_time
from mkdocs_zhihu.importing.settings import MAX_FILE, ImportSettings
from mkdocs_zhihu.importing.trees.source_tree import RefusedFileError, SourceTree
from mkdocs_zhihu.problems import Problem, format_count
from mkdocs_zhihu.reading.decode import decode_text
from mkdocs_zhihu.reading.documents import read_app_address
from mkdocs_zhihu.reading.mhtml import read_mhtml
from mkdocs_zhihu.reading.unsupported import find_unsupported

CHINA = ZoneInfo("Asia/Shanghai")
"""The zone of the times that pages show."""

NO_PAGE = "is no page of Zhihu's with a post in it"


@dataclass(frozen=True, slots=True)
class PageReader:
    """Reads the saved pages of one source."""

    settings: ImportSettings
    """What to do."""

    tree: SourceTree
    """The source."""

    pictures: PictureStage
    """Keeps the pictures that were saved with a page."""

    def read(self, name: str, *, is_mhtml: bool, is_only: bool) -> Iterator[Found]:
        """Yield the posts of a page; RefusedFileError if it is the only file and has none."""
        data = self.tree.read(name, MAX_FILE)
        html = (read_mhtml(data, name) if is_mhtml else decode_text(data, name))[0]
        page = read_saved_page(html)
        if page is None:
            yield from self._refuse(html, name, is_only=is_only)
            return
        address = read_app_address(posixpath.basename(name))
        named = read_entities(html).get("answers")
        missing = len(set(named if isinstance(named, dict) else ()) - {part.id for part in page.parts})
        if missing:
            message = f"{format_count(missing, 'answer')} named in the page {'is' if missing == 1 else 'are'} not in it"
            yield Problem(name, "import.page", message, "open it, and save the page again", level="info")
        for part in page.parts:
            yield self._build(part, page, name, address)
        if not page.parts:
            original = parse_original(page.url)
            yield self._build(
                Part(page.asker_html, "post", title=page.title, url=original.format()), page, name, ""
            )

    def _refuse(self, html: str, name: str, *, is_only: bool) -> Iterator[Found]:
        known = find_unsupported("", html)
        if known is not None:
            rule, message, hint = known
            yield Problem(name, rule, message, hint, set_aside=True)
        elif is_only:
            raise RefusedFileError(NO_PAGE, "save the page of the answer or the article itself")
        else:
            yield Ignored(name)

    def _build(self, part: Part, page: SavedPage, name: str, address: str) -> ImportItem:
        asker = f'<blockquote class="zhihu-question">{page.asker_html}</blockquote>\n'
        begins = self.settings.with_question and part.kind == "answer" and page.asker_html
        body, kept, _ = keep_local_pictures(
            f"{asker if begins else ''}{part.html}", name, self.tree, self.pictures
        )
        cover, kept_cover = self._keep_cover(page.cover if part.kind == "article" else "", name)
        url = part.url or address or (page.url if len(page.parts) < 2 else "")  # noqa: PLR2004 - it is the page's own
        return ImportItem(
            title=part.title or page.title,
            body=body,
            original=_find_original(part, url),
            source=url,
            author=part.author,
            author_token=posixpath.basename(part.author_url.rstrip("/"))
            if "/people/" in part.author_url
            else "",
            date=self._parse(part.published),
            updated=self._parse(part.edited),
            archived=self._parse(page.saved),
            tags=page.tags,
            headimg=cover,
            votes=part.votes,
            comment_count=part.comment_count,
            licence=part.licence,
            is_truncated=part.is_truncated or part.is_paid,
            reader="page",
            file=posixpath.basename(name),
            pictures=(*kept, *kept_cover),
        )

    def _keep_cover(self, url: str, name: str) -> tuple[str, tuple[str, ...]]:
        """Return the head picture's address; one that was saved with the page becomes a file."""
        if not url or url.startswith(("http:", "https:")):
            return url, ()
        text, kept, _ = keep_local_pictures(f'<img src="{url}">', name, self.tree, self.pictures)
        return (text.removeprefix('<img src="').removesuffix('">'), kept) if kept else ("", ())

    def _parse(self, text: str) -> datetime | None:
        return parse_time(text, CHINA, self.settings.now)


def _find_original(part: Part, url: str) -> Original:
    found = parse_original(url)
    question = part.question or found.question
    named = build_original(part.kind, part.id, question if part.kind == "answer" else "")
    return named if named.id else found
