"""Files that hold no post: what a feed or an app writes where it has no HTML."""

import json
import re

from mkdocs_zhihu.reading.body_format import is_page_of_other_site
from mkdocs_zhihu.reading.documents import is_document, match_literal
from mkdocs_zhihu.reading.values.value_texts import TAG

TEMPLATE_FOLDERS = frozenset(
    "_layouts _includes _partials _templates layouts layout partials templates shortcodes".split()
)
"""Where generators of sites have their templates."""
TEMPLATE_TAG = re.compile(r"\{\{|\{%|<%")
TITLE_TEMPLATE_TAG = re.compile(r"<title\b[^<>]*>\s*(?:\{\{|\{%|<%)")
SCRIPT = match_literal("script", "style", "head")
POST = re.compile(r"RichText|export-footer|js-initialData")
CHECK = re.compile(r"""id=["']?zh-zse-ck|/zse-ck/|zse-ck\.js""")
ZHIHU = re.compile(
    r"<title\b[^<>]*>[^<>]*知乎|static\.zhihu\.com|//www\.zhihu\.com/(?:signin|signup|404)|saved from url=\(\d+\)https?://[\w.]*zhihu\.com"
)
"""What Zhihu's own pages have, and pages about Zhihu do not."""
LONGEST_WALL = 300
"""Characters of a page that says no more than one of these."""
WALLS = ("有问题，就会有答案", "登录知乎，问答干货一键收藏", "请您登录后查看更多专业优质内容")
GONE = ("你似乎来到了没有知识存在的荒原", "该内容暂无法显示", "此内容已被删除")
SAVE_AGAIN = "open the original in a browser where you are logged in, and save it again"
UNKNOWN = "未知类型"
REPORT = "请点击链接提交issue"
LONGEST_PLACEHOLDER = 60
SEGMENT = frozenset({"paragraph", "hr", "image", "heading", "card", "blockquote", "reference_block", "video",
                     "code_block", "list_node"})  # fmt: skip


def find_unsupported(title: str, body: str) -> tuple[str, str, str] | None:
    """Return (rule, message, hint) for a body that cannot become a page, else None."""
    if is_document(body) and not POST.search(body):
        found = _find_wall(body)
        if found:
            return "dom.wall", found, SAVE_AGAIN
    if "提交issue" in body and _is_placeholder(title, body):
        message = "holds no post: the feed wrote a placeholder for a type it did not know; set aside"
        return "feed.unsupported", message, "archive the original again, or delete the file"
    if '"type"' in body and _is_segments(body):
        message = "is in the app's own format (segments), which is not supported; set aside"
        return "app-segments", message, "archive the post again as HTML"
    return None


def begins_with_template_tag(text: str) -> bool:
    """Return whether a title begins with what a generator of sites fills in.

    >>> begins_with_template_tag("{{ page.title }}"), begins_with_template_tag("Vue 的 {{ }} 语法")
    (True, False)
    """
    return TEMPLATE_TAG.match(text.lstrip()) is not None


def is_template(body: str, uri: str) -> bool:
    """Return whether a page is what a generator fills with posts, by its folder or by its title.

    >>> is_template("{{ content }}", "posts/_layouts/a.html"), is_template("<title>{{ page.title }}</title>", "a.html")
    (True, True)
    """
    if not is_page_of_other_site(body, uri):
        return False
    is_in_folder = not TEMPLATE_FOLDERS.isdisjoint(uri.split("/")[:-1])
    return bool((is_in_folder and TEMPLATE_TAG.search(body)) or TITLE_TEMPLATE_TAG.search(body))


def _find_wall(body: str) -> str:
    """Return what a page of Zhihu's that holds no post is, with its own words; "" for any other."""
    if CHECK.search(body):
        return "is Zhihu's check of the browser (zse-ck), not the post; set aside"
    text = TAG.sub(" ", SCRIPT.sub("", body))
    if not ZHIHU.search(body) and len("".join(text.split())) > LONGEST_WALL:
        return ""
    for words in WALLS:
        if words in body:
            return f"is Zhihu's page to log in ({words}), not the post; set aside"
    for words in GONE:
        if words in text:
            return f"is Zhihu's page for a post that is gone ({words}); set aside"
    return ""


def _is_placeholder(title: str, body: str) -> bool:
    text = "".join(TAG.sub("", body).split())
    return REPORT in text and len(text) <= LONGEST_PLACEHOLDER and (UNKNOWN in title or UNKNOWN in text)


def _is_segments(body: str) -> bool:
    text = TAG.sub("", body).strip() if body.lstrip().startswith("<") else body.strip()
    if text[:1] not in "[{":
        return False
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    segments = found.get("segments") if isinstance(found, dict) else found
    return (
        isinstance(segments, list)
        and bool(segments)
        and all(isinstance(segment, dict) and segment.get("type") in SEGMENT for segment in segments)
    )
