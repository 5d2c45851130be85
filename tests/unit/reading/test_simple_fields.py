"""What is read without a YAML parser, or without Python's reader of dates, is what they would read."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime, parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_zhihu.reading.values.dates import parse_date
from mkdocs_zhihu.reading.values.simple_fields import read_simple_fields
from mkdocs_zhihu.reading.values.yaml_fields import FieldsError, parse_fields

pytestmark = pytest.mark.unit

NOW = datetime(9000, 1, 1, tzinfo=UTC)
PIECES = st.sampled_from(
    ["a", "标题", "title", ":", ": ", " ", "  ", "- ", "-", "'", "''", '"', "#", " #", "https://a.org/b?c=d", "2022-01-15 10:30:00",
     "Sat, 15 Jan 2022 02:30:00 GMT", "!", "&", "*", "?", "? ", "|", ">", "%", "@", "`", "[", "]", "{", "}", ",", "\\", "~", "=", "_", "0",
     "\t", "\xa0", "\u3000", "\u200b", "😀", "é", "y", "null", "<<", "...", "---", "\n", "\n ", "\n- ", "\n - ", "\n  - ", "\na: ", "\nb:"]
)  # fmt: skip
VALUES = st.one_of(st.lists(PIECES, max_size=5).map("".join), st.text(max_size=6))
LINES = st.one_of(
    st.builds("{}: {}".format, st.sampled_from(["a", "b-c", "é_", "2"]), VALUES),
    st.builds("{}: '{}'".format, st.sampled_from(["a", "b"]), VALUES),
    st.builds('{}: "{}"'.format, st.sampled_from(["a", "b"]), VALUES),
    st.builds("{}:\n{}- {}".format, st.sampled_from(["a", "b"]), st.sampled_from(["", " ", "   "]), VALUES),
    st.builds("{}- {}".format, st.sampled_from(["", " ", "   "]), VALUES),
    st.builds("{}:{}".format, st.sampled_from(["a", "b"]), st.sampled_from(["", " ", "c"])),
    VALUES,
)


@given(st.lists(LINES, min_size=1, max_size=5).map("\n".join), st.sampled_from(["", "\n", "\n\n"]))
def test_simple_fields_are_what_the_parser_reads(text: str, end: str) -> None:
    simple = read_simple_fields(text + end)
    if simple is None:
        return
    try:
        assert simple == parse_fields(text + end)
    except FieldsError as error:
        raise AssertionError(text) from error


def test_front_matter_as_archives_write_it_is_simple() -> None:
    text = (
        "\ntitle: 'a''b: c'\ncategories: \n - 社交媒体\n - 知乎\nheadimg: \"https://a.org/b.jpg\"\nauthor: 知乎\n"
        "comments: false\ndate: Sat, 15 Jan 2022 02:30:00 GMT  \ntags:\n"
    ).lstrip()
    assert read_simple_fields(text) == parse_fields(text)
    assert read_simple_fields(text) is not None


@given(
    st.datetimes(datetime(1000, 1, 1), datetime(8999, 1, 1)),  # noqa: DTZ001 - given its zone below
    st.sampled_from(["GMT", "+0000", "gmt", "CST"]),
    st.integers(0, 99),
)
def test_usual_dates_are_what_python_reads(date: datetime, zone: str, day: int) -> None:
    usual = format_datetime(date.replace(tzinfo=UTC), usegmt=True)
    for text in (usual.replace("GMT", zone), f"{usual[:5]}{day:02}{usual[7:]}", usual.replace(" ", "  ")):
        try:
            known = parsedate_to_datetime(text.replace("CST", "+0800"))  # China's time in an archive of Zhihu
        except ValueError:
            known = None
        found, has_zone = parse_date(text, zone=timezone(timedelta(hours=8)), now=NOW)
        if known is None or known.year < 1971:
            assert found is None
        else:
            assert has_zone == (known.tzinfo is not None)
            assert found == (known if known.tzinfo else known.replace(tzinfo=UTC))
