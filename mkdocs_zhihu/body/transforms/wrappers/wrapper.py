"""The archive's own wrapper."""

from mkdocs_zhihu.body.dom.tree import child_tags, children, is_blank, replace_content
from mkdocs_zhihu.body.draft import Draft


def unwrap_archive(draft: Draft) -> None:
    """Replace the one bare `div` around the whole body by its children.

    Only one: what is inside may be a wrapper of the source, which says which source it was.

        before: <div><div class="main-wrap"><p>a</p></div></div>
        after:  <div class="main-wrap"><p>a</p></div>
    """
    tags = child_tags(draft.root)
    is_alone = all(node is tags[0] or is_blank(node) for node in children(draft.root)) if tags else False
    if is_alone and tags[0].name == "div" and not tags[0].attrs:
        replace_content(draft.root, tags[0].contents)
