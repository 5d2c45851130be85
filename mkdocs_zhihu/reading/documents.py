"""Whole HTML documents, as browsers save them."""

import re

APP_NAME = re.compile(r"_(answer|article)_(\d{1,20})_\d{8}_\d{6}\.html?$")
DRAFT = "draft_"
MEDIUM = re.compile(r'Exported from <a\s+href="https://medium\.com">Medium</a>')
COMMENT = r"<!--(?:[^-]|-(?!->))*-->"
"""A comment, up to the first end there is: where comments stand side by side, no pattern may try other ends."""
DOCUMENT = re.compile(
    rf"\s*(?:<(?:div|body)>\s*)?(?:{COMMENT}\s*|<\?xml[^<>]*>\s*)*<(?:!doctype\s|html[\s>]|head[\s>])",
    re.IGNORECASE,
)


def match_literal(*names: str) -> re.Pattern[str]:
    """Return the pattern of comments, and of elements of these names with all that is in them.

    None reaches beyond the beginning of another of its kind: where ends are missing, each would look at all the rest.
    """
    element = rf"<({'|'.join(names)})\b[^<]*(?:<(?!/?\1\b)[^<]*)*</\1\s*>"
    return re.compile(rf"{element}|<!--(?:[^<-]|-(?!->)|<(?!!--))*-->", re.IGNORECASE)


def read_app_address(name: str) -> str:
    """Return the address in the name of a file that the app Zhihu++ exported, "" if it has none.

    >>> read_app_address("zhihu++_题_甲的回答_answer_123_20260101_120000.html")
    'https://www.zhihu.com/answer/123'
    """
    match = APP_NAME.search(name)
    if match is None:
        return ""
    return (
        f"https://www.zhihu.com/answer/{match[2]}"
        if match[1] == "answer"
        else f"https://zhuanlan.zhihu.com/p/{match[2]}"
    )


def is_medium_draft(name: str, html: str) -> bool:
    """Return whether a file is a draft in Medium's export, which tells it by the name alone.

    >>> is_medium_draft("draft_a-0f.html", 'Exported from <a href="https://medium.com">Medium</a>')
    True
    """
    return name.startswith(DRAFT) and MEDIUM.search(html) is not None


def is_document(html: str) -> bool:
    """Return whether a text is a whole document: a browser or an app wrote it, no feed.

    >>> is_document("<div>  <!-- saved --><html lang=zh>")
    True
    """
    return DOCUMENT.match(html) is not None
