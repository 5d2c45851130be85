"""What a text that is not UTF-8 is encoded in, judged by what it would be as each."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from mkdocs_zhihu.reading.common_characters import KANJI, SIMPLIFIED, SYLLABLES, TRADITIONAL

SAMPLE = 200_000
"""Bytes that are judged."""

MIN_LETTERS = 6
"""Letters that are not ASCII, from which on a text can be judged; shorter ones are GB18030."""

FREQUENT = 0.9
"""The part of a text's letters that is in frequent use, at least; names and rare words are the rest."""

PLAUSIBLE = 0.4
"""The same where nothing else fits: half of the traditional characters are not among GB's frequent ones."""

LIKELY = 0.6
"""The same for another encoding where the text is not plausible as GB18030."""

LONG_VOWEL = "ー"
KANA = "".join(map(chr, range(0x3041, 0x30FB)))
ENDINGS = "이다는의가을를에고하지은도한기로서"
"""The most frequent syllables of Korean."""
MANY_KANA = 0.3
"""The part of a text's letters that is kana in Japanese, at least."""
FACTOR = 1.5
"""How many times as many common characters another reading needs as there are as GB18030."""
MIN_COMMON = 2
"""How many more it needs."""
DECLARED = re.compile(rb"<meta\b[^<>]*?\bcharset=[\"']?([\w.:-]+)", re.IGNORECASE)
HEAD = 4_000
"""Bytes of a page in which it says its encoding."""


@dataclass(frozen=True, slots=True)
class Charset:
    """One encoding of East Asia."""

    name: str
    """What people call it."""

    codec: str
    """Python's name of what programs write under that name."""

    leads: frozenset[int]
    """First bytes of its frequent characters: a standard puts those before all others."""

    telling: str = ""
    """Characters that no text of its language is without."""

    min_telling: float = 0
    """The part of a text's letters that is among them, at least."""

    common: frozenset[str] = frozenset()
    """Its frequent characters, without kana, which GB18030 and EUC-JP have at the same places."""

    labels: tuple[str, ...] = ()
    """What pages call it."""


class Reading(NamedTuple):
    """What a text is in one encoding."""

    share: float
    """The part of its letters that is in frequent use, 0 if it is of no such language."""

    letters: int
    """Letters that are not ASCII."""

    common: int
    """Those that are among the most frequent ones, without kana."""

    kana: int
    """Those that are kana."""


GB18030 = Charset(
    "GB18030",
    "gb18030",
    frozenset({0xA4, 0xA5, *range(0xB0, 0xD8)}),
    common=TRADITIONAL | KANJI,
    labels=("gb18030", "gbk", "gb2312", "gb_2312-80", "x-gbk", "cp936", "windows-936", "ms936", "euc-cn"),
)
OTHERS = (
    Charset("EUC-KR", "cp949", frozenset(range(0xB0, 0xC9)), ENDINGS, 0.15, SYLLABLES | TRADITIONAL,
            ("euc-kr", "ks_c_5601-1987", "ksc5601", "korean", "windows-949", "cp949")),
    Charset("Shift_JIS", "cp932", frozenset({0x82, 0x83, *range(0x88, 0x98)}), KANA, 0.2, KANJI | SIMPLIFIED,
            ("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "cp932", "ms_kanji")),
    Charset("EUC-JP", "euc_jp", frozenset({0xA4, 0xA5, *range(0xB0, 0xD0)}), KANA, 0.2, KANJI | SIMPLIFIED,
            ("euc-jp", "x-euc-jp")),
    Charset("Big5", "big5hkscs", frozenset(range(0xA4, 0xC7)), common=TRADITIONAL,
            labels=("big5", "big5-hkscs", "x-x-big5", "cp950", "big-5")),
)  # fmt: skip
BY_LABEL = dict(
    chain.from_iterable(((label, charset) for label in charset.labels) for charset in (GB18030, *OTHERS))
)
DOUBLE, LONG = 2, 4
"""Bytes of a character; of GB18030's rare ones, which no other encoding's texts look like."""
FIRST_TRAIL = 0xA1
"""Second byte from which on GB's characters are those of its first standard."""


def detect_charset(data: bytes) -> tuple[Charset, bool]:
    """Return what a text that is not UTF-8 is encoded in, and whether that is certain.

    A page's own word counts if the text agrees with it.

    >>> [detect_charset(text.encode(codec))[0].name for text, codec in (
    ...     ("說到這個問題，我認為要先了解它的歷史背景", "big5"), ("说到这个问题，我认为要先了解它的历史背景", "gbk"))]
    ['Big5', 'GB18030']
    """
    declared = DECLARED.search(data, 0, HEAD)
    named = BY_LABEL.get(declared[1].decode("ascii").lower()) if declared else None
    if named is not None and can_decode(data, named):
        return named, True
    sample = data[:SAMPLE]
    usual = _measure(sample, GB18030)
    if usual.letters < MIN_LETTERS:
        return GB18030, True
    found, best = max(
        ((_measure(sample, charset), charset) for charset in OTHERS),
        key=lambda item: (item[0].share >= LIKELY, _weigh(item[0], item[1], usual)),
    )
    weight = _weigh(found, best, usual)
    if found.share >= LIKELY and weight >= MIN_COMMON:
        return best, found.share >= FREQUENT
    return GB18030, usual.share >= PLAUSIBLE or weight <= 0


def _weigh(found: Reading, charset: Charset, usual: Reading) -> float:
    """Return how many more common characters a text has in an encoding than it has to have; kana count where they are elsewhere in GB18030."""
    is_japanese = charset.name != "EUC-JP" and usual.kana >= MANY_KANA * usual.letters
    return found.common - FACTOR * (usual.common + is_japanese * usual.kana)


def can_decode(data: bytes, charset: Charset) -> bool:
    """Return whether every byte of a text is valid in an encoding."""
    try:
        data.decode(charset.codec)
    except UnicodeDecodeError:
        return False
    return True


def _measure(sample: bytes, charset: Charset) -> Reading:
    """Return what a text would be in an encoding."""
    counts = Counter(filter(_is_letter, sample.decode(charset.codec, "replace")))
    total = counts.total()
    telling = sum(counts[character] for character in charset.telling)
    kana = sum(counts[character] for character in KANA)
    common = sum(count for letter, count in counts.items() if letter in charset.common) + counts[LONG_VOWEL]
    if charset.name == "Shift_JIS":
        common += kana
    if not total or telling < charset.min_telling * total:
        return Reading(0, total, common, kana)
    share = sum(count for letter, count in counts.items() if _is_frequent(letter, charset)) / total
    return Reading(share, total, common, kana)


def _is_letter(character: str) -> bool:
    return character > "\x7f" and (character.isalpha() or character == "\ufffd")


def _is_frequent(letter: str, charset: Charset) -> bool:
    if letter == LONG_VOWEL:
        return True
    code = letter.encode(charset.codec, "ignore")
    if charset is GB18030 and (len(code) != DOUBLE or code[1] < FIRST_TRAIL):
        return len(code) == LONG and letter != "\ufffd"
    return len(code) == DOUBLE and code[0] in charset.leads
