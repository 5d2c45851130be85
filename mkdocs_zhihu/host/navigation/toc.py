"""The table of contents of a post, as MkDocs has it."""

from markupsafe import escape
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc

from mkdocs_zhihu.model import Heading


def build_toc(headings: tuple[Heading, ...]) -> TableOfContents:
    """Return MkDocs' table of contents for headings in document order."""
    toc = get_toc([])
    stack: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(str(escape(heading.text)), heading.id, heading.level)
        while stack and stack[-1].level >= heading.level:
            stack.pop()
        (stack[-1].children if stack else toc.items).append(link)
        stack.append(link)
    if toc.items:
        toc.items[0].active = True  # type: ignore[attr-defined]  # as MkDocs' own get_toc does
    return toc
