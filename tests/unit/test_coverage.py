"""Every key of the field guide's checklist has its cases."""

import re

import pytest
import yaml
from project import ROOT

pytestmark = pytest.mark.unit

CASES = ROOT / "tests" / "cases"
GUIDE = ROOT / "docs" / "zhihu-html.md"
BLOCK = re.compile(r"^## 16\. Coverage checklist\n.*?```text\n(.*?)```", re.MULTILINE | re.DOTALL)


def read_checklist() -> frozenset[str]:
    """Return the keys of the field guide; a star marks what no archived post has shown yet."""
    block = BLOCK.search(GUIDE.read_text(encoding="utf-8"))
    assert block is not None
    return frozenset(word.rstrip("*") for word in block[1].split())


CHECKLIST = read_checklist()
MARKDOWN = frozenset(key for key in CHECKLIST if key.startswith("md."))
"""Keys of Markdown posts, section 17 of the guide; each with several shapes."""
SHAPES = 6
KEYS = [
    yaml.safe_load(path.read_text(encoding="utf-8")).get("key")
    for stage in ("body", "reading")  # what is imported has keys of its own
    for path in (CASES / stage).rglob("*.yml")
]


@pytest.mark.parametrize("key", sorted(CHECKLIST))
def test_the_key_has_cases(key: str) -> None:
    assert KEYS.count(key) > 0


def test_no_case_has_an_unknown_key() -> None:
    assert {key for key in KEYS if key} <= CHECKLIST


@pytest.mark.parametrize("key", sorted(MARKDOWN))
def test_a_key_of_markdown_has_cases_of_several_shapes(key: str) -> None:
    assert KEYS.count(key) >= SHAPES
