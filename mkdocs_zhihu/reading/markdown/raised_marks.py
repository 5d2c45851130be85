"""Superscripts and subscripts of Pandoc, Typora and CSDN: `2^10^`, `H~2~O`."""

import re

MARKS = {
    "^": re.compile(r"\^([+\-−]?\d{1,3}|\d{0,2}[+\-−]|[nT](?:[+\-−]\d)?|st|nd|rd|th)\^(?![\^\d_])", re.ASCII),
    "~": re.compile(r"~(\d{1,3}|[ijkmnt])~(?![~\d_])", re.ASCII),
}
"""Numbers and what stands for one: other letters are those of `a^b^c`, of `good~bye~` and of faces, `^o^`."""
BASES = {
    "^": re.compile(r"(?:^|[^\w^])(?:\d{1,5}(?:\.\d{1,5})?|[A-Za-z]|[cdkmnμ]m|[A-Z][a-z])$|[)~]$", re.ASCII),
    "~": re.compile(r"(?:^|[^\w~\\/])(?:[a-z]|(?:[A-Z][a-z]?){1,5})$|~(?:[A-Z][a-z]?){1,5}$|[A-Za-z~]\)$", re.ASCII),
}  # fmt: skip
"""What stands before: a number, a letter, a unit or a formula of chemistry, no word and no `PROGRA~1`."""
LONGEST_BASE = 16
SIGN = re.compile(r"[\^~]")
ELEMENTS = {"^": "sup", "~": "sub"}
CHARACTERS = {
    "sup": str.maketrans("0123456789+-−nT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿᵀ"),
    "sub": str.maketrans("0123456789+-−ijkmnt", "₀₁₂₃₄₅₆₇₈₉₊₋₋ᵢⱼₖₘₙₜ"),
}
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿᵀ₀₁₂₃₄₅₆₇₈₉₊₋ᵢⱼₖₘₙₜ", "0123456789+-nT0123456789+-ijkmnt")
"""Back from both."""


def find_raised(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return what is raised or lowered from a place on, None if nothing is; its first group are the words.

    >>> [bool(find_raised(text, text.index("^"), len(text))) for text in ("10^-3^mol", "哈哈^3^", "a^2^b", "x^n^")]
    [True, False, False, True]
    """
    sign = text[start]
    match = MARKS[sign].match(text, start, end)
    base = BASES[sign].search(text[max(0, start - LONGEST_BASE) : start]) if match else None
    if match is None or base is None:
        return None
    after = text[match.end() : match.end() + 1]
    is_operand = sign == "^" and after.isascii() and after.isalpha() and not base[0][-1].isdigit()
    return None if is_operand else match


def spell_raised(words: str, element: str) -> str:
    """Return words that are raised (`sup`) or lowered (`sub`) in the characters that Unicode has for them, else as they are.

    >>> spell_raised("-10", "sup"), spell_raised("i", "sub"), spell_raised("注", "sup")
    ('⁻¹⁰', 'ᵢ', '注')
    """
    characters = CHARACTERS[element]
    return words.translate(characters) if set(map(ord, words)) <= characters.keys() else words


def read_raised(text: str) -> str:
    """Return a text with what is raised or lowered in the characters that Unicode has.

    >>> read_raised("2^10^ 与 H~2~O，a~b~")
    '2¹⁰ 与 H₂O，a~b~'
    """
    pieces: list[str] = []
    done = 0
    for sign in SIGN.finditer(text):
        place = sign.start()
        match = find_raised(text, place, len(text)) if place >= done else None
        if match is not None:
            pieces += [text[done:place], spell_raised(match[1], ELEMENTS[text[place]])]
            done = match.end()
    return "".join([*pieces, text[done:]])
