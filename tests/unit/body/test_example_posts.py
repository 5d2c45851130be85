"""The posts of the example site as an archive, which an import or an export reads."""

import re

import pytest
from project import ROOT

pytestmark = pytest.mark.unit

ORIGINAL = re.compile(
    r'(?:href="|^\w+: \'?)https://[\w./]+?/((?:answer|p)/\d+)(?:\'?$|" class="originUrl")', re.MULTILINE
)


def test_every_original_has_a_number_of_its_own() -> None:
    posts = sorted((ROOT / "example_site" / "docs" / "posts").rglob("*.md"))
    found = [number for path in posts for number in ORIGINAL.findall(path.read_text(encoding="utf-8"))]
    assert len(found) > 10
    assert sorted(set(found)) == sorted(found)
