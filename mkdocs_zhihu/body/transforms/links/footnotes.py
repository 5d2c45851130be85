"""The list of footnotes as readers know it."""

from bs4.element import PageElement, Tag

from mkdocs_zhihu.body.dom.nodes import Element, Text
from mkdocs_zhihu.body.dom.tree import attribute, child_tags, relink
from mkdocs_zhihu.body.draft import Draft

BACK = "回到正文"


def finish_footnotes(draft: Draft) -> None:
    """Give every list of notes its rule, and every note a way back to each of its marks.

    before: <p>a<sup><a href="https://a.org">b</a></sup></p>
    after:  <p>a<sup><a href="https://a.org">b</a></sup></p>
    """
    lists = [tag for tag in draft.find_all("ol") if is_note_list(draft, tag)]
    if not lists:
        return
    uses: dict[str, list[str]] = {}
    for mark in draft.find_all("sup"):
        name = attribute(mark, "id")
        if draft.is_made(mark) and name.startswith("fnref:"):
            key = name.removeprefix("fnref:")
            known = uses.setdefault(key, [])
            known.append(name if not known else f"fnref{len(known) + 1}:{key}")
            mark["id"] = known[-1]
    for tag in lists:
        for item in child_tags(tag):
            _add_ways_back(draft, item, uses.get(attribute(item, "id").removeprefix("fn:"), []))
        block = draft.keep(Element("div", {"class": "footnote"}))
        tag.replace_with(block)
        block.contents = [Element("hr"), tag]
    relink(draft.root)


def part_notes(html: str) -> str:
    """Return a finished body in which a mark right after another one says so: a style sheet cannot see text between them."""
    return html.replace('</sup><sup id="fnref', '</sup><sup class="zh-next" id="fnref')


def is_note_list(draft: Draft, tag: Tag) -> bool:
    """Return whether a list holds notes that `collect_references` put there."""
    items = child_tags(tag) if tag.name == "ol" else []
    return bool(items) and all(
        draft.is_made(item) and attribute(item, "id").startswith("fn:") for item in items
    )


def _add_ways_back(draft: Draft, item: Tag, uses: list[str]) -> None:
    paragraph: Tag = Element("p")
    blocks = [
        node
        for node in item.contents
        if isinstance(node, Tag)
        and node.name in ("p", "ul", "ol", "figure", "div", "pre", "blockquote", "table")
    ]
    if not blocks:
        paragraph.contents = item.contents
        item.contents = [paragraph]
    elif blocks[-1].name != "p" or draft.is_made(blocks[-1]):
        item.contents.append(paragraph)
    else:
        paragraph = blocks[-1]
    links: list[PageElement] = []
    for name in uses:
        attributes = {"class": "footnote-backref", "href": f"#{name}", "title": BACK}
        links += [Text("\xa0"), draft.new("a", attributes, "↩")]
    paragraph.contents = [*paragraph.contents, *(links if paragraph.contents else links[1:])]
