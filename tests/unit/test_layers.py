"""The house: data flows one way, every file is one noun, examples in docstrings hold."""

import ast
import doctest
import importlib
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from project import ROOT

import mkdocs_zhihu

pytestmark = pytest.mark.unit

PACKAGE = ROOT / "mkdocs_zhihu"
MODULES = sorted(PACKAGE.rglob("*.py"))
LAYERS = ("problems", "model", "i18n", "reading", "body", "archive", "views", "feeds", "search", "processes", "cache", "media",
          "collect_settings", "collect", "importing", "exporting", "starter", "config", "host", "plugin", "cli")  # fmt: skip
POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{[\d,]+\})\+|\(\?>")
MAX_FILES = 15
PRIVATE_WORDS = re.compile(
    r"\b(?:nobody|whoever|somebody|told|recall|touch_up|lookout|yardstick|exhibits?|errand|crew|vault|shelf|upkeep|ledger"
    r"|can_press|slotted|Inquiry|Standby|give_back|unfold|stumbled?|STUMBLES|HAPPY)\b"
)
WITH_MKDOCS = ("plugin", "config", "host")
STANDARD_LIBRARY = frozenset(__import__("sys").stdlib_module_names)


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> list[str]:
    names = []
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return names


def test_each_stage_imports_only_from_stages_above_it() -> None:
    assert [
        f"{path} imports {name}"
        for path in MODULES
        if layer_of(path) in LAYERS
        for name in imports_of(path)
        if name.startswith("mkdocs_zhihu.")
        and LAYERS.index(name.split(".")[1]) > LAYERS.index(layer_of(path))
    ] == []


def test_only_plugin_config_and_host_import_mkdocs() -> None:
    assert [
        f"{path} imports {name}"
        for path in MODULES
        if layer_of(path) not in WITH_MKDOCS
        for name in imports_of(path)
        if name.split(".")[0] in ("mkdocs", "material")
    ] == []


def test_no_file_and_no_function_is_long() -> None:
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 220 or path.name in ("model.py", "catalogues.py", "options.py"), (
            path
        )  # declarations only
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 45, f"{path}: {node.name}"


def test_no_folder_is_crowded_and_no_name_stands_twice() -> None:
    folders = Counter(path.parent for path in MODULES)
    assert {folder: count for folder, count in folders.items() if count > MAX_FILES} == {}
    modules = Counter(path.stem for path in MODULES if path.stem != "__init__")
    assert [name for name, count in modules.items() if count > 1] == []
    trees = [parse(path) for path in MODULES]
    classes = Counter(
        node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in classes.items() if count > 1] == []


def test_names_and_comments_use_the_words_of_the_field() -> None:
    """People and private metaphors have no place in code; `docs/en/architecture.md` has the glossary."""
    found = {path: PRIVATE_WORDS.findall(path.read_text(encoding="utf-8")) for path in MODULES}
    assert {path: words for path, words in found.items() if words} == {}


def test_patterns_mean_the_same_in_every_python() -> None:
    """Before 3.11.5 what backtracks inside a possessive or atomic group matches wrongly."""
    assert [path for path in MODULES if POSSESSIVE_GROUP.search(path.read_text(encoding="utf-8"))] == []


def test_examples_at_a_prompt_hold() -> None:
    names = (".".join(path.relative_to(ROOT).with_suffix("").parts) for path in MODULES)
    results = [doctest.testmod(importlib.import_module(name)) for name in names if "__" not in name]
    assert sum(result.attempted for result in results) > 0
    assert not any(result.failed for result in results)


def test_no_module_shadows_the_standard_library() -> None:
    known = {"html", "code", "io", "site"}  # `site` is what MkDocs calls it
    names = {path.stem for path in MODULES} - {"__init__", "__main__"}
    assert not names & STANDARD_LIBRARY - known


def test_the_stages_run_without_mkdocs() -> None:
    code = (
        "import sys; sys.modules['mkdocs'] = None\n"
        "import mkdocs_zhihu.cli.main, mkdocs_zhihu.views, mkdocs_zhihu.collect\n"
    )
    import subprocess  # noqa: PLC0415 - only here
    import sys  # noqa: PLC0415 - only here

    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_test_file_says_what_it_costs() -> None:
    mark = re.compile(r"^pytestmark = \[?\s*pytest\.mark\.(unit|site|browser)\b", re.MULTILINE)
    paths = sorted((ROOT / "tests").rglob("test_*.py"))
    assert [path.name for path in paths if not mark.search(path.read_text(encoding="utf-8"))] == []


def test_the_public_names_resolve() -> None:
    assert all(hasattr(mkdocs_zhihu, name) for name in mkdocs_zhihu.__all__)
    assert sorted(mkdocs_zhihu.__all__) == [
        "Archive", "Body", "Entry", "Group", "Heading", "Image", "Post", "Problem", "__version__",
    ]  # fmt: skip


def is_declaration(node: ast.ClassDef) -> bool:
    bases = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
    return bool(node.decorator_list) or "Struct" in bases or node.name.endswith("Config")


def test_every_field_and_option_has_a_docstring_below_it() -> None:
    for path in MODULES:
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.ClassDef) and is_declaration(node):
                for item, following in zip(node.body, [*node.body[1:], None], strict=True):
                    if isinstance(item, ast.AnnAssign | ast.Assign):
                        assert isinstance(following, ast.Expr), (
                            f"{path.name}: {node.name}: {ast.unparse(item)}"
                        )
