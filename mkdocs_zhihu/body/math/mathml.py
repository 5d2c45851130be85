r"""Formulas as MathML, which browsers draw without a script.

The field guide's form of a formula, `<span class="arithmatex">\(…\)</span>`, is what a finished body holds;
pages show MathML in its place. What math-core writes is checked tag by tag against a closed vocabulary, so
nothing in a formula's TeX can become anything else; inline styles become classes, so a content security
policy may forbid them.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape, unescape

from math_core import LatexError, LatexToMathML

from mkdocs_zhihu.body.math.macros import MACROS
from mkdocs_zhihu.body.math.tex_dialect import translate_tex
from mkdocs_zhihu.body.math.tex_limits import (
    MAX_EXPANSIONS,
    MAX_POST_WORK,
    MAX_TEX,
    has_definitions,
    measure_tex,
)
from mkdocs_zhihu.reading.cjk import LETTERS

FORMULA = re.compile(r'<(?P<tag>span|div) class="arithmatex">\\[(\[](?P<tex>[^<]*)\\[)\]]</(?P=tag)>')
DRAWN = re.compile(
    r'<(?P<tag>span|div) class="zh-math(?: zh-math--long)?"><math alttext="(?P<tex>[^"]*)"(?:(?!</math>).)*</math></(?P=tag)>',
    re.DOTALL,
)
UNDRAWN = re.compile(
    r'<(?P<tag>span|div) class="zh-math zh-math--tex"><code>(?P<tex>[^<]*)</code></(?P=tag)>'
)
"""What `typeset` writes of a formula."""

TOKEN = re.compile(
    r"<(?P<end>/?)(?P<name>[a-z]+)(?P<attributes>(?: [a-z-]+=\"[^\"<>]*\")*)(?P<void>/?)>|(?P<text>[^<]+)|<"
)
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
ELEMENTS = frozenset(
    "math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd"
    " mpadded mphantom menclose mmultiscripts mprescripts merror b i em u span".split()
)
VALUES = {
    name: re.compile(pattern)
    for names, pattern in (
        ("accent accentunder displaystyle movablelimits stretchy largeop symmetric fence separator", "true|false"),
        ("display", "block|inline"),
        ("scriptlevel", r"[+-]?\d"),
        ("form", "prefix|infix|postfix"),
        ("height width depth lspace rspace linethickness maxsize minsize voffset", r"-?[\d.]+(?:em|ex|pt|px|rem|%)?"),
        ("mathvariant", "normal"),
        ("notation class", r"[a-z -]{1,60}"),
    )
    for name in names.split()
}  # fmt: skip
COLOR = re.compile(r"color:(#[0-9A-Fa-f]{6})")
STYLES = {
    "text-align:left": "zm-left",
    "text-align:right": "zm-right",
    "width:100%": "zm-full",
    "width:50%": "zm-half",
    "width:7.5%": "zm-edge",
    "padding-left:0": "zm-pl0",
    "padding-right:0": "zm-pr0",
    "padding-left:1em": "zm-pl1",
    "padding-top:0": "zm-pt0",
    "padding-bottom:0": "zm-pb0",
    "padding-top:0.1667em": "zm-ptf",
    "padding-right:0.1667em": "zm-prf",
    "padding-left:0.2778em": "zm-plm",
    "padding-right:0.2778em": "zm-prm",
    "margin-left:-0.16666667em": "zm-back",
    "border-left:0.05em solid currentcolor": "zm-bl",
    "border-right:0.05em solid currentcolor": "zm-br",
    "border-top:0.05em solid currentcolor": "zm-bt",
    "border-bottom:0.05em solid currentcolor": "zm-bb",
}
"""What math-core writes as inline style, and our class for it; what is not here only moves things a little."""

MAX_CACHED = 1_000
CJK_TEXT = re.compile(rf"<mtext>([^<]*[{LETTERS}][^<]*)</mtext>")
"""A row of an operator and `mtext` counts as an operator itself, and loses the space that aligns it with other rows."""
LONG_TEX = 40
"""Longer formulas in running text may be wider than a phone: they scroll."""
CONVERTER, DEFINING_CONVERTER = (
    LatexToMathML(pretty_print="never", fancy_error=False, macros=MACROS, max_expansions=count)
    for count in (1_000, MAX_EXPANSIONS)
)


def typeset(html: str) -> str:
    """Return a finished body with its formulas as MathML; one that cannot be drawn shows its TeX, marked."""
    if 'class="arithmatex"' not in html:
        return html
    is_drawn = not is_too_much(unescape(tex) for _, tex in FORMULA.findall(html))
    return FORMULA.sub(lambda match: _replace(match, is_drawn=is_drawn), html)


def restore_tex(html: str) -> str:
    """Return a body with its formulas as they were before `typeset`."""
    if 'class="zh-math' not in html:
        return html
    html = DRAWN.sub(lambda match: _write_tex(match["tag"], unescape(match["tex"])), html)
    return UNDRAWN.sub(lambda match: _write_tex(match["tag"], unescape(match["tex"])), html)


def _write_tex(tag: str, tex: str) -> str:
    opening, closing = ("\\[", "\\]") if tag == "div" else ("\\(", "\\)")
    return f'<{tag} class="arithmatex">{opening}{escape(tex, quote=False)}{closing}</{tag}>'


def is_too_much(formulas: Iterable[str]) -> bool:
    """Return whether the formulas of a post together are too much work."""
    return sum(_prepare(tex)[1] for tex in formulas) > MAX_POST_WORK


def _replace(match: re.Match[str], *, is_drawn: bool) -> str:
    is_display = match["tag"] == "div"
    drawn, _ = draw_formula(unescape(match["tex"]), is_display=is_display) if is_drawn else ("", "")
    if drawn:
        is_long = not is_display and len(match["tex"]) > LONG_TEX
        classes = "zh-math zh-math--long" if is_long else "zh-math"
        return f'<{match["tag"]} class="{classes}">{drawn}</{match["tag"]}>'
    return f'<{match["tag"]} class="zh-math zh-math--tex"><code>{match["tex"]}</code></{match["tag"]}>'


def draw_formula(tex: str, *, is_display: bool) -> tuple[str, str]:
    """Return the MathML of a formula and "", or "" and why there is none."""
    draw = _draw_known if len(tex) <= MAX_CACHED else _draw
    return draw(tex, is_display=is_display)


def _draw(tex: str, *, is_display: bool) -> tuple[str, str]:
    translated, _, reason = _prepare(tex)
    if reason:
        return "", reason
    converter = DEFINING_CONVERTER if has_definitions(translated) else CONVERTER
    try:
        mathml = converter.convert_with_local_state(translated, displaystyle=is_display)
    except LatexError as error:
        return "", " ".join(re.sub(r"^\d+: ", "", str(error)).split())
    checked = _check(mathml)
    if checked is None:
        return "", "needs an element that is not part of a formula"
    checked = CJK_TEXT.sub(r"<mi>\1</mi>", checked)
    return checked.replace("<math", f'<math alttext="{escape(tex)}"', 1), ""


_draw_known = lru_cache(maxsize=20_000)(_draw)


@lru_cache(maxsize=1_000)
def _prepare(tex: str) -> tuple[str, int, str]:
    """Return TeX in the converter's dialect, how much work it is, and why it is too much."""
    if len(tex) > MAX_TEX:
        return "", 0, f"is longer than {MAX_TEX:,} characters"
    translated = translate_tex(tex)
    return translated, *measure_tex(translated)


def _check(mathml: str) -> str | None:
    """Return MathML written anew from the closed vocabulary, or None if anything else is in it."""
    pieces: list[str] = []
    for match in TOKEN.finditer(mathml):
        if match["text"] is not None:
            pieces.append(escape(unescape(match["text"]), quote=False))
        elif match["name"] not in ELEMENTS:
            return None
        elif match["end"]:
            pieces.append(f"</{match['name']}>")
        else:
            end = f"</{match['name']}>" if match["void"] else ""
            pieces.append(f"<{match['name']}{_check_attributes(match['attributes'])}>{end}")
    return "".join(pieces)


def _check_attributes(source: str) -> str:
    kept: dict[str, str] = {}
    classes: list[str] = []
    for name, value in ATTRIBUTE.findall(source):
        if name == "style":
            declarations = [":".join(part.strip() for part in item.split(":")) for item in value.split(";")]
            classes += [STYLES[item] for item in declarations if item in STYLES]
            colors = [match[1] for item in declarations if (match := COLOR.fullmatch(item))]
            if colors:
                kept["mathcolor"] = colors[0]
        elif name in VALUES and VALUES[name].fullmatch(value):
            kept[name] = value
    if classes:
        kept["class"] = " ".join([*kept.get("class", "").split(), *classes])
    return "".join(f' {name}="{value}"' for name, value in kept.items())
