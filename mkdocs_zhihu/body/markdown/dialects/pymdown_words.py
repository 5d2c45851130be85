"""Words of PyMdown Extensions, which Material for MkDocs has: keys, `++ctrl+c++`, and inserted words, `^^words^^`."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from mkdocs_zhihu.body.markdown.words import push_words
from mkdocs_zhihu.reading.body_format import SAYS_MARKDOWN

SIGN = re.compile(
    rf":(?:material|octicons|fontawesome-\w+)-[a-z]|^[ \t]*(?i:<\w[\w-]*+{SAYS_MARKDOWN})|\{{:?[ \t]*\.(?:md-|annotate)",
    re.MULTILINE,
)
"""Of Material for MkDocs; its boxes and tabs say so when they are read."""
INSERTED = re.compile(r"\^\^(?![\s^])([^\n^]{1,1000})(?<!\s)\^\^(?!\^)")
NAME = r"[a-z0-9]{1,20}(?:-[a-z0-9]{1,20}){0,3}"
KEYS = re.compile(rf"(?<![\w+])\+\+({NAME}(?:\+{NAME}){{0,5}})\+\+(?![\w+])", re.ASCII)
MODIFIERS = frozenset("alt alt-graph command control function meta option shift super windows".split())


def uses_material(text: str) -> bool:
    """Return whether a text has something that Material for MkDocs alone reads.

    >>> uses_material(":material-home:"), uses_material("!!! 是")
    (True, False)
    """
    return SIGN.search(text) is not None


def use_pymdown_words(parser: MarkdownIt) -> None:
    """Let names of keys be keys, and `^^words^^` inserted where the text is Material's."""
    parser.inline.ruler.before("marked_words", "keys", _read_keys)
    parser.inline.ruler.after("logseq_mark", "inserted_words", _read_inserted)


def _read_keys(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    if not state.src.startswith("++", state.pos):
        return False
    match = KEYS.match(state.src, state.pos, state.posMax)
    names = find_keys(match[1]) if match else []
    if match is None or not names:
        return False
    if (
        len(names) == 1
        and state.src[max(state.pos - 1, 0) : state.pos].isalnum()
        and not state.env.get("is_material")
    ):
        return False  # `计数器++end++`
    for number, name in enumerate([] if silent else names):
        state.pending += "+" if number else ""
        state.push("kbd_open", "kbd", 1)
        state.pending += name
        state.push("kbd_close", "kbd", -1)
    state.pos = match.end()
    return True


def find_keys(text: str) -> list[str]:
    """Return what is written on keys with these names; none for what may be an expression of a program.

    >>> find_keys("ctrl+alt+del"), find_keys("enter"), find_keys("i"), find_keys("left+right"), find_keys("count")
    (['Ctrl', 'Alt', 'Del'], ['Enter'], [], [], [])
    """
    shown, others = _list_keys()
    names = [others.get(name, name) for name in text.split("+")]
    if not all(name in shown for name in names):
        return []
    is_one = len(names) == 1 and len(text) > 1
    sides = (name.removeprefix("left-").removeprefix("right-") for name in names)
    return [shown[name] for name in names] if is_one or not MODIFIERS.isdisjoint(sides) else []


@cache
def _list_keys() -> tuple[dict[str, str], dict[str, str]]:
    """Return what is written on each key, and the names of keys by their other names."""
    from pymdownx.keymap_db import aliases, keymap  # noqa: PLC0415 - few posts need them

    return keymap, aliases


def _read_inserted(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    if not state.src.startswith("^^", state.pos) or not state.env.get("is_material"):
        return False
    match = INSERTED.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    push_words(state, match, "ins", silent=silent)
    return True
