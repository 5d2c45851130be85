"""The documentation is the same in both languages, and what it tells readers to do works."""

import os
import re
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from bs4 import BeautifulSoup
from documents import DOCS, PAGES, READMES, Block, format_script, iter_blocks, prepare_folder, read_headings
from mkdocs.config import load_config
from options_page import PAGES as OPTION_PAGES
from options_page import ROOT, format_page, iter_examples, iter_groups, iter_options
from project import TIMEOUT

from mkdocs_zhihu.archive.addressing.permalinks import TOKENS
from mkdocs_zhihu.config.options import ZhihuConfig
from mkdocs_zhihu.importing.from_feeds.feed_list import parse_feed_list

pytestmark = pytest.mark.site

ENGLISH = ("en", "zh")
DOCUMENTS = (*READMES, ROOT / "CONTRIBUTING.md", *(DOCS / code / name for code in ENGLISH for name in PAGES))
PAIRS = (READMES, *((DOCS / "en" / name, DOCS / "zh" / name) for name in PAGES))
PLAIN = {"text"}
"""Output and drawings: nothing to run."""

CHECKED = {"console", "yaml", "toml", "html", "css"}
MIN_QUESTIONS = 20
SCRIPTED = {"__comments", "newest", "oldest"}
"""Fragments that a script answers: the theme's, and the order of a list."""

BIN = str(Path(sys.executable).parent)


def iter_all(language: str) -> Iterator[Block]:
    yield from (block for path in DOCUMENTS for block in iter_blocks(path) if block.language == language)


def test_both_languages_have_the_same_pages() -> None:
    assert tuple(sorted(path.name for path in (DOCS / "en").glob("*.md"))) == PAGES
    assert len(PAGES) > 15


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0].name)
def test_both_languages_have_the_same_structure(pair: tuple[Path, Path]) -> None:
    assert read_headings(pair[0]) == read_headings(pair[1])
    english, chinese = (list(iter_blocks(path)) for path in pair)
    assert [(b.language, b.title, b.shared_text(), b.reason) for b in english] == [
        (b.language, b.title, b.shared_text(), b.reason) for b in chinese
    ]


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_a_readme_is_short_and_right_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 120
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert links
    assert [link for link in links if not link.startswith("https://")] == []
    blob = tuple(
        link for link in links if "/blob/main/" in link or "/raw/" in link or "raw.githubusercontent" in link
    )
    for link in blob:
        assert (ROOT / re.split(r"/(?:blob/)?main/", link)[1]).is_file(), link
    pages = [
        link.split("mkdocs-zhihu.github.io/mkdocs-zhihu/")[1]
        for link in links
        if "github.io/mkdocs-zhihu/" in link
    ]
    for page in pages:
        name = page.removeprefix("en/").strip("/") or "index"
        assert f"{name}.md" in PAGES, page


def test_one_address_stands_for_the_project() -> None:
    urls = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]
    config = yaml.safe_load((DOCS / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV", ""))
    assert urls["Repository"] == config["extra"]["repository"]
    assert urls["Documentation"] == config["site_url"]
    found = {
        match
        for path in DOCUMENTS
        for match in re.findall(
            r"https://github\.com/[\w-]+/mkdocs-zhihu\b", path.read_text(encoding="utf-8")
        )
    }
    assert found == {urls["Repository"]}


def test_every_block_is_run_or_says_why_not() -> None:
    blocks = [block for path in DOCUMENTS for block in iter_blocks(path)]
    assert len(blocks) > 100
    kinds = CHECKED | PLAIN
    assert [block.place for block in blocks if block.language not in kinds and not block.reason] == []
    assert [
        b.place for b in blocks if b.language in ("html", "css") and not b.title and b.place[:6] != "README"
    ] == []


def test_every_configuration_is_valid(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "overrides").mkdir()
    seen = 0
    for text in sorted({block.text for block in iter_all("yaml")}):
        config = yaml.safe_load(text)
        if isinstance(config, list) or "jobs" in config:  # an entry of a catalog, a workflow
            continue
        base = {"site_name": "存档", "theme": {"name": "material", "font": False}}
        path = tmp_path / "mkdocs.yml"
        path.write_text(yaml.safe_dump(base | config, allow_unicode=True), encoding="utf-8")
        loaded = load_config(str(path))
        assert "zhihu" in loaded.plugins or "plugins" not in config, text
        seen += 1
    assert seen > 10


def test_every_list_of_feeds_can_be_read() -> None:
    blocks = list(iter_all("toml"))
    assert blocks
    for block in blocks:
        assert parse_feed_list(block.text, {"RSSHUB_URL": "https://a.example", "RSSHUB_KEY": "k"})


def test_every_option_stands_once_with_its_type_default_and_example() -> None:
    names = [
        f"{group.name}.{name}".strip(".") for group in iter_groups() for name, _ in iter_options(group.config)
    ]
    for language, path in OPTION_PAGES.items():
        text = path.read_text(encoding="utf-8")
        assert text == format_page(language), "run `python tests/support/options_page.py`"
        assert re.findall(r"^### `([\w.]+)`", text, re.MULTILINE) == names
    assert sorted(name for name, _ in iter_examples()) == sorted(names)


def test_every_example_of_an_option_is_valid() -> None:
    for name, options in iter_examples():
        config = ZhihuConfig()
        config.load_dict(options)
        failed, warnings = config.validate()
        needs_extra = name == "executor"  # checked only where the extra is
        assert (failed, warnings) == ([], []) or needs_extra, name


def test_the_printed_defaults_are_the_defaults() -> None:
    block = next(block for block in iter_blocks(OPTION_PAGES["en"]) if block.language == "yaml")
    printed, empty = ZhihuConfig(), ZhihuConfig()
    printed.load_dict(yaml.safe_load(block.text)["plugins"][1]["zhihu"])
    assert printed.validate() == empty.validate() == ([], [])
    assert printed == empty


def test_every_token_is_named() -> None:
    for code in ENGLISH:
        text = (DOCS / code / "navigation.md").read_text(encoding="utf-8")
        line = next(line for line in text.splitlines() if "{abbrlink}" in line)
        assert set(re.findall(r"`\{(\w+)\}`", line)) == TOKENS


def test_the_field_guide_and_its_index_have_the_same_keys() -> None:
    guide = (DOCS / "zhihu-html.md").read_text(encoding="utf-8")
    checklist = guide[guide.index("## 16.") : guide.index("## 17.")]
    keys = set(re.search(r"```text\n(.*?)```", checklist, re.DOTALL)[1].replace("*", " ").split())  # type: ignore[index]
    for code in ENGLISH:
        text = (DOCS / code / "fields.md").read_text(encoding="utf-8")
        cells = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
        missing = keys - set(re.findall(r"`([a-z.-]+)`", " ".join(cells)))
        assert missing == set(), code


def test_every_link_to_a_section_leads_to_one() -> None:
    links = 0
    for code in ENGLISH:
        for path in (DOCS / code / name for name in PAGES):
            for name, anchor in re.findall(r"\]\((\w+\.md)#([\w-]+)\)", path.read_text(encoding="utf-8")):
                text = (DOCS / code / name).read_text(encoding="utf-8")
                titles = re.findall(r"^#+ ([A-Za-z ]+)$", text, re.MULTILINE)
                slugs = {title.lower().replace(" ", "-") for title in titles}
                assert anchor in slugs | set(re.findall(r"\{ #([\w-]+) \}$", text, re.MULTILINE)), (
                    path,
                    anchor,
                )
                links += 1
    assert links > 10


def test_there_are_enough_questions() -> None:
    assert sum(level == "###" for level, _ in read_headings(DOCS / "zh" / "faq.md")) >= MIN_QUESTIONS


def test_the_post_in_the_readme_is_one() -> None:
    for path in READMES:
        block = next(block for block in iter_blocks(path) if block.language == "html")
        assert "为什么山顶更冷" in block.text


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", [*READMES[:1], *(DOCS / "zh" / name for name in PAGES)], ids=lambda path: path.name
)
def test_the_commands_work(path: Path, tmp_path: Path) -> None:
    blocks = list(iter_blocks(path))
    if not any(block.language == "console" and not block.reason for block in blocks):
        pytest.skip("has no command that can be run")
    folder = prepare_folder(tmp_path)
    environment = os.environ | {
        "HOME": str(tmp_path / "home"), "PATH": f"{BIN}:{os.environ['PATH']}", "PORT": str(find_free_port()),
    }  # fmt: skip
    done = subprocess.run(
        ["bash"], input=format_script(iter(blocks)), cwd=folder, env=environment, check=False, capture_output=True,
        text=True, timeout=TIMEOUT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_the_documentation_builds_strictly_and_no_link_is_broken(tmp_path: Path) -> None:
    for config, folder in (("mkdocs.yml", tmp_path / "site"), ("mkdocs.en.yml", tmp_path / "site/en")):
        done = subprocess.run(
            [f"{BIN}/mkdocs", "build", "--strict", "-f", DOCS / config, "-d", folder],
            check=False, capture_output=True, text=True, timeout=TIMEOUT,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    broken = list(find_broken_links(tmp_path / "site"))
    assert broken == []


def find_broken_links(site: Path) -> Iterator[str]:
    """Yield every link and picture of a site that leads nowhere on it."""
    ids: dict[Path, set[str]] = {}
    pages = [path for path in site.rglob("*.html") if path.name != "404.html"]
    trees = {path: BeautifulSoup(path.read_text(encoding="utf-8"), "lxml") for path in pages}
    for path, tree in trees.items():
        ids[path] = {str(tag["id"]) for tag in tree.find_all(id=True)}
    for path, tree in trees.items():
        for tag in tree.select("article a[href], article img[src], nav a[href], header a[href]"):
            link = str(tag.get("href") or tag.get("src"))
            address, _, fragment = link.partition("#")
            if re.match(r"[a-z]+:|//", address):
                continue
            target = (path.parent / unquote(address.partition("?")[0])).resolve() if address else path
            target = target / "index.html" if target.is_dir() else target
            known = SCRIPTED | ids.get(target, set())
            if not target.exists() or (fragment and unquote(fragment) not in known):
                yield f"{path.relative_to(site)}: {link}"
