"""The search index: exact, and the same bytes from the same posts."""

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_reader import Index, inflate, read_index

from mkdocs_zhihu.search import alphabet, postings
from mkdocs_zhihu.search.alphabet import build_alphabet
from mkdocs_zhihu.search.folding import fold_text, read_variants
from mkdocs_zhihu.search.index import build_search
from mkdocs_zhihu.search.searched_document import DICTIONARY, Document

pytestmark = pytest.mark.unit

# Few characters, so that phrases repeat; widths, cases, marks, blanks and planes that folding has to bring together.
LETTERS = "的是在人民英雄纪念碑紀碑裡裏里，。ＡａAaBb ßſΣσςİıﬁ1１①㎏e\u0301\u00adé가ᄀ\u1161 \u3000\n\u2028🌊𠮷\ufeff<&"
TEXTS = st.text(st.sampled_from(LETTERS) | st.characters(codec="utf-8"), max_size=60)
DOCUMENTS = st.lists(
    st.builds(
        Document,
        title=TEXTS,
        url=st.just("posts/a/"),
        text=TEXTS,
        categories=st.lists(st.lists(TEXTS, max_size=2).map(tuple), max_size=2).map(tuple),
        names=st.lists(TEXTS, max_size=2).map(tuple),
    ),
    min_size=1,
    max_size=12,
)


def build(documents: list[Document]) -> Index:
    return read_index(dict(build_search(documents)))


def scan(documents: list[Document], phrase: str) -> set[int]:
    """Return what contains a phrase, without any index."""
    wanted = fold_text(phrase)
    return {
        number
        for number, document in enumerate(documents)
        if any(wanted in fold_text(part) for part in (document.title, document.text, *document.iter_names()))
    }


def test_a_blank_that_stands_for_another_is_read_again() -> None:
    documents = [Document(title="", url="posts/a/", text=text) for text in ("\x85\xad", "\xad\x850")]
    assert build(documents).find("0") == {1}


@settings(deadline=None)
@given(DOCUMENTS, st.data())
def test_a_phrase_finds_exactly_what_contains_it(documents: list[Document], data: st.DataObject) -> None:
    index = build(documents)
    source = data.draw(st.sampled_from([d.text for d in documents] + [d.title for d in documents]))
    start = data.draw(st.integers(0, max(0, len(source) - 1)))
    phrase = source[start : start + data.draw(st.integers(1, 12))]
    if fold_text(phrase):
        assert index.find(phrase) == scan(documents, phrase)
    other = data.draw(TEXTS)
    if fold_text(other):
        assert index.find(other) == scan(documents, other)


@pytest.mark.slow
@settings(deadline=None)
@given(DOCUMENTS)
def test_two_characters_need_no_look_at_the_text(documents: list[Document]) -> None:
    index = build(documents)
    for document in documents:
        folded = fold_text(document.text)
        for at in range(len(folded) - 1):
            pair = folded[at : at + 2]
            if fold_text(pair) == pair:
                assert index.candidates(pair) == scan(documents, pair)


def make_documents(count: int) -> list[Document]:
    rng = random.Random(5)  # noqa: S311 - nothing secret is drawn
    letters = [chr(code) for code in range(0x4E00, 0x4E00 + 900)] + list("，。 abcXYZ")
    weights = [1 / (rank + 2) for rank in range(len(letters))]
    return [
        Document(
            "".join(rng.choices(letters, weights, k=12)),
            f"posts/{number}/",
            "".join(rng.choices(letters, weights, k=rng.randrange(40, 3000))),
            ((f"类{number % 3}", "乙"), ("丙",)) if number % 5 else (),
            2015 + number % 7,
            (f"作者{number % 4}", "标签"),
        )
        for number in range(count)
    ]


@pytest.mark.slow
def test_an_index_of_many_shards_and_groups_is_exact() -> None:
    documents = make_documents(60)
    index = build(documents)
    assert len(index.manifest["shards"]) > 5
    assert len(index.manifest["groups"]) > 5
    rng = random.Random(6)  # noqa: S311 - nothing secret is drawn
    for length in (*range(1, 20), 40, 100):
        text = rng.choice([document.text for document in documents if len(document.text) > length])
        start = rng.randrange(len(text) - length)
        phrase = text[start : start + length]
        if fold_text(phrase):
            assert index.find(phrase) == scan(documents, phrase), phrase
    for number, document in enumerate(documents):
        assert number in index.title_candidates(document.title)
        title, url, text, names = index.posts[number]
        assert names == "\0".join(document.names)
        assert (title, url) == (" ".join(document.title.split()), document.url)
        assert text == " ".join(document.text.split())


def test_a_phrase_is_found_in_no_two_names_together() -> None:
    documents = [Document("题", "posts/a/", "文", (("自然", "气象"),), 0, ("张三", "山"))]
    index = build(documents)
    for phrase in ("自然", "气象", "张三", "山", "張三", "氣象"):
        assert index.find(phrase) == {0}
    for phrase in ("然气", "三山", "山自", "三自"):
        assert index.find(phrase) == set() == index.candidates(phrase)


def test_simplified_finds_traditional_and_the_reverse() -> None:
    documents = [Document("頭髮", "posts/a/", "為什麼"), Document("发现", "posts/b/", "什么")]
    index = build(documents)
    assert index.find("什么") == index.find("什麼") == {0, 1}
    assert index.find("头发") == index.find("頭髮") == {0}
    assert index.find("發現") == {1}
    assert [post[0] for post in index.posts] == ["頭髮", "发现"]  # shown as they are written
    assert "髮发" in index.manifest["variants"]
    assert "龍龙" not in index.manifest["variants"]  # no post has either


def test_years_and_categories_are_those_of_the_posts() -> None:
    documents = make_documents(10)
    manifest = build(documents).manifest
    paths = [tuple(path) for path in manifest["paths"]]
    assert paths == [("丙",), ("类0",), ("类0", "乙"), ("类1",), ("类1", "乙"), ("类2",), ("类2", "乙")]
    assert manifest["year"] == [document.year for document in documents]
    for number, document in enumerate(documents):
        found = {paths[index] for index in manifest["sets"][manifest["set"][number]]}
        assert found == {path[:depth] for path in document.categories for depth in range(1, len(path) + 1)}


def test_the_same_posts_give_the_same_bytes() -> None:
    documents = make_documents(30)
    first, second = dict(build_search(documents)), dict(build_search(make_documents(30)))
    assert first == second
    changed = dict(build_search([*documents[1:], documents[0]]))
    assert changed["manifest.bin"] != first["manifest.bin"]


def test_the_dictionary_has_words_of_the_whole_archive() -> None:
    texts = [letter * 50_000 for letter in "甲乙丙丁"]
    files = dict(build_search([Document("", f"{number}/", text) for number, text in enumerate(texts)]))
    assert len(set(inflate(files[DICTIONARY]))) == len(texts)


def test_no_posts_are_an_index_too() -> None:
    assert build([]).manifest["passages"] == []


@pytest.mark.parametrize(
    "text", ["ＡＢＣ１２３，！　", "Straße", "ΣΟΦΟΣ σοφος", "ﬁne", "e\u0301", "İı", "㎏①", "가 ᄀ\u1161"]
)
def test_folding_keeps_what_is_folded(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)
    assert fold_text(unicodedata.normalize("NFD", text)) == fold_text(text)
    assert fold_text(text.upper()) == fold_text(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ１２３，！～", "abc123,!~"),
        ("Straße", "strasse"),
        ("ΣΟΦΟΣ σοφος", "σοφοσ σοφοσ"),
        ("ﬁne e\u0301", "fine é"),
        ("㎏①", "kg1"),
        ("發與髮", "发与发"),
        ("a\u00adb\u200bc\u2060d\ufeffe", "abcde"),
        (" a\u3000\n b\t", "a b"),
        ("𠮷🌊\ud800", "𠮷🌊\ud800"),
    ],
)
def test_folding_gives_one_spelling(text: str, folded: str) -> None:
    assert fold_text(text) == folded


def test_every_pair_of_a_table_is_read() -> None:
    assert read_variants("# 甲乙\n發发 髮发\n與与") == {"發": "发", "髮": "发", "與": "与"}


@pytest.mark.parametrize("length", [1, 7, 64])
def test_postings_are_looked_at_in_blocks_of_any_length(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = dict(build_search(make_documents(12)))
    monkeypatch.setattr(postings, "BLOCK", length)
    assert dict(build_search(make_documents(12))) == whole


def test_an_alphabet_grows_with_the_characters_of_later_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["ab", "\U0001f600文", "a", "", "文文文"]
    whole = build_alphabet(texts)
    assert whole.characters == "文ab\U0001f600"
    monkeypatch.setattr(alphabet, "BATCH", 1)
    assert build_alphabet(texts).characters == whole.characters
