"""The YAML cases of imports: files of a source in, posts and what is said about them out.

A case ends with `output`, `said` and `code`, which `pytest --update-cases` rewrites; review the diff. `output` holds the
files below `docs/posts` that are no pictures and no records of our own; `code` is the exit code.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml
from project import ROOT
from test_reading import _Dumper

from mkdocs_zhihu.cli.main import run

pytestmark = pytest.mark.unit

FOLDER = ROOT / "tests" / "cases" / "importing"
CASES = sorted(FOLDER.rglob("*.yml"))
KEYS = {"key", "note", "files", "hex", "arguments", "output", "said", "code"}
EPOCH = "1767225600"  # 2026-01-01


def write_sources(folder: Path, case: dict[str, Any]) -> None:
    for name, content in case.get("files", {}).items():
        write(folder / name, content.encode())
    for name, content in case.get("hex", {}).items():
        write(folder / name, bytes.fromhex(content))


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def read_output(folder: Path) -> dict[str, str]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    names = {path: path.relative_to(folder).as_posix() for path in paths}
    return {
        name: path.read_text(encoding="utf-8") if path.suffix in (".md", ".json") else ""
        for path, name in names.items()
        if not name.startswith(".zhihu-import")
    }


def test_there_are_cases() -> None:
    assert len(CASES) > 10


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    update_cases: bool,
) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert case.keys() <= KEYS
    write_sources(tmp_path, case)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    code = run(["import", *case.get("arguments", ["source"])])
    captured = capsys.readouterr()
    found = {
        "output": read_output(tmp_path / "docs" / "posts"),
        "said": (captured.err + captured.out).splitlines(),
        "code": code,
    }
    if update_cases:
        case |= found
        text = yaml.dump(case, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
        path.write_text(text, encoding="utf-8")
    assert found == {key: case.get(key) for key in found}
    assert tree_of_sources(tmp_path, case), "sources are never changed"


def tree_of_sources(folder: Path, case: dict[str, Any]) -> bool:
    texts = all((folder / name).read_bytes() == text.encode() for name, text in case.get("files", {}).items())
    return texts and all(
        (folder / name).read_bytes().hex() == data for name, data in case.get("hex", {}).items()
    )
