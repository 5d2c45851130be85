"""What options of the plugin may be: from a value of the configuration to the one that is used.

Each function raises ValueError with what is wrong and what to write instead.
"""

import re
import string
from difflib import get_close_matches
from importlib.util import find_spec
from zoneinfo import ZoneInfo

from mkdocs_zhihu.archive.addressing.permalinks import TOKENS, find_unknown_tokens
from mkdocs_zhihu.feeds.feed_formats import FORMATS
from mkdocs_zhihu.i18n.locales import find_mistake
from mkdocs_zhihu.media.fetch.candidates import check_fallback
from mkdocs_zhihu.model import Dollars
from mkdocs_zhihu.views import HOME_STYLES


def format_hint(name: str, known: list[str]) -> str:
    """Return what to say of an option that is none of the known ones."""
    group, dot, option = name.partition(".")
    if dot and group in known:
        return f"no such option; write it as `{group}: {{{option}: …}}`"
    near = get_close_matches(name, known, 1)
    return f"no such option; did you mean {near[0]!r}?" if near else f"no such option; use {', '.join(known)}"


def parse_zone(value: object) -> str:
    """Return the name of a zone of the IANA time zone database."""
    try:
        ZoneInfo(str(value))
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"{value!r} is no time zone; use a name such as Asia/Shanghai") from error
    return str(value)


def parse_flag(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")  # noqa: TRY004 - as all others
    return value


def parse_text(value: object) -> str:
    """Return a text."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text; put it in quotes")  # noqa: TRY004 - as all others
    return value


def parse_names(value: object) -> list[str]:
    """Return a list of texts."""
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise ValueError(f"{value!r} is no list of texts; write [one, two]")
    return value


def parse_fallbacks(value: object) -> list[str]:
    """Return addresses that are tried last for pictures."""
    return [check_fallback(text) for text in parse_names(value)]


def parse_positive(value: object) -> int:
    """Return a whole number above zero."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError(f"{value!r} is no whole number above zero")
    return value


def parse_count(value: object) -> int:
    """Return a whole number from zero."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{value!r} is no whole number from zero")
    return value


def parse_executor(value: object) -> str:
    """Return the address of who renders bodies."""
    if value != "local" and not re.fullmatch(r"dask://[^/\s:]+:\d+", str(value)):
        raise ValueError(f"{value!r} is no executor; use local, or dask://host:port")
    if value != "local" and find_spec("distributed") is None:
        raise ValueError("a Dask cluster needs `pip install 'mkdocs-zhihu[dask]'`")
    return str(value)


def parse_url_format(value: object) -> str:
    """Return a URL format with tokens in braces."""
    unknown = find_unknown_tokens(str(value))
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no token; use {', '.join(sorted(TOKENS))}")
    if not any(name for _, name, _, _ in string.Formatter().parse(str(value))):
        raise ValueError(f"{value!r} has no token; every post would have the same address")
    return str(value)


def parse_formats(value: object) -> list[str]:
    """Return the formats of feeds, none for False."""
    formats = {True: list(FORMATS), False: []}.get(value, value) if isinstance(value, bool) else value
    formats = [formats] if isinstance(formats, str) else formats
    if not isinstance(formats, list) or not all(name in FORMATS for name in formats):
        raise ValueError(f"{value!r} is none of {', '.join(FORMATS)}, a list of them, and false")
    return list(dict.fromkeys(formats))


def parse_store(value: object) -> str:
    """Return the place of the pictures, "" for none."""
    if value is not False and not (isinstance(value, str) and value):
        raise ValueError(f"{value!r} is neither a folder nor a URL; use media, or false to keep no pictures")
    return value or ""


def parse_backend(value: object) -> str:
    """Return the name of a search index."""
    if value == "auto":
        raise ValueError("'auto' is no longer needed: zhihu, the default, suits sites of any size; remove it")
    if value not in ("zhihu", "material"):
        raise ValueError(f"{value!r} is not a search backend; use zhihu or material")
    return str(value)


def parse_offline(value: object) -> str | bool:
    """Return whether search works in pages opened from disk, "auto" where the site decides."""
    if value != "auto" and not isinstance(value, bool):
        raise ValueError(f"{value!r} is none of auto, true and false")
    return value if isinstance(value, bool) else "auto"


def parse_home(value: object) -> str:
    """Return the style of the home page, "" for none."""
    style = {True: "cards", False: ""}.get(value, value) if isinstance(value, bool) else value
    if style not in ("", *HOME_STYLES):
        raise ValueError(f"{value!r} is no style; use {', '.join(HOME_STYLES)}, or false")
    return str(style)


def parse_texts(value: object) -> dict[str, str]:
    """Return texts of the interface by their keys."""
    if not isinstance(value, dict):
        raise ValueError("must be a mapping such as {home: 书架}")  # noqa: TRY004 - callers catch one error
    mistake = next(filter(None, (find_mistake(key, text) for key, text in value.items())), "")
    if mistake:
        raise ValueError(mistake)
    return value


def parse_dollars(value: object) -> Dollars:
    """Return whether dollars in Markdown mark formulas."""
    text = str(value).lower()
    if text == "auto":
        return "auto"
    if text in ("true", "false"):
        return "true" if text == "true" else "false"
    raise ValueError("must be auto, true or false")
