"""Formulas: pictures back to the TeX they were made from."""

import re

from bs4.element import NavigableString, PageElement, Tag

from mkdocs_zhihu.body.dom.tree import attribute, find_tags, has_class, is_blank
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.math.mathml import draw_formula, is_too_much
from mkdocs_zhihu.body.math.tex import clean_tex, inline_tex, is_equation, read_tex
from mkdocs_zhihu.body.transforms.text.flow import MARKS
from mkdocs_zhihu.reading.cjk import CLOSING_PUNCTUATION

MAX_REPORTED = 20
"""Formulas of a post that are reported one by one."""

SOURCES = ("src", "data-actualsrc", "data-original", "data-src")
RUNNING_TEXT = ("h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "a")
OWN = {"span": re.compile(r"\\\((.*)\\\)", re.DOTALL), "div": re.compile(r"\\\[(.*)\\\]", re.DOTALL)}
OPENING = re.compile(r"\{%-?\s*raw\s*-?%\}\s*$")
BLANK_BEFORE_MARK = re.compile(rf"^[ \u00a0]+(?=[{CLOSING_PUNCTUATION}])")
"""Exporters put blanks around formulas; before a full-width mark there is none."""
CLOSING = re.compile(r"^\s*\{%-?\s*endraw\s*-?%\}")


def rebuild_formulas(draft: Draft) -> None:
    r"""Write every formula as generic Arithmatex: in the text, or displayed as a block of its own.

    before: <p>a <img src="https://www.zhihu.com/equation?tex=x%5E2+y" alt="x" eeimg="1"></p>
    after:  <p>a <span class="arithmatex">\(x^2 y\)</span></p>
    """
    for tag in draft.find_class("arithmatex"):
        _keep_own(draft, tag)
    for tag in draft.find_class("katex-html"):  # what KaTeX drew, beside the MathML it is drawn from
        if isinstance(tag.previous_sibling, Tag) and has_class(tag.previous_sibling, "katex-mathml"):
            tag.decompose()
    for tag in draft.find_class("ztext-math"):
        if not any(has_class(parent, "ztext-math") for parent in tag.parents):
            _drop_rendered(tag)
            _replace(draft, tag, attribute(tag, "data-tex") or tag.get_text())
    if "equation" not in draft.source and "data-formula" not in draft.source:
        return
    for tag in draft.find_all("img"):
        values = (attribute(tag, name) for name in SOURCES)
        url = next((value for value in values if "/equation?" in value and is_equation(value)), "")
        if url or attribute(tag, "data-formula"):  # a browser saves the picture, and keeps its TeX
            alt = attribute(tag, "alt")
            _replace(draft, tag, read_tex(url, alt) or attribute(tag, "data-formula") or alt)


def _keep_own(draft: Draft, tag: Tag) -> None:
    """Keep a formula of our own making: one text between delimiters, nothing else."""
    text = tag.contents[0] if len(tag.contents) == 1 else None
    if (
        not isinstance(text, NavigableString)
        or tag.name not in OWN
        or attribute(tag, "class") != "arithmatex"
    ):
        return
    match = OWN[tag.name].fullmatch(text)
    if match is None:
        return
    tag.replace_with(draft.new(tag.name, {"class": "arithmatex"}, str(text)))
    draft.note_formula(match[1], is_display=tag.name == "div")


def _replace(draft: Draft, tag: Tag, source: str) -> None:
    tex, is_display = clean_tex(source)
    if not tex:
        if tag.name == "img":
            message = "a formula has no TeX, neither in its address nor beside it; its picture was kept"
            draft.report("math.decode", message, "write its TeX into the picture's `alt`")
        return
    _drop_raw_marks(tag)
    is_inline = attribute(tag, "data-eeimg") == "0"  # as Markdown says, even where nothing stands beside it
    is_display = is_display or _says_display(tag) or (not is_inline and _is_alone(tag))
    if is_display and any(parent.name in RUNNING_TEXT for parent in tag.parents):
        tex, is_display = inline_tex(tex), False
    draft.note_formula(tex, is_display=is_display)
    if is_display:
        new = draft.new("div", {"class": "arithmatex"}, f"\\[{tex}\\]")
    else:
        new = draft.new("span", {"class": "arithmatex"}, f"\\({tex}\\)")
    tag.replace_with(new)
    if not is_display and _matches(new.next_sibling, BLANK_BEFORE_MARK):
        _rewrite(new.next_sibling, BLANK_BEFORE_MARK)


def _drop_rendered(tag: Tag) -> None:
    """Drop what MathJax drew before the script it drew it from."""
    while isinstance(before := tag.previous_sibling, Tag) and attribute(before, "class").startswith(
        "MathJax"
    ):
        before.extract()


def _says_display(tag: Tag) -> bool:
    if attribute(tag, "eeimg") == "2" or attribute(tag, "data-eeimg") == "2":
        return True
    return any(
        has_class(node, "MathJax_SVG_Display", "MathJax_Display") for node in find_tags(tag, "span", "div")
    )


def _is_alone(tag: Tag) -> bool:
    """Return whether a formula is the only content of its paragraph or figure."""
    node = tag
    while (parent := node.parent) is not None and all(_is_nothing(n) or n is node for n in parent.contents):
        if parent.name in ("p", "figure"):
            return True
        if parent.name not in MARKS:
            return False
        node = parent
    return False


def _is_nothing(node: PageElement) -> bool:
    return is_blank(node) or (isinstance(node, Tag) and node.name == "br")


def _drop_raw_marks(tag: Tag) -> None:
    """Drop the `{% raw %}` and `{% endraw %}` that exporters put around a formula."""
    before, after = tag.previous_sibling, tag.next_sibling
    if _matches(before, OPENING) and _matches(after, CLOSING):
        _rewrite(before, OPENING)
        _rewrite(after, CLOSING)


def _matches(node: PageElement | None, pattern: re.Pattern[str]) -> bool:
    return isinstance(node, NavigableString) and pattern.search(node) is not None


def _rewrite(node: PageElement | None, pattern: re.Pattern[str]) -> None:
    assert isinstance(node, NavigableString)  # noqa: S101 - it matched
    node.replace_with(pattern.sub("", node))


def report_formulas(draft: Draft) -> None:
    """Report the formulas that cannot be drawn, the first few by their TeX."""
    if is_too_much(tex for tex, _ in draft.formulas):
        message = "its formulas together are too much to draw; their TeX is shown"
        draft.report("math.tex", message, "split the post")
        return
    drawn = ((tex, draw_formula(tex, is_display=is_display)[1]) for tex, is_display in draft.formulas)
    failed = [(tex, reason) for tex, reason in drawn if reason]
    for tex, reason in failed[:MAX_REPORTED]:
        message = f"a formula cannot be drawn ({reason}); its TeX is shown: {tex[:60]}"
        draft.report("math.tex", message, "correct its TeX in the file", near=tex)
    if len(failed) > MAX_REPORTED:
        message = f"{len(failed) - MAX_REPORTED} more formulas cannot be drawn; their TeX is shown"
        draft.report("math.tex", message, "correct their TeX in the file")
