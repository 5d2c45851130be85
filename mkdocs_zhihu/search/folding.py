"""Spelling that search looks through: width, case, traditional characters and forms that mean the same."""

import re
import unicodedata
from importlib.resources import files

INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
WIDE = re.compile("[\uff01-\uff5e\u3000]")
NARROW = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in (*range(0xFF01, 0xFF5F), 0x3000)}


def read_variants(text: str) -> dict[str, str]:
    """Return the pairs of a table: what is folded, and to what."""
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {pair[0]: pair[1] for line in lines for pair in line.split()}


VARIANTS = read_variants((files(__package__) / "variants.txt").read_text(encoding="utf-8"))
"""Traditional characters and their simplified forms; where several are one, such as 發 and 髮, search takes them for one."""

SIMPLIFIED = str.maketrans(VARIANTS)
"""A table: a pattern of thousands of characters takes ten times as long."""


def fold_text(text: str) -> str:
    """Return a text with one spelling for letters that differ in case, width, script or form, and single blanks.

    `templates/zhihu/search_index.js` does the same. Both use operations that Python and JavaScript define
    alike; `casefold` has no counterpart there. Lower after upper, because 'ß' has to meet 'SS'; the final
    sigma, because it alone depends on its neighbours.
    """
    # Without Chinese punctuation most text is normal already, which NFKC sees at once.
    narrow = WIDE.sub(lambda match: NARROW[match[0]], INVISIBLE.sub("", text))
    folded = unicodedata.normalize("NFKC", narrow).upper().lower().replace("ς", "σ")
    return " ".join(folded.translate(SIMPLIFIED).split())
