r"""Chemical formulas: the common part of mhchem's `\ce`, as TeX."""

import re

CE = re.compile(r"\\ce\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
ARROWS = {"->": r"\rightarrow", "<-": r"\leftarrow", "<->": r"\leftrightarrow", "<=>": r"\rightleftharpoons",
          "=": "=", "+": "+"}  # fmt: skip
ARROW = re.compile(r"(<=>|<->|->|<-)(?:\[([^\[\]]*)\])?")
PIECE = re.compile(
    r"(?P<symbol>[A-Z][a-z]?|[()\[\]])|(?P<state>\((?:s|l|g|aq)\))|_?(?P<count>\d+|\{[^{}]*\})"
    r"|\^(?P<charge>\d*[+-]+|\{[^{}]*\})|(?P<sign>[+-](?=$))|(?P<gas>\^$)|(?P<bond>[-=#])"
)


def translate_chemistry(tex: str) -> str:
    r"""Return TeX with each `\ce{…}` written out; one that is not understood is left as it is."""
    return CE.sub(lambda match: _translate(match[1]) or match[0], tex)


def _translate(source: str) -> str:
    words = ARROW.sub(lambda match: f" {match[0]} ", source).split()
    parts = [_translate_word(word) for word in words]
    return f"{{{' '.join(parts)}}}" if parts and all(parts) else ""


def _translate_word(word: str) -> str:
    arrow = ARROW.fullmatch(word)
    if arrow:
        if not arrow[2]:
            return ARROWS[arrow[1]]
        above = arrow[2] if "\\" in arrow[2] else rf"\text{{{arrow[2]}}}"
        return (
            rf"\xrightarrow{{{above}}}" if arrow[1] == "->" else rf"\overset{{{above}}}{{{ARROWS[arrow[1]]}}}"
        )
    if word in ARROWS:
        return ARROWS[word]
    amount = re.match(r"\d+(?:/\d+)?(?=[A-Z(\[])", word)
    pieces = [amount[0] + r"\," if amount else ""]
    position = amount.end() if amount else 0
    while position < len(word):
        match = PIECE.match(word, position)
        if match is None:
            return ""
        pieces.append(_translate_part(match))
        position = match.end()
    return "".join(pieces)


def _translate_part(match: re.Match[str]) -> str:
    kind, text = match.lastgroup, match[0]
    if kind == "count":
        return f"_{{{match['count'].strip('{}')}}}"
    if kind in ("charge", "sign"):
        return f"^{{{(match['charge'] or match['sign']).strip('{}')}}}"
    if kind == "symbol" and text.isalpha():
        return rf"\mathrm{{{text}}}"
    return {"gas": r"\uparrow", "state": rf"\mathrm{{{text}}}"}.get(kind or "", text)
