"""What commands say, in the language of the locale."""

import argparse
import os
import sys
from collections.abc import Iterable
from typing import NoReturn

from mkdocs_zhihu.i18n.messages import find_translate
from mkdocs_zhihu.problems import Problem, escape_controls, format_problems


def translate(message: str) -> str:
    """Return a message in the language of the locale."""
    return find_translate(os.environ)(message)


def say(message: str) -> None:
    """Print one line, or several."""
    sys.stdout.write(f"{translate(_escape_lines(message))}\n")


def complain(message: str) -> None:
    """Print one line where errors go."""
    sys.stderr.write(f"{translate(_escape_lines(message))}\n")


def _escape_lines(text: str) -> str:
    return "\n".join(map(escape_controls, text.split("\n")))


def iter_problem_lines(problems: Iterable[Problem], *, shows_all: bool = False) -> Iterable[tuple[str, str]]:
    """Yield the level of each problem and the line that says it."""
    for level, text in format_problems(problems, find_translate(os.environ), shows_all=shows_all):
        yield level, f"{translate(f'{level}: ')}{text}"


class TranslatedHelp(argparse.HelpFormatter):
    """Help in the language of the locale."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return translate(action.help) if action.help else action.help

    def start_section(self, heading: str | None) -> None:
        """Begin a section under its translated heading."""
        super().start_section(translate(heading) if heading else heading)

    def add_text(self, text: str | None) -> None:
        """Add a translated paragraph."""
        super().add_text(translate(text) if text else text)

    def add_usage(self, usage, actions, groups, prefix=None) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        """Add how a command is called."""
        super().add_usage(usage, actions, groups, translate("usage: ") if prefix is None else prefix)


class CommandParser(argparse.ArgumentParser):
    """Parses a command, and its commands too; says everything in the language of the locale."""

    def __init__(self, **options) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN003
        super().__init__(**{"formatter_class": TranslatedHelp} | options)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line and end."""
        super().error(translate(message))
