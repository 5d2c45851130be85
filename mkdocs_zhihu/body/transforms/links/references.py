"""Footnote marks, and the notes that the API form does not list."""

import itertools
import re
from collections.abc import Iterator

from bs4.element import PageElement, Tag

from mkdocs_zhihu.body.dom.nodes import Text
from mkdocs_zhihu.body.dom.tree import (
    attribute,
    child_tags,
    children,
    find_tags,
    has_class,
    is_blank,
)
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.transforms.links.own_notes import read_own_key, take_own_notes
from mkdocs_zhihu.body.transforms.text.flow import clean_text
from mkdocs_zhihu.body.urls import clean_url, unwrap_redirect

NOTE_NUMBER = re.compile(r"\s*\[(\d{1,4})\]\s*", re.ASCII)
NUMBER = re.compile(r"\d{1,4}", re.ASCII)
HEADINGS = frozenset({"参考", "参考资料", "参考文献"})
DATA = frozenset({"data-text", "data-url", "data-numero"})

Notes = dict[int, list[PageElement]]
"""The content of each note by its number."""


def collect_references(draft: Draft) -> None:
    """Make every footnote mark a link, and put the notes in a list at the end of their section.

    The list gets its form and its ways back in `finish_footnotes`.

        before: <p>a<sup data-text="b" data-url="" data-draft-type="reference" data-numero="1">[1]</sup></p>
        after:  <p>a<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p><ol><li id="fn:1">b</li></ol>
    """
    if "<sup" not in draft.source:
        return
    own = {key for tag in draft.find_class("footnote") for key in take_own_notes(draft, tag)}
    for mark in draft.find_all("sup"):
        key = read_own_key(mark)
        if key in own:
            mark.replace_with(build_mark(draft, key))
    for number, section in enumerate(draft.sections or [draft.root], 1):
        _collect(draft, section, f"{number}-" if number > 1 else "")


def _collect(draft: Draft, section: Tag, prefix: str) -> None:
    marks = [(mark, number) for mark in find_tags(section, "sup") if (number := read_number(mark))]
    if not marks:
        return
    listed = _take_saved_list(section)
    numbering = _Numbering(listed, max([*listed, *(number for _, number in marks)]))
    for place, (mark, number) in enumerate(marks):
        content = list(_read_data(draft, mark))
        if content and number not in listed:
            marks[place] = mark, _add_note(draft, numbering, number, content)
    notes = numbering.notes
    for mark, number in marks:
        if number in notes:
            mark.replace_with(build_mark(draft, f"{prefix}{number}"))
    if notes:
        section.append(build_list(draft, notes, prefix))


def read_number(mark: Tag) -> int:
    """Return the number of a footnote mark, 0 for an ordinary superscript."""
    is_marked = attribute(mark, "data-draft-type") == "reference" or not DATA.isdisjoint(mark.attrs)
    text = NOTE_NUMBER.fullmatch(mark.get_text())
    number = attribute(mark, "data-numero")
    if is_marked and NUMBER.fullmatch(number):
        return int(number)
    return int(text[1]) if text else 0


def _read_data(draft: Draft, mark: Tag) -> Iterator[PageElement]:
    """Yield what a mark's own attributes say: a text, an address, or both."""
    text = clean_text(attribute(mark, "data-text")).strip()
    address = attribute(mark, "data-url").strip()
    url = clean_url(unwrap_redirect(address)) if address else ""
    if text and text != address:
        yield Text(text + " " if url else text)
    elif text and not url:
        yield Text(text)
    if url:
        yield draft.new("a", {"href": url}, url)


def _add_note(draft: Draft, numbering: "_Numbering", number: int, content: list[PageElement]) -> int:
    """Add a note and return its number: another one if there is another note under that of its mark."""
    found = numbering.add(number, content)
    if found != number:
        message = f"has two different notes under number {number}; the second is number {found}"
        draft.report("reference", message, "give one of them another number", level="info")
    return found


class _Numbering:
    """Notes by number, each text once."""

    def __init__(self, listed: Notes, highest: int) -> None:
        self.notes = dict(listed)
        self._numbers = {_text(note): number for number, note in listed.items()}
        self._unused = itertools.count(highest + 1)

    def add(self, number: int, content: list[PageElement]) -> int:
        """Return the number of a note: the one that is wanted, if no other note has it."""
        text = _text(content)
        if number not in self.notes:
            self.notes[number] = content
            self._numbers.setdefault(text, number)
        if _text(self.notes[number]) == text:
            return number
        if text not in self._numbers:
            self._numbers[text] = next(self._unused)
            self.notes[self._numbers[text]] = content
        return self._numbers[text]


def _text(nodes: list[PageElement]) -> str:
    return "".join(node.get_text() for node in nodes)


def _take_saved_list(section: Tag) -> Notes:
    """Take the list that a saved page holds out of the section, with its heading."""
    notes: Notes = {}
    for tag in find_tags(section, "ol"):
        if not has_class(tag, "ReferenceList"):
            continue
        for index, item in enumerate(child_tags(tag), 1):
            number = attribute(item, "id").removeprefix("ref_")
            for back in find_tags(item, "a", "sup"):
                if has_class(back, "ReferenceList-backLink"):
                    back.extract()
            for caret in item.find_all(string=re.compile(r"^\s*\^\s*$")):
                caret.extract()
            if clean_text(item.get_text()).strip():
                _part_address(item)
                wanted = int(number) if NUMBER.fullmatch(number) else index
                notes[wanted if wanted not in notes else max(notes) + 1] = take_content(item)
        _drop_heading(tag)
        tag.extract()
    return notes


def _drop_heading(tag: Tag) -> None:
    before = tag.previous_sibling
    while before is not None and is_blank(before):
        before = before.previous_sibling
    if isinstance(before, Tag) and before.get_text().strip() in HEADINGS:
        before.extract()


def _part_address(item: Tag) -> None:
    """Put a blank before the address that a saved page shows right after the note."""
    for link in find_tags(item, "a"):
        if link.previous_sibling is not None and not is_blank(link.previous_sibling):
            link.insert_before(" ")


def take_content(item: Tag) -> list[PageElement]:
    """Take what an item holds out of it."""
    nodes = children(item)
    for node in nodes:
        node.extract()
    return nodes


def build_mark(draft: Draft, key: str) -> Tag:
    """Return the mark that leads to a note; `finish_footnotes` numbers several of one note."""
    number = key.rpartition("-")[2]
    link = draft.new("a", {"class": "footnote-ref", "href": f"#fn:{key}"}, number)
    return draft.new("sup", {"id": f"fnref:{key}"}, link)


def build_list(draft: Draft, notes: Notes, prefix: str) -> Tag:
    """Return the list of some notes, in their order."""
    items: list[Tag] = []
    expected = 1
    for number, content in sorted(notes.items()):
        attributes = {"id": f"fn:{prefix}{number}"} | ({"value": str(number)} if number != expected else {})
        items.append(draft.new("li", attributes, *content))
        expected = number + 1
    return draft.new("ol", None, *items)
