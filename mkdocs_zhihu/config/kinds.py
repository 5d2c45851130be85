"""Kinds of options beside MkDocs' own."""

import os
from collections.abc import Callable
from typing import Generic, TypeVar

from mkdocs.config import base
from mkdocs.config import config_options as opt

from mkdocs_zhihu.config.validators import format_hint
from mkdocs_zhihu.i18n.messages import find_translate

Value = TypeVar("Value")


class Parsed(opt.OptionallyRequired[Value]):
    """An option that a function reads."""

    def __init__(self, parse: Callable[[object], Value], *, default: Value) -> None:
        super().__init__(default=default)
        self.parse = parse

    def run_validation(self, value: object) -> Value:
        """Return the value that is used; ValidationError with what the function says against it."""
        try:
            return self.parse(value)
        except ValueError as error:
            raise base.ValidationError(find_translate(os.environ)(str(error))) from error


class Options(base.Config):
    """A group of options that takes no others: a misspelt one would be without effect, and without a message."""

    def validate(self) -> tuple[base.ConfigErrors, base.ConfigWarnings]:
        """Find options that are none, too."""
        failed, warnings = super().validate()
        known = [name for name, _ in self._schema]
        unknown = [str(name) for name in self.data if name not in known]
        translate = find_translate(os.environ)
        failed += [(name, base.ValidationError(translate(format_hint(name, known)))) for name in unknown]
        return failed, [(name, text) for name, text in warnings if name not in unknown]


GroupConfig = TypeVar("GroupConfig", bound=Options)


class OptionGroup(opt.SubConfig[GroupConfig], Generic[GroupConfig]):
    """A group of options of which one is the main one: a value that is no mapping is meant for that."""

    def __init__(self, config_class: type[GroupConfig], *, main: str) -> None:
        super().__init__(config_class)
        self.config_class = config_class
        self.main = main

    def run_validation(self, value: object) -> GroupConfig:
        """Return the options of the group."""
        return super().run_validation(value if isinstance(value, dict | None) else {self.main: value})
