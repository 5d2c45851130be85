"""Elements of code in text that is not parsed yet."""

import re
from collections.abc import Iterator

CODE = re.compile(
    r"(?P<pre><pre\b[^<>]*>)(?P<pre_code>\s*<code\b[^<>]*>)?(?P<block>.*?)(?(pre_code)</code>\s*</pre>|</pre>)"
    r"|(?P<open><code\b[^<>]*>)(?P<inline>.*?)</code>",
    re.DOTALL | re.IGNORECASE,
)
UNCODED_PRE = re.compile(
    r"(?P<pre><pre\b[^<>]*>)(?P<pre_code>(?!))?(?P<block>.*?)</pre>(?P<open>(?!))?(?P<inline>(?!))?",
    re.DOTALL | re.IGNORECASE,
)
"""A `pre` like those of `CODE` where no end tag of a `code` in one follows."""
CODE_START = re.compile(r"<(?:pre|(?P<code>code))\b", re.IGNORECASE)
CODE_END = re.compile(r"(?P<code></code>)(?P<coded>\s*</pre>)?|(?P<pre></pre>)", re.IGNORECASE)


def iter_code(html: str) -> Iterator[re.Match[str]]:
    """Yield the elements of code; an end tag is looked for only where one follows, so that the time is linear."""
    if not CODE_START.search(html):
        return
    last = dict.fromkeys(("code", "coded", "pre"), -1)
    for end in CODE_END.finditer(html):
        last |= {name: end.start() for name, found in end.groupdict().items() if found}
    last["pre"] = max(last["pre"], last["coded"])
    place = 0
    while start := CODE_START.search(html, place):
        place = start.end()
        if start.start() < last["code" if start["code"] else "pre"]:
            is_coded = bool(start["code"]) or start.start() < last["coded"]
            match = (CODE if is_coded else UNCODED_PRE).match(html, start.start())
            if match:
                place = match.end()
                yield match
