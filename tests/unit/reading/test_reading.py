"""The YAML cases of the reading stage: one file's text in, a Post and its problems out.

A case ends with `output` and `problems`, which `pytest --update-cases` rewrites; review the diff. `output`
holds the fields of the Post that the case is about, or null for a file that is set aside.
"""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from project import ROOT

from mkdocs_zhihu.model import Facts, Post
from mkdocs_zhihu.problems import format_problem
from mkdocs_zhihu.reading import read_post

pytestmark = pytest.mark.unit

FOLDER = ROOT / "tests" / "cases" / "reading"
CASES = sorted(FOLDER.rglob("*.yml"))
KEYS = {
    "key",
    "row",
    "note",
    "uri",
    "input",
    "encoding",
    "input_hex",
    "input_bytes_escaped",
    "output",
    "problems",
}
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text.rstrip("\n") and not text.endswith("\n\n") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def read_bytes(case: dict[str, Any]) -> bytes:
    if "input_hex" in case:
        return bytes.fromhex(case["input_hex"])
    if "input_bytes_escaped" in case:
        text: str = case["input_bytes_escaped"]
        return text.encode("utf-8").decode("unicode_escape").encode("latin-1")
    source: str = case["input"]
    return source.encode(case.get("encoding", "utf-8"))


def to_plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, Facts):
        plain = {name: to_plain(getattr(value, name)) for name in Facts.__struct_fields__}
        return {name: item for name, item in plain.items() if item}
    return value.isoformat() if isinstance(value, datetime) else value


def pick_fields(post: Post | None, case: dict[str, Any]) -> dict[str, Any] | None:
    """Return the fields the case names; all that are not empty where it names none."""
    if post is None:
        return None
    names = [name for name in Post.__struct_fields__ if name not in ("uri", "digest")]
    values = {name: to_plain(getattr(post, name)) for name in names}
    wanted = case.get("output") or [name for name in names if values[name] not in ("", [], None, 0)]
    return {name: values[name] for name in wanted}


def write_case(path: Path, output: dict[str, Any] | None, problems: list[str]) -> None:
    text = path.read_text("utf-8")
    head = re.split(r"^(?:output|problems):", text, maxsplit=1, flags=re.MULTILINE)[0]
    tail = yaml.dump(
        {"output": output, "problems": problems},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=1000,
    )
    path.write_text(head + tail, "utf-8")


def test_there_are_cases() -> None:
    assert CASES, f"no case in {FOLDER}"


@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.relative_to(FOLDER).with_suffix("")))
def test_reading(path: Path, update_cases: bool) -> None:
    case = yaml.safe_load(path.read_text("utf-8"))
    assert case.keys() <= KEYS
    data = read_bytes(case)
    post, found = read_post(data=data, uri=case.get("uri", "posts/a.md"), zone=ZONE, now=NOW)
    output = pick_fields(post, case)
    problems = [format_problem(problem) for problem in found]
    if update_cases:
        write_case(path, output, problems)
    else:
        assert output == case["output"]
        assert problems == case.get("problems", [])
