"""What a build says of its problems, and whether they end it."""

import logging
import os
from collections.abc import Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import PrefixedLogger

from mkdocs_zhihu.host.engine import find_theme_conflict
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.i18n.messages import Translate, find_translate
from mkdocs_zhihu.problems import Level, Problems, format_count, format_problems

LEVELS = {"warning": logging.WARNING, "info": logging.INFO, "debug": logging.DEBUG}


DOUBLE_ENTRY = "`nav` has the entry `zhihu` {count} times; keep one: the first was used"
OLD_SITE = "{folder}: this old site cannot be deleted; delete it as its owner"


def choose_translate(config: MkDocsConfig) -> Translate:
    """Return what says messages in the language of the locale or of the theme."""
    return find_translate(os.environ, str(config.theme.get("language") or ""))


def report_build(  # noqa: PLR0913 - plain values, all with a name
    site: Site,
    problems: Problems,
    log: PrefixedLogger,
    translate: Translate,
    *,
    is_strict: bool,
    is_failing: bool,
) -> None:
    """Log what was found wrong; PluginError if posts that were set aside, or warnings that a strict build cannot count, end the build.

    With `-q` MkDocs neither shows warnings nor counts them, so the error repeats them.
    """
    messages = format_problems((*find_theme_conflict(), *problems), translate)
    set_aside = site.collection.set_aside
    for level, message in messages:
        log.log(LEVELS[level], message)
    is_hidden = not log.isEnabledFor(logging.WARNING)
    if is_failing and set_aside:
        named = _list_warnings(messages) if is_hidden else " (named above)"
        count = format_count(set_aside, "post")
        raise PluginError(f"zhihu: `on_error` is `fail`, and {count} had to be set aside{named}")
    if is_strict and is_hidden and (named := _list_warnings(messages)):
        raise PluginError(f"zhihu: a strict build has warnings{named}")


def _list_warnings(messages: Sequence[tuple[Level, str]]) -> str:
    return "".join(f"\n  {message}" for level, message in messages if level == "warning")
