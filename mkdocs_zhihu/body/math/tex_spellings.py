r"""Spellings of TeX that MathJax takes and stricter typesetters do not, each with its plain equivalent."""

import re
from collections.abc import Callable

from mkdocs_zhihu.body.math.css_colors import COLORS, TYPESETTERS

GROUP = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
MAX_GROUPS = 6


def _nest_groups() -> str:
    """Return the pattern of a group with groups within it, as programs write them, `{{{w}}_{i}}`."""
    inner = r"[^{}\\]++|\\."
    for _ in range(MAX_GROUPS):
        inner = rf"[^{{}}\\]++|\\.|\{{(?:{inner})*\}}"
    return rf"\{{((?:{inner})*)\}}"


NESTED_GROUP = _nest_groups()
GREEK = r"\\(?:alpha|beta|gamma|delta|theta|lambda|mu|pi|sigma|phi|psi|omega|Omega|Theta)(?![A-Za-z])"
UNIT = r"(?:pt|mm|cm|ex|em|bp|pc|in|mu)"
FENCE = r"\\(?:left|right|middle|[bB]igg?[lrm]?)"
MAX_COLUMNS = 50
FIRST_PRINTED = 0xA1
LIMITS = re.compile(
    rf"(?P<atom>(?:\\(?:overset|underset|stackrel|frac)\s*{GROUP}\s*{GROUP.replace('(', '(?:', 1)}"
    rf"|\\[A-Za-z]+(?:\s*{GROUP})?|{GROUP}|[A-Za-z0-9]))\s*\\limits(?![A-Za-z])"
)
OPERATORS = re.compile(
    r"\\(?:mathop|operatorname|i*int|oi*nt|sum|prod|coprod|big[a-z]+|lim(?:sup|inf)?|(?:var|proj|inj)[a-z]*lim|max|min|sup|inf|det"
    r"|gcd|Pr|arg(?:max|min)?|inj|proj)(?![A-Za-z])"
)
OVER = {"^": "overset", "_": "underset"}
ARROW = re.compile(r"(\\[A-Za-z]*arrow)\s*\\limits\s*([_^])\s*(\{[^{}]*\}|\w)")
COLOR_NAME = re.compile(r"\\(text|)color\s*\{\s*([a-z]+)\s*\}")
ARRAY = re.compile(
    r"\\begin\{array\}\s*(?:\{\s*\})?(?!\s*[\[{*])((?:(?!\\begin\{array\}).)*?)\\end\{array\}", re.DOTALL
)
LINES_IN_GROUP = re.compile(r"(?<!\\text)(?<!\\mbox)(?<!\\substack)(?<!\\begin)\{([^{}]*\\\\[^{}]*)\}")

PLAIN_ROWS = re.compile(rf"\\(matrix|pmatrix|cases)\s*{GROUP}")
"""Tables as plain TeX has them."""
ROW_END = re.compile(r"\\cr(?![A-Za-z])")
ALONE = re.compile(r"(?<!\\)((?:\\\\)*)\\\n")
"""A backslash at the end of a line, which is a blank."""
OPERATOR_NAME = re.compile(rf"\\operatorname(\*?)\s*{GROUP}(?=(\s*[_^])?)")
ONE_FONT = re.compile(r"\s*\\math[a-z]+\s*\{[^{}]*\}\s*")
NO_NAME = re.compile(r"[_^]|\\(?:rm|bf|it|sf|tt|cal)(?![A-Za-z])|\\(?!text)[A-Za-z]+\s*\{")
"""What the typesetter cannot have in the name of an operator."""
BUILDREL = (
    r"\\buildrel\s*+((?:[^{}\\]|\\(?!over(?![A-Za-z]))[A-Za-z]++|\{(?:[^{}]|\{[^{}]*\}){0,80}\}){1,80}?)"
    r"\\over(?![A-Za-z])\s*(\\[A-Za-z]+|\{[^{}]*\}|[^\s{}\\])"
)
LINE = {"sup": r"\overline", "inf": r"\underline"}
SMALL_MATRIX = re.compile(r"\\(begin|end)\{([pbBvV])smallmatrix\}")
FENCES = {"p": "()", "b": "[]", "B": ("\\{", "\\}"), "v": "||", "V": ("\\|", "\\|")}

Replacement = str | Callable[[re.Match[str]], str]


def _expand_columns(match: re.Match[str]) -> str:
    """Return the columns of an array without repetitions, separators and widths."""
    columns = re.sub(
        r"\*\s*\{(\d{1,3})\}\s*\{([^{}]*)\}", lambda m: m[2] * min(int(m[1]), MAX_COLUMNS), match[1]
    )
    columns = re.sub(r"[@!]\s*\{[^{}]*\}", "", columns)
    columns = re.sub(r"[pmb]\s*\{[^{}]*\}", "l", columns).replace("**", "")  # of a bold `lr` in Markdown
    return rf"\begin{{array}}{{{columns}}}"


def _make_operator(match: re.Match[str]) -> str:
    r"""Return what stands before `\limits` as an operator, which alone may have them."""
    atom = match["atom"]
    return match[0] if OPERATORS.match(atom) else rf"\mathop{{{atom}}}\limits"


def _name_color(match: re.Match[str]) -> str:
    """Return a colour by its digits where only CSS has its name."""
    digits = COLORS.get(match[2]) if match[2] not in TYPESETTERS else None
    return rf"\{match[1]}color{{#{digits}}}" if digits else match[0]


def _add_columns(match: re.Match[str]) -> str:
    """Return an array that has no list of columns with as many as its longest row has cells."""
    rows = re.split(r"\\\\", match[1])
    count = min(max(row.count("&") - row.count(r"\&") for row in rows) + 1, MAX_COLUMNS)
    return rf"\begin{{array}}{{{'c' * count}}}{match[1]}\end{{array}}"


def _gather_lines(match: re.Match[str]) -> str:
    return rf"{{\begin{{gathered}}{match[1]}\end{{gathered}}}}"


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


def _make_mathop(match: re.Match[str]) -> str:
    """Return the name of an operator that has another font or a script in it as an operator of that formula."""
    if not NO_NAME.search(match[2]):
        return match[0]
    is_in_one_font = ONE_FONT.fullmatch(match[2])
    operator = rf"\mathop{{{match[2]}}}" if is_in_one_font else rf"\mathop{{\mathrm{{{match[2]}}}}}"
    return f"{{{operator}}}" if not match[1] and match[3] else operator


def _write_root(match: re.Match[str]) -> str:
    degree, radicand = match[2] or match[1], match[4] or match[3]
    return rf"\sqrt[{degree}]{{{radicand}}}"


def _fence_small_matrix(match: re.Match[str]) -> str:
    left, right = FENCES[match[2]]
    if match[1] == "begin":
        return rf"\left{left}\begin{{smallmatrix}}"
    return rf"\end{{smallmatrix}}\right{right}"


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
        (r"\\begin\{alignedat\}\s*\{[\d.]+\}", r"\\begin{aligned}"),
        (r"\\end\{alignedat\}", r"\\end{aligned}"),
        (r"\\begin\{([pbvBV]?matrix)\*\}\s*(?:\[[lcr]\])?", r"\\begin{\1}"),
        (r"\\end\{([pbvBV]?matrix)\*\}", r"\\end{\1}"),
        (rf"\\begin\{{array\}}\s*(?:\[[tbc]\])?\s*{GROUP}", _expand_columns),
        (r"\\tag\s*(\w)(?![\w{])", r"\\tag{\1}"),
        (r"\\(?:text)?color\s*\[RGB\]\s*\{\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*\}", _hex_color),
        (r"\\(text|)color\s*\{#([0-9A-Fa-f])([0-9A-Fa-f])([0-9A-Fa-f])\}", r"\\\1color{#\2\2\3\3\4\4}"),
        (r"\\newcommand\s*\{?(\\[A-Za-z]+)\}?\s*(?:\[(\d)\])?\s*(?=\{)", _define),
        (r"\\unicode\s*(?:\[[^\]]*\])?\s*\{x([0-9A-Fa-f]{2,6})\}", _character),
        (r"\\(?:mskip|mkern|mspace)\s*\{?\s*(-?[\d.]+\s*(?:em|ex|pt))\s*\}?", r"\\hskip \1 "),
        (r"\\(?:kern|hskip)\s*\{\s*(-?[\d.]+\s*(?:em|ex|pt))\s*\}", r"\\hskip \1 "),
        (rf"\\root\s*({GROUP}|[A-Za-z0-9]+)\s*\\of\s*({GROUP}|\\?[A-Za-z]+|\d)", _write_root),
        (BUILDREL, r"\\overset{\1}{\2}"),
        (r"\\ref\s*\{([^{}]*)\}", r"\\text{\1}"),
        (r"\\eqref\s*\{([^{}]*)\}", r"\\text{(\1)}"),
        (r"\\(begin|end)\{flalign(\*?)\}", r"\\\1{align\2}"),
        (r"\\(mskip|mkern|mspace)\s*\{\s*(-?[\d.]+\s*mu)\s*\}", r"\\\1 \2 "),
        (OPERATOR_NAME.pattern, _make_mathop),
        (r"\\varlim(sup|inf)(?![A-Za-z])", lambda match: rf"\mathop{{{LINE[match[1]]}{{\lim}}}}"),
        (SMALL_MATRIX.pattern, _fence_small_matrix),
        (r"\\texttt\s*(?=\{)", r"\\mathtt"),
        (r"\\text\{([^{}\\$]*)\}", _escape_text),
        (
            r"\\[bB]igg?[lrm]?\s*(?:\\[a-zA-Z]+|\\.|[^\\\s{}])(?=\s*[_^])",
            r"{{}\g<0>}",
        ),  # else it does not grow
        (
            rf"\\mathop\s*{NESTED_GROUP}\s*(?:\\limits)?\s*_\s*(?:{NESTED_GROUP}|(\w|{GREEK}))",
            r"\\underset{\2\3}{\1}",
        ),
        (rf"\\mathop\s*{GROUP}\s*\\nolimits", r"{\1}"),
    )
)


def spell_plainly(tex: str) -> str:
    """Return TeX in common spellings; what is spelt so already comes back unchanged."""
    tex = PLAIN_ROWS.sub(r"\\begin{\1}\2\\end{\1}", ROW_END.sub(r"\\\\ ", ALONE.sub(r"\1\\ ", tex)))
    *bodies, rest = BEFORE_END.split(tex)
    tex = "".join([*map(_drop_empty_rows, bodies), rest])
    if r"\limits" in tex:
        tex = ARROW.sub(lambda m: rf"\{OVER[m[2]]}{{{m[3]}}}{{{m[1]}}}", tex)
        tex = LIMITS.sub(_make_operator, tex)
    if "color" in tex:
        tex = COLOR_NAME.sub(_name_color, tex)
    if r"\begin" in tex:
        tex = LINES_IN_GROUP.sub(_gather_lines, ARRAY.sub(_add_columns, tex))
    for pattern, replacement in SPELLINGS:
        tex = pattern.sub(replacement, tex)
    return tex
