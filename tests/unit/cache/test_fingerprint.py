"""The cache knows every library that shapes a body or a page."""

import ast
import re
import sys
from functools import cache
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

import mkdocs_zhihu
from mkdocs_zhihu.cache import fingerprint
from mkdocs_zhihu.cache.fingerprint import LIBRARIES, find_fingerprint

pytestmark = pytest.mark.unit
NOT_PAGES = {
    "click",
    "aiohttp", "defusedxml", "distributed", "filelock", "fsspec", "packaging", "pillow", "tqdm", "watchdog", "yarl",  # fetching, sharing out, watching
    "soupsieve", "typing-extensions",  # CSS selectors, which nothing here uses
}  # fmt: skip


def normalise(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def find_imported() -> set[str]:
    """Return the distributions that the package imports."""
    modules = set()
    for path in Path(mkdocs_zhihu.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module.split(".")[0])
    foreign = modules - set(sys.stdlib_module_names) - {"mkdocs_zhihu"}
    known = packages_distributions()
    return {normalise(name) for module in foreign for name in known[module]}


def test_everything_that_is_imported_counts() -> None:
    assert len(find_imported()) > 15
    assert find_imported() - NOT_PAGES - set(LIBRARIES) == set()


def test_what_the_parsers_need_counts() -> None:
    for name in (
        "markdown-it-py",
        "mdit-py-plugins",
        "jinja2",
        "beautifulsoup4",
        "python-frontmatter",
        "pygments",
        "babel",
    ):
        needed = {
            normalise(re.split(r"[^\w.-]", text)[0]) for text in requires(name) or () if "extra" not in text
        }
        assert needed - NOT_PAGES - set(LIBRARIES) == set(), name


@pytest.mark.parametrize("name", LIBRARIES)
def test_another_version_of_each_is_another_fingerprint(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before = find_fingerprint()
    version_of = fingerprint._version_of
    monkeypatch.setattr(
        fingerprint, "_version_of", lambda one: "0.0.test" if one == name else version_of(one)
    )
    assert find_fingerprint.__wrapped__() != before
