"""Links: where they really lead."""

import re

from bs4.element import Tag

from mkdocs_zhihu.body.dom.nodes import Text
from mkdocs_zhihu.body.dom.tree import attribute, has_class, replace_content
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.protocols import TITLE_OF
from mkdocs_zhihu.body.raw.local_addresses import find_local_file, is_local_file
from mkdocs_zhihu.body.transforms.links.anchors_of_headings import LinksToHeadings, record_places
from mkdocs_zhihu.body.transforms.links.relative_urls import complete_url
from mkdocs_zhihu.body.urls import MAILTO, RELATIVE, ZHIHU, clean_url, unwrap_redirect
from mkdocs_zhihu.reading.file_kinds import MARKDOWN_ENDINGS

REL = "noopener noreferrer nofollow ugc"
ENTITY = re.compile(r"https?://(?:zhida\.zhihu\.com/search|www\.zhihu\.com/search)\?")
LOCAL_FILE = re.compile(rf"[^?#]+\.(?:{MARKDOWN_ENDINGS})(?:[?#].*)?", re.IGNORECASE)
SCHEME_OF_APP = re.compile(r"zhihu://(answers?|questions?|articles?)/(\d+)")
INSECURE = re.compile(r"^http://(?=(?:\w+\.)*zhihu\.com(?:[/?#]|$))")
BARE_HOST = re.compile(
    r"(?:www(?:\.[\w-]+){2,}|(?:[\w-]+\.){1,4}(?:com|org|net|edu|gov|cn|io|dev))(?:[/?#].*)?",
    re.ASCII | re.IGNORECASE,
)
"""An address whose author forgot its `https://`."""
APP_PATHS = {"answer": "answer", "question": "question", "article": "article"}


def unwrap_links(draft: Draft) -> None:
    """Point every link at its real target: redirects unwrapped once, unsafe and empty targets dropped.

    before: <a class=" external" href="http://link.zhihu.com/?target=https%3A//a.org/b">c</a>
    after:  <a href="https://a.org/b" rel="noopener noreferrer nofollow ugc">c</a>
    """
    links = draft.find_all("a")
    inner = record_places(draft)  # before what has no address goes
    for link in links:
        if draft.is_made(link) and (link.get("rel") or link.get("class")):
            continue
        written = attribute(link, "data-zh-written")
        if written and draft.resolve(attribute(link, "href")) is None:
            link.replace_with(Text(written))
            continue
        href = _find_target(draft, link, inner)
        if not href:
            link.unwrap()
            continue
        if link.parent is not None and link.parent.name == "u" and len(link.parent.contents) == 1:
            link.parent.unwrap()  # a link is underlined anyway
        if "data-zh-titled" in link.attrs:
            _name_by_title(draft, link)
        is_local = href.startswith(("./", "../", "#"))
        link.attrs = {"href": href} if is_local else {"href": href, "rel": REL}
        draft.keep(link)


def _name_by_title(draft: Draft, link: Tag) -> None:
    """Let a link to a post that has no words of its own have the title of the post."""
    title = draft.resolve(TITLE_OF + attribute(link, "href"))
    if title:
        replace_content(link, [Text(title)])


def _find_target(draft: Draft, link: Tag, inner: LinksToHeadings) -> str:
    href = attribute(link, "href").strip()
    if draft.original and href.startswith(f"{draft.original}#"):  # a place in the saved page itself
        href = href.removeprefix(draft.original)
    if not href and has_class(link, "hash_tag") and re.fullmatch(r"\d+", attribute(link, "data-topic-id")):
        return f"{ZHIHU}/topic/{attribute(link, 'data-topic-id')}"
    if not href or href.startswith("#") or has_class(link, "RichContent-EntityWord", "comment_sticker"):
        return href if href.startswith("#") and inner.take(href) else ""
    app = SCHEME_OF_APP.match(href)
    if app:
        href = f"{ZHIHU}/{APP_PATHS[app[1].rstrip('s')]}/{app[2]}"
    local = draft.resolve(href)
    if local is not None:
        return local
    if BARE_HOST.fullmatch(href):
        href = f"https://{href}"
    is_file = is_local_file(href) or (LOCAL_FILE.fullmatch(href) and RELATIVE.fullmatch(href))
    target = unwrap_redirect("" if is_file else complete_url(draft, href))
    if not target:
        href = find_local_file(href) or href
        message = f"links to {href}, which is no page of this site; its text was kept"
        draft.report("link.internal", message, "restore that file, or change the link", near=href)
        return ""
    if ENTITY.match(target) and "ntity" in target:
        return ""
    is_mail = MAILTO.fullmatch(href) is not None
    clean = target if is_mail else INSECURE.sub("https://", clean_url(target))
    return (draft.resolve(clean) or clean) if clean else ""
