"""A stand-in for RSSHub on loopback: feeds of posts that change from night to night."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from email.utils import formatdate
from html import escape
from typing import Any

from picture_server import Hit, Reply

ERROR_PAGE = (
    b"<!doctype html><html><head><title>Welcome to RSSHub!</title></head><body>"
    b"<h1>Looks like something went wrong</h1><p>Error Message: 403 Forbidden</p></body></html>"
)


@dataclass
class Answer:
    """One answer as the site has it tonight."""

    number: int
    text: str
    title: str = "云是白的吗？"
    time: int = 1_700_000_000
    tags: Sequence[str] = ()

    @property
    def url(self) -> str:
        return f"https://www.zhihu.com/question/{self.number + 1000}/answer/{self.number}"

    def to_rss(self) -> str:
        html, url = escape(f"<p>{self.text}</p>"), self.url
        tags = "".join(f"<category>{tag}</category>" for tag in self.tags)
        return (
            f"<item><title>{self.title}</title><description>{html}</description><link>{url}</link>"
            f'<guid isPermaLink="false">{url}</guid><pubDate>{formatdate(self.time, usegmt=True)}</pubDate>'
            f"<author>小林</author>{tags}</item>"
        )


def render_rss(answers: Sequence[Answer], title: str = "小林的知乎回答") -> bytes:
    items = "".join(answer.to_rss() for answer in answers)
    link = "https://www.zhihu.com/people/xl/answers"
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
        f"<title>{title}</title><link>{link}</link>{items}</channel></rss>"
    ).encode()


@dataclass
class FeedServer:
    """Behaviour of a server: a feed by path, with an ETag; an int is a status to fail with."""

    feeds: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def __call__(self, hit: Hit) -> Reply:
        found = self.feeds.get(hit.path.partition("?")[0], 404)
        if isinstance(found, Reply):
            return found
        if isinstance(found, int):
            return Reply(ERROR_PAGE, status=found, headers={"Content-Type": "text/html"} | self.headers)
        data = found if isinstance(found, bytes) else render_rss(found)
        etag = f'"{hash(data)}"'
        headers = {"Content-Type": "application/xml", "ETag": etag}
        return (
            Reply(status=304, headers=headers)
            if hit.headers.get("if-none-match") == etag
            else Reply(data, headers=headers)
        )
