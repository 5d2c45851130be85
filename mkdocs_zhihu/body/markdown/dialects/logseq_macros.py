"""Logseq's macros: `{{video address}}`, `{{embed [[page]]}}`, `{{cloze words}}`, `{{query …}}`."""

import re
from collections.abc import Callable, Mapping

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from mkdocs_zhihu.body.markdown.dialects.embeds import EMBEDS
from mkdocs_zhihu.body.markdown.hexo.arguments import Arguments
from mkdocs_zhihu.body.markdown.hexo.hexo_words import WORDS
from mkdocs_zhihu.body.markdown.parser_rules import push_html
from mkdocs_zhihu.body.markdown.words import push_words


def _play(address: str) -> str:
    return WORDS["video"](Arguments(address, (address,)))


PLAYERS: Mapping[str, Callable[[str], str]] = {
    **{name: EMBEDS[name] for name in ("youtube", "vimeo", "bilibili", "tweet", "pdf")},
    "twitter": EMBEDS["tweet"],
    "video": _play,
}
"""What a macro with an address becomes, by its name."""
ADDRESSED = re.compile(rf"\{{\{{(?P<name>{'|'.join(PLAYERS)})[ ]+(?P<address>[^\s{{}}]{{1,2000}})[ ]*\}}\}}")
WORDED = re.compile(
    r"\{\{(?:cloze|embed(?=[ ]+\[\[[^\[\]\n]{1,300}\]\][ ]*\}))[ ]+([^{}\n]{1,1000}?)[ ]*\}\}"
)
"""Words to learn, which the question hides, and the name of a page."""
OTHER = re.compile(r"\{\{(?P<name>query|embed|renderer|namespace|function|cards)(?=[ }])[^{}\n]{0,1000}\}\}")
"""What only Logseq itself can show."""


def use_logseq_macros(parser: MarkdownIt) -> None:
    """Read macros in posts with Logseq's properties; of one that brings in something else, its words, and it is counted."""
    parser.inline.ruler.after("block_reference", "logseq_macro", _read)


def _read(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    if not state.src.startswith("{{", state.pos) or not state.env.get("is_logseq"):
        return False
    if match := WORDED.match(state.src, state.pos, state.posMax):
        push_words(state, match, silent=silent)
        return True
    if match := ADDRESSED.match(state.src, state.pos, state.posMax):
        if not silent:
            push_html(state, PLAYERS[match["name"]](match["address"]))
        state.pos = match.end()
        return True
    match = OTHER.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.pending += "{{"
        state.env["unread"][f"{{{{ {match['name']}"] += 1
    state.pos += len("{{")
    return True
