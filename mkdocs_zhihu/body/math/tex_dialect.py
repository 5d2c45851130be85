r"""TeX of Zhihu's MathJax, written the way our typesetter reads it.

Only what means the same: environments under another name, commands that draw nothing, numbers that no
post asked for.
"""

import re

from mkdocs_zhihu.body.math.chemistry import translate_chemistry
from mkdocs_zhihu.body.math.dollars_in_text import take_formulas_out
from mkdocs_zhihu.body.math.tex import STEP, TAG
from mkdocs_zhihu.body.math.tex_spellings import spell_plainly

NOTHING = re.compile(r"\\(?:require|label)\s*\{[^{}]*\}|\\(?:displaylimits|nonumber|notag|allowbreak|nobreak|hfill?)(?![A-Za-z])"
                     r"|\\rule\s*(?:\[[^\]]*\])?\s*\{\s*0+(?:pt|em|ex|cm|mm)?\s*\}\s*\{[^{}]*\}"
                     r"|\\(?:tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge)(?![A-Za-z])")  # fmt: skip
BOX = re.compile(
    r"\\bbox\s*(?:\[[^\]]*\])?|\\raise\s*-?[\d.]+\s*(?:ex|em|pt)|\\lower\s*-?[\d.]+\s*(?:ex|em|pt)"
)
COLOR_BOX = re.compile(r"\\(?:colorbox|fcolorbox\s*\{[^{}]*\})\s*\{[^{}]*\}")
OPERATOR = re.compile(r"\\DeclareMathOperator\*?\s*\{?(\\[A-Za-z]+)\}?\s*\{([^{}]*)\}")
COLOR = re.compile(r"\\(?:text)?color\s*\{#([0-9A-Fa-f]{6})\}")
COLORED = re.compile(
    r"\\(?:text)?color(?:\s*\[HTML\])?\s*\{#?([0-9A-Fa-f]{6})\}\s*(\{(?:[^{}]|\{[^{}]*\})*\})"
)
NAMED_COLOR = re.compile(r"\\color\s*\{([A-Za-z]+)\}\s*(?=\{)")
STAR = re.compile(r"(\\(?!(?:operatorname|tag|hspace|vspace|DeclareMathOperator|begin|end)\*)[A-Za-z]+)\*")
"""A star that multiplies: only a few commands have one in their name."""
COLUMNS = re.compile(r"\\begin\{alignat(\*?)\}\s*\{\d+\}")
POSITION = re.compile(r"(\\begin\{(?:aligned|gathered|split|cases)\})\s*\[[tbc]\]")
SMALL, EQNARRAY = (
    re.compile(rf"\\begin\{{{name}\}}((?:(?!\\begin\{{{name}\}}).)*?)\\end\{{{name}\}}", re.DOTALL)
    for name in ("smallmatrix", r"eqnarray\*?")
)
NUMBERED = re.compile(r"\\(begin|end)\{(equation|align|gather|multline)\}")
RADICAL = re.compile(r"√\s*(\{[^{}]*\}|\\?\w)")
PLAIN_TAG = re.compile(r"[A-Za-z0-9 .*()\[\]-]*")
TEXT = re.compile(r"\\(?:text|mbox|hbox)\s*\{([^{}$]*)\$([^$]*)\$((?:[^{}])*)\}")


def translate_tex(tex: str) -> str:
    """Return TeX in the typesetter's dialect; what it does not know comes back unchanged."""
    if not any(sign in tex for sign in "\\√∅"):
        return tex
    tex = NOTHING.sub("", translate_chemistry(spell_plainly(take_formulas_out(tex))))
    tex = COLOR_BOX.sub(lambda _: r"\text", BOX.sub("", tex))
    tex = OPERATOR.sub(lambda match: rf"\newcommand{{{match[1]}}}{{\operatorname{{{match[2]}}}}}", tex)
    tex = COLORED.sub(lambda match: rf"{{\color[HTML]{{{match[1].upper()}}}{match[2][1:-1]}}}", tex)
    tex = COLOR.sub(lambda match: rf"\color[HTML]{{{match[1].upper()}}}", tex)
    tex = NAMED_COLOR.sub(lambda match: rf"\textcolor{{{match[1]}}}", tex)
    tex = STAR.sub(r"\1 *", tex).replace(r"\thicksim", r"\sim").replace("∅", r"\varnothing ")
    tex = RADICAL.sub(lambda match: rf"\sqrt{{{match[1].strip('{}')}}}", tex)
    tex = _split_text(tex)
    tex = POSITION.sub(r"\1", tex)
    tex = SMALL.sub(lambda match: rf"{{\scriptstyle\begin{{matrix}}{match[1]}\end{{matrix}}}}", tex)
    tex = COLUMNS.sub(r"\\begin{align\1}", tex).replace(r"\end{alignat", r"\end{align")
    tex = tex.replace(r"\begin{split}", r"\begin{aligned}").replace(r"\end{split}", r"\end{aligned}")
    tex = EQNARRAY.sub(lambda match: rf"\begin{{align*}}{_join_columns(match[1])}\end{{align*}}", tex)
    return _place_tags(tex)


def _split_text(tex: str) -> str:
    r"""Write a formula inside `\text{a $b$ c}` between two texts."""
    before = ""
    while before != tex:
        before = tex
        tex = TEXT.sub(lambda match: rf"\text{{{match[1]}}}{{{match[2]}}}\text{{{match[3]}}}", tex)
    return tex.replace(r"\text{}", "")


def _join_columns(body: str) -> str:
    """Drop every second `&` of a row: `a&=&b` is `a&=b` in `align`."""
    pieces: list[str] = []
    end = depth = count = 0
    for match in STEP.finditer(body):
        step = match[0]
        depth += (step == "{" or step.startswith("\\begin")) - (step == "}" or step.startswith("\\end"))
        count = 0 if step == "\\\\" and depth == 0 else count
        if step == "&" and depth == 0:
            count += 1
            if count % 2 == 0:
                pieces.append(body[end : match.start()])
                end = match.end()
    return "".join([*pieces, body[end:]])


def _place_tags(tex: str) -> str:
    r"""Give a number to what has a `\tag` and to nothing else, wherever the tag stands."""
    tag = TAG.search(tex)
    if tag is None:
        return NUMBERED.sub(r"\\\1{\2*}", tex)
    if not PLAIN_TAG.fullmatch(tag[2]):  # only the typesetter's own letters can stand at the margin
        return NUMBERED.sub(r"\\\1{\2*}", TAG.sub(_write_tag, tex))
    if len(TAG.findall(tex)) == 1 and not NUMBERED.search(tex):
        rest = (tex[: tag.start()] + tex[tag.end() :]).strip()
        return rf"\begin{{equation}}{rest}{tag[0]}\end{{equation}}"
    return _unnumber_rows(tex)


def _write_tag(match: re.Match[str]) -> str:
    text = match[2] if match[1] else f"({match[2]})"
    return r"\qquad" + _split_text(rf"\text{{{text}}}")


def _unnumber_rows(tex: str) -> str:
    r"""Add `\nonumber` to the rows without a `\tag`."""
    match = re.fullmatch(r"(\\begin\{(align|gather)\*?\})(.*)(\\end\{\2\*?\})", tex, re.DOTALL)
    if match is None:
        return tex
    rows = [row if TAG.search(row) else rf"{row}\nonumber " for row in _split_rows(match[3])]
    body = "\\\\".join(rows)
    return rf"\begin{{{match[2]}}}{body}\end{{{match[2]}}}"


def _split_rows(body: str) -> list[str]:
    rows: list[str] = []
    end = depth = 0
    for match in STEP.finditer(body):
        step = match[0]
        depth += (step == "{" or step.startswith("\\begin")) - (step == "}" or step.startswith("\\end"))
        if step == "\\\\" and depth == 0:
            rows.append(body[end : match.start()])
            end = match.end()
    return [*rows, body[end:]]
