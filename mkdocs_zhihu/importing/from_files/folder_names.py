"""The collection a post was exported with, by the folder it lies in."""

import posixpath

from mkdocs_zhihu.importing.from_json.json_stream import load_json
from mkdocs_zhihu.importing.settings import MAX_ITEM
from mkdocs_zhihu.importing.trees.source_tree import SourceTree

INTERNAL = frozenset({"articles", "answers", "pins", "assets", "images", "posts"})
COLLECTION = "collection.json"
INDEX = "index.md"
LISTS = ("README.md", COLLECTION)
"""Files that a tool puts at the top of an export."""


def find_category(name: str, tree: SourceTree) -> tuple[str, ...]:
    """Return the category of a post by its folders, () where it lies at the top."""
    folders = posixpath.dirname(name).split("/") if "/" in name else []
    if posixpath.basename(name) == INDEX and folders:
        folders.pop()  # the post's own
    while folders and (folders[-1] in INTERNAL or folders[-1].startswith("_")):
        folders.pop()
    if folders:
        return _name_collection("/".join(folders), tree) or (folders[-1],)
    if posixpath.dirname(name) and any(tree.find(item, MAX_ITEM) for item in LISTS):
        return _name_collection("", tree) or (posixpath.splitext(tree.label)[0],)
    return ()


def _name_collection(folder: str, tree: SourceTree) -> tuple[str, ...]:
    """Return the name that zhihu-archive-kit wrote down."""
    data = tree.find(posixpath.join(folder, COLLECTION), MAX_ITEM)
    try:
        found = load_json(data.decode("utf-8-sig", "replace")) if data else None
    except ValueError:
        return ()
    name = found.get("name") if isinstance(found, dict) else None
    return (name,) if isinstance(name, str) and name.strip() else ()
