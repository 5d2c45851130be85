"""Which post of the archive an address on Zhihu stands for."""

import re
from collections.abc import Iterable, Mapping

ADDRESS = re.compile(
    r"https?://(?:(?:www|m|zhuanlan|api)\.)?zhihu\.com"
    r"/(?:questions?/(?P<question>\d+)(?:/answers?/(?P<of_question>\d+))?|answers?/(?P<answer>\d+)"
    r"|(?:p|articles?)/(?P<article>\d+)|pin/(?P<pin>\d+))/?(?:[?#].*)?"
)


def identify(url: str) -> str:
    """Return what an address stands for, as `answer/2`, `article/3`, `question/1` or `pin/4`; "" for no post.

    The address may have any query and be that of a phone's page; an answer is the same with and without its question.

    >>> identify("https://m.zhihu.com/question/1/answer/2?utm_id=0"), identify("https://zhihu.example/p/3")
    ('answer/2', '')
    """
    match = ADDRESS.fullmatch(url)
    if match is None:
        return ""
    answer = match["of_question"] or match["answer"]
    if answer:
        return f"answer/{answer}"
    name = match.lastgroup
    return f"{name}/{match[name]}" if name else ""


def find_question(url: str) -> str:
    """Return the number of the question an address belongs to, "" if it names none."""
    match = ADDRESS.fullmatch(url)
    return (match["question"] or "") if match else ""


def index_origins(origins: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return the uri of the post by what its original stands for, from (uri, original) in stable order.

    Of two copies the first counts. A question stands for its answer where the archive has only one.
    """
    found: dict[str, str] = {}
    answers: dict[str, list[str]] = {}
    for uri, original in origins:
        key = identify(original)
        if not key:
            continue
        found.setdefault(key, uri)
        match = ADDRESS.fullmatch(original)
        if match is not None and match["question"] and match["of_question"]:
            answers.setdefault(f"question/{match['question']}", []).append(uri)
    for key, uris in answers.items():
        if len(uris) == 1:
            found.setdefault(key, uris[0])
    return found
