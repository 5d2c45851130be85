"""Emphasis beside Chinese, Japanese and Korean, which have no blanks around words, as the rule asks for; marked words."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.emphasis import tokenize

from mkdocs_zhihu.body.markdown.words import push_words
from mkdocs_zhihu.reading.cjk import CJK, CLOSING_PUNCTUATION, WIDE

CJK_PUNCTUATION = re.compile(
    "[\u3001-\u303f\ufe30-\ufe4f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]"
)
QUOTES = "\"'“”‘’"
"""Punctuation for the specification, and used beside Chinese words without a blank."""
MARKED = re.compile(
    r"==(?![\s=])((?:`[^`\n]+`|[^\n=`]|=(?!=)|(?<=\s)==(?=\s)){1,1000}?)(?<!\s)==(?!=)", re.ASCII
)
STRONG_TO_BLANK = re.compile(r"\*\*(?=[^\s*])([^*\n`]{1,300}?[^\s*,`])[ \t]+\*\*(?!\*)")
LONGEST_LINE = 20_000
"""Characters of a line that is looked at for pairs, at each of its signs."""
NO_OPENING = re.compile(r"[*({\[,\\A-Za-z0-9_]")
"""What no such words begin behind: `f(**a, **b)`."""
CHINESE_SIGNS = frozenset("“”‘’…—")
COMPARED = re.compile(r"[\w)\]\"']", re.ASCII)
"""What stands beside the sign of a comparison: `a==b`, `f()=="c"`."""
UNDERLINED = re.compile(
    rf"(?<![^\W_])(?<![)\]+])\+\+(?![{CLOSING_PUNCTUATION}])([{WIDE}](?:[^\n+`]|`[^`\n]{{1,300}}`|\+(?!\+)){{0,500}}?)(?<=\S)\+\+(?![^\W_]|[(\[+])"
)
"""Underlined words between blanks or punctuation: others tell of increments, `前置++和后置++的区别`, `i++`."""
COUNTED = re.compile(r"[^\w`][A-Za-z_]\w*$|^\w+[ \t]|[ \t]\w+$")
"""What stands between the increments of two variables: `++乙，i++`, `++计数 与 计数++`."""
COMPARISON = re.compile(r"[!<>=]")
"""What no mark begins after: `===`, `!==`."""
TWO_SIDES = re.compile(r"[\s&|,;，；。、]")
"""What stands between two comparisons: `a==甲 && b==乙`."""


def use_emphasis(parser: MarkdownIt) -> None:
    """Let `**定义（word）**的` be strong, though a bracket stands before its end and a word after it, and `**words **`."""
    parser.inline.ruler.at("emphasis", _read_emphasis)
    parser.inline.ruler.before("emphasis", "strong_to_blank", _read_to_blank)


def _read_to_blank(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Read strong words with a blank before their end, as editors export them; all such signs of the line come in pairs."""
    start, text = state.pos, state.src
    match = STRONG_TO_BLANK.match(text, start, state.posMax) if text.startswith("**", start) else None
    if match is None or NO_OPENING.match(text[max(0, start - 1) : start]):
        return False
    after = text[match.end() : match.end() + 2]
    if (
        after[:1] == " " and COMPARED.match(match[1][-1]) and COMPARED.match(after[1:])
    ):  # `a ** b` of a program
        return False
    line_start = text[max(0, start - LONGEST_LINE) : start].rpartition("\n")[2]
    line_end = text[start : start + LONGEST_LINE].partition("\n")[0]
    is_long = len(line_start) + len(line_end) > LONGEST_LINE
    if is_long or line_start.count("**") % 2 or line_end.count("**") % 2:
        return False
    push_words(state, match, "strong", silent=silent)
    if not silent:
        state.push("text", "", 0).content = " "
    return True


def use_marked_words(parser: MarkdownIt) -> None:
    """Let `==words==` be marked, as in Obsidian and Typora, and `++Chinese words++` underlined, as in markdown-it's plugin."""
    parser.inline.ruler.before("emphasis", "marked_words", _read_marked)
    parser.inline.ruler.before("emphasis", "underlined_words", _read_underlined)


def _read_marked(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    start = state.pos
    if not state.src.startswith("==", start):
        return False
    match = MARKED.match(state.src, start, state.posMax)
    before = state.src[start - 1 : start]
    if match is None or not is_mark(match[1], before, state.src[match.end() : match.end() + 1]):
        return False
    push_words(state, match, "mark", silent=silent)
    return True


def _read_underlined(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    match = (
        UNDERLINED.match(state.src, state.pos, state.posMax)
        if state.src.startswith("++", state.pos)
        else None
    )
    if match is None or COUNTED.search(match[1]):
        return False
    push_words(state, match, "ins", silent=silent)
    return True


def is_mark(inner: str, before: str, after: str) -> bool:
    """Return whether words between two `==` are marked: beside a Latin letter they begin or end in Chinese.

    >>> is_mark("简化", "用", "S"), is_mark("b && c", "a", "d"), is_mark("甲 && b", "a", "乙")
    (True, False, False)
    """
    if COMPARISON.match(before):
        return False
    words = inner.strip("*_~")
    if COMPARED.match(before) and COMPARED.match(words[-1:]) and not CJK.match(after):  # as base64 has it
        return False
    begins, ends = (_is_chinese(letter) for letter in (words[:1], words[-1:]))
    opens, closes = begins or not COMPARED.match(before), ends or not COMPARED.match(after)
    is_apart = not (COMPARED.match(before) or COMPARED.match(after))
    return opens and closes and (is_apart or (begins and ends) or not TWO_SIDES.search(inner))


def _is_chinese(letter: str) -> bool:
    return letter in CHINESE_SIGNS or CJK.match(letter) is not None


def _read_emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    start, count = state.pos, len(state.delimiters)
    if not tokenize(state, silent):
        return False
    if state.src[start] == "*":
        widen(state, start, count)
    return True


def widen(state: StateInline, start: int, count: int) -> None:
    """Let marks beside Chinese begin or end where those beside words in Latin letters and blanks do.

    The marks stand from `start` to where the parser is now; `count` is how many delimiters it knew before.
    """
    before, earlier = state.src[start - 1 : start], state.src[max(0, start - 2) : max(0, start - 1)]
    after, later = (state.src[at : min(at + 1, state.posMax)] for at in (state.pos, state.pos + 1))
    opens = CJK.match(before) or CJK_PUNCTUATION.match(after) or (after in QUOTES and CJK.match(later))
    closes = CJK.match(after) or CJK_PUNCTUATION.match(before) or (before in QUOTES and CJK.match(earlier))
    for delimiter in state.delimiters[count:]:
        delimiter.open = delimiter.open or (after.strip() != "" and bool(opens))
        delimiter.close = delimiter.close or (before.strip() != "" and bool(closes))
