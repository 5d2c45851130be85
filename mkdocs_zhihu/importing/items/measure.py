"""How much text a body has, and whether it is only the beginning of one."""

import re
from html import unescape

from mkdocs_zhihu.model import BodyFormat

TAG = re.compile(r"</?[A-Za-z!][^<>]{0,4000}>")
TARGET = re.compile(r"\]\([^()\n]*(?:\([^()\n]*\))?[^()\n]*\)")
MARKS = re.compile(r"[*_`#>|~\[\]!\\-]+")
INVISIBLE = re.compile("[\u200b\ufeff]")
FOLDS = ("阅读全文", "显示全部")
PAID = re.compile(
    r"(?:开通|加入|成为|购买)[^。！？]{0,10}(?:会员|专栏|盐选)[^。！？]{0,14}(?:阅读|查看|解锁|畅读|完整|全文|剩余)"
    r"|(?:付费|盐选)(?:内容|专栏)[^。！？]{0,14}(?:阅读|查看|解锁|购买|全文|完整)"
)
"""What a wall says; an author may well speak of what is behind it."""

PAID_CARD = "KfeCollection-"
DELETED = re.compile(r"(?:该|此)?(?:内容|回答|文章|想法)已(?:经)?被(?:作者)?删除|该回答已被删除")
ENDING = 200
"""Characters at the end of a text that tell whether it goes on elsewhere."""

TAIL = 4_000
"""Characters of markup that hold the end of a text."""

STUB = 200
"""A longer text is no notice that something was deleted."""


def squeeze(text: str) -> str:
    """Return a text without blanks."""
    return INVISIBLE.sub("", "".join(text.split()))


def read_words(body: str, body_format: BodyFormat) -> str:
    """Return the words of a body on one line without blanks."""
    if body_format == "markdown":
        body = MARKS.sub("", TARGET.sub("]", body))
    return squeeze(unescape(TAG.sub("", body)) if "<" in body or "&" in body else body)


def measure_text(body: str, body_format: BodyFormat) -> int:
    """Return how many characters a reader sees, blanks not counted."""
    return len(read_words(body, body_format))


def is_beginning(body: str, body_format: BodyFormat) -> bool:
    """Return whether a body says that it is only the beginning of a text, or that the text is gone."""
    if PAID_CARD in body:
        return True
    words = read_words(body[-TAIL:], body_format)
    end = words[-ENDING:]
    folded = words.endswith(FOLDS) and "…" in end
    is_cut = folded or PAID.search(end) is not None
    return is_cut or (len(body) <= TAIL and len(words) <= STUB and DELETED.search(words) is not None)
