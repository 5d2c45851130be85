"""What a release says of itself is true, and the workflows are pinned and without a finding."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from project import ROOT

from mkdocs_zhihu import __version__

pytestmark = pytest.mark.unit

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")
BIN = Path(sys.executable).parent


def read_project() -> dict[str, object]:
    found: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return found


def test_every_python_named_is_tested() -> None:
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(map(str, read_project()["classifiers"])))  # type: ignore[call-overload]
    tested = set(re.findall(r" (3\.\d+)  ", (ROOT / ".ci" / "engines").read_text(encoding="utf-8")))
    release = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8"))
    assert set(named) == set(release["jobs"]["test"]["strategy"]["matrix"]["python"])
    assert set(named) <= tested


def test_the_citation_names_this_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == __version__
    assert citation["abstract"] == read_project()["description"]
    assert citation["repository-code"] == read_project()["urls"]["Repository"]  # type: ignore[index]


def test_every_action_is_pinned_by_hash() -> None:
    uses = [use for path in WORKFLOWS for use in re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))]
    assert len(uses) > 5
    assert [
        use for use in uses if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", use)
    ] == []


def test_zizmor_finds_nothing_in_the_workflows() -> None:
    found = subprocess.run(
        [BIN / "zizmor", "--offline", "--persona=pedantic", *WORKFLOWS],
        check=False,
        capture_output=True,
        text=True,
    )
    assert found.returncode == 0, found.stdout


def test_actionlint_finds_nothing_in_the_workflows() -> None:
    found = shutil.which("actionlint") or shutil.which(str(BIN / "actionlint"))
    if found is None:
        pytest.skip("actionlint is not installed")
    subprocess.run([found, *WORKFLOWS], check=True)


def test_only_the_last_job_may_publish() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8"))["jobs"]
    assert [name for name, job in jobs.items() if "id-token" in job["permissions"]] == ["publish"]
    assert (jobs["publish"]["needs"], jobs["test"]["needs"]) == ("test", "build")


def test_every_issue_form_asks_for_a_small_post() -> None:
    assert FORMS
    for path in FORMS:
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        fields = {field.get("id") for field in form["body"]}
        assert {"name", "description", "body"} <= set(form)
        assert "post" in fields, path.name


def test_the_changelog_says_how_to_upgrade() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = text[text.index("\n## ") :].split("\n## ")[1]
    assert "### Upgrade\n" in newest
