"""Simplified and traditional characters: the table that ships is what OpenCC says."""

import unicodedata
from functools import cache
from importlib.resources import files

import opencc
import pytest

from mkdocs_zhihu.search.folding import VARIANTS, fold_text

pytestmark = pytest.mark.unit

PAIRS_PER_LINE = 30
HEADER = """\
# Traditional characters and what search folds them to. Made of the tables of OpenCC 1.4 (https://github.com/BYVoid/OpenCC,
# Apache-2.0) by `pytest tests/unit/search/test_variants.py --update-cases`.
"""
CODES = range(0x2E80, 0x33480)
TO_SIMPLIFIED = opencc.OpenCC("t2s")
FROM_REGIONS = [opencc.OpenCC(name) for name in ("tw2t", "hk2t")]
"""Taiwan and Hong Kong write some traditional characters in their own way."""


def convert(converter: opencc.OpenCC, character: str) -> str:
    found = converter.convert(character)
    return found if len(found) == 1 and unicodedata.normalize("NFKC", found) == found else character


@cache
def make_table() -> dict[str, str]:
    """Return what each character that stands for itself in search is folded to, where that is another."""
    characters = [chr(code) for code in CODES if unicodedata.category(chr(code)) == "Lo"]
    own = [one for one in characters if unicodedata.normalize("NFKC", one) == one]
    simplified = {one: convert(TO_SIMPLIFIED, one) for one in own}
    results = {found for one, found in simplified.items() if found != one}
    table = {one: found for one, found in simplified.items() if found != one}
    for one in own:
        if one not in table and one not in results:
            for converter in FROM_REGIONS:
                found = convert(converter, one)
                found = table.get(found, found)
                if found != one:
                    table[one] = found
    return {one: found for one, found in table.items() if table.get(found, found) == found}


def format_table(table: dict[str, str]) -> str:
    pairs = [one + found for one, found in sorted(table.items())]
    starts = range(0, len(pairs), PAIRS_PER_LINE)
    return HEADER + "".join(" ".join(pairs[start : start + PAIRS_PER_LINE]) + "\n" for start in starts)


def test_the_table_is_that_of_opencc(*, update_cases: bool) -> None:
    path = files("mkdocs_zhihu") / "search" / "variants.txt"
    if update_cases:
        path.write_text(format_table(make_table()), encoding="utf-8")  # type: ignore[attr-defined]
    assert path.read_text(encoding="utf-8") == format_table(make_table())


def test_nothing_has_to_be_folded_twice() -> None:
    assert len(VARIANTS) > 4_000
    for one, found in VARIANTS.items():
        assert len(one) == len(found) == 1
        assert fold_text(one) == fold_text(found) == found


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("為什麼竹子長得那麼快", "为什么竹子长得那么快"),
        ("頭髮與發現", "头发与发现"),
        ("臺灣的裡面和裏面", "台湾的里面和里面"),
        ("看著", "看着"),
        ("終端速度", "终端速度"),
    ],
)
def test_both_spellings_meet(traditional: str, simplified: str) -> None:
    assert fold_text(traditional) == fold_text(simplified)
