"""Spelling that search looks through: width, case, traditional characters and forms that mean the same."""

import re
import unicodedata
from collections.abc import Mapping
from importlib.resources import files

import numpy as np

from mkdocs_zhihu.search.alphabet import CODE_POINTS, Codes

INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
NARROW = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in (*range(0xFF01, 0xFF5F), 0x3000)}


def read_variants(text: str) -> dict[str, str]:
    """Return the pairs of a table: what is folded, and to what."""
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {pair[0]: pair[1] for line in lines for pair in line.split()}


VARIANTS = read_variants((files(__package__) / "variants.txt").read_text(encoding="utf-8"))
"""Traditional characters and their simplified forms; where several are one, such as 發 and 髮, search takes them for one."""


def _build_table(pairs: Mapping[str, str]) -> Codes:
    """Return the code point that stands for each; a pattern or `str.translate` takes ten times as long."""
    table = np.arange(CODE_POINTS, dtype=np.uint32)
    table[[ord(one) for one in pairs]] = [ord(other) for other in pairs.values()]
    return table


NARROWED, SIMPLIFIED = _build_table(NARROW), _build_table(VARIANTS)


def fold_text(text: str) -> str:
    """Return a text with one spelling for letters that differ in case, width, script or form, and single blanks.

    `templates/zhihu/search_index.js` does the same. Both use operations that Python and JavaScript define
    alike; `casefold` has no counterpart there. Lower after upper, because 'ß' has to meet 'SS'; the final
    sigma, because it alone depends on its neighbours.
    """
    # Without Chinese punctuation most text is normal already, which NFKC sees at once.
    narrow = _replace(INVISIBLE.sub("", text), NARROWED)
    folded = unicodedata.normalize("NFKC", narrow).upper().lower().replace("ς", "σ")
    return " ".join(_replace(folded, SIMPLIFIED).split())


def _replace(text: str, table: Codes) -> str:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return table[codes].tobytes().decode("utf-32-le", "surrogatepass")
