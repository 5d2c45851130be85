"""Blocks as Hugo has them."""

import re
from html import unescape
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from mkdocs_zhihu.exporting.markdown.blocks import BlockWriter

SHORTCODE = re.compile(r"\{\{(?=[<%])")
"""What Hugo takes for the beginning of a shortcode, even in code."""

PAGE = re.compile("\x02([^\x03]*)\x03")
"""A page of the site, until the text around it is written; a finished body has neither character."""


class HugoWriter(BlockWriter):
    """Writes HTML where a text would be a shortcode: only there its first brace can be spelled out."""

    def write_block(self, tag: Element) -> str:
        """Return an element as Markdown or HTML without shortcodes."""
        written = super().write_block(tag)
        return self.inline.render_html(tag) if SHORTCODE.search(written) else written


def write_page(name: str) -> str:
    """Return the address of a page of the site, which `finish_hugo` writes as Hugo looks pages up."""
    return f"\x02{name}\x03"


def finish_hugo(body: str) -> str:
    r"""Return a body with the pages it links looked up by Hugo itself.

    >>> finish_hugo("[a](\x02/b\x03#c)")
    '[a]({{< relref "/b" >}}#c)'
    """

    def look_up(match: re.Match[str]) -> str:
        name = unescape(unquote(match[1])).replace("\\", "\\\\").replace('"', '\\"')
        return f'{{{{< relref "{name}" >}}}}'

    return PAGE.sub(look_up, body)
