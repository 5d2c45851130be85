"""One post as each tool writes it is one post; and front matter in every syntax that Hexo and Hugo read."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from mkdocs_zhihu.model import Post
from mkdocs_zhihu.problems import Problems
from mkdocs_zhihu.reading import read_post
from mkdocs_zhihu.reading.dialects import DIALECTS, read_document

pytestmark = pytest.mark.unit

NOW = datetime(2027, 1, 1, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
ADDRESS = "https://www.zhihu.com/question/100001/answer/200001"
BODY = "水滴散射**所有**波长。\n\n- 甲\n"
WRITTEN = "2024-05-06T10:19:00+08:00"
EDITED = "2024-05-07T09:00:00+08:00"

TOOLS = {
    "hexo": (
        "云.md",
        (
            f"---\ntitle: 云是白的吗？\nauthor: 小林\nsource: {ADDRESS}\ndate: 2024-05-06 10:19:00\n"
            f"updated: 2024-05-07 09:00:00\ntags: [气象学, 云]\n---\n{BODY}"
        ),
    ),
    "download-zhihu": (
        "云是白的吗？-小林的回答.md",
        (
            f'---\nid: "200001"\ntitle: "云是白的吗？"\nauthor: "小林"\ntype: zhihu-answer\nsource: "{ADDRESS}"\n'
            f'created: "2024-05-06 10:19"\nupdated: "2024-05-07 09:00"\ncollected: "2024-06-01 08:00"\n---\n{BODY}'
        ),
    ),
    "zhihu-backup-collect": (
        "云/index.md",
        (
            f"---\ntitle: 云是白的吗？\nurl: {ADDRESS}\nauthor: 小林\nauthor_badge: 气象学话题下的优秀答主: 云\nlocation:\n"
            f"created: 2024-05-06 10:19\nmodified: 2024-05-07 09:00\nupvote_num: 12\ncomment_num: 3\n---\n{BODY}"
        ),
    ),
    "zhihu-archive-kit": (
        "question-100001-answer-200001/index.md",
        (
            f"---\ntitle: 云是白的吗？ - 小林的回答\nquestion_title: 云是白的吗？\nsource_type: answer\nurl: {ADDRESS}\nauthor: 小林\n"
            f"time_created: 2024-05-06T02:19:00.000Z\ntime_modified: 2024-05-07T01:00:00.000Z\nquestion_topic: 气象学, 云\n---\n{BODY}"
        ),
    ),
    "zhihu-on-obsidian": (
        "云是白的吗？-小林的回答.md",
        (
            f"---\ntags: zhihu-answer\nzhihu-title: 云是白的吗？\nzhihu-topics: [气象学, 云]\nzhihu-link: {ADDRESS}\n"
            f"zhihu-created-at: 2024-05-06 10:19\nzhihu-updated-at: 2024-05-07 09:00\nzhihu-cover: '[[a.png]]'\n---\n{BODY}"
        ),
    ),
    "obsidian-web-clipper": (
        "云.md",
        (
            f'---\ntitle: "(99+ 封私信 / 81 条消息) 云是白的吗？ - 知乎"\nsource: "{ADDRESS}"\nauthor:\n  - "[[小林]]"\n'
            f"published: 2024-05-06T10:19:00+08:00\ncreated: 2026-08-16\ndescription:\ntags:\n  - clippings\n  - 气象学\n  - 云\n---\n{BODY}"
        ),
    ),
    "markdownload": (
        "云.md",
        (
            f"---\ncreated: 2026-05-06T10:20:30 (UTC +08:00)\ntags: [气象学, 云]\nsource: {ADDRESS}\nauthor: 小林\n---\n\n"
            f"# 云是白的吗？\n\n> ## Excerpt\n> 水滴散射\n\n---\n{BODY}"
        ),
    ),
    "zhihu-download": (
        "(20240507)云是白的吗？_小林.md",
        f"# 云是白的吗？\n\n **Author:** [小林]\n\n **Link:** [{ADDRESS}]\n\n{BODY}",
    ),
    "simpread": (
        "云是白的吗？.md",
        f"> 本文由 [简悦 SimpRead](http://ksria.com/simpread/) 转码， 原文地址 [www.zhihu.com]({ADDRESS})\n\n{BODY}",
    ),
    "wpl-s": (
        "cloud.md",
        f"---\ntitle: 云是白的吗？\nzhihu-title-image: pics/a.png\nzhihu-tags: 气象学, 云\nzhihu-url: {ADDRESS}\n---\n{BODY}",
    ),
    "zhihu-on-vscode": ("cloud.md", f"#! {ADDRESS}\n# 云是白的吗？\n\n{BODY}"),
}
WITHOUT = {
    "zhihu-backup-collect": {"tags"},
    "download-zhihu": {"tags"},
    "obsidian-web-clipper": {"updated"},
    "markdownload": {"date", "updated"},
    "zhihu-download": {"date", "updated", "tags"},
    "simpread": {"author", "date", "updated", "tags"},
    "wpl-s": {"author", "date", "updated"},
    "zhihu-on-vscode": {"author", "date", "updated", "tags"},
}
"""What a tool does not write."""


def read(text: str, uri: str = "a.md") -> tuple[Post, Problems]:
    post, problems = read_post(data=text.encode(), uri=f"posts/{uri}", zone=ZONE, now=NOW)
    assert post is not None
    return post, problems


def describe(post: Post) -> dict[str, object]:
    dates = {"date": post.date, "updated": post.updated}
    return {
        "title": post.title,
        "author": post.source,
        "original": post.original,
        "tags": post.tags,
        "text": post.text,
    } | {name: date.isoformat() if date else "" for name, date in dates.items()}


WANTED = {
    "title": "云是白的吗？",
    "author": "小林",
    "original": ADDRESS,
    "tags": ("气象学", "云"),
    "text": BODY.rstrip(),
    "date": WRITTEN,
    "updated": EDITED,
}


def test_every_dialect_has_a_sample() -> None:
    assert {dialect.name for dialect in DIALECTS} == set(TOOLS)


@pytest.mark.parametrize("tool", TOOLS)
def test_a_post_is_the_same_post_from_every_tool(tool: str) -> None:
    uri, text = TOOLS[tool]
    post, problems = read(text, uri)
    missing = WITHOUT.get(tool, set())
    found = describe(post)
    assert {name: found[name] for name in WANTED if name not in missing} == {
        name: value for name, value in WANTED.items() if name not in missing
    }
    assert read_document(text, uri)[0].dialect == tool
    assert [problem for problem in problems if problem.level == "warning"] == []


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("change", ["crlf", "crlf twice", "bom", "blank lines"])
def test_how_the_file_was_saved_changes_nothing(tool: str, change: str) -> None:
    uri, text = TOOLS[tool]
    plain, _ = read(text, uri)
    changed = {
        "crlf": text.replace("\n", "\r\n"),
        "crlf twice": text.replace("\n", "\r\r\n"),
        "bom": "\ufeff" + text,
        "blank lines": "\n \n" + text,
    }[change]
    assert describe(read(changed, uri)[0]) == describe(plain)


def test_a_heading_below_the_head_picture_is_the_title() -> None:
    post, _ = read(f"#! {ADDRESS}\n\n![Image](a.jpg)\n# 云 *C#*\n\n# 一\n\n文\n\n# 二\n")
    assert (post.title, post.original) == ("云 C#", ADDRESS)
    assert post.text == "![Image](a.jpg)\n# 一\n\n文\n\n# 二"


def test_the_title_image_is_the_head_picture() -> None:
    assert read(TOOLS["wpl-s"][1])[0].headimg == "pics/a.png"


@pytest.mark.parametrize("key", ["date", "create_time", "created"])
def test_a_post_of_a_blog_that_stands_on_zhihu_too_keeps_its_date(key: str) -> None:
    post, _ = read(f"---\ntitle: 题\nzhihu-url: {ADDRESS}\n{key}: 2024-05-06 10:19:00\n---\n文\n")
    assert (post.original, post.date and post.date.isoformat()) == (ADDRESS, WRITTEN)


@pytest.mark.parametrize("tool", ["wpl-s", "zhihu-on-vscode"])
def test_a_folder_that_hexo_hides_hides_what_stands_on_zhihu_too(tool: str) -> None:
    uri, text = TOOLS[tool]
    assert not read(text, f"_memos/{uri}")[0].published


def test_front_matter_above_the_address_of_the_post_is_read() -> None:
    post, _ = read(f"---\ntitle: 题\ncreated: 2024-05-06\n---\n#! {ADDRESS}\n\n# 节\n\n文\n")
    assert (post.title, post.original, post.text) == ("题", ADDRESS, "# 节\n\n文")
    assert post.date is not None


@pytest.mark.parametrize("line", ["#! /bin/sh", "#! https://example.org/p/1", "#!/usr/bin/env zhihu.com/p/1"])
def test_another_first_line_stays(line: str) -> None:
    assert read(f"{line}\n\n文\n")[0].text == f"{line}\n\n文"


def test_a_date_of_the_last_edit_alone_dates_the_post() -> None:
    post, _ = read(TOOLS["zhihu-download"][1], TOOLS["zhihu-download"][0])
    assert post.is_dated_by_edit
    assert post.date == post.updated == datetime(2024, 5, 7, tzinfo=ZONE)


def test_names_are_not_mixed() -> None:
    """What one tool calls the day of clipping does not date the post, whatever else is in the file."""
    post, _ = read(
        f"---\ntitle: T\nsource: {ADDRESS}\npublished:\ncreated: 2026-08-16\ntags: [clippings]\n---\n文\n"
    )
    assert post.date is None
    assert post.published
    assert post.tags == ()


def test_what_a_tool_notes_for_itself_is_no_warning() -> None:
    _, problems = read(TOOLS["zhihu-backup-collect"][1])
    assert [problem.level for problem in problems] == ["info"]
