"""Kinds of options: each knows what it takes and says what is wrong with anything else."""

import re
import string
from difflib import get_close_matches
from importlib.util import find_spec
from zoneinfo import ZoneInfo

from mkdocs.config import base
from mkdocs.config import config_options as opt

from mkdocs_zhihu.archive.permalinks import TOKENS, find_unknown_tokens
from mkdocs_zhihu.archive.slugs import slugify
from mkdocs_zhihu.locales import find_mistake
from mkdocs_zhihu.views import HOME_STYLES


class Options(base.Config):
    """A group of options that takes no others: a misspelt one would be without effect, and nobody would see why."""

    def validate(self) -> tuple[base.ConfigErrors, base.ConfigWarnings]:
        """Find options that are none, too."""
        failed, warnings = super().validate()
        known = [name for name, _ in self._schema]
        unknown = [str(name) for name in self.data if name not in known]
        failed += [(name, base.ValidationError(_format_hint(name, known))) for name in unknown]
        return failed, [(name, text) for name, text in warnings if name not in unknown]


def _format_hint(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, 1)
    return f"no such option; did you mean {near[0]!r}?" if near else f"no such option; use {', '.join(known)}"


class TimeZone(opt.OptionallyRequired[str]):
    """A name of the IANA time zone database."""

    def run_validation(self, value: object) -> str:
        """Return the name; ValidationError if there is no such zone."""
        try:
            ZoneInfo(str(value))
        except (KeyError, ValueError, OSError) as error:
            raise base.ValidationError(
                f"{value!r} is no time zone; use a name such as Asia/Shanghai"
            ) from error
        return str(value)


class PositiveNumber(opt.OptionallyRequired[int]):
    """A whole number above zero."""

    def run_validation(self, value: object) -> int:
        """Return the number; ValidationError for anything else."""
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise base.ValidationError(f"{value!r} is no whole number above zero")
        return value


class ExecutorAddress(opt.OptionallyRequired[str]):
    """Who renders bodies."""

    def run_validation(self, value: object) -> str:
        """Return the address; ValidationError for one that nobody has."""
        if value != "local" and not re.fullmatch(r"dask://[^/\s:]+:\d+", str(value)):
            raise base.ValidationError(f"{value!r} is no executor; use local, or dask://host:port")
        if value != "local" and find_spec("distributed") is None:
            raise base.ValidationError("a Dask cluster needs `pip install 'mkdocs-zhihu[dask]'`")
        return str(value)


class WholeNumber(opt.OptionallyRequired[int]):
    """A whole number from zero."""

    def run_validation(self, value: object) -> int:
        """Return the number; ValidationError for anything else."""
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise base.ValidationError(f"{value!r} is no whole number from zero")
        return value


class UrlFormat(opt.OptionallyRequired[str]):
    """A URL format with tokens in braces."""

    def run_validation(self, value: object) -> str:
        """Return the format; ValidationError for an unknown token."""
        unknown = find_unknown_tokens(str(value))
        if unknown:
            known = ", ".join(sorted(TOKENS))
            raise base.ValidationError(f"{unknown[0]!r} is no token; use {known}")
        if not any(name for _, name, _, _ in string.Formatter().parse(str(value))):
            raise base.ValidationError(f"{value!r} has no token; every post would have the same address")
        return str(value)


class FolderName(opt.OptionallyRequired[str]):
    """The name of a folder on the site."""

    def run_validation(self, value: object) -> str:
        """Return the name; ValidationError if it is not safe in a URL."""
        parts = str(value).strip("/").split("/")
        if [slugify(part) for part in parts] != parts:
            raise base.ValidationError(f"{value!r} is no plain folder name; use a name such as categories")
        return "/".join(parts)


class Folders(opt.OptionallyRequired[list[str]]):
    """One or more folders under `docs_dir`."""

    def run_validation(self, value: object) -> list[str]:
        """Return the folders without slashes at their ends, `` for all of `docs_dir`."""
        folders = [value] if isinstance(value, str) else value
        if not isinstance(folders, list) or not folders or not all(isinstance(name, str) for name in folders):
            raise base.ValidationError("must be a folder under docs_dir, or a list of them")
        clean = [name.strip().removeprefix("./").strip("/") for name in folders]
        if any(".." in name.split("/") for name in clean):
            raise base.ValidationError(f"{value!r} leaves docs_dir")
        return ["" if name == "." else name for name in clean]


class HomePage(opt.OptionallyRequired[str]):
    """What the home page shows."""

    def run_validation(self, value: object) -> str:
        """Return the style, "" for no home page; ValidationError for anything else."""
        style = {True: "cards", False: ""}.get(value, value) if isinstance(value, bool) else value
        if style not in ("", *HOME_STYLES):
            raise base.ValidationError(f"{value!r} is no style; use {', '.join(HOME_STYLES)}, or false")
        return str(style)


class Texts(opt.OptionallyRequired[dict[str, str]]):
    """Texts of the interface by their keys."""

    def run_validation(self, value: object) -> dict[str, str]:
        """Return the texts; ValidationError for a key that is none, or a text that could not be shown."""
        if not isinstance(value, dict):
            raise base.ValidationError("must be a mapping such as {home: 书架}")
        mistake = next(filter(None, (find_mistake(key, text) for key, text in value.items())), "")
        if mistake:
            raise base.ValidationError(mistake)
        return value
