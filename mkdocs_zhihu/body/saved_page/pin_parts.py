"""The parts of a thought (想法), as the API has them, to HTML."""

from collections.abc import Iterable
from html import escape
from typing import Any


def render_parts(parts: Iterable[Any]) -> str:
    r"""Return the HTML of a thought: texts as they are, then pictures, videos and links in their order.

    >>> render_parts([{"type": "text", "content": "a<br>b"}, {"type": "image", "url": "https://x.org/a.jpg"}])
    '<p>a<br>b</p>\n<figure><img src="https://x.org/a.jpg"></figure>'
    """
    rendered = (_render(part) for part in parts if isinstance(part, dict))
    return "\n".join(filter(None, rendered))


def _render(part: dict[str, Any]) -> str:
    kind = part.get("type")
    if kind == "text":
        text = _text(part, "content", "ownText", "own_text")
        return f"<p>{text}</p>" if text else ""
    url = _text(part, "url", "originalUrl", "original_url")
    if kind == "image" and url:
        original = _text(part, "originalUrl", "original_url")
        sizes = "".join(
            f' data-raw{name}="{escape(str(part[name]))}"' for name in ("width", "height") if part.get(name)
        )
        data = f' data-original="{escape(original)}"' if original and original != url else ""
        return f'<figure><img src="{escape(url)}"{data}{sizes}></figure>'
    if kind == "video":
        number = str(part.get("video_id") or part.get("videoId") or part.get("id") or "")
        page = f"https://www.zhihu.com/video/{number}" if number.isalnum() else url
        attributes = {
            "href": page,
            "data-name": _text(part, "title", "name"),
            "data-poster": _text(part, "thumbnail", "cover", "imageUrl"),
        }
        written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        return f'<a class="video-box"{written}></a>' if page else ""
    if kind in ("link", "link_card") and url:
        title = _text(part, "title") or url
        return f'<a class="LinkCard" href="{escape(url)}">{escape(title)}</a>'
    return f"<p>{escape(_text(part, 'content', 'title'))}</p>" if _text(part, "content", "title") else ""


def _text(part: dict[str, Any], *keys: str) -> str:
    return next((part[key] for key in keys if isinstance(part.get(key), str) and part[key]), "")
