"""Addresses that hold wherever a text is read."""

import re
from html import escape, unescape
from urllib.parse import urljoin

TAG = re.compile(r'<[a-z][a-z0-9]*(?: [a-z-]+="[^"]*")+')
ADDRESS = re.compile(r' (href|src)="([.#][^"]*)"')
VERSIONS = re.compile(r' (?:srcset|sizes)="[^"]*"')
"""Smaller versions of a picture: addresses too, and of use only where the style sheet is."""


def make_absolute(html: str, url: str) -> str:
    """Return a finished body with every address absolute that was relative to the page at `url`.

    Smaller versions of pictures are left out; no attribute but theirs, `href` and `src` holds an address. Only what
    stands in a tag is touched: a finished body has its attributes in double quotes, and `<` in no text.

    before: <p><img src="../a.png" srcset="../a-1.png 9w">see <code> href="./x"</code><a href="#fn:1">1</a></p>
    after:  <p><img src="https://e.org/b/a.png">see <code> href="./x"</code><a href="https://e.org/b/c/#fn:1">1</a></p>
    """

    def replace(match: re.Match[str]) -> str:
        return f' {match[1]}="{escape(urljoin(url, unescape(match[2])))}"'

    return TAG.sub(lambda tag: ADDRESS.sub(replace, VERSIONS.sub("", tag[0])), html)
