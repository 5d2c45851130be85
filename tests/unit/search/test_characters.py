"""Simplified and traditional display: the tables that ship say what OpenCC says."""

import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import opencc
import pytest
from project import ROOT

pytestmark = pytest.mark.unit

HEADER = """\
# Characters, phrases that stay together, and phrases with characters of their own; made of the tables of OpenCC 1.4
# (https://github.com/BYVoid/OpenCC, Apache-2.0) by `pytest tests/unit/search/test_characters.py --update-cases`.
"""
SOURCES = {
    "hans": ("tw2s", ("TSCharacters", "TWVariantsRev"), ("TSPhrases", "TWVariantsRevPhrases")),
    "hant": (
        "s2tw",
        ("STCharacters", "TWVariants"),
        ("STPhrases", "STPhrases_GeneratedFromRegionalPhrases", "TWVariantsPhrases"),
    ),
}
"""By table: OpenCC's name of the conversion, and its dictionaries of characters and of phrases."""

LIBRARY = Path(opencc.__file__).parent / "clib"
LONGEST = 16
"""Characters of the longest phrase; a test says so."""

Table = Mapping[str, str]


def list_keys(names: Iterable[str]) -> set[str]:
    """Return the keys of dictionaries of OpenCC."""
    found: set[str] = set()
    with TemporaryDirectory() as folder:
        target = Path(folder, "dictionary.txt")
        for name in names:
            source = LIBRARY / "share" / "opencc" / f"{name}.ocd2"
            command = [
                LIBRARY / "bin" / "opencc_dict",
                "-i",
                source,
                "-o",
                target,
                "-f",
                "ocd2",
                "-t",
                "text",
            ]
            subprocess.run(command, check=True, capture_output=True, timeout=60)
            found |= {line.partition("\t")[0] for line in target.read_text(encoding="utf-8").splitlines()}
    return found


def convert(text: str, table: Table) -> str:
    """Return a text as `templates/zhihu/characters.js` shows it: the longest phrase first, from left to right."""
    at, found = 0, []
    while at < len(text):
        sizes = range(min(LONGEST, len(text) - at), 1, -1)
        size = next((n for n in sizes if text[at : at + n] in table), 1)
        part = text[at : at + size]
        found.append(table.get(part, part))
        at += size
    return "".join(found)


def find_exceptions(phrases: Iterable[str], characters: Table, truth: Table) -> dict[str, str]:
    """Return the phrases that their parts would spell wrongly."""
    table = dict(characters)
    for phrase in sorted(phrases, key=lambda one: (len(one), one)):
        if convert(phrase, table) != truth[phrase]:
            table[phrase] = truth[phrase]
    return {phrase: text for phrase, text in table.items() if len(phrase) > 1}


def find_guards(kept: Table, truth: Table) -> dict[str, str]:
    """Return the phrases whose end would be taken for the beginning of a kept one that spells it otherwise."""
    beginnings: dict[str, set[str]] = defaultdict(set)
    for phrase, text in kept.items():
        for size in range(1, len(phrase)):
            beginnings[phrase[:size]].add(text[:size])
    return {
        phrase: text
        for phrase, text in truth.items()
        if phrase not in kept
        and any(beginnings.get(phrase[-n:], set()) - {text[-n:]} for n in range(1, len(phrase)))
    }


@cache
def make_table(name: str) -> tuple[Table, Table]:
    """Return the characters and the phrases of a conversion."""
    conversion, singles, several = SOURCES[name]
    converter = opencc.OpenCC(conversion)
    spelt = {one: converter.convert(one) for one in list_keys(singles)}
    characters = {one: text for one, text in spelt.items() if text != one}
    truth = {one: converter.convert(one) for one in list_keys(several) if len(one) > 1}
    kept = find_exceptions(truth, characters, truth)
    while guards := find_guards(kept, truth):
        kept |= guards
    return characters, kept


def format_table(characters: Table, phrases: Table) -> str:
    plain = {one for one, text in phrases.items() if text == "".join(characters.get(c, c) for c in one)}
    rows = (
        "".join(one + text for one, text in sorted(characters.items())),
        " ".join(sorted(plain)),
        " ".join(one + text for one, text in sorted(phrases.items()) if one not in plain),
    )
    return HEADER + "".join(f"{row}\n" for row in rows)


@pytest.mark.slow
@pytest.mark.parametrize("name", SOURCES)
def test_the_table_is_that_of_opencc(name: str, *, update_cases: bool) -> None:
    path = files("mkdocs_zhihu") / "i18n" / f"{name}.txt"
    text = format_table(*make_table(name))
    assert max(map(len, make_table(name)[1])) <= LONGEST
    if update_cases:
        path.write_text(text, encoding="utf-8")  # type: ignore[attr-defined]
    assert path.read_text(encoding="utf-8") == text


MISREAD = ("十幾分鍾", "十幾分鐘")
"""Minutes that OpenCC takes for a bell, because it sees a word in `十几分`."""


@pytest.mark.slow
def test_running_text_becomes_what_opencc_makes_of_it() -> None:
    characters, phrases = make_table("hant")
    table, converter = {**characters, **phrases}, opencc.OpenCC("s2tw")
    for path in (ROOT / "example_site" / "docs").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert convert(text, table) == converter.convert(text).replace(*MISREAD), path
