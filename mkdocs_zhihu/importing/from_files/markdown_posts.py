"""Markdown of backup tools and of vaults to items; what the fields mean is the dialects' business."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs_zhihu.importing.from_files.comment_files import find_commented, has_comment_name, read_comments
from mkdocs_zhihu.importing.from_files.folder_names import find_category
from mkdocs_zhihu.importing.from_files.local_references import keep_local_pictures
from mkdocs_zhihu.importing.from_files.markdown_preamble import cut_preamble
from mkdocs_zhihu.importing.items.document_origin import read_facts, read_original, read_source
from mkdocs_zhihu.importing.items.found import Found, Ignored
from mkdocs_zhihu.importing.items.house_dialect import EXPORTED
from mkdocs_zhihu.importing.items.import_item import ImportItem
from mkdocs_zhihu.importing.items.item_pictures import PictureStage
from mkdocs_zhihu.importing.items.originals import Original, build_original
from mkdocs_zhihu.importing.items.times import parse_time
from mkdocs_zhihu.importing.settings import MAX_ITEM, ImportSettings
from mkdocs_zhihu.importing.trees.source_tree import SourceTree
from mkdocs_zhihu.model import Facts
from mkdocs_zhihu.problems import Problem
from mkdocs_zhihu.reading.body_format import detect_body_format
from mkdocs_zhihu.reading.decode import decode_text
from mkdocs_zhihu.reading.dialects import ParsedFile, read_document
from mkdocs_zhihu.reading.markdown.title_heading import find_heading
from mkdocs_zhihu.reading.post import name_note
from mkdocs_zhihu.reading.values.fields import FieldReader
from mkdocs_zhihu.reading.values.original_facts import KEY, format_facts, with_facts
from mkdocs_zhihu.reading.values.value_texts import to_text

ARCHIVED = {
    "download-zhihu": "downloaded",
    "zhihu-archive-kit": "time_exported",
    "obsidian-web-clipper": "created",
    "markdownload": "created",
}
"""Where a tool says when it saved a post."""

OWN = ("description", "permalink", "abbrlink", "sticky")
"""Fields of our own dialect that change how a page is shown; `comments` is one too."""

VOTES = ("upvote_num", "upvote_count", "voteup_count", "votes")
COMMENTS = ("comment_num", "comment_count", "comments")


@dataclass(frozen=True, slots=True)
class MarkdownReader:
    """Reads the Markdown of one source."""

    settings: ImportSettings
    """What to do."""

    tree: SourceTree
    """The source."""

    pictures: PictureStage
    """Keeps the pictures beside posts."""

    def read(self, name: str, *, is_only: bool) -> Iterator[Found]:
        """Yield the post of a file; one that was named alone is taken wherever it comes from."""
        text, _ = decode_text(self.tree.read(name, MAX_ITEM), name)
        document, _ = read_document(text, name)
        source = read_source(document)
        is_known = _find_original(document).id or ".zhihu.com/" in f"{source}/"
        place = _read_place(document)
        is_comments = has_comment_name(name) and not (
            document.exists and is_known and self.tree.find(find_commented(name)) is None
        )
        if is_comments or not (place or document.body.strip()):
            yield Ignored(name)
        elif is_known or is_only or place or (self.settings.takes_all and document.exists):
            yield from self._build(document, source, name)
        else:
            yield Ignored(name, is_note=document.exists)

    def _build(self, document: ParsedFile, source: str, name: str) -> Iterator[Found]:
        reader = FieldReader(name, document.fields, document.first_line, document.lines)
        values = reader.values(zone=self.settings.zone, now=self.settings.now, default=self.settings.zone)
        values = with_facts(values, reader.value(KEY) if document.is_own else "")
        facts: Facts = values["facts"] or Facts()
        body, comments = cut_preamble(document.body, document.dialect)
        body, kept, missing = keep_local_pictures(body, name, self.tree, self.pictures)
        if missing:
            message = f"shows what is not in the source: {', '.join(missing)[:160]}"
            yield Problem(
                name, "import.picture", message, "export the post again with its pictures", level="info"
            )
        headimg, kept_head = self._keep_head(values["headimg"], name)
        own = _read_own(values) if document.is_own else {}
        if document.is_own and values["thumbnail"] != values["headimg"]:
            own["thumbnail"], kept_card = self._keep_head(values["thumbnail"], name)
            kept_head += kept_card
        category = find_category(name, self.tree) if not document.is_own else ()
        yield ImportItem(
            title=values["title"] or find_heading(document.body) or name_note(name),
            body=body,
            format=detect_body_format(body).format,
            original=_find_original(document),
            source=source,
            entry=read_facts(document, "imported").get("entry", ""),
            author=facts.author or values["source"],
            author_token=_find_token(document),
            date=None if _is_crawled(document) else values["date"],
            updated=values["updated"],
            archived=self._read_archived(document),
            categories=values["categories"] or ((category,) if category else ()),
            tags=values["tags"],
            headimg=headimg,
            own=own,
            votes=_count(document, VOTES),
            comment_count=_count(document, COMMENTS),
            licence=read_facts(document).get("licence", ""),
            is_truncated=read_facts(document).get("truncated") == "true",
            reader="markdown",
            file=posixpath.basename(name),
            pictures=(*kept, *kept_head),
            place=_read_place(document),
            comments=read_comments(name, comments, self.tree) if self.settings.with_comments else (),
        )

    def _keep_head(self, url: str, name: str) -> tuple[str, tuple[str, ...]]:
        """Return the head picture's address, and its name if it becomes a file."""
        if not url or ":" in url:
            return url, ()
        text, kept, _ = keep_local_pictures(f"![]({url})", name, self.tree, self.pictures)
        return text.removeprefix("![](").removesuffix(")"), kept

    def _read_archived(self, document: ParsedFile) -> Any:
        key = "archived" if document.is_own else ARCHIVED.get(document.dialect, "")
        found = document.fields.get(key)
        return parse_time(to_text(found.value), self.settings.zone, self.settings.now) if found else None


def _is_crawled(document: ParsedFile) -> bool:
    """Return whether our own front matter only says when the post was fetched."""
    return document.is_own and "archived" in document.fields and "date" not in document.fields


def _read_own(values: Mapping[str, Any]) -> dict[str, Any]:
    found = {key: values[key] for key in OWN if values[key]}
    if values["facts"] is not None:
        is_dated_by_page = values["is_dated_by_page"]
        found[KEY] = format_facts(values["facts"], values["source"], is_dated_by_page=is_dated_by_page)
    return found if values["comments"] is None else found | {"comments": values["comments"]}


def _read_place(document: ParsedFile) -> str:
    """Return the post's path in an export of ours, "" if it comes from elsewhere."""
    found = document.fields.get(EXPORTED)
    return found.value if found and document.is_own and isinstance(found.value, str) else ""


def _find_original(document: ParsedFile) -> Original:
    found = read_original(document)
    if found.id:
        return found
    texts = {key: to_text(document.fields[key].value) for key in ("type", "id") if key in document.fields}
    return build_original(texts.get("type", "").removeprefix("zhihu-"), texts.get("id", ""))


def _find_token(document: ParsedFile) -> str:
    url = document.fields.get("author_url")
    address = to_text(url.value) if url else ""
    return (
        posixpath.basename(address.rstrip("/"))
        if "/people/" in address
        else read_facts(document).get("author", "")
    )


def _count(document: ParsedFile, keys: tuple[str, ...]) -> int | None:
    texts = [to_text(document.fields[key].value) for key in keys if key in document.fields]
    texts += [read_facts(document).get(keys[-1], "")]
    return next((int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 12), None)  # noqa: PLR2004 - no post has more
