"""Blocks as Obsidian has them."""

from xml.etree.ElementTree import Element

from mkdocs_zhihu.exporting.markdown.blocks import BlockWriter
from mkdocs_zhihu.exporting.markdown.escaping import escape_link, escape_markdown
from mkdocs_zhihu.exporting.markdown.inline import write_address
from mkdocs_zhihu.exporting.xml_tree import has_class, text_of


class ObsidianWriter(BlockWriter):
    """Writes link cards as callouts."""

    def write_paragraph(self, tag: Element) -> str:
        """Return a paragraph; a card is a callout with its title linked and its host below."""
        link = tag.find("a")
        if not has_class(tag, "zh-link-card") or link is None:
            return super().write_paragraph(tag)
        parts = {part.get("class", ""): part for part in link}
        title, host = parts.get("zh-link-card__title"), parts.get("zh-link-card__host")
        if title is None or host is None:
            return ""
        target = self.inline.find_link(link.get("href", ""))
        shown = self.inline.write(title, in_link=True)
        linked = f"[{escape_link(shown)}]({write_address(target.url)})" if target.url else shown
        return f"> [!quote] {linked}\n> {escape_markdown(text_of(host))}".rstrip("\n> ")
