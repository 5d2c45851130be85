"""The values of a JSON file, whatever its shape: none is dropped without a word."""

import io
from typing import Any

import pytest

from mkdocs_zhihu.importing.from_json import json_stream
from mkdocs_zhihu.importing.from_json.json_stream import AFTER_LIST, iter_json

pytestmark = pytest.mark.unit


def read(text: str) -> list[tuple[int, Any, str]]:
    return [tuple(value) for value in iter_json(io.BytesIO(text.encode()))]


@pytest.mark.parametrize("chunk", [1, 7, json_stream.CHUNK])
@pytest.mark.parametrize("between", ["\n", "", " ", "\r\n\r\n \t", "\n[]\n"])
def test_lists_one_after_another_are_read_on(
    between: str, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_stream, "CHUNK", chunk)
    found = read(f'[{{"a": 1}}, {{"b": 2}}]{between}[{{"c": "]["}}]{between}[\n{{"d": 4}}]\n')
    assert [value for _, value, _ in found] == [{"a": "1"}, {"b": "2"}, {"c": "]["}, {"d": "4"}]
    lines = between.count("\n")
    assert [line for line, _, _ in found] == [1, 1, 1 + lines, 2 + 2 * lines]
    assert not any(fault for _, _, fault in found)


@pytest.mark.parametrize("rest", ['{"b": 2}', ",", "]", ";", "null", '"a"', "[]x"])
def test_anything_else_after_a_list_is_named(rest: str) -> None:
    assert read(f'[{{"a": 1}}]\n\n{rest}\n') == [(1, {"a": "1"}, ""), (3, None, AFTER_LIST)]


@pytest.mark.parametrize("rest", ["[", '[{"b": 2}', '[{"b'])
def test_a_second_list_that_breaks_off_is_named(rest: str) -> None:
    found = read(f'[{{"a": 1}}]\n{rest}')
    assert found[0] == (1, {"a": "1"}, "")
    assert found[-1][0] == 2
    assert found[-1][2]


@pytest.mark.parametrize("end", ["", "\n", " \r\n\t", "\ufeff"])
def test_blanks_after_a_list_are_nothing(end: str) -> None:
    assert read(f'[{{"a": 1}}]{end}') == [(1, {"a": "1"}, "")]
