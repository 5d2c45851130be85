"""Boxes of the theme, which Markdown's containers and Hexo's tags become."""

from bs4.element import Tag

from mkdocs_zhihu.body.dom.tree import attribute, child_tags, has_class
from mkdocs_zhihu.body.draft import Draft

KINDS = frozenset("note abstract info tip success question warning failure danger bug example quote".split())
ALIASES = {
    "default": "note", "primary": "note", "hint": "tip", "important": "warning", "caution": "danger", "attention": "warning",
    "error": "failure", "fail": "failure", "todo": "info", "summary": "abstract", "tldr": "abstract", "check": "success",
    "done": "success", "help": "question", "faq": "question", "cite": "quote", "warn": "warning", "red": "danger", "green": "success",
    "blue": "info", "orange": "warning", "yellow": "warning", "missing": "failure",
}  # fmt: skip
TITLE = "admonition-title"


def is_kind(name: str) -> bool:
    """Return whether some tool has a kind of box of this name."""
    return name.lower() in KINDS or name.lower() in ALIASES


def read_kind(name: str) -> str:
    """Return the theme's kind of box for a name that some tool has for it."""
    name = name.lower()
    return name if name in KINDS else ALIASES.get(name, "note")


def open_box(kind: str, title: str) -> str:
    """Return the beginning of a box, which ends with `</div>`; its title is HTML."""
    head = f'<p class="admonition-title">{title}</p>' if title else ""
    return f'<div class="admonition {kind}">{head}\n'


def open_details(draft: Draft) -> None:
    """Turn what a page folds into a box that is always open, as print and search need it.

    before: <details open><summary>a</summary>b</details>
    after:  <div class="admonition note"><p class="admonition-title">a</p>b</div>
    """
    for tag in draft.find_all("details"):
        draft.rename(draft.keep(tag), "div")
        tag.attrs = {"class": "admonition note"}
        for title in child_tags(tag)[:1]:
            if title.name == "summary":
                draft.rename(draft.keep(title), "p")
                title.attrs = {"class": TITLE}


def keep_admonitions(draft: Draft) -> None:
    """Keep boxes of the theme and their titles.

    before: <div class="admonition tip other"><p class="admonition-title" id="a">b</p><p>c</p></div>
    after:  <div class="admonition tip"><p class="admonition-title">b</p><p>c</p></div>
    """
    for box in draft.find_class("admonition"):
        kind = next((name for name in attribute(box, "class").split() if name in KINDS), "note")
        if box.name != "div":
            continue
        box.attrs = {"class": f"admonition {kind}"}
        draft.keep(box)
        for title in child_tags(box)[:1]:
            if title.name == "p" and has_class(title, TITLE):
                title.attrs = {"class": TITLE}
                draft.keep(title)


def is_admonition(draft: Draft, tag: Tag) -> bool:
    """Return whether a tag is such a box."""
    return tag.name == "div" and draft.is_made(tag) and attribute(tag, "class").startswith("admonition ")
