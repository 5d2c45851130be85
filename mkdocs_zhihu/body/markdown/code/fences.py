"""Code blocks: the language, and the title that may follow it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from mkdocs_zhihu.body.markdown.dialects.snippets import render_snippets
from mkdocs_zhihu.body.markdown.tex.dollar_tex import write_formula

CODE = frozenset({"fence", "code_block", "code_inline"})
OPTIONS = re.compile(
    r"\{[^{}]*\}|\b(?:linenums|hl_lines|lines|line_number|mark|wrap|first_line|linenostart)[=:]\S*"
    r"|(?<=\s)(?:showLineNumbers|lineNumbers|line-numbers)\b\S*|(?<=\w):(?:no-)?line-numbers\b\S*"
)
BRACED = re.compile(
    r"\{\s*(?:\.(\w+)|(r|python|julia|bash|sh|sql|js|css|ojs|stan|cpp|Rcpp|c|fortran|dot|mermaid)(?=[\s,}]))[^{}]*\}",
    re.IGNORECASE,
)
"""The language in braces: Pandoc's class, or the program that R Markdown and Quarto run."""
OF_HACKMD = re.compile(r"^([A-Za-z][\w+#-]*)?(?:=(?:\d+|\+)?!?|!)(?=\s|$)")
"""Signs of HackMD behind a language, for numbers of lines and for long lines."""
OPTIONS_IN_BRACKETS = re.compile(r"\[[^\[\]]*\]$")
IN_BRACKETS = re.compile(r"(?<=\s)\[(?!(?:linenums|wrap|line-numbers)\])([^\[\]=]*[^\W\d_][^\[\]=]*)\]$")
"""Words, which are a title, and no option."""
TITLE = re.compile(r"""\b(?:title|filename|file)=["']?([^"']+)["']?""")

OF_DIFF = re.compile(r"^[A-Za-z][\w+#-]*(?::(?!//)|$)")
"""The language of what is compared, of Zenn: ```` ```diff js:a.js ````."""


def use_fences(parser: MarkdownIt) -> None:
    """Write each fence as `pre`, its title as an attribute; code has what the author wrote."""
    parser.core.ruler.after("inline", "code_as_written", _write_code)
    parser.add_render_rule("fence", _render_fence)


def _write_code(state: StateCore) -> None:
    for token in state.tokens if state.env.get("in_code") else ():
        restore_code((token, *(token.children or ())), state.env)


def restore_code(tokens: Iterable[Token], env: Mapping[str, Any]) -> None:
    """Let each token of code have what the author wrote."""
    for token in tokens:
        if token.type in CODE:
            token.content = restore(token.content, env.get("in_code", {}))


def restore(text: str, pieces: Mapping[str, str]) -> str:
    """Return a text with what was written in place of the pieces that stand for it."""
    for short, written in pieces.items():
        text = text.replace(short, written)
    return text


def _render_fence(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    token = tokens[index]
    language, title = parse_info(token.info)
    if language == "math" and token.content.strip():  # as GitHub and GitLab read it
        return f"<p>{write_formula(token.content, is_display=True)}</p>\n"
    names = render_snippets(token.content, language, env["unread"])
    return names or render_code(token.content, language, title)


def render_code(text: str, language: str, title: str) -> str:
    """Return the HTML of a code block."""
    attribute = f' data-zh-title="{escape(title)}"' if title else ""
    return f'<pre{attribute}><code class="language-{escape(language)}">{escape(text, quote=False)}</code></pre>\n'


def parse_info(info: str) -> tuple[str, str]:
    """Return the language and the title in what follows the marks of a fence.

    >>> parse_info("js:src/a.js {1,3}"), parse_info("sh 安装 {2}"), parse_info("xml  language-xml")
    (('js', 'src/a.js'), ('sh', '安装'), ('xml', ''))
    >>> parse_info("sh [恢复 image]"), parse_info("js [1,3-5]"), parse_info("js [wrap]")
    (('sh', '恢复 image'), ('js', ''), ('js', ''))
    >>> parse_info("js [标题] {1,3}"), parse_info("js:line-numbers {1} [a.js]"), parse_info("js [wrap] {1}")
    (('js', '标题'), ('js', 'a.js'), ('js', ''))
    >>> parse_info("diff js:a.js"), parse_info("diff js"), parse_info("diff 标题")
    (('diff', 'a.js'), ('diff', ''), ('diff', '标题'))
    >>> parse_info("python=10"), parse_info("js!"), parse_info("{r plot, echo=FALSE}"), parse_info("c++")
    (('python', ''), ('js', ''), ('r', ''), ('c++', ''))
    """
    info = OF_HACKMD.sub(lambda match: match[1] or "", info.strip())
    braced = BRACED.match(info)
    if braced:
        return braced[1] or braced[2], info[braced.end() :].strip()
    info = IN_BRACKETS.sub(r"\1", OPTIONS.sub(" ", info).strip())
    language, _, rest = OPTIONS_IN_BRACKETS.sub(" ", info).strip().partition(" ")
    language, _, title = language.partition(":")
    repeated = rf"^(?:language-)?{re.escape(language)}(?: |$)"  # ```` ```xml  language-xml ````
    rest = re.sub(repeated, "", rest.strip()) if language else rest
    if language == "diff":
        rest = OF_DIFF.sub("", rest)
    named = TITLE.search(rest)
    return language, " ".join((named[1] if named else f"{title} {rest}").split())
