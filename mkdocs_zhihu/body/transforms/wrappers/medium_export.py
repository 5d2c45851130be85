"""Posts as Medium exports them: a page whose styles hide the title and the subtitle, and a footer about the export."""

from bs4.element import Tag

from mkdocs_zhihu.body.dom.tree import attribute
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.transforms.wrappers.daily import is_same_title

HIDDEN = ("subtitle", "description")
"""What the styles hide beside the title."""


def unwrap_medium_export(draft: Draft) -> None:
    """Keep the text of a post that Medium exported; its author, date and address are facts, and its subtitle is how it begins.

    before: <article><section data-field="body"><p>甲乙</p></section><footer><p>Exported from <a href="https://medium.com">Medium</a> on May 1, 2020.</p></footer></article>
    after:  <article><section data-field="body"><p>甲乙</p></section></article>
    """
    if 'data-field="body"' not in draft.source:
        return
    fields = {attribute(tag, "data-field"): tag for tag in draft.find_all("section")}
    footer = next((tag for tag in draft.find_all("footer") if _tells_of_export(tag)), None)
    if footer is None or "body" not in fields:
        return
    footer.extract()
    text = _read(fields["body"])
    for name in HIDDEN:
        if name in fields and _read(fields[name]).rstrip("…") in text:
            fields[name].extract()
    for tag in draft.find_all("header"):
        if is_same_title(tag.get_text(), draft.true_title or draft.title):
            tag.extract()


def _tells_of_export(footer: Tag) -> bool:
    links = (attribute(link, "href") for link in footer.find_all("a"))
    return "Exported from" in footer.get_text() and "https://medium.com" in links


def _read(tag: Tag) -> str:
    return "".join(tag.get_text().split())
