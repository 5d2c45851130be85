r"""Spellings of TeX that MathJax takes and stricter typesetters do not, each with its plain equivalent."""

import re
from collections.abc import Callable

GROUP = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
UNIT = r"(?:pt|mm|cm|ex|em|bp|pc|in|mu)"
FENCE = r"\\(?:left|right|middle|[bB]igg?[lrm]?)"
MAX_COLUMNS = 50
FIRST_PRINTED = 0xA1

Replacement = str | Callable[[re.Match[str]], str]


def _expand_columns(match: re.Match[str]) -> str:
    """Return the columns of an array without repetitions, separators and widths."""
    columns = re.sub(
        r"\*\s*\{(\d{1,3})\}\s*\{([^{}]*)\}", lambda m: m[2] * min(int(m[1]), MAX_COLUMNS), match[1]
    )
    columns = re.sub(r"[@!]\s*\{[^{}]*\}", "", columns)
    columns = re.sub(r"[pmb]\s*\{[^{}]*\}", "l", columns)
    return rf"\begin{{array}}{{{columns}}}"


def _hex_color(match: re.Match[str]) -> str:
    digits = "".join(f"{min(int(part), 255):02X}" for part in match.groups())
    return rf"\color{{#{digits}}}"


def _define(match: re.Match[str]) -> str:
    count = int(match[2] or 0)
    return rf"\def{match[1]}" + "".join(f"#{number}" for number in range(1, count + 1))


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    is_character = FIRST_PRINTED <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF  # noqa: PLR2004 - Unicode's bounds
    return rf"\text{{{chr(code)}}}" if is_character else match[0]


def _escape_text(match: re.Match[str]) -> str:
    return r"\text{" + match[1].replace("_", r"\_").replace("^", "ˆ") + "}"


def _drop_empty_rows(body: str) -> str:
    """Drop empty rows at the end of an environment; in a loop, as a pattern would take quadratic time."""
    rest = body.rstrip()
    while rest.endswith("\\\\"):
        body = rest[:-2]
        rest = body.rstrip()
    return body


BEFORE_END = re.compile(r"(?=\\end\s*\{)")
SPELLINGS: tuple[tuple[re.Pattern[str], Replacement], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (rf"(?<!\\)((?:\\\\)+)\*?\s*\[\s*-?[\d.]+\s*{UNIT}\s*\]", r"\1 "),  # `\\[2ex]`
        (rf"({FENCE})\s*<", r"\1\\langle "),
        (rf"({FENCE})\s*>", r"\1\\rangle "),
        (r"\\begin\{alignedat\}\s*\{\d+\}", r"\\begin{aligned}"),
        (r"\\end\{alignedat\}", r"\\end{aligned}"),
        (r"\\begin\{([pbvBV]?matrix)\*\}\s*(?:\[[lcr]\])?", r"\\begin{\1}"),
        (r"\\end\{([pbvBV]?matrix)\*\}", r"\\end{\1}"),
        (rf"\\begin\{{array\}}\s*(?:\[[tbc]\])?\s*{GROUP}", _expand_columns),
        (r"\\tag\s*(\w)(?![\w{])", r"\\tag{\1}"),
        (r"\\(?:text)?color\s*\[RGB\]\s*\{\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*\}", _hex_color),
        (r"\\(text|)color\s*\{#([0-9A-Fa-f])([0-9A-Fa-f])([0-9A-Fa-f])\}", r"\\\1color{#\2\2\3\3\4\4}"),
        (r"\\newcommand\s*\{?(\\[A-Za-z]+)\}?\s*(?:\[(\d)\])?\s*(?=\{)", _define),
        (r"\\unicode\s*(?:\[[^\]]*\])?\s*\{x([0-9A-Fa-f]{2,6})\}", _character),
        (r"\\texttt\s*(?=\{)", r"\\mathtt"),
        (r"\\text\{([^{}\\$]*)\}", _escape_text),
        (
            r"\\[bB]igg?[lrm]?\s*(?:\\[a-zA-Z]+|\\.|[^\\\s{}])(?=\s*[_^])",
            r"{{}\g<0>}",
        ),  # else it does not grow
        (rf"\\mathop\s*{GROUP}\s*(?:\\limits)?\s*_\s*(\{{[^{{}}]*\}}|\w)", r"\\underset{\2}{\1}"),
        (rf"\\mathop\s*{GROUP}\s*\\nolimits", r"{\1}"),
    )
)


def spell_plainly(tex: str) -> str:
    """Return TeX in common spellings; what is spelt so already comes back unchanged."""
    *bodies, rest = BEFORE_END.split(tex)
    tex = "".join([*map(_drop_empty_rows, bodies), rest])
    for pattern, replacement in SPELLINGS:
        tex = pattern.sub(replacement, tex)
    return tex
