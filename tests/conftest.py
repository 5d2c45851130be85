"""Options and fixtures that all tests share."""

import os
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
import pytest
from child_processes import Children, watch_children
from chromium import CHROMIUM, open_browser
from filelock import FileLock
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser
from project import ROOT, SHARED, run_command
from xdist.scheduler import WorkStealingScheduling

import mkdocs_zhihu.search.index  # noqa: F401 - loaded once here, not again in a child process of every build
from mkdocs_zhihu import problems as problem_values

# Tests read English messages, whatever the locale and the theme.
os.environ["LANGUAGE"] = "en"
# A busy machine is no fault.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-cases", action="store_true", help="rewrite the YAML cases from actual results")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, a browser and the folder of slow tests: no worker is to wait for another's last tests."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    items.sort(key=lambda item: (item.get_closest_marker("browser") is None, item.path.parent.name != "slow"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, with the reason, what this machine has not."""
    for mark in item.iter_markers("shared"):
        if not (SHARED / mark.args[0]).exists():
            pytest.skip(f"needs {SHARED / mark.args[0]}, which is no part of this repository")
    if item.get_closest_marker("browser") and CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no Chromium on this machine (in CI this would fail)")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> WorkStealingScheduling:
    """Let a worker that has nothing left take from the others."""
    return WorkStealingScheduling(config, log)


@pytest.fixture
def update_cases(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-cases"))


@pytest.fixture
def list_new_children() -> Children:
    return watch_children()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example site, built once for all workers."""
    own = tmp_path_factory.getbasetemp()
    site = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "example-site"
    with FileLock(f"{site}.lock"):
        if not site.exists():
            config = ROOT / "example_site" / "mkdocs.yml"
            run_command("mkdocs", "build", "-q", "--strict", "-f", config, "-d", site)
    return site


@pytest.fixture(autouse=True, scope="session")
def mistakes_are_raised() -> Iterator[None]:
    """Let mistakes of ours fail the tests instead of being named and survived."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(problem_values, "MISTAKES", ())
        yield


@pytest.fixture(autouse=True, scope="session")
def templates_are_compiled_once() -> Iterator[None]:
    """Let builds in new folders share what a theme's templates compile to: that takes a third of a small build."""
    compiled: dict[tuple[object, ...], CodeType] = {}
    compile_template = jinja2.Environment.compile

    def compile_once(self: jinja2.Environment, source: Any, *place: Any, **options: Any) -> Any:
        key = source, place, tuple(options.items()), describe_dialect(self)
        if key not in compiled:
            compiled[key] = compile_template(self, source, *place, **options)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2.Environment, "compile", compile_once)
        yield


@pytest.fixture(autouse=True, scope="session")
def icons_are_not_listed() -> Iterator[None]:
    """Leave twelve thousand icons out of the list of a theme's files: MkDocs looks at each only to drop it."""

    def list_templates(self: jinja2.FileSystemLoader) -> list[str]:
        found: set[str] = set()
        for folder in self.searchpath:
            for path, folders, names in os.walk(folder):
                folders[:] = [name for name in folders if name != ".icons"]
                found |= {Path(path, name).relative_to(folder).as_posix() for name in names}
        return sorted(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2.FileSystemLoader, "list_templates", list_templates)
        yield


def describe_dialect(env: jinja2.Environment) -> tuple[object, ...]:
    """Return what decides what an environment compiles a template to."""
    marks = (value for name, value in vars(env).items() if name.endswith(("_string", "_prefix", "_blocks")))
    return (*marks, *sorted(env.extensions), *sorted(env.filters), *sorted(env.tests))
