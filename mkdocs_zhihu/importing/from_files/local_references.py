"""Pictures that a text shows from files beside it: kept beside the post, by their content."""

import posixpath
import re
from base64 import b64decode
from functools import partial
from html import unescape
from urllib.parse import unquote, unquote_to_bytes

from mkdocs_zhihu.body.picture_formats import is_dot
from mkdocs_zhihu.importing.items.item_pictures import FOLDER, PictureStage
from mkdocs_zhihu.importing.settings import MAX_PICTURE
from mkdocs_zhihu.importing.trees.source_tree import SourceTree
from mkdocs_zhihu.reading.markdown.code_places import find_code, is_within

REFERENCE = re.compile(
    r"!\[\[(?P<wiki>[^\[\]|\n]+)(?:\|(?P<label>[^\[\]\n]*))?\]\]"
    r"|(?P<before>!\[(?:[^\[\]\\\n]|\\.)*\]\(\s*<?)(?P<target>[^()\s<>]+(?:\([^()\s]*\))?[^()\s<>]*|(?<=<)[^<>\n]+)(?P<after>>?(?:\s+\"[^\"\n]*\"|\s+'[^'\n]*')?\s*\))"
    r"|(?P<tag><img\b[^<>]*?\bsrc=)(?P<quote>[\"'])(?P<src>[^\"'<>]+)(?P=quote)"
    r"|(?P<link>\]\(\s*<?|<a\b[^<>]*?\bhref=[\"'])(?P<file>[^()\s<>\"']+\.(?:avif|gif|jpe?g|png|webp))(?=>?\s*\)|[\"'])",
    re.IGNORECASE,
)
MARKS = ("![", "](", "<img", "<IMG", "<Img", "<a ", "<A ")
"""Without one of them a text shows no picture, which is found faster than by a pattern."""

ADDRESS = re.compile(r"[A-Za-z][\w+.-]*:|//|#")
FORMULA = re.compile(r"equation[^/]*$")
"""A formula that was saved as a picture: its TeX stands beside it."""

ATTACHMENTS = ("", "assets", "images", "attachments", "附件")


def keep_local_pictures(
    text: str, name: str, tree: SourceTree, stage: PictureStage
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return a text that shows its pictures from `images/`, the pictures' names, and which are not there."""
    if not any(mark in text for mark in MARKS):
        return text, (), ()
    kept: dict[str, None] = {}
    missing: dict[str, None] = {}
    replace = partial(_replace, name=name, tree=tree, stage=stage, kept=kept, missing=missing)
    code = find_code(text)
    shown = REFERENCE.sub(lambda match: match[0] if is_within(match.start(), code) else replace(match), text)
    return shown, tuple(kept), tuple(missing)


def _replace(  # noqa: PLR0913 - what a replacement needs, bound once
    match: re.Match[str],
    *,
    name: str,
    tree: SourceTree,
    stage: PictureStage,
    kept: dict[str, None],
    missing: dict[str, None],
) -> str:
    target: str = match["wiki"] or match["target"] or match["src"] or match["file"]
    is_inline = target.startswith("data:image/")
    if (ADDRESS.match(target) and not is_inline) or FORMULA.search(target):
        return match[0]
    data = _decode(target) if is_inline else _find_picture(unescape(target), name, tree)
    if is_inline and data and is_dot(data):
        return match[0]
    picture = stage.add(data) if data else ""
    if not picture:
        missing |= {} if match["file"] else {target[:80]: None}
        return match[0]
    kept[picture] = None
    place = f"{FOLDER}/{picture}"
    if match["wiki"]:
        return f"![{_find_caption(match)}]({place})"
    if match["src"]:
        return f"{match['tag']}{match['quote']}{place}{match['quote']}"
    return f"{match['link']}{place}" if match["link"] else f"{match['before']}{place}{match['after']}"


def _decode(url: str) -> bytes | None:
    """Return the picture within an address."""
    head, _, data = url.partition(",")
    try:
        return b64decode(unquote(data)) if head.endswith(";base64") else unquote_to_bytes(data)
    except ValueError:
        return None


def _find_caption(match: re.Match[str]) -> str:
    label = match["label"] or ""
    return "" if re.fullmatch(r"\d+(?:x\d+)?", label) else label


def _find_picture(target: str, name: str, tree: SourceTree) -> bytes | None:
    """Return the file a text refers to: relative to the text, to the source, or in the usual folders of pictures."""
    path = unquote(target).replace("\\", "/").split("?", 1)[0]
    folder = posixpath.dirname(name)
    places = [posixpath.join(folder, path), path.lstrip("/")]
    places += [posixpath.join(place, posixpath.basename(path)) for place in (*ATTACHMENTS, folder)]
    for place in dict.fromkeys(map(posixpath.normpath, places)):
        data = None if place.startswith("../") else tree.find(place, MAX_PICTURE)
        if data is not None:
            return data
    return None
