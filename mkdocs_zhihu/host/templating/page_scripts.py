"""The scripts at the end of a page: read while the page is shown, not before."""

import re

SCRIPT = re.compile(r'<script src="([^"]*)"></script>')


def defer_scripts(html: str) -> str:
    """Return the scripts of a page, to be run in their order once the page is there, which they are written for.

    One that is written into the page may need one before it, so then all are left as they are.

    >>> defer_scripts('<script src="a.js"></script> <script src="b.js" type="module"></script>')
    '<script src="a.js" defer></script> <script src="b.js" type="module"></script>'
    >>> defer_scripts('<script src="a.js"></script> <script>a()</script>')
    '<script src="a.js"></script> <script>a()</script>'
    """
    if html.count("<script") > html.count("<script src="):
        return html
    return SCRIPT.sub(r'<script src="\1" defer></script>', html)
