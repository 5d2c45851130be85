"""Where tags of Hexo and shortcodes of Hugo stand in a text, and where each ends."""

import re
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Any, NamedTuple

from mkdocs_zhihu.reading.markdown.code_places import find_code, is_within

SIGNS = ("{%", "{{%", "{{<")
"""What a tag or a shortcode begins with."""
START = re.compile(r"\{%|\{\{(?:[<%]|&lt;)")
"""The same, and a shortcode in HTML whose signs are escaped."""
TAG = re.compile(
    r"\{%-?\s*(?P<name>[A-Za-z_][\w-]*)(?P<arguments>(?:[^\n%]|%(?!\})|\n(?![ \t]*\n))*?)\s*-?%\}"
)
SHORTCODE = re.compile(r"\{\{(?P<sign>[<%]|&lt;)\s*(?P<end>/?)\s*(?P<name>[A-Za-z_][\w./-]*)(?=[\s>%&/])")
"""The beginning of one."""
CLOSINGS = {"<": ">", "%": "%", "&lt;": "&gt;"}
SELF_CLOSING = re.compile(r"(?:^|(?<=[\s\"']))/$")
EMPTY_LINE = re.compile(r"\n[ \t]*\n")
"""Which no tag runs over."""
LONGEST = 4_000
"""Characters in which a tag must end."""

CODE_TAGS = ("codeblock", "code")
HIGHLIGHT_TAGS = ("editor", "highlight")
"""Around code too; their first argument is the language."""
DIAGRAM_TAGS = ("mermaid", "plantuml", "graphviz", "dot", "sequence", "flow", "markmap", "echarts")
TEX_TAGS = ("math", "katex")
VERBATIM = frozenset((*CODE_TAGS, *HIGHLIGHT_TAGS, *DIAGRAM_TAGS, *TEX_TAGS, "raw", "comment"))
"""Tags in which nothing is a tag but their end."""


class HexoTag(NamedTuple):
    """A tag of Hexo, or a shortcode of Hugo."""

    name: str
    """Its name; that of an end tag begins with `end`."""

    arguments: str
    """What stands after the name."""

    start: int
    """Where it begins."""

    end: int
    """Where it ends."""

    is_shortcode: bool = False
    """Whether it is one of Hugo's."""


def find_tag(text: str, place: int) -> HexoTag | None:
    """Return the tag or the shortcode that begins here, None if none does."""
    if text.startswith("{{", place):
        return _find_shortcode(text, place)
    close = text.find("%}", place, place + LONGEST)
    match = TAG.match(text, place, close + 2) if close >= 0 else None
    return HexoTag(match["name"], match["arguments"], place, match.end()) if match else None


def _find_shortcode(text: str, place: int) -> HexoTag | None:
    close = text.find("}}", place, place + LONGEST)
    match = SHORTCODE.match(text, place, close) if close >= 0 else None
    if match is None:
        return None
    rest = text[match.end() : close]
    ends = tuple({CLOSINGS[match["sign"]], ">"})  # in HTML that sign may stand as it is
    closing = next((sign for sign in ends if rest.endswith(sign)), "")
    if not closing or EMPTY_LINE.search(rest):
        return None
    arguments = SELF_CLOSING.sub("", rest.removesuffix(closing).strip())
    name = f"end{match['name']}" if match["end"] else match["name"]
    return HexoTag(name, arguments, place, close + 2, is_shortcode=True)


def pair_tags(text: str, env: MutableMapping[str, Any]) -> Mapping[int, HexoTag]:
    """Return the end tag of each tag that has one, by where the tag begins; remembered for each text."""
    known: dict[str, Mapping[int, HexoTag]] = env.setdefault("tag_pairs", {})
    if text not in known:
        known[text] = _pair(text)
    return known[text]


def _pair(text: str) -> dict[int, HexoTag]:
    """Pair tags that code only shows with each other alone, unless nothing else ends one."""
    tags = list(iter_tags(text))
    code = find_code(text) if tags else []
    return match_tags(tags) | match_tags([tag for tag in tags if not is_within(tag.start, code)])


def iter_tags(text: str, place: int = 0) -> Iterator[HexoTag]:
    """Yield the tags in a text from a place on."""
    start = START.search(text, place)
    while start is not None:
        tag = find_tag(text, start.start())
        if tag is not None:
            yield tag
        start = START.search(text, tag.end if tag else start.end())


def find_end_tag(text: str, tag: HexoTag, unclosed: set[str]) -> int:
    """Return where the end of a tag around code begins, where the tag ends if there is none; `unclosed` are names that nothing ends from here on."""
    if tag.name not in VERBATIM or tag.name in unclosed:
        return tag.end
    end = next((end for end in iter_tags(text, tag.end) if end.name == f"end{tag.name}"), None)
    unclosed |= set() if end else {tag.name}
    return end.start if end else tag.end


def match_tags(tags: Sequence[HexoTag]) -> dict[int, HexoTag]:
    """Pair each end with the last start of its name and of its program; between marks of `raw` nothing is a tag."""
    last_raw = max((tag.start for tag in tags if tag.name == "endraw"), default=-1)
    pairs: dict[int, HexoTag] = {}
    waiting: dict[tuple[str, bool], list[int]] = {}
    is_raw = False
    for tag in tags:
        if is_raw and tag.name != "endraw":
            continue
        if tag.name.startswith("end"):
            starts = waiting.get((tag.name.removeprefix("end"), tag.is_shortcode), [])
            if starts:
                pairs[starts.pop()] = tag
        else:
            waiting.setdefault((tag.name, tag.is_shortcode), []).append(tag.start)
        is_raw = tag.name == "raw" and tag.start < last_raw
    return pairs
