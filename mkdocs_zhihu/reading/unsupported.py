"""Files that hold no post: what a feed or an app writes where it has no HTML."""

import json
import re

TAG = re.compile(r"<[^<>]*>")
UNKNOWN = "未知类型"
REPORT = "请点击链接提交issue"
LONGEST_PLACEHOLDER = 60
SEGMENT = frozenset({"paragraph", "hr", "image", "heading", "card", "blockquote", "reference_block", "video",
                     "code_block", "list_node"})  # fmt: skip


def find_unsupported(title: str, body: str) -> tuple[str, str, str] | None:
    """Return (rule, message, hint) for a body that cannot become a page, else None."""
    if REPORT in body and _is_placeholder(title, body):
        message = "holds no post: the feed wrote a placeholder for a type it did not know; set aside"
        return "feed.unsupported", message, "archive the original again, or delete the file"
    if '"type"' in body and _is_segments(body):
        message = "is in the app's own format (segments), which is not supported; set aside"
        return "app-segments", message, "archive the post again as HTML"
    return None


def _is_placeholder(title: str, body: str) -> bool:
    text = "".join(TAG.sub("", body).split())
    return len(text) <= LONGEST_PLACEHOLDER and (UNKNOWN in title or UNKNOWN in text)


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
