"""Zenn's embeds, which other tools have too: `@[youtube](id)`, `@[card](address)`."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from mkdocs_zhihu.body.markdown.hexo.arguments import Arguments
from mkdocs_zhihu.body.markdown.hexo.hexo_words import WORDS
from mkdocs_zhihu.body.markdown.hexo.tag_links import URL, link_to
from mkdocs_zhihu.body.markdown.parser_rules import push_html

IDENTITY = re.compile(r"[\w?=&/%.-]+", re.ASCII)
WITH_ADDRESS = "card tweet gist figma codepen codesandbox stackblitz jsfiddle docswell blueprintue github video pdf".split()


def _play(name: str, value: str) -> str:
    return WORDS[name](Arguments(value, (value,)))


def _show_slides(prefix: str, value: str) -> str:
    return link_to(value if URL.fullmatch(value) else prefix + value, "")


EMBEDS: Mapping[str, Callable[[str], str]] = {
    **{name: partial(_play, name) for name in ("youtube", "vimeo", "bilibili")},
    "bili": partial(_play, "bilibili"),
    "speakerdeck": partial(_show_slides, "https://speakerdeck.com/player/"),
    "slideshare": partial(_show_slides, "https://www.slideshare.net/slideshow/embed_code/key/"),
    **dict.fromkeys(WITH_ADDRESS, partial(link_to, text="")),
}
"""What an embed becomes, by its name."""
COMMON = ("card", "github", "pdf", "video")
"""Words that a link in a sentence has, too: `联系 @[github](…)`."""
EMBED = re.compile(rf"@\[(?P<name>{'|'.join(EMBEDS)})\]\(\s*<?(?P<value>[^()\s<>]{{1,2000}})>?\s*\)")


def use_embeds(parser: MarkdownIt) -> None:
    """Read embeds: videos as those of Hexo's tags, all others as links."""
    parser.inline.ruler.after("text", "embed", _read)


def _read(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    match = EMBED.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "@" else None
    if match is None:
        return False
    pattern = URL if match["name"] in WITH_ADDRESS else IDENTITY
    if not (pattern.fullmatch(match["value"]) or URL.fullmatch(match["value"])):
        return False
    before = state.src[: state.pos].rpartition("\n")[2] if match["name"] in COMMON else ""
    if before.strip():
        return False
    if not silent:
        push_html(state, EMBEDS[match["name"]](match["value"]))
    state.pos = match.end()
    return True
