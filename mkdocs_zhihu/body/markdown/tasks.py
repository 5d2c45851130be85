"""Task lists: a box is a character, no control."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

BOXES = {True: "☑ ", False: "☐ "}


def use_tasks(parser: MarkdownIt) -> None:
    """Write `☐` and `☑` in place of `[ ]` and `[x]`."""
    parser.core.ruler.after("inline", "task_boxes", _draw_boxes)


def _draw_boxes(state: StateCore) -> None:
    for index, token in enumerate(state.tokens):
        if token.type != "list_item_open" or "checked" not in token.meta:
            continue
        box = Token("text", "", 0, content=BOXES[token.meta.pop("checked")])
        after = state.tokens[index + 1 : index + 3]
        if after[0].type == "paragraph_open" and after[1].children is not None:
            after[1].children.insert(0, box)
        else:
            state.tokens.insert(index + 1, Token("inline", "", 0, children=[box]))
