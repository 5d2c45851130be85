"""Print how many formulas of the corpus are drawn right, which are shown as TeX, and which are wrong.

    python benchmarks/formulas.py [FOLDER OF POSTS]

A formula is right if the glyphs a browser shows are those of the reference in `tests/data/formulas.tsv`
(MathJax, or the eye where MathJax spells a formula otherwise). Formulas of real posts have no reference:
for them the command says how many are drawn.
"""

import argparse
import html
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup

from mkdocs_zhihu.body.math.mathml import draw_formula
from mkdocs_zhihu.body.math.tex import clean_tex, read_tex

CORPUS = Path(__file__).parents[1] / "tests" / "data" / "formulas.tsv"
EQUATION = re.compile(r'"((?:https?:)?//www\.zhihu\.com/equation\?[^"]*)"')
TOKENS = ["mi", "mn", "mo", "mtext"]
BLANK = re.compile(r"[\s\u2061-\u2064\u200b\u2009\u2005\u2003\u2004\u200a\xa0\u205f\u2001\ufe00\ufe01\u2060]")
ALIKE = (
    {"−": "-", "∗": "*", "⋆": "★", "ˆ": "^", "\u0302": "^", "¯": "‾", "―": "‾", "_": "‾", "\u0332": "‾", "\u0304": "‾",
     "˜": "~", "\u0303": "~", "∼": "~", "\u20d7": "→", "˙": ".", "\u0307": ".", "·": "⋅", "′": "'", "∥": "‖", "∣": "|", "∖": "\\", "⟨": "<",
     "〈": "<", "⟩": ">", "〉": ">", "∶": ":", "ϵ": "ε", "ϕ": "φ", "ϑ": "θ", "ϱ": "ρ", "ϖ": "π", "∅": "⌀", "▵": "△", "⟂": "⊥",
     "◦": "∘", "°": "∘", "ℏ": "ħ", "◻": "□", "◼": "■", "⨿": "∐", "☆": "★", "⋄": "◊", "♢": "◊", "⏟": "}", "⏞": "{"}
)  # fmt: skip
SEVERAL = {
    "¨": "..",
    "\u0308": "..",
    "″": "''",
    "‴": "'''",
    "…": "...",
    "⋯": "...",
    "≔": ":=",
    "<<": "<",
    ">>": ">",
}


@dataclass(frozen=True)
class Formula:
    """One line of the corpus."""

    tex: str
    is_display: bool
    is_malformed: bool
    glyphs: str


@dataclass(frozen=True)
class Verdict:
    """What became of a formula: `right`, `reported` or `wrong`."""

    formula: Formula
    verdict: str
    reason: str = ""


def read_corpus() -> list[Formula]:
    """Return the formulas of the corpus."""
    formulas = []
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            mode, tex, glyphs = line.split("\t")
            clean, is_display = clean_tex(tex)
            formulas.append(Formula(clean, is_display or mode.endswith("d"), mode.startswith("x"), glyphs))
    return formulas


def read_glyphs(text: str) -> Counter[str]:
    """Return how often each visible character stands in a text, alike ones as one."""
    characters = (ALIKE.get(character, character) for character in BLANK.sub("", text))
    text = "".join(c if c in ALIKE.values() else unicodedata.normalize("NFKC", c) for c in characters)
    text = BLANK.sub("", "".join(ALIKE.get(character, character) for character in text))
    for several, one in SEVERAL.items():
        text = text.replace(several, one)
    return Counter(text)


def judge_formula(formula: Formula) -> Verdict:
    """Return whether a formula is drawn as its reference."""
    mathml, reason = draw_formula(formula.tex, is_display=formula.is_display)
    if not mathml:
        return Verdict(formula, "right" if formula.is_malformed else "reported", reason)
    if formula.is_malformed:
        return Verdict(formula, "wrong", "is malformed and was drawn")
    tokens = BeautifulSoup(mathml, "html.parser").find_all(TOKENS)
    found, wanted = (read_glyphs(text) for text in ("".join(t.get_text() for t in tokens), formula.glyphs))
    reason = "" if found == wanted else f"missing {dict(wanted - found)}, too many {dict(found - wanted)}"
    return Verdict(formula, "wrong" if reason else "right", reason)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("posts", nargs="?", type=Path)
    arguments = parser.parse_args()
    verdicts = [judge_formula(formula) for formula in read_corpus()]
    counts = Counter(verdict.verdict for verdict in verdicts)
    total = len(verdicts)
    print(
        f"corpus of our own   {total} formulas, {sum(v.formula.is_malformed for v in verdicts)} of them malformed"
    )
    for name in ("right", "reported", "wrong"):
        print(f"  {name:10} {counts[name]:5}  {100 * counts[name] / total:6.2f} %")
    for verdict in verdicts:
        if verdict.verdict != "right":
            print(f"  {verdict.verdict}: {verdict.formula.tex}  ({verdict.reason})")
    if arguments.posts:
        texts = (path.read_text(encoding="utf-8", errors="replace") for path in arguments.posts.rglob("*.md"))
        found = [clean_tex(read_tex(html.unescape(url))) for text in texts for url in EQUATION.findall(text)]
        drawn = sum(bool(draw_formula(tex, is_display=is_display)[0]) for tex, is_display in found)
        print(f"formulas of posts   {len(found)}, drawn {drawn}")


if __name__ == "__main__":
    main()
