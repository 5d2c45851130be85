"""SimpRead, a reading mode: no front matter, but a line about the original."""

import re

from mkdocs_zhihu.reading.dialects.dialect import Dialect, RawPost

HEAD = re.compile(
    r"\s*>[ \t]*本文由[ \t]*\[简悦[^\[\]\n]*\]\([^()\n]*\)[^\n]*?原文地址[ \t]*\[[^\[\]\n]*\]\((?P<link>https?://[^()\s]+)\)[^\n]*(?:\n+|$)"
)


def _adapt(raw: RawPost) -> RawPost:
    head = HEAD.match(raw.body)
    assert head is not None  # noqa: S101 - as recognised
    raw = RawPost(raw.fields, raw.body[head.end() :], raw.name).with_value("source", head["link"])
    return raw.with_value("title", raw.name)


SIMPREAD = Dialect("simpread", lambda raw: not raw.fields and HEAD.match(raw.body) is not None, adapt=_adapt)
