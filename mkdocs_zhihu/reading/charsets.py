"""What a text that is not UTF-8 is encoded in, judged by what it would be as each."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain

from mkdocs_zhihu.reading.common_characters import KANA, KANJI, LATIN, SIMPLIFIED, SYLLABLES, TRADITIONAL

SAMPLE = 200_000
"""Bytes that are judged."""

MIN_LETTERS = 6
"""Letters that are not ASCII, from which on a text can be judged; shorter ones are GB18030."""

MIN_COMMON = 3
"""How many more common characters another reading has than GB18030, at least."""
MIN_MORE = 0.05
"""The part of its letters that they are, at least."""
MIN_CERTAIN = 0.1
"""The part of a text's letters that is common in a certain reading, at least: of Chinese it is a third and more."""

NOT_ASCII = re.compile(rb"[\x80-\xff]")
INSIDE_WORD = re.compile(rb"(?<=[a-z])(?:[\x80-\xfe]|[\xdf-\xf6\xf8-\xfe]{2})(?=[a-z])")
"""Within a word of small letters, a letter of Western Europe or its apostrophe, or two small ones as in `größer`."""
SHORT_ROW = re.compile(rb"(?<![\x80-\xff])[\x80-\xfe]{1,3}(?![\x80-\xff])")
"""A few such bytes: those of East Asia come in longer rows."""
NO_CAPITAL_BEHIND = re.compile(rb"(?<![\x80-\xff])[\x80-\xfe](?![\x80-\xff@-`{-~])")
"""A letter of another part of Europe: the second byte of a character of East Asia is any letter."""
MOSTLY, NEARLY_ALL = 0.8, 0.9

DECLARED = re.compile(rb"<meta\b[^<>]*?\bcharset=[\"']?([\w.:-]+)", re.IGNORECASE)
DECLARATION_SIZE = 4_000
"""Bytes of a page in which it says its encoding."""


@dataclass(frozen=True, slots=True)
class Charset:
    """One encoding."""

    name: str
    """What people and `iconv` call it."""

    codec: str
    """Python's name of what programs write under that name."""

    common: frozenset[str]
    """The most frequent characters of its languages: a wrong reading has few of them."""

    labels: tuple[str, ...]
    """What pages call it."""


GB18030 = Charset(
    "GB18030",
    "gb18030",
    TRADITIONAL | KANJI | KANA,
    ("gb18030", "gbk", "gb2312", "gb_2312-80", "x-gbk", "cp936", "windows-936", "ms936", "euc-cn"),
)
WESTERN = Charset(
    "Windows-1252",
    "cp1252",
    LATIN,
    ("windows-1252", "cp1252", "iso-8859-1", "iso8859-1", "latin1", "latin-1"),
)
OTHERS = (
    Charset("EUC-KR", "cp949", SYLLABLES,
            ("euc-kr", "ks_c_5601-1987", "ksc5601", "korean", "windows-949", "cp949")),
    Charset("Shift_JIS", "cp932", KANJI | SIMPLIFIED | KANA,
            ("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "cp932", "ms_kanji")),
    Charset("EUC-JP", "euc_jp", KANJI | SIMPLIFIED | KANA, ("euc-jp", "x-euc-jp")),
    Charset("Big5", "big5hkscs", TRADITIONAL, ("big5", "big5-hkscs", "x-x-big5", "cp950", "big-5")),
)  # fmt: skip
BY_LABEL = dict(
    chain.from_iterable(
        ((label, charset) for label in charset.labels) for charset in (GB18030, WESTERN, *OTHERS)
    )
)


def detect_charset(data: bytes) -> tuple[Charset, bool]:
    """Return what a text that is not UTF-8 is encoded in, and whether that is certain.

    A page's own word counts if the text agrees with it; with Windows-1252 every text agrees.

    >>> [detect_charset(text.encode(codec))[0].name for text, codec in (
    ...     ("說到這個問題，我認為要先了解它的歷史背景", "big5"), ("说到这个问题，我认为要先了解它的历史背景", "gbk"))]
    ['Big5', 'GB18030']
    """
    declared = DECLARED.search(data, 0, DECLARATION_SIZE)
    named = BY_LABEL.get(declared[1].decode("ascii").lower()) if declared else None
    if named is not None and named is not WESTERN and can_decode(data, named):
        return named, True
    sample = data[:SAMPLE]
    usual, letters = _measure(sample, GB18030)
    if usual <= 0 and _is_western(sample):
        return WESTERN, _is_certainly_western(sample)
    if letters < MIN_LETTERS:
        return GB18030, can_decode(data, GB18030)
    common, total, best = max(
        ((*_measure(sample, charset), charset) for charset in OTHERS), key=lambda measured: measured[0]
    )
    if common - max(usual, 0) >= max(MIN_COMMON, MIN_MORE * total):
        return best, common >= MIN_CERTAIN * total
    return GB18030, usual >= MIN_CERTAIN * letters


def can_decode(data: bytes, charset: Charset) -> bool:
    """Return whether every byte of a text is valid in an encoding."""
    try:
        data.decode(charset.codec)
    except UnicodeDecodeError:
        return False
    return True


def _measure(sample: bytes, charset: Charset) -> tuple[int, int]:
    """Return how many common characters a text has in an encoding, less twice those it does not have, and its letters."""
    counts = Counter(filter(_is_letter, sample.decode(charset.codec, "replace")))
    common = sum(count for character, count in counts.items() if character in charset.common)
    return common - 2 * sum(counts[character] for character in counts if _is_odd(character)), counts.total()


def _is_letter(character: str) -> bool:
    return character > "\x7f" and (character.isalpha() or _is_odd(character))


def _is_odd(character: str) -> bool:
    return character == "\ufffd" or "\ue000" <= character <= "\uf8ff"


def _is_western(sample: bytes) -> bool:
    r"""Return whether a text is one in Windows-1252: what is valid in GB18030 too needs letters within words.

    >>> [_is_western(text.encode("cp1252")) for text in ("café", "Straße", "É")], _is_western("说".encode("gbk"))
    ([True, True, True], False)
    """
    count = len(NOT_ASCII.findall(sample))
    if can_decode(sample, GB18030):
        return count > 0 and _count_bytes(INSIDE_WORD, sample) >= MOSTLY * count
    pattern = SHORT_ROW if _is_certainly_western(sample) else NO_CAPITAL_BEHIND
    return _count_bytes(pattern, sample) >= MOSTLY * count


def _count_bytes(pattern: re.Pattern[bytes], sample: bytes) -> int:
    return sum(map(len, pattern.findall(sample)))


def _is_certainly_western(sample: bytes) -> bool:
    """Return whether a text has the letters of Western Europe: those of other parts of it are signs in Windows-1252."""
    text = [character for character in sample.decode(WESTERN.codec, "replace") if character > "\x7f"]
    return sum(character in WESTERN.common for character in text) >= NEARLY_ALL * len(text)
