"""Options and fixtures that all tests share."""

from collections.abc import Iterator

import pytest

from mkdocs_zhihu.body import pipeline


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-cases", action="store_true", help="rewrite the YAML cases from actual results")


@pytest.fixture
def update_cases(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-cases"))


@pytest.fixture(autouse=True, scope="session")
def mistakes_are_raised() -> Iterator[None]:
    """Let mistakes of ours fail the tests instead of being named and survived."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "MISTAKES", ())
        yield
