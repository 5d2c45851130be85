"""Words of Hexo's tags that a theme completes: with a note beside them, to a command or an address."""

import re
from html import escape

from mkdocs_zhihu.body.markdown.hexo.arguments import Arguments, is_option, read_words
from mkdocs_zhihu.body.markdown.hexo.tag_links import link_to

COLOUR = re.compile(
    r",\s*(?:[\"']?(?:#[0-9A-Fa-f]{3,8}|rgba?\([\d.,% ]{5,40}\))[\"']?|\"[a-z]{3,20}\"|'[a-z]{3,20}')\s*$"
)
QUOTED = re.compile(r"\"(?P<double>.*)\"|'(?P<single>.*)'", re.DOTALL)
REPOSITORIES = {
    "https": "https://github.com/{}.git",
    "ssh": "git@github.com:{}.git",
    "gh": "gh repo clone {}",
}
REPOSITORY = re.compile(r"git:(https|ssh|gh)[ \t]+(\S+)")


def show_noted(given: Arguments) -> str:
    """Read `words, note[, colour]`; the note comes in brackets."""
    words, _, note = given.text.partition(",")
    words, note = _unquote(words), _unquote(COLOUR.sub("", note))
    return given.show(f"{words}（{note}）" if note else words)


def show_progress(given: Arguments) -> str:
    """Read `percent colour words`."""
    percent, _, words = given.text.partition(" ")
    return given.show(f"{read_words(words)} {percent}%" if percent.isdigit() and words else given.text)


def show_command(given: Arguments) -> str:
    """Read `[options] text` to copy, or `git:https owner/name`."""
    words = read_words(given.text)
    repository = REPOSITORY.fullmatch(words)
    words = REPOSITORIES[repository[1]].format(repository[2]) if repository else words
    return f"<code>{escape(words)}</code>" if words else ""


def show_repository(given: Arguments) -> str:
    """Read `owner[/name] [options]` on GitHub."""
    name = next((value for value in given.all if not is_option(value)), "")
    return link_to(f"https://github.com/{name}", name) if name else ""


def _unquote(text: str) -> str:
    match = QUOTED.fullmatch(text.strip())
    return (match["double"] or match["single"] or "") if match else text.strip()
