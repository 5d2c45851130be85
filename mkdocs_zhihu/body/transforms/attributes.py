"""Attributes: none that a transform did not write."""

from mkdocs_zhihu.body.dom.places import list_nodes
from mkdocs_zhihu.body.draft import Draft


def drop_source_attributes(draft: Draft) -> None:
    """Remove every attribute of every node that no transform made.

    So a post cannot borrow a class or an id of the theme.

        before: <p id="__config" class="mermaid" data-md-component="x">a</p>
        after:  <p>a</p>
    """
    made = draft.made
    for node in list_nodes(draft.root):
        if node.name is not None and node.attrs and id(node) not in made:
            node.attrs = {}
