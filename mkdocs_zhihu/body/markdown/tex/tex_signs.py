r"""What tells TeX from text between dollars and between `\(…\)`, which converters to Markdown write for brackets too."""

import re

from mkdocs_zhihu.reading.cjk import CJK
from mkdocs_zhihu.reading.markdown.code_places import iter_outside_code

SIGN = re.compile(r"[\\^_=<>+{}|/*-]|^\s*[A-Za-z]\s*$")
CONDITION = re.compile(r"[A-Za-z]\([^()|]+\|[^()|]+\)")
"""The probability of something on a condition."""
STRONG_SIGN = re.compile(r"\\[A-Za-z]{2,}|\^|(?<![A-Za-z\\])[A-Za-z](?:\\)?_[A-Za-z0-9{]|_\{")
"""What no text in brackets has: a command, a power, an index of one letter."""
ESCAPE = re.compile(r"\\[-.#()\[\]`\"']")
"""A mark of text that a converter escaped, and no TeX."""
BRACKETED = re.compile(r"\\[(\[]([^\n]{1,300}?)\\[)\]]")
SPACED = re.compile(r" (?:[A-Za-z]\w*|[\d.,]+) ")
"""A name or a number."""
COMMAND = re.compile(r"\\[A-Za-z]+(?:\s*\{[^{}]*\})?|\{[^{}]*\}")
WORDS = re.compile(r"[A-Za-z]{2,}\s+-*[A-Za-z]|[A-Za-z]\s+-+[A-Za-z]")
LINK = re.compile(r"\]\((?:https?:)?//")
"""Of Markdown, which stands in no formula."""
TEX_COMMAND = re.compile(r"\\[A-Za-z]{2,}|[\^_]\{")
VARIABLE = re.compile(r"[A-Z_]{3,}|[A-Za-z_]+[\\/]")
"""The variable of a shell, or the beginning of a path."""
MARKDOWN = re.compile(
    r"!\[[^\]\n]*\]\(|^ {0,3}(?:#{1,6} \S|```|~~~|---+ *$|\*\*\*+ *$|> )|(?<![$\\])\$(?!\$)|\*\*\S",
    re.MULTILINE,
)
"""What no displayed formula holds: a picture, a heading, a fence, a rule, a quotation, a formula in a line, strong words."""


def is_tex(text: str) -> bool:
    """Return whether what stands between two marks of a formula has a sign of one.

    >>> is_tex("a_1"), is_tex("n"), is_tex("见 a-b"), is_tex("P(甲|乙)")
    (True, True, False, True)
    """
    if CJK.search(text) and not any(sign in text for sign in "\\_^"):
        return CONDITION.fullmatch(text) is not None
    return SIGN.search(text) is not None


def is_tex_beside_words(tex: str) -> bool:
    r"""Return whether this between two dollars can be nothing but TeX, whatever stands beside it.

    >>> is_tex_beside_words(r"\rightarrow"), is_tex_beside_words("^{[1]}"), is_tex_beside_words(r"HOME\bin:"), is_tex_beside_words("5 and ")
    (True, True, False, False)
    >>> is_tex_beside_words(r"](https://a.example/b\cd) [")
    False
    """
    if not TEX_COMMAND.search(tex) or VARIABLE.match(tex) or LINK.search(tex) or "`" in tex:
        return False
    return tex.count("{") == tex.count("}") and not (CJK.search(tex) and tex != tex.strip())


def has_markdown(tex: str) -> bool:
    """Return whether this between two `$$` runs over blocks of Markdown: one of the two belongs to another."""
    return MARKDOWN.search(tex) is not None


def uses_brackets(text: str) -> bool:
    r"""Return whether the author of a text writes formulas as `\(…\)`: one of them can be nothing else.

    >>> uses_brackets(r"\(n\) is \(\sqrt{2}\)"), uses_brackets(r"concat\(string A, B,\.\.\.\)")
    (True, False)
    >>> uses_brackets(r"`\(\sqrt{2}\)`")
    False
    """
    return "\\(" in text and any(_is_certain(match[1]) for match in iter_outside_code(BRACKETED, text))


def is_bracketed_tex(tex: str, *, is_usual: bool) -> bool:
    r"""Return whether this between `\(` and `\)` is TeX; with `is_usual` the author writes it so."""
    if LINK.search(tex):
        return False
    if is_usual:
        return not ESCAPE.search(tex) and (not CJK.search(tex) or "\\" in tex)
    return _is_certain(tex) or (is_tex(tex) and not ESCAPE.search(tex) and not WORDS.search(tex))


def _is_certain(tex: str) -> bool:
    return STRONG_SIGN.search(tex) is not None and not ESCAPE.search(tex)


def is_spaced_tex(tex: str) -> bool:
    """Return whether this between two dollars, with a blank at both ends, is TeX: `$ n $`, not `$ 5 and $ 6`.

    >>> is_spaced_tex(" a_i "), is_spaced_tex(" 5 and "), is_spaced_tex(" ls -l ")
    (True, False, False)
    """
    if SPACED.fullmatch(tex):
        return True
    is_amount = re.fullmatch(r"\s*[\d.,]+\s*[-+~/]?\s*", tex) is not None
    return is_tex(tex) and not is_amount and not CJK.search(tex) and not WORDS.search(COMMAND.sub("", tex))
