"""An archive as a folder of Markdown: for this plugin, for Obsidian, for Hugo, for whatever comes."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs_zhihu.archive.addressing.slugs import SPELLED_SIGNS
from mkdocs_zhihu.body.math.mathml import restore_tex
from mkdocs_zhihu.exporting.exported_archive import ExportSource
from mkdocs_zhihu.exporting.markdown import (
    BlockWriter,
    HugoWriter,
    ObsidianWriter,
    finish_hugo,
    render_markdown_body,
)
from mkdocs_zhihu.exporting.shared_work import map_posts
from mkdocs_zhihu.exporting.targets import Dialect, Folder, assign_paths, place_bundles
from mkdocs_zhihu.importing.items.house_dialect import EXPORTED, drop_empty, render_front_matter
from mkdocs_zhihu.model import Entry, Image
from mkdocs_zhihu.reading.values.original_facts import KEY, format_facts

NO_TAG = re.compile(r"[\s!-,./:-@\[-^`{-~]+")
"""What Obsidian allows in no tag: blanks and signs; letters of all scripts and emoji it does."""
HUGO = """title = {title}
# Cards, videos and captions are HTML; formulas are left to KaTeX or MathJax.
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.extensions.passthrough]
enable = true
[markup.goldmark.extensions.passthrough.delimiters]
block = [["$$", "$$"]]
inline = [["$", "$"]]
"""


@dataclass(frozen=True, slots=True)
class FolderReport:
    """What became of an export."""

    posts: int
    """How many files of posts there are."""

    pictures: int
    """How many pictures were copied."""


def write_folder(
    source: ExportSource, entries: Sequence[Entry], root: Path, dialect: Dialect, *, has_pictures: bool = True
) -> FolderReport:
    """Write every post as one file, with the pictures the site has beside them."""
    paths = assign_paths(list(entries), dialect)
    if dialect == "hugo":
        paths = place_bundles(paths)
    folder = Folder(root, source, paths, dialect, has_pictures)

    def write(entry: Entry, html: str) -> set[str]:
        folder.shown.clear()
        path = root / paths[entry.uri]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render_post(folder, entry, html, dialect), encoding="utf-8", newline="\n")
        return set(folder.shown)

    pictures: set[str] = set().union(*map_posts(source, write, entries))
    if dialect == "hugo":
        (root / "hugo.toml").write_text(
            HUGO.format(title=json.dumps(source.site.name, ensure_ascii=False)), encoding="utf-8"
        )
    return FolderReport(len(paths), len(pictures))


def render_post(folder: Folder, entry: Entry, html: str, dialect: Dialect) -> str:
    """Return the file of a post with its finished body."""
    html = restore_tex(html)
    writer = WRITERS.get(dialect, BlockWriter)
    body = render_markdown_body(
        html, lambda href: folder.find_link(href, entry), lambda tag: folder.find_image(tag, entry), writer
    )
    fields = dict(FIELDS[dialect](folder, entry))
    if dialect == "hugo":
        body = finish_hugo(body)
        fields["math"] = "arithmatex" in html or None
    front = render_front_matter(drop_empty(fields))
    return f"---\n{front}---\n{body}\n"


def _house_fields(folder: Folder, entry: Entry) -> Mapping[str, Any]:
    """Return the front matter that this plugin reads."""
    post = entry.post
    tags = tuple(dict.fromkeys((*post.tags, *entry.body.facts.tags)))
    is_edit = entry.meaning == "updated" and post.date == post.updated
    is_published = entry.meaning == "published" and post.is_dated_by_page and not post.archived
    return {
        "title": entry.title,
        "categories": [list(path) for path in post.categories],
        "tags": tags,
        "author": entry.author,
        "date": post.date if post.has_zone and not is_edit else None,
        "updated": post.updated,
        "source": entry.original,
        "headimg": _find_hero(folder, entry),
        "thumbnail": _find_card(folder, entry),
        "description": post.description,
        "permalink": post.permalink,
        "abbrlink": post.abbrlink,
        "sticky": post.sticky or None,
        "comments": post.comments,
        KEY: format_facts(entry.body.facts, post.source, is_dated_by_page=is_published),
        "zhihu": {"truncated": True} if post.is_truncated else None,
        "archived": post.archived or (None if post.has_zone else post.date),
        EXPORTED: folder.paths[entry.uri],
    }


def _find_hero(folder: Folder, entry: Entry) -> str:
    return _place_head(folder, entry, entry.hero) if entry.post.headimg else ""


def _find_card(folder: Folder, entry: Entry) -> str:
    """Return the picture on a post's card, if its front matter says that it is another one."""
    is_other = entry.post.thumbnail not in ("", entry.post.headimg)
    return _place_head(folder, entry, entry.thumbnail) if is_other else ""


def _place_head(folder: Folder, entry: Entry, image: Image | None) -> str:
    if image is None:
        return ""
    depth = entry.url.count("/")
    src = image.url if "://" in image.url else "../" * depth + image.url
    return folder.find_picture(src, entry).url


def _obsidian_fields(folder: Folder, entry: Entry) -> Mapping[str, Any]:
    """Return properties as Obsidian knows them: its tags have letters, digits, `_` and `-`, and `/` between levels."""
    house = dict(_house_fields(folder, entry))
    names = [*entry.post.categories, *((tag,) for tag in house["tags"])]
    tags = list(filter(None, ("/".join(filter(None, map(_spell_tag, path))) for path in names)))
    stem = Path(entry.uri).stem
    aliases = [entry.title] if entry.title != stem else []
    date = entry.post.date
    return {
        "title": entry.title,
        "aliases": aliases,
        "tags": list(dict.fromkeys(tags)),
        "author": entry.author,
        "date": f"{date:%Y-%m-%d}" if date else None,
        "updated": house["updated"],
        "source": entry.original,
        "cover": house["headimg"],
    }


def _spell_tag(name: str) -> str:
    """Return a name as a tag.

    >>> [_spell_tag(name) for name in ("C++", "C#", "a b", "🎈", "!")]
    ['Cpp', 'Csharp', 'a-b', '🎈', '']
    """
    for sign, word in SPELLED_SIGNS:
        name = sign.sub(word, name)
    return NO_TAG.sub("-", name).strip("-")


def _hugo_fields(folder: Folder, entry: Entry) -> Mapping[str, Any]:
    """Return front matter as Hugo knows it."""
    house = _house_fields(folder, entry)
    return {
        "title": entry.title,
        "date": entry.post.date,
        "lastmod": entry.post.updated,
        "categories": list(dict.fromkeys(path[-1] for path in entry.post.categories)),
        "tags": house["tags"],
        "author": entry.author,
        "description": entry.post.description,
        "original": entry.original,
        "cover": house["headimg"],
    }


WRITERS: Mapping[Dialect, type[BlockWriter]] = {"obsidian": ObsidianWriter, "hugo": HugoWriter}
FIELDS: Mapping[Dialect, Callable[[Folder, Entry], Mapping[str, Any]]] = {
    "markdown": _house_fields,
    "obsidian": _obsidian_fields,
    "hugo": _hugo_fields,
}
