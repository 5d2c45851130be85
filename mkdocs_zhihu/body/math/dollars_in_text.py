r"""Formulas inside `\text{…}`, which MathJax and KaTeX draw: `\text{if $x$ is odd}`."""

import re

STEP = re.compile(r"(?P<text>\\(?:text(?!color)[a-z]*|mbox|hbox)\s*\{)|\\.|[{}$]", re.DOTALL)


def take_formulas_out(tex: str) -> str:
    r"""Return TeX in which formulas stand between texts and not in them.

    >>> print(take_formulas_out(r"\text{if $x_1$ is \textbf{$odd$}}"))
    \text{if }x_1\text{ is \textbf{}}odd\text{\textbf{}}
    """
    if "$" not in tex:
        return tex
    pieces: list[str] = []
    opened: list[str] = []
    last = 0
    is_formula = False
    for step in STEP.finditer(tex):
        if step[0] == "$" and (is_formula or any(map(len, opened))):
            first = next(place for place, opener in enumerate(opened) if opener)
            inner = [opener or "{" for opener in opened[first:]]
            pieces += [tex[last : step.start()], "".join(inner) if is_formula else "}" * len(inner)]
            is_formula, last = not is_formula, step.end()
        elif is_formula:
            continue
        elif step[0] == "}" and opened:
            opened.pop()
        elif step["text"] or step[0] == "{":
            opened.append(step["text"] or "")
    return tex if is_formula else "".join([*pieces, tex[last:]])
