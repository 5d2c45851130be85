r"""Formulas inside `\text{…}`, which MathJax and KaTeX draw: `\text{if $x$ is odd}`."""

import re

TEXT = re.compile(r"\\(?:text[a-z]*|mbox|hbox)\s*\{")
DOLLAR = re.compile(r"(?<!\\)\$")


def take_formulas_out(tex: str) -> str:
    r"""Return TeX in which formulas stand between texts and not in them.

    >>> print(take_formulas_out(r"\text{if $x_1$ is odd}"))
    \text{if }x_1\text{ is odd}
    """
    if "$" not in tex:
        return tex
    pieces: list[str] = []
    last = 0
    for match in TEXT.finditer(tex):
        end = _find_close(tex, match.end()) if match.start() >= last else 0
        parts = DOLLAR.split(tex[match.end() : end - 1])
        if len(parts) < 3 or len(parts) % 2 == 0:  # noqa: PLR2004 - a text, a formula, a text
            continue
        parts[::2] = [f"{match[0]}{text}}}" if text else "" for text in parts[::2]]
        pieces += [tex[last : match.start()], *parts]
        last = end
    return "".join([*pieces, tex[last:]])


def _find_close(tex: str, start: int) -> int:
    """Return where the group ends whose text begins here, 0 if it does not."""
    depth = 1
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(tex, start):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return match.end()
    return 0
