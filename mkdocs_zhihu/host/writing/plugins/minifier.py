"""Pages through the plugin `minify`, without minifying again what other pages had.

htmlmin reads a page from its beginning to its end, and what it makes of a line depends on that line and on what it remembers
of those before it: the elements that are open, whether text is kept as it is. Most lines of a page are the theme's.
One that was read before, while htmlmin remembered the same, comes to the same text and leaves the same behind.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

LINE_END, LINE_START = "\n", "<"
"""A page is parted between these: outside of a tag htmlmin never reads across such a place, and inside it remembers that."""

POSITION = ("lineno", "offset", "_HTMLParser__starttag_text")
"""What the parser knows of where it is, which decides nothing."""

OUTPUT, OPEN = "_data_buffer", "_tag_stack"
"""Two attributes of the parser, lists that it changes: what it has made so far, and the elements that are open."""

OPTIONS = {
    "remove_comments": False, "remove_empty_space": False, "remove_all_empty_space": False, "reduce_empty_attributes": True,
    "reduce_boolean_attributes": False, "remove_optional_attribute_quotes": True, "convert_charrefs": True,
    "keep_pre": False, "pre_tags": ("pre", "textarea"), "pre_attr": "pre",
}  # fmt: skip
"""What mkdocs-minify-plugin 0.8 passes to htmlmin; `htmlmin_opts` changes some."""

CHECKED_PAGES = 3
"""Pages that are compared with what the plugin makes of them."""

MAX_LINES = 20_000
"""Lines that are kept, some 10 MB; then it begins anew."""


@dataclass(frozen=True, slots=True)
class ParserState:
    """What htmlmin remembers between two lines of a page."""

    attributes: dict[str, Any]
    """Those of its parser; of the output what it looks at: how the last piece ends, and whether it is the first."""

    lines: "dict[str, tuple[str, ParserState]]" = field(default_factory=dict)
    """What a line that was read then came to, and what is remembered after it."""


@dataclass(slots=True)
class Minifier:
    """A hook in the place of the plugin's, with the same result."""

    hook: Callable[..., Any]
    """The plugin's."""

    parser: Any
    """An `HTMLMinParser`."""

    is_exact: bool = True
    """Whether all pages so far came out as the plugin has them."""

    checked: int = 0
    """How many were compared."""

    count: int = 0
    """How many lines are kept."""

    states: dict[object, ParserState] = field(default_factory=dict)
    """All that were met, by the values of their attributes."""

    def __call__(self, output: str, **known: Any) -> str | None:
        """Return the minified HTML of a page; `known` are its `page` and `config`."""
        html = self._minify(output) if self.is_exact else None
        if html is not None and self.checked >= CHECKED_PAGES:
            return html
        wanted: str | None = self.hook(output, **known)
        self.checked += 1
        self.is_exact = html == wanted
        return wanted

    def _minify(self, html: str) -> str:
        if self.count > MAX_LINES:
            self.count, self.states = 0, {}
        if html.lstrip().lower().startswith("<!doctype"):
            html = html.lstrip()  # htmlmin drops the blanks before it
        self.parser.reset()
        state, texts = self._read_state(), []
        *lines, last = html.split(LINE_END + LINE_START)
        opening = ""
        for line in lines:
            known = state.lines.get(line)
            if known is None:
                known = state.lines[line] = self._read(state, f"{opening}{line}{LINE_END}")
                self.count += 1
            text, state = known
            texts.append(text)
            opening = LINE_START
        texts.append(self._read(state, opening + last)[0])
        read = len(vars(self.parser)[OUTPUT])
        self.parser.close()
        return "".join((*texts, *vars(self.parser)[OUTPUT][read:]))

    def _read(self, before: ParserState, line: str) -> tuple[str, ParserState]:
        """Return the text of a line, and what is remembered after it."""
        now = vars(self.parser)
        now.update(before.attributes)
        for name in (OUTPUT, OPEN):
            now[name] = [*before.attributes[name]]
        self.parser.feed(line)
        return "".join(now[OUTPUT][len(before.attributes[OUTPUT]) :]), self._read_state()

    def _read_state(self) -> ParserState:
        """Return what the parser remembers now."""
        now = vars(self.parser)
        kept = {name: value for name, value in now.items() if name not in POSITION}
        kept[OUTPUT], kept[OPEN] = tuple(piece[-1:] for piece in now[OUTPUT][-2:]), tuple(now[OPEN])
        key = tuple(kept.items())
        if key not in self.states:
            self.states[key] = ParserState(kept)
        return self.states[key]


def find_minifier(hook: Callable[..., Any]) -> Minifier | None:
    """Return what takes the place of a hook of `minify`, None if it is another plugin's or leaves HTML as it is."""
    plugin: Any = getattr(hook, "__self__", None)
    if not type(plugin).__module__.startswith("mkdocs_minify_plugin") or not plugin.config["minify_html"]:
        return None
    chosen = plugin.config["htmlmin_opts"] or {}
    if not isinstance(chosen, dict):
        return None
    known = {name: value for name, value in chosen.items() if name in OPTIONS}
    options = OPTIONS | {
        name: tuple(value) if isinstance(value, list) else value for name, value in known.items()
    }
    return Minifier(hook, import_module("htmlmin.parser").HTMLMinParser(**options))
