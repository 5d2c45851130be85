"""Where a post was published: addresses on Zhihu and what they stand for."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

ZHIHU = re.compile(
    r"(?:https?:)?//(?:www\.|m\.|zhuanlan\.|api\.)?zhihu\.com(?:/api/v\d)?"
    r"/(?:questions?/(?P<question>[0-9]{1,25})(?:/answers?/(?P<of_question>[0-9]{1,25})|/?(?:\?[^#]*)?#answer-(?P<anchor>[0-9]{1,25}))?"
    r"|answers?/(?P<answer>[0-9]{1,25})|(?:p|articles?)/(?P<article>[0-9]{1,25})|pins?/(?P<pin>[0-9]{1,25})|zvideos?/(?P<zvideo>[0-9]{1,25}))"
    r"(?:[/?#].*)?"
)
ID = re.compile(r"[0-9]{1,25}")
"""Numbers of posts and questions; they become names of files."""

FORMATS = {
    "article": "https://zhuanlan.zhihu.com/p/{}",
    "pin": "https://www.zhihu.com/pin/{}",
    "question": "https://www.zhihu.com/question/{}",
    "zvideo": "https://www.zhihu.com/zvideo/{}",
}
KINDS = frozenset({*FORMATS, "answer"})


class Original(NamedTuple):
    """A post on Zhihu; the first two are its identity.

    They become the name of its file: only `build_original` and `parse_original`, which check them, may make one.
    """

    kind: str = ""
    """`answer`, `article`, `pin`, `question` or `zvideo`; empty for a post of another site."""

    id: str = ""
    """Its number, as text: it may exceed what floating point can hold."""

    question: str = ""
    """The number of the question it answers, empty where that is not known."""

    def format(self) -> str:
        """Return the canonical address, "" for a post of another site."""
        if not self.id:
            return ""
        if self.kind != "answer":
            return FORMATS[self.kind].format(self.id)
        place = f"question/{self.question}/" if self.question else ""
        return f"https://www.zhihu.com/{place}answer/{self.id}"


def is_id(text: str) -> bool:
    """Return whether a text may be the number of a post or a question.

    >>> is_id("1"), is_id("²"), is_id("../1")
    (True, False, False)
    """
    return ID.fullmatch(text) is not None


def build_original(kind: str, number: str, question: str = "") -> Original:
    """Return the post on Zhihu that a source names, an empty one if its kind or its number cannot be one."""
    if kind not in KINDS or not is_id(number):
        return Original()
    return Original(kind, number, question if is_id(question) else "")


def parse_original(url: str) -> Original:
    """Return what an address on Zhihu stands for; it may be the API's, and may have a query or a fragment.

    >>> parse_original("http://www.zhihu.com/question/1/answer/2?utm=x").format()
    'https://www.zhihu.com/question/1/answer/2'
    """
    match = ZHIHU.fullmatch(url.strip())
    if match is None:
        return Original()
    answer = match["of_question"] or match["anchor"] or match["answer"]
    if answer:
        return Original("answer", answer, match["question"] or "")
    kind = next(name for name in FORMATS if match[name])
    return Original(kind, match[kind])


def format_source(url: str) -> str:
    """Return an address as it is kept: canonical for posts of Zhihu, without fragment elsewhere, "" for none."""
    known = parse_original(url).format()
    if known:
        return known
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    is_zhihu = parts.hostname == "zhihu.com" or parts.hostname.endswith(".zhihu.com")
    scheme = "https" if is_zhihu else parts.scheme
    return urlunsplit((scheme, parts.netloc, parts.path, "" if is_zhihu else parts.query, ""))
