"""Dates as people and tools write them, beside those of feeds."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from mkdocs_zhihu.reading import read_post
from mkdocs_zhihu.reading.values.dates import parse_date

pytestmark = pytest.mark.unit

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020年1月2日", "2020-01-02T00:00"),
        ("2020年1月2日 星期四", "2020-01-02T00:00"),
        ("2020年1月2日（周四）15:04", "2020-01-02T15:04"),
        ("2020年1月2日15时04分05秒", "2020-01-02T15:04:05"),
        ("2020年1月2日下午3点04分", "2020-01-02T15:04"),
        ("2020/1/2 下午3:04:05", "2020-01-02T15:04:05"),
        ("2020年1月2日 下午3点", "2020-01-02T15:00:00"),
        ("2020/1/2 周四 15:04", "2020-01-02T15:04:00"),
        ("2020 年 1 月 2 日 15:04", "2020-01-02T15:04:00"),
        ("2020年1月2号", "2020-01-02T00:00:00"),
        ("2020-01-02 15：04", "2020-01-02T15:04:00"),
        ("2020/1/2 上午12:05:00", "2020-01-02T00:05"),
        ("2020/1/2 中午11:30", "2020-01-02T11:30"),
        ("2020/1/2 中午12:30", "2020-01-02T12:30"),
        ("2020/1/2 晚上 21:04", "2020-01-02T21:04"),
        ("2020/01/02, 15:04", "2020-01-02T15:04"),
        ("2020-01-02 15:04 CST", "2020-01-02T15:04"),
        ("Jul 08 2022", "2022-07-08T00:00"),
        ("Jan 2nd, 2020", "2020-01-02T00:00"),
        ("January 2, 2020", "2020-01-02T00:00"),
        ("Thu, 2 Jan 2020", "2020-01-02T00:00"),
    ],
)
def test_a_date_is_read_in_the_zone_of_the_site(text: str, date: str) -> None:
    assert parse_date(text, zone=CHINA, now=NOW, default=CHINA)[0] == datetime.fromisoformat(f"{date}+08:00")


@pytest.mark.parametrize(
    "text", ["Foo 08 2022", "2020年1月", "2020-01-0215:04", "下午3:04", "2020", "10 min"]
)
def test_what_is_no_date_is_not_made_one(text: str) -> None:
    assert parse_date(text, zone=CHINA, now=NOW, default=CHINA) == (None, False)


def test_a_date_that_a_generator_did_not_fill_in_is_named() -> None:
    text = b"---\ntitle: T\ndate: {{ date }}\n---\nwords\n"
    post, problems = read_post(uri="posts/a.md", data=text, zone=CHINA, now=NOW)
    assert post is not None
    assert post.date is None
    assert [problem.line for problem in problems] == [3]
    assert "'{{ date }}' is no usable date" in problems[0].message
