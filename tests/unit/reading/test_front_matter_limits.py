"""Front matter must not hold up a build, whatever it repeats."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from growth import grows_too_fast

from mkdocs_zhihu.reading import read_post

pytestmark = [pytest.mark.unit, pytest.mark.slow]
TEXTS: dict[str, Callable[[int], str]] = {
    "tabs in broken JSON": lambda count: '"title": "甲' + "\t" * count + '乙"\n;;;\n文',
    "blanks in broken TOML": lambda count: "+++\ntitle = 甲" + " " * count + "乙\n+++\n文",
    "blank lines and keys of TOML": lambda count: "+++\n" + "\n" * count + _list_keys(count) + "+++\n文",
}


def _list_keys(count: int) -> str:
    return "".join(f"k{number} = 1\n" for number in range(count // 4))


@pytest.mark.parametrize("name", TEXTS)
def test_front_matter_takes_no_more_for_each_character(name: str) -> None:
    def read(text: str) -> None:
        assert read_post(data=text.encode(), uri="a.md", zone=UTC, now=datetime(2026, 1, 1, tzinfo=UTC))[0]

    assert not grows_too_fast(read, TEXTS[name])
