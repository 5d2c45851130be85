"""TeX as Zhihu stores it, made fit for a typesetter."""

import re
from urllib.parse import unquote_plus

from mkdocs_zhihu.body.math.tex_limits import MAX_TEX

EQUATION = re.compile(r"(?:https?:)?//(?:www\.)?zhihu\.com/equation\?(.*)", re.DOTALL | re.IGNORECASE)
PARAMETER = re.compile(r"(?:^|&)tex=([^&#]*)")
WRITTEN = re.compile(r"(?:^|&)tex=([^%]+)", re.DOTALL)
"""TeX that was put into an address as it is."""
NO_FORM = re.compile(r"[\\{}\s]")
"""What the rules of forms do not leave in a value."""
OWN_DELIMITERS = tuple(
    re.compile(rf"{start}((?:(?!{end}).)*){end}", re.DOTALL)
    for start, end in ((r"\\\[", r"\\\]"), (r"\\\(", r"\\\)"), (r"\$\$", r"\$\$"), (r"\$", r"\$"))
)
"""What authors put around a formula that needs none."""
RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
STEP = re.compile(r"\\begin\s*\{[^{}]*\}|\\end\s*\{[^{}]*\}|\\\\|\\.|[{}&]", re.DOTALL)
ENVIRONMENT = re.compile(r"\\begin\s*\{(?:align|alignat|equation|gather|multline|eqnarray)\*?\}")
TAG = re.compile(r"\\tag\b\s*(\*?)\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
HAS_TAG = re.compile(r"\\tag\b")
INNER = {"align": "aligned", "alignat": "alignedat", "eqnarray": "aligned", "gather": "gathered",
         "multline": "gathered", "equation": ""}  # fmt: skip
OUTER_STEP = re.compile(rf"\\(begin|end)\s*\{{({'|'.join(INNER)})\*?\}}")


def is_equation(url: str) -> bool:
    """Return whether this is the address of a formula's picture."""
    return EQUATION.match(url.strip()) is not None


def read_tex(url: str, alt: str = "") -> str:
    """Return the TeX in the address of a formula's picture, decoded once by the rules of forms.

    Some tools put it there as it is: with signs that a form would have encoded, or just as the picture's `alt` has it.

    >>> read_tex("https://www.zhihu.com/equation?tex=a+b"), read_tex("https://www.zhihu.com/equation?tex=a+b", "a+b")
    ('a b', 'a+b')
    """
    match = EQUATION.match(url.strip())
    query = match[1] if match else ""
    written = WRITTEN.fullmatch(query)
    if written and (NO_FORM.search(written[1]) or written[1].split() == alt.split()):
        return written[1]
    parameter = PARAMETER.search(query)
    return unquote_plus(parameter[1]) if parameter else ""


def clean_tex(tex: str) -> tuple[str, bool]:
    r"""Return TeX without what would break its delimiters, and whether it asks to be displayed.

    An odd backslash at the end goes; `\\` at the end goes and means display; lines outside an
    environment get one. Clean TeX comes back unchanged.
    """
    tex = _drop_delimiters(RAW.sub("", tex.replace("\x00", "")).strip())
    if len(tex) > MAX_TEX:
        return tex, False
    is_display = "\\" in tex and (ENVIRONMENT.search(tex) is not None or HAS_TAG.search(tex) is not None)
    while tex.endswith("\\"):
        count = len(tex) - len(tex.rstrip("\\"))
        is_display = is_display or count > 1
        tex = tex[: len(tex) - count].rstrip()
    has_lines, has_columns = _find_top_level(tex) if "\\\\" in tex or "&" in tex else (False, False)
    if (has_lines or has_columns) and not ENVIRONMENT.match(tex):
        name = "aligned" if has_columns else "gathered"
        tex = f"\\begin{{{name}}}{tex}\\end{{{name}}}"
    return tex, is_display


def _drop_delimiters(tex: str) -> str:
    """Return TeX without delimiters of its own, and without a lone dollar sign at an end."""
    for pattern in OWN_DELIMITERS:
        if match := pattern.fullmatch(tex):
            return match[1].strip()
    if tex.count("$") - tex.count("\\$") == 1:
        if tex.endswith("$") and not tex.endswith("\\$"):
            return tex[:-1].rstrip()
        return tex.removeprefix("$").lstrip()
    return tex


def _find_top_level(tex: str) -> tuple[bool, bool]:
    """Return whether there is a line end, and whether a column mark, outside braces and environments."""
    depth = 0
    has_lines = has_columns = False
    for match in STEP.finditer(tex):
        step = match[0]
        if step == "{" or step.startswith("\\begin"):
            depth += 1
        elif step == "}" or step.startswith("\\end"):
            depth -= 1
        elif depth == 0:
            has_lines = has_lines or step == "\\\\"
            has_columns = has_columns or step == "&"
    return has_lines, has_columns


def inline_tex(tex: str) -> str:
    """Return TeX of a displayed formula for a place where only running text can stand."""
    if len(tex) > MAX_TEX:
        return tex
    tex = TAG.sub(lambda match: rf"\quad {match[2]}" if match[1] else rf"\quad({match[2]})", tex)
    tex = OUTER_STEP.sub(_name_inner, tex)
    return tex if tex.startswith("\\displaystyle") else rf"\displaystyle {tex}"


def _name_inner(match: re.Match[str]) -> str:
    name = INNER[match[2]]
    return f"\\{match[1]}{{{name}}}" if name else ""
