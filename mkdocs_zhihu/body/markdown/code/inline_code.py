"""Code in a line, with the sign of its language before it, as Python-Markdown has it: `#!python print(1)`."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from pygments.lexers import get_all_lexers

LANGUAGE = re.compile(r"#!([A-Za-z][\w+#.-]{0,29})[ \t]+(?=[^\s-])", re.ASCII)
"""Before code: options would be those of a program, `#!perl -w`."""


def use_inline_code(parser: MarkdownIt) -> None:
    """Show such code without the sign where the text is Material's: elsewhere it is a command, `#!make all`."""
    parser.add_render_rule("code_inline", _render)


def _render(
    _renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: Mapping[str, Any]
) -> str:
    content = tokens[index].content
    code = drop_language(content) if env.get("is_material") else content
    return f"<code>{escape(code, quote=False)}</code>"


def drop_language(code: str) -> str:
    """Return code without the language before it, if that is one.

    >>> drop_language("#!python print(1)"), drop_language("#!/bin/sh"), drop_language("#!words a"), drop_language("#!bash")
    ('print(1)', '#!/bin/sh', '#!words a', '#!bash')
    """
    match = LANGUAGE.match(code) if code.startswith("#!") else None
    return code[match.end() :] if match and match[1].lower() in _list_languages() else code


@cache
def _list_languages() -> frozenset[str]:
    return frozenset(alias for _, aliases, _, _ in get_all_lexers() for alias in aliases)
