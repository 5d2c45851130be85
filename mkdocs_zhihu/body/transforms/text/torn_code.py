"""Inline code that the daily's feed tore out of its paragraph."""

from bs4.element import Tag

from mkdocs_zhihu.body.dom.nodes import Text
from mkdocs_zhihu.body.dom.tree import child_tags, relink
from mkdocs_zhihu.body.draft import Draft

LONGEST = 40
FINAL_PUNCTUATION = "。！？：；….!?:;"


def rejoin_torn_code(draft: Draft) -> None:
    """Join a paragraph of a daily story that holds only a short code with its neighbours, with a blank between two words.

    kind:   daily
    before: <p>先用</p><p><code>b</code></p><p>再说</p>
    after:  <p>先用<code>b</code>再说</p>
    """
    if draft.kind != "daily" or "<code" not in draft.source:
        return
    joined: list[Tag] = []
    waiting = child_tags(draft.root)[::-1]
    while waiting:
        tag = waiting.pop()
        following = waiting[-1] if waiting else None
        if joined and following is not None and _is_torn(tag, joined[-1], following):
            for part in (tag, waiting.pop()):
                if _meet_as_words(joined[-1].get_text(), part.get_text()):
                    joined[-1].contents.append(Text(" "))
                joined[-1].contents += part.contents
        else:
            joined.append(tag)
    if len(joined) != len(draft.root.contents):
        draft.root.contents = list(joined)
        relink(draft.root)
        for tag in joined:
            tag.smooth()


def _meet_as_words(before: str, after: str) -> bool:
    """Return whether two texts side by side would read as one word."""
    return before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum()


def _is_torn(tag: Tag, before: Tag, following: Tag) -> bool:
    if not all(part.name == "p" and not part.attrs for part in (tag, before, following)):
        return False  # a `p` with a class is a card or a byline
    if len(tag.contents) != 1:
        return False
    code = tag.contents[0]
    if not isinstance(code, Tag) or code.name != "code" or len(code.get_text()) > LONGEST:
        return False
    text = before.get_text().rstrip()
    return bool(text) and text[-1] not in FINAL_PUNCTUATION
