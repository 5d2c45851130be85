"""Zhihu on VSCode, an editor's extension: the first line says where the post was published, `#! https://…`."""

import re
from dataclasses import replace

from mkdocs_zhihu.reading.dialects.dialect import Dialect, RawPost
from mkdocs_zhihu.reading.dialects.hexo import HEXO
from mkdocs_zhihu.reading.markdown.heading_text import read_heading

HEAD = re.compile(r"\s*#![ \t]*(?P<link>https?://(?:www\.|zhuanlan\.)?zhihu\.com/[^\s<>]+)[ \t]*(?:\n\s*|\Z)")
TITLE = re.compile(
    r"(?P<pictures>(?:!\[[^\[\]\n]*\]\([^()\n]*\)\s*)?)#[ \t]*(?P<words>[^#\s][^\n]*)(?:\n+|\Z)"
)
"""A heading of the first level, below the head picture if there is one."""


def _adapt(raw: RawPost) -> RawPost:
    head = HEAD.match(raw.body)
    assert head is not None  # noqa: S101 - as recognised
    raw = replace(HEXO.adapt(raw), body=raw.body[head.end() :])  # `created` is not when it was clipped
    raw = raw if raw.text("source") else raw.with_value("source", head["link"])
    title = TITLE.match(raw.body)
    if title is not None and not raw.text("title"):
        body = title["pictures"] + raw.body[title.end() :]
        raw = replace(raw, body=body).with_value("title", read_heading(title["words"]))
    return raw


ZHIHU_ON_VSCODE = Dialect(
    "zhihu-on-vscode", lambda raw: raw.body.lstrip().startswith("#!") and HEAD.match(raw.body) is not None, adapt=_adapt
)  # fmt: skip
