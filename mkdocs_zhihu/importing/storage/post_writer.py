"""Carries out what was decided about one item."""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from mkdocs_zhihu.importing.import_report import ImportReport
from mkdocs_zhihu.importing.items.house_dialect import render_post
from mkdocs_zhihu.importing.items.import_item import ImportItem
from mkdocs_zhihu.importing.items.item_pictures import PictureStage
from mkdocs_zhihu.importing.settings import ImportSettings
from mkdocs_zhihu.importing.storage.decision import Action, build_record
from mkdocs_zhihu.importing.storage.history import ImportHistory
from mkdocs_zhihu.importing.storage.import_records import ImportRecord, unite_known
from mkdocs_zhihu.importing.storage.post_files import (
    VERSION_TIME,
    find_free_path,
    keep_version,
    name_post,
    relabel,
    write_file,
)
from mkdocs_zhihu.importing.storage.spool import unite
from mkdocs_zhihu.importing.storage.stored_posts import DRAFT, hash_text, read_digest
from mkdocs_zhihu.problems import Problem

COMMENTS = ".comments.json"
"""The end of the name of a post's comments, in the place of `.md`."""


@dataclass(frozen=True, slots=True)
class PostWriter:
    """Writes posts, drafts and comments; never touches a file that was edited by hand."""

    settings: ImportSettings
    """What to do."""

    history: ImportHistory
    """Called with every file before it is written."""

    report: ImportReport
    """Called with what became of every item."""

    pictures: PictureStage
    """Pictures of the items."""

    def apply(
        self, action: Action, item: ImportItem, digests: tuple[str, ...], record: ImportRecord | None
    ) -> None:
        """Do what was decided; without a record the post is new."""
        if record is None:
            self._write_new(item, digests)
        elif action is Action.UPDATE and not self.settings.may_update:
            message = f"{record.path}: a newer version was left alone"
            self._say(item, message, "run without --no-update to take it")
            self._keep(Action.SAME, record, ())
        elif action in (Action.UPDATE, Action.LABEL):
            self._change(action, item, digests, record)
        else:
            if action is Action.POORER:
                self._say(item, f"{record.path}: the source is poorer than what you have", "")
            self._keep(action, record, digests if action is Action.SAME else ())
        if record is not None:
            may_replace = self.settings.may_update and action is not Action.POORER
            self._write_comments(item, record.path, may_replace=may_replace)

    def _write_new(self, item: ImportItem, digests: tuple[str, ...]) -> None:
        path = find_free_path(self.settings.into, name_post(item, self.settings.layout, self.settings.into))
        self._write(item, digests, path, ())
        self._write_comments(item, path, may_replace=True)
        self.report.actions[Action.WRITE] += 1

    def _change(
        self, action: Action, item: ImportItem, digests: tuple[str, ...], record: ImportRecord
    ) -> None:
        path = self.settings.into / record.path
        united = msgspec.structs.replace(
            item,
            categories=unite(record.categories, item.categories),
            tags=unite(record.tags, item.tags),
        )
        is_ours = record.written_sha256 != "" and read_digest(path) == record.written_sha256
        if action is Action.LABEL:
            self._label(united, digests, record, is_ours=is_ours)
        elif is_ours:
            if not self.settings.is_dry_run:
                keep_version(path, record.key, self.settings.into, _label_version(record))
            self._write(united, digests, record.path, record.known)
            self.report.actions[Action.UPDATE] += 1
        else:
            self._write_draft(united, digests, record)

    def _label(
        self, item: ImportItem, digests: tuple[str, ...], record: ImportRecord, *, is_ours: bool
    ) -> None:
        """Write a stored post with more categories and tags; its text stays."""
        if not is_ours or not self.settings.may_update:
            self._keep(Action.SAME, record, digests)
            return
        self.report.actions[Action.LABEL] += 1
        path = self.settings.into / record.path
        data = relabel(path.read_text(encoding="utf-8"), item.categories, item.tags).encode()
        self._store(data, msgspec.structs.replace(
            record, written_sha256=hash_text(data), categories=item.categories, tags=item.tags,
            known=unite_known(record.known, digests), seen=self._day,
        ))  # fmt: skip

    def _write_draft(self, item: ImportItem, digests: tuple[str, ...], record: ImportRecord) -> None:
        """Leave a post alone that was edited by hand; on request the news are written beside it."""
        self.report.edited += 1
        name = record.path.removesuffix(".md") + DRAFT
        hint = (
            f"see {name}" if self.settings.keeps_drafts else "use --update to get it in a file beside yours"
        )
        message = f"{record.path}: a newer version came, but you edited this post; yours was kept"
        self._say(item, message, hint)
        self._keep(None, record, ())
        if not self.settings.keeps_drafts or self.settings.is_dry_run:
            return
        path = self.settings.into / name
        if path.exists():
            if f"sha256: {digests[-1]}" in path.read_text(encoding="utf-8", errors="replace"):
                return
            keep_version(path, record.key, self.settings.into, "draft")
        text = self._render(item, digests[-1], is_draft=True)
        self._move_pictures(item, path)
        write_file(path, text, self.settings.into)

    def _write(self, item: ImportItem, digests: tuple[str, ...], path: str, known: tuple[str, ...]) -> None:
        data = self._render(item, digests[-1])
        self._move_pictures(item, self.settings.into / path)
        self._store(data, build_record(
            item, digests[-1], path=path, written=hash_text(data), known=unite_known(known, digests),
            seen=self._day,
        ))  # fmt: skip

    def _write_comments(self, item: ImportItem, path: str, *, may_replace: bool) -> None:
        """Write the comments of a source beside their post, also where its text stays."""
        target = self.settings.into / (path.removesuffix(".md") + COMMENTS)
        if not item.comments or self.settings.is_dry_run or (target.exists() and not may_replace):
            return
        data = msgspec.json.format(msgspec.json.encode(item.comments), indent=1) + b"\n"
        if read_digest(target) != hash_text(data):
            write_file(target, data, self.settings.into)

    def _store(self, data: bytes, record: ImportRecord) -> None:
        self.history.announce(record)
        if not self.settings.is_dry_run:
            write_file(self.settings.into / record.path, data, self.settings.into)

    def _move_pictures(self, item: ImportItem, path: Path) -> None:
        if not self.settings.is_dry_run:
            for name in item.pictures:
                self.pictures.move(name, path.parent)

    def _keep(self, action: Action | None, record: ImportRecord, digests: tuple[str, ...]) -> None:
        """Leave a post as it is, and remember which items were weighed."""
        if action is not None:
            self.report.actions[action] += 1
        known = unite_known(record.known, digests)
        self.history.put(msgspec.structs.replace(record, known=known, seen=self._day))

    @property
    def _day(self) -> str:
        return self.settings.now.astimezone(self.settings.zone).date().isoformat()

    def _render(self, item: ImportItem, digest: str, *, is_draft: bool = False) -> bytes:
        archived, zone = item.archived or self.settings.now, self.settings.zone
        return render_post(item, archived=archived, digest=digest, zone=zone, is_draft=is_draft).encode()

    def _say(self, item: ImportItem, message: str, hint: str) -> None:
        self.report.problems.append(Problem(item.file, "import.kept", message, hint, level="info"))


def _label_version(record: ImportRecord) -> str:
    return record.updated.strftime(VERSION_TIME) if record.updated else "undated"
