"""What the documents say is true."""

import re
import tomllib
from collections.abc import Iterator

import gallery
import pytest
import yaml
from mkdocs.config.base import Config
from mkdocs.config.config_options import SubConfig
from project import ROOT, build_project, post

from mkdocs_zhihu import __version__
from mkdocs_zhihu.archive.addressing.permalinks import TOKENS
from mkdocs_zhihu.config.options import ZhihuConfig

pytestmark = pytest.mark.site

READMES = [ROOT / "README.md", ROOT / "README.zh.md"]


def read_options(text: str) -> dict[str, str]:
    rows = re.findall(r"^\| `([\w.]+)` \| `([^`]*)` \| (.+) \|$", text, re.MULTILINE)
    return {name: default for name, default, _ in rows}


def iter_defaults(config: Config, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name and the default of every option as the table writes them."""
    for name, option in config._schema:
        if isinstance(option, SubConfig):
            yield from iter_defaults(option.config_class(), f"{prefix}{name}.")
            continue
        default = option.default
        value = str(default).lower() if isinstance(default, bool) else str(default)
        yield f"{prefix}{name}", ", ".join(default) or "[]" if isinstance(default, list) else value or "''"


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_the_options_table_equals_the_config_class(path: object) -> None:
    options = read_options(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    assert options == dict(iter_defaults(ZhihuConfig()))


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_the_config_in_the_readme_builds_a_site(path: object, tmp_path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    block = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert block
    config = yaml.safe_load(block[1])
    assert len(block[1].splitlines()) == 6
    site = build_project(tmp_path, {"posts/a.md": post()}, **config)  # type: ignore[arg-type]
    assert site.post_pages() == ["posts/a/index.html"]


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_options_in_groups_work_as_the_readme_prints_them(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    block = next(found for found in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if "media:" in found)
    config = ZhihuConfig()
    config.load_dict(yaml.safe_load(block)["plugins"][0]["zhihu"])
    assert config.validate() == ([], [])
    assert (config.media.mirror, config.feeds.content, config.provenance.enabled) == (True, "full", False)


def test_the_readme_names_every_token() -> None:
    text = READMES[0].read_text(encoding="utf-8")
    tokens = text[text.index("Tokens:") : text.index("The default keeps")]
    assert set(re.findall(r"`\{(\w+)\}`", tokens)) == TOKENS


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
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text(encoding="utf-8")):
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
