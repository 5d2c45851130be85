"""Code that a highlighter put into a table, beside its line numbers."""

from bs4.element import Tag

from mkdocs_zhihu.body.dom.tree import child_tags, find_tags, has_class

CODE = ("code", "rouge-code", "lntd", "blob-code")
NUMBERS = ("gutter", "linenos", "rouge-gutter", "lntd", "blob-num", "gl")


def unwrap_numbered_code(table: Tag) -> None:
    """Put the code of such a table in its place; its numbers are none of the author's.

    Hexo has one row with a cell of numbers and one of code; Pygments, Rouge and Chroma have the same under other names.
    """
    cells = [cell for row in find_tags(table, "tr") for cell in child_tags(row)]
    if len(cells) != len(child_tags_of_one_row(table)) or not cells or not has_class(cells[-1], *CODE):
        return
    if len(cells) > 1 and not has_class(cells[0], *NUMBERS):
        return
    blocks = find_tags(cells[-1], "pre")
    if len(blocks) == 1:
        table.replace_with(blocks[0].extract())


def child_tags_of_one_row(table: Tag) -> list[Tag]:
    """Return the cells of a table that has one row, none of any other."""
    rows = find_tags(table, "tr")
    return child_tags(rows[0]) if len(rows) == 1 else []
