"""What the documents say is true."""

import re
import tomllib

import gallery
import pytest
import yaml
from project import ROOT, build_project, post

from mkdocs_zhihu import __version__

pytestmark = pytest.mark.site

READMES = [ROOT / "README.md", ROOT / "README.zh.md"]


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_the_config_in_the_readme_builds_a_site(path: object, tmp_path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    block = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert block
    config = yaml.safe_load(block[1])
    assert len(block[1].splitlines()) == 6
    site = build_project(tmp_path, {"posts/a.md": post()}, **config)  # type: ignore[arg-type]
    assert site.post_pages() == ["posts/a/index.html"]


def test_the_two_commands_are_those_of_ci() -> None:
    command = re.findall(r"^python3 -m venv .*$", READMES[0].read_text(encoding="utf-8"), re.MULTILINE)
    assert len(command) == 2
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "grep -m 1 bin/pytest README.md" in ci  # it runs what stands there
    assert (
        next(line for line in READMES[0].read_text(encoding="utf-8").splitlines() if "bin/pytest" in line)
        == command[1]
    )
    assert command[1] in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_local_links_in_documents_exist() -> None:
    for path in ROOT.glob("*.md"):
        for target in re.findall(
            r"\]\((?!https?:)([^)#]+)\)", re.sub(r"`[^`]*`", "", path.read_text(encoding="utf-8"))
        ):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_changelog_begins_with_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## (\S+)", text, re.MULTILINE)[1] == __version__


def test_the_python_floor_is_said_once_and_true() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"
    assert "Python 3.11" in READMES[0].read_text(encoding="utf-8")


def test_every_path_that_the_architecture_names_exists() -> None:
    text = (ROOT / "docs" / "en" / "architecture.md").read_text(encoding="utf-8")
    names = set(re.findall(r"`((?:[a-z_]+/)+[a-z_]*(?:\.py)?|[a-z_]+\.py)`", text))
    assert len(names) > 30
    missing = {
        name
        for name in names
        if not any((folder / name).exists() for folder in (ROOT / "mkdocs_zhihu", ROOT))
    }
    inside = {
        "dialects/",
        "syntaxes/",
        "transforms/",
        "math/",
        "fetch/",
        "store/",
        "templating/",
        "writing/",
        "serving/",
    }
    assert missing <= inside | {"importing/"}


def test_the_pictures_of_the_readme_show_todays_templates() -> None:
    taken = gallery.MARK.read_text(encoding="utf-8").strip()
    assert taken == gallery.fingerprint_templates(), (
        "run `python tests/support/gallery.py` and look at the pictures"
    )
