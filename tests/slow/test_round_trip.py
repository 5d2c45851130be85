"""What is exported as Markdown and imported again gives the same site: the same pages, and on them the same."""

import hashlib
import re
import shutil
from collections import Counter
from difflib import unified_diff
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from project import ROOT, SHARED, THEME, run_mkdocs
from test_export import number_of, read_archive

from mkdocs_zhihu.cli.main import run

pytestmark = [pytest.mark.site, pytest.mark.slow]

ADDRESSES = ("src", "href", "poster")
WRITTEN_ANEW = ("srcset", "sizes", "loading", "referrerpolicy")
"""Attributes that tell where a picture lies, not which one it is."""

SIZE = re.compile(r' (?:width|height)="\d+"')


def copy_example(root: Path) -> None:
    ignored = shutil.ignore_patterns(".cache", "site")
    shutil.copytree(ROOT / "example_site", root, dirs_exist_ok=True, ignore=ignored)


def copy_shared(name: str, root: Path) -> None:
    config = {
        "site_name": "往返",
        "site_url": "https://example.org/",
        "theme": THEME,
        "plugins": ["search", "zhihu"],
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    shutil.copytree(SHARED / name, root / "docs" / "posts")
    for path in root.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def drop_copies(posts: Path) -> None:
    """Delete all but one of the posts that are the same on Zhihu: an import writes one of them."""
    found = read_archive(posts)
    ids = Counter(number_of(entry) for entry in found.values())
    for uri, entry in found.items():
        number = number_of(entry)
        if number[1] and ids[number] > 1:
            ids[number] -= 1
            (posts / uri).unlink()


def read_page(site: Path, path: Path) -> list[str]:
    """Return the lines of a page's content; pictures by what they show."""
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
    content = soup.select_one(".md-content") or soup.body
    assert content is not None
    for code in content.select("pre > code"):
        code.smooth()
        if code.contents and isinstance(code.contents[-1], str):
            code.contents[-1].replace_with(str(code.contents[-1]).rstrip("\n"))
    for tag in content.find_all(True):
        for name in WRITTEN_ANEW:
            tag.attrs.pop(name, None)
        for name in ADDRESSES:
            if name in tag.attrs:
                tag[name] = read_address(tag, name, path, site)
    return content.prettify().splitlines()


def read_address(tag: Tag, name: str, path: Path, site: Path) -> str:
    address = str(tag[name])
    place = unquote(address.partition("#")[0].partition("?")[0])
    target = (site / place[1:] if place.startswith("/") else path.parent / place).resolve()
    if "://" in address or not place or not target.is_file() or target.suffix == ".html":
        return address
    return hashlib.sha256(target.read_bytes()).hexdigest()


def without_new_sizes(old: list[str], new: list[str]) -> list[str]:
    """Return the new lines; the size of a picture that stood in a post itself is known only now."""
    if len(old) != len(new):
        return new
    return [line if SIZE.search(was) else SIZE.sub("", line) for was, line in zip(old, new, strict=True)]


def read_site(site: Path) -> dict[str, list[str]]:
    return {path.relative_to(site).as_posix(): read_page(site, path) for path in sorted(site.rglob("*.html"))}


@pytest.mark.parametrize(
    "name",
    [
        "example",
        pytest.param("posts", marks=pytest.mark.shared("posts")),
        pytest.param("failing", marks=pytest.mark.shared("failing")),
    ],
)
def test_the_site_is_the_same(name: str, tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    copy_example(before) if name == "example" else copy_shared(name, before)
    drop_copies(before / "docs" / "posts")
    config = str(before / "mkdocs.yml")
    assert run_mkdocs(before, "build", "-q").returncode == 0
    assert run(["export", str(tmp_path / "out"), "-f", config]) in (0, 1)
    shutil.copytree(before, after, ignore=shutil.ignore_patterns("posts", ".cache", "site"))
    assert run(["import", str(tmp_path / "out"), "--into", str(after / "docs" / "posts")]) == 0
    assert run_mkdocs(after, "build", "-q").returncode == 0
    old, new = read_site(before / "site"), read_site(after / "site")
    assert old.keys() == new.keys()
    found = {
        page: list(unified_diff(lines, without_new_sizes(lines, new[page]), lineterm="", n=1))
        for page, lines in old.items()
    }
    assert {page: difference[:30] for page, difference in found.items() if difference} == {}
