"""Words that are raised or lowered: `2^10^`, `H~2~O`."""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from mkdocs_zhihu.body.markdown.words import push_words
from mkdocs_zhihu.reading.markdown.raised_marks import ELEMENTS, find_raised


def use_raised_words(parser: MarkdownIt) -> None:
    """Let these be superscripts and subscripts."""
    parser.inline.ruler.before("strikethrough", "raised_words", _read)


def _read(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    sign = state.src[state.pos]
    match = find_raised(state.src, state.pos, state.posMax) if sign in ELEMENTS else None
    if match is None:
        return False
    push_words(state, match, ELEMENTS[sign], silent=silent)
    return True
