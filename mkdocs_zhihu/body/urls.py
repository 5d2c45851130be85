"""The one rule for every URL that comes from a post."""

import re
from urllib.parse import quote, unquote, urlsplit, urlunsplit

REMOVED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")
BLANK = re.compile(r"[ \xa0\u3000]")
MAILTO = re.compile(r"mailto:[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.ASCII | re.IGNORECASE)
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
PLAIN_URL = re.compile(r"https://[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]{2,}(?:/[\w./~-]{0,200})?", re.ASCII)
RELATIVE = re.compile(r"(?![A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2}).+", re.DOTALL)
HOST = re.compile(r"[^\s/?#@\\<>\"'`{}|^%]+\.?(?::\d{1,5})?")
ZHIHU_REDIRECT = re.compile(
    r"(?:https?:)?//link\.zhihu\.com/?\?(?:[^#]*?&)?target=(.*)", re.DOTALL | re.IGNORECASE
)
OTHER_REDIRECT = re.compile(
    r"(?:https?:)?//(?:www\.oschina\.net/action/GoToLink\?url=|gitee\.com/link\?target=)(.*)", re.DOTALL
)
UNSAFE = re.compile(r'[<>"`{}|^\\]')
ZHIHU = "https://www.zhihu.com"
MAX_URL = 8_000
MAX_REDIRECTS = 5


def clean_url(url: str, *, base: str = "") -> str:
    """Return an absolute http or https URL, or "" where there is none to trust.

    Blanks within are `%20`, those at the ends and control characters go, backslashes are slashes as in browsers, `//host` is https. With a
    `base` such as `https://www.zhihu.com` relative URLs belong to it; without one they are refused.
    Addresses with a user name are refused: they are made to look like another host.
    """
    if PLAIN_URL.fullmatch(url):
        return url
    if len(url) > MAX_URL:
        return ""
    url = BLANK.sub("%20", REMOVED.sub("", url[: 2 * MAX_URL]).strip(" \xa0\u3000"))
    head, mark, tail = url.partition("?")
    url = head.replace("\\", "/") + mark + tail
    if url.startswith("//"):
        url = "https:" + url
    elif base and url and not SCHEME.match(url) and not url.startswith("#"):
        url = f"{base}/{url.lstrip('./')}"
    match = SCHEME.match(url)
    if match is None or match[1].lower() not in ("http", "https"):
        return ""
    if not url[match.end() :].startswith("//"):
        return ""
    return _normalise(url)


def _normalise(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # a port above 65535, `//[x`
        return ""
    if port == 0 or not HOST.fullmatch(parts.netloc):
        return ""
    safe = "%/:=&?~#+!$,;'@()*[]"
    path, query, fragment = (_quote(part, safe) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, query, fragment))


def _quote(text: str, safe: str) -> str:
    """Return the text with only what breaks an attribute or a log quoted; Chinese stays readable."""
    return UNSAFE.sub(lambda match: quote(match[0], safe=safe), text)


def unwrap_redirect(url: str) -> str:
    """Return where a redirect of Zhihu, OSChina or Gitee leads; any other URL unchanged.

    The target is percent-decoded exactly once per level.
    """
    for _ in range(MAX_REDIRECTS):
        target = _find_target(url)
        if target is None:
            break
        url = target
    return url


def _find_target(url: str) -> str | None:
    match = ZHIHU_REDIRECT.match(url) or OTHER_REDIRECT.match(url)
    if match is None:
        return None
    value = match[1]
    if SCHEME.match(value) and "//" in value[:9]:  # not encoded: the rest belongs to it
        return value
    return unquote(value.partition("&")[0])
