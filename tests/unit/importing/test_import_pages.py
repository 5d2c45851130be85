"""Saved pages in every form become one file an answer, with the pictures that were saved."""

import json
import zipfile
from itertools import permutations
from pathlib import Path

import pytest
import yaml
from saved_pages import (
    AUTHORS,
    DOT,
    FORMS,
    PICTURE,
    PNG,
    answer_html,
    build_app_export,
    build_data,
    build_page,
    save,
)

from mkdocs_zhihu.cli.main import run

pytestmark = pytest.mark.unit
NAMES = [f"answer-30000{number}.md" for number in range(5)]
OUT = Path("docs/posts")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    return tmp_path


def write(files: dict[str, bytes], folder: str = "source") -> None:
    for name, data in files.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def front(name: str) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load((OUT / name).read_text(encoding="utf-8").split("---\n")[1])
    return found


def names() -> list[str]:
    return sorted(path.name for path in OUT.glob("*.md"))


@pytest.mark.parametrize("form", FORMS)
def test_every_answer_of_a_page_becomes_a_post(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(save(form))
    assert run(["import", "source"]) == 0
    assert "5 items in = 5 written" in capsys.readouterr().out
    assert names() == NAMES
    for number, name in enumerate(NAMES):
        found = front(name)
        assert found["title"] == "云为什么会动？"
        assert found["author"] == AUTHORS[number]
        assert found["tags"] == ["气象学"]
        assert str(found["source"]).endswith(f"/question/100004/answer/30000{number}")
        text = (OUT / name).read_text(encoding="utf-8")
        assert f"第{number + 1}个回答" in text
        assert "别的页面的开头" not in text
        assert f'data-original="{PICTURE}_r.jpg"' in text or form == "SingleFile"
        assert ('src="images/' in text) == (form != "html only")
        assert "data:image" not in text
    if form != "html only":
        assert [path.read_bytes() for path in (OUT / "images").iterdir()] == [PNG]


def test_one_pixel_in_place_of_a_lazy_picture_is_no_file() -> None:
    write({"a.html": build_page(image=DOT).encode()})
    assert run(["import", "source"]) == 0
    assert names() == NAMES
    assert not (OUT / "images").exists()


def test_a_zip_of_the_app_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile("zhihu++.zip", "w") as file:
        for number in range(5):
            file.writestr(*build_app_export(number))
    assert run(["import", "zhihu++.zip"]) == 0
    assert names() == NAMES
    assert "评论里的话" not in (OUT / NAMES[0]).read_text(encoding="utf-8")
    assert capsys.readouterr().out


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            '<html><head><meta id="zh-zse-ck" content="x"></head><body></body></html>',
            "Zhihu's check of the browser",
        ),
        ("<html><body><p>知乎 zhihu</p><p>有问题，就会有答案</p></body></html>", "有问题，就会有答案"),
        ("<html><body><p>你似乎来到了没有知识存在的荒原</p></body></html>", "没有知识存在的荒原"),
    ],
)
def test_a_page_without_a_post_is_set_aside_with_its_words(
    body: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write({"a.html": body.encode()})
    assert run(["import", "source"]) == 1
    assert words in capsys.readouterr().out
    assert not names()


def test_a_page_of_another_site_is_named_if_it_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    write({"a.html": b"<!doctype html><html><body><p>hi</p></body></html>"})
    assert run(["import", "source/a.html"]) == 2
    assert "is no page of Zhihu's" in capsys.readouterr().err


def test_an_answer_that_is_not_in_the_page_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    page = build_page(data=build_data())
    data = json.loads(build_data())
    answers = data["initialState"]["entities"]["answers"]
    answers["300009"] = {
        "id": "300009",
        "content": "",
        "question": {"id": "100004", "title": "云为什么会动？"},
    }
    script = json.dumps(data).replace("<", "\\u003C")
    write({"a.html": page.replace(build_data(), script).encode()})
    assert run(["import", "source"]) == 0
    assert "1 answer named in the page is not in it" in capsys.readouterr().out


def test_the_longer_text_of_data_and_page_wins() -> None:
    data = build_data(numbers=range(1)).replace("第1个回答", "第1个回答" + "，很长" * 50)
    write({"long.html": build_page(data=data).encode()})
    assert run(["import", "source"]) == 0
    assert "，很长，很长" in (OUT / NAMES[0]).read_text(encoding="utf-8")


TEXT = "第1个回答，因为风。水滴散射所有波长。"
URL = "https://www.zhihu.com/question/100004/answer/300000"
TOOLS = {
    "D.md": f'---\nid: "300000"\ntitle: 云\nauthor: 甲\ntype: zhihu-answer\nsource: {URL}\ncreated: "2024-05-06 10:19"\n---\n{TEXT}\n',
    "Q.md": f"---\ntitle: 云\nurl: {URL}\nauthor: 甲\ncreated: 2024-05-06 10:19\nupvote_num: 1\n---\n{TEXT}\n",
    "K.md": f"---\ntitle: 云 - 甲的回答\nsource_type: answer\nurl: {URL}\ntime_created: 2024-05-06T02:19:00Z\n---\n{TEXT}\n",
    "O.md": f"---\nzhihu-title: 云\nzhihu-link: {URL}\ntags: zhihu-answer\n---\n{TEXT}\n",
    "C.md": f'---\ntitle: 云 - 知乎\nsource: {URL}\nauthor:\n  - "[[甲]]"\npublished:\ncreated: 2024-06-01\ntags:\n  - clippings\n---\n{TEXT}\n',
    "M.md": f"---\ncreated: 2024-05-06T10:20:30 (UTC +08:00)\nsource: {URL}\nauthor: 甲\n---\n\n# 云\n\n{TEXT}\n",
    "L.md": f"# 云\n\n **Author:** [甲]\n\n **Link:** [{URL}]\n\n{TEXT}\n",
    "S.md": f"> 本文由 [简悦 SimpRead](http://ksria.com/simpread/) 转码， 原文地址 [www.zhihu.com]({URL})\n\n{TEXT}\n",
    "H.md": f"---\ntitle: 云\nlink: {URL}\ndate: 2024-05-06 02:19:00\n---\n<p>{TEXT}</p>\n",
    "feed.xml": f"<rss version='2.0'><channel><title>t</title><item><title>云</title><link>{URL}</link><description>&lt;p&gt;{TEXT}&lt;/p&gt;</description></item></channel></rss>",
}


def test_one_post_of_nine_tools_a_feed_and_a_page_is_one_file(capsys: pytest.CaptureFixture[str]) -> None:
    write({name: text.encode() for name, text in TOOLS.items()})
    page = build_page(data=build_data(numbers=range(1)))
    write({"page.html": page.encode()})
    sources = [f"source/{name}" for name in (*TOOLS, "page.html")]
    assert run(["import", *sources]) == 0
    assert "15 items in = 5 written + 0 updated + 10 same" in capsys.readouterr().out
    assert names() == NAMES
    chosen = (OUT / NAMES[0]).read_text(encoding="utf-8")
    assert answer_html(0) in chosen or PICTURE in chosen, "the richest is the page with its picture"


@pytest.mark.parametrize("order", list(permutations(("Q.md", "feed.xml", "page.html"))))
def test_which_comes_first_does_not_matter(order: tuple[str, ...]) -> None:
    write({name: text.encode() for name, text in TOOLS.items()})
    write({"page.html": build_page(data=build_data(numbers=range(1))).encode()})
    for name in order:
        assert run(["import", f"source/{name}"]) == 0
    assert names() == NAMES or names() == NAMES[:1]
    assert PICTURE in (OUT / NAMES[0]).read_text(encoding="utf-8")
    before = {path: path.read_bytes() for path in OUT.rglob("*.md")}
    for name in order:
        assert run(["import", f"source/{name}"]) == 0
    assert before == {path: path.read_bytes() for path in OUT.rglob("*.md")}
