"""The interface in any language, and in the user's own words."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from mkdocs.exceptions import PluginError
from project import build_project, post, run_mkdocs, write_project

from mkdocs_zhihu.i18n.catalogues import CATALOGUE
from mkdocs_zhihu.i18n.english import EN
from mkdocs_zhihu.i18n.locales import find_locale, find_mistake
from mkdocs_zhihu.i18n.translator import build_translator

pytestmark = pytest.mark.site

FILES: dict[str, str | bytes] = {"posts/a.md": post("甲"), "posts/b.md": post("乙")}


def test_every_catalogue_has_every_text() -> None:
    for texts in CATALOGUE.values():
        assert {key for key in texts if not key.endswith("_one")} == {
            key for key in EN if not key.endswith("_one")
        }


@pytest.mark.parametrize(
    ("language", "locale", "date"),
    [
        ("zh", "zh_Hans_CN", "2021年5月8日"),
        ("zh-TW", "zh_Hant_TW", "2021年5月8日"),
        ("en", "en", "May 8, 2021"),
        ("ja", "ja", "2021年5月8日"),
        ("ko", "ko", "2021년 5월 8일"),
        ("de", "de", "8. Mai 2021"),
        ("pt-BR", "pt_BR", "8 de maio de 2021"),
        ("de-XX", "de", "8. Mai 2021"),
        ("xx", "en", "May 8, 2021"),
        ("../etc", "en", "May 8, 2021"),
    ],
)
def test_dates_are_in_the_themes_language(language: str, locale: str, date: str) -> None:
    assert find_locale(language) == locale
    assert build_translator(language, {}).date(datetime(2021, 5, 8, tzinfo=UTC)) == date


@pytest.mark.parametrize(
    ("language", "own", "month"),
    [
        ("zh", {}, "2021 年 5 月"),
        ("en", {}, "2021-05"),
        ("ja", {}, "2021年5月"),
        ("fr", {}, "mai 2021"),
        ("fr", {"month": "{m}/{y}"}, "5/2021"),
    ],
)
def test_months_too(language: str, own: dict[str, str], month: str) -> None:
    assert build_translator(language, own).month("2021", "05") == month


def test_a_text_worded_anew_forgets_our_singular_only() -> None:
    words = build_translator("en", {"posts": "{n} articles"})
    assert [words.text("posts", n=n) for n in (1, 2)] == ["1 articles", "2 articles"]
    words = build_translator("en", {"posts": "{n} articles", "posts_one": "one article"})
    assert [words.text("posts", n=n) for n in (1, 2)] == ["one article", "2 articles"]
    assert words.text("characters", n=1) == "1 character"


def test_what_is_not_translated_stays_english(tmp_path: Path) -> None:
    theme = {"name": "material", "language": "ja", "font": False}
    plugins = [{"zhihu": {"texts": {"archive": "アーカイブ", "posts": "{n} 件"}}}]
    site = build_project(tmp_path, FILES, theme=theme, plugins=plugins)
    page = site.page("posts/a")
    labels = [" ".join(link.get_text().split()) for link in page.select(".md-nav--primary .md-nav__link")]
    assert {"アーカイブ", "Authors"} <= set(labels)
    assert page.select_one(".zh-meta__date").get_text(strip=True) == "Archived 2021年5月18日"  # type: ignore[union-attr]
    assert site.page("categories/甲").select_one(".zh-lead").get_text() == "2 件"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("key", "text", "part"),
    [
        ("hom", "家", "'hom' is no text of the interface; did you mean 'home'?"),
        ("zzz", "家", "the texts are all_answers, all_years"),
        (1, "家", "1 is no text"),
        ("home_one", "家", "is no text"),
        ("home", None, "must be a string"),
        ("home", "<b>", "must be a string without"),
        ("pages", 'a "b"', "must be a string without"),
        ("posts", "{n", "a brace without its partner"),
        ("posts", "{x} {n}", "{x} in the text 'posts' stands for nothing; use {n}"),
        ("posts", "{n.__class__}", "stands for nothing"),
        ("posts", "{n!r}", "stands for nothing"),
        ("posts", "{n:9}", "stands for nothing"),
        ("home", "{n}", "there is none in this text"),
    ],
)
def test_a_text_that_could_not_be_shown_is_named_with_its_remedy(key: Any, text: Any, part: str) -> None:
    assert part in find_mistake(key, text)


@pytest.mark.parametrize(
    ("key", "text"), [("home", "家"), ("posts_one", "ein Beitrag"), ("posts", "{{{n}}}"), ("month", "{m}")]
)
def test_any_other_text_can(key: str, text: str) -> None:
    assert find_mistake(key, text) == ""
    build_translator("en", {key: text}).text(key.removesuffix("_one"), n=2, y="2021", m="5")


@pytest.mark.parametrize("texts", [{"hom": "家"}, ["home"], {"posts": "{x}"}])
def test_a_wrong_text_stops_the_build_without_traceback(tmp_path: Path, texts: object) -> None:
    write_project(tmp_path, FILES, plugins=[{"zhihu": {"texts": texts}}])
    result = run_mkdocs(tmp_path, "build")
    assert result.returncode == 1
    assert "texts" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "读入 1 篇 = 1 页 + 0 搁置"), ("en", "1 post in = 1 page out + 0 set aside")],
)
def test_a_build_speaks_the_language_of_the_theme(
    language: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    theme = {"name": "material", "language": language, "font": False}
    built = build_project(tmp_path, {"posts/a.md": post(date="昨天")}, theme=theme)
    assert built.says(said)
    assert any(("不是能用的日期；" in text) is (language == "zh") for text in built.warnings)


def test_an_error_that_ends_a_build_speaks_the_language_of_the_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LANGUAGE", raising=False)
    with pytest.raises(PluginError, match="里没有文件夹 'nowhere'；建一个"):
        build_project(tmp_path, {"posts/a.md": post()}, plugins=[{"zhihu": {"posts": "nowhere"}}])
