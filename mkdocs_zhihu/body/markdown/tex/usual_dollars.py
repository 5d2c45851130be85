"""Formulas with Chinese words, or with a blank inside their dollars, in posts that have other formulas."""

import re

from mkdocs_zhihu.body.markdown.code.fence_lines import find_code, is_within
from mkdocs_zhihu.reading.cjk import LETTERS

CERTAIN = re.compile(
    rf"(?<![\w$\\])\$\$?(?![\s$])(?=[^$\n]{{0,300}}(?:\\[A-Za-z]{{2}}|\^|(?<![A-Za-z])[A-Za-z]_[\w{{]))[^$\n{LETTERS}]{{1,300}}"
    r"(?<![\s\\])\$\$?(?![\w$])",
    re.ASCII,
)
"""What can be nothing but a formula."""
USUAL = re.compile(
    r"\$(?![$\d])(?P<tex>(?![ \t]{0,9}[-+]?[\d.,])(?:[^$\n\\`，。；！？“”\"]|\\[^\n]){1,200})\$(?![$\w{(\"'])",
    re.ASCII,
)
BEFORE = re.compile(r"[\w$\\)\]}\"']", re.ASCII)
SIGN = re.compile(r"[=_^\\+<]|^\s*[A-Za-z]\s*$")
DOLLAR = re.compile(r"\\.|(\$)")
CHINESE_LETTER = re.compile(f"[{LETTERS}]")
COMMAND_END = re.compile(r"(?<!\\);")
ESCAPED = re.compile(r"\\[^\n]")
LONGEST_LINE = 2_000
"""Characters before a formula, and behind it; in longer lines nothing is found."""


def uses_dollars(text: str) -> bool:
    r"""Return whether the author of a text writes formulas between dollars: one of them can be nothing else.

    >>> uses_dollars("有 $x^2$"), uses_dollars("有 `$x^2$`"), uses_dollars("价 $5 和 $6，$HOME/a_b:$PATH")
    (True, False, False)
    """
    code: list[tuple[int, int]] | None = None
    for match in CERTAIN.finditer(text) if "$" in text else ():
        code = find_code(text) if code is None else code
        if not is_within(match.start(), code):
            return True
    return False


def find_usual(text: str, start: int) -> re.Match[str] | None:
    """Return the formula that begins here, in a text whose author writes formulas, None if it may be money or words.

    >>> bool(find_usual("$显存=14.22G$", 0)), bool(find_usual("$ n$", 0)), bool(find_usual("$5 和 a=$", 0))
    (True, True, False)
    """
    match = USUAL.match(text, start)
    if match is None or BEFORE.match(text[start - 1 : start]) or not SIGN.search(match["tex"]):
        return None
    if _is_code(match["tex"], text[match.end() : match.end() + 1]) or _has_open_brace(match["tex"]):
        return None
    first = text.rfind("\n", max(0, start - LONGEST_LINE), start) + 1
    last = text.find("\n", match.end(), match.end() + LONGEST_LINE)
    if (not first and start > LONGEST_LINE) or (last < 0 and len(text) > match.end() + LONGEST_LINE):
        return None
    before, behind = (
        _count_dollars(part)
        for part in (text[first:start], text[match.end() : len(text) if last < 0 else last])
    )
    return None if before % 2 or behind % 2 else match  # else one of the two belongs to another


def _is_code(tex: str, after: str) -> bool:
    """Return whether this tells of a program's variables with Chinese names.

    >>> _is_code("变量 = 1; echo ", "变"), _is_code("变量 = 1", "，"), _is_code(" n ", "是")
    (True, False, False)
    """
    return CHINESE_LETTER.search(tex) is not None and (
        COMMAND_END.search(tex) is not None or (tex[-1].isspace() and after.isalnum())
    )


def _has_open_brace(tex: str) -> bool:
    bare = ESCAPED.sub("", tex)
    return bare.count("{") != bare.count("}")


def _count_dollars(text: str) -> int:
    return sum(map(bool, DOLLAR.findall(text)))
