"""Lists of posts as HTML in a Markdown file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from mkdocs_zhihu.exporting.targets import Folder, link
from mkdocs_zhihu.i18n.translator import Translator
from mkdocs_zhihu.views import View, ViewLink
from mkdocs_zhihu.views.cards import Card, build_card

Place = Callable[[str], str]
"""From the address of a page on the site to the way there."""


@dataclass(frozen=True, slots=True)
class ListWriter:
    """Writes the page of one list."""

    view: View
    """What it shows."""

    title: str
    """Its title."""

    file: str
    """Its path in the exported folder."""

    place: Place
    """Where its links lead."""

    folder: Folder
    """Where its pictures are."""

    def write(self) -> str:
        """Return the page below its front matter: one block of HTML without an empty line."""
        text, view = self.folder.source.translator.text, self.view
        lead = text("posts", n=f"{view.total:,}")
        parts = [
            f'<div class="zh-listing zh-listing--{view.kind}">',
            f'<header class="zh-header"><div class="zh-header__text"><h1>{escape(self.title)}</h1>',
            f'<p class="zh-lead">{escape(lead)}</p></div></header>',
            self._write_groups(view.links),
            self._write_years(),
            self._write_cards(),
            self._write_pager(),
            "</div>",
        ]
        return "\n".join(filter(None, parts))

    def _write_groups(self, links: Sequence[ViewLink]) -> str:
        if not links:
            return ""
        if not any(item.children for item in links):
            return write_tiles((self.place(item.url), self._name(item), _count(item)) for item in links)
        cards = "\n".join(
            '<section class="zh-card"><div class="zh-card__text">'
            f'<h2 class="zh-card__title">{self._write_link(item)}</h2>{self._write_tree(item.children)}</div></section>'
            for item in links
        )
        return f'<div class="zh-cards zh-cards--tiles">\n{cards}\n</div>'

    def _write_tree(self, links: Sequence[ViewLink]) -> str:
        items = "".join(
            f"<li>{self._write_link(item)}{self._write_tree(item.children)}</li>" for item in links
        )
        return f'<ul class="zh-tree">{items}</ul>' if items else ""

    def _write_link(self, item: ViewLink) -> str:
        name, count = escape(self._name(item)), _count(item)
        return f'<a href="{self.place(item.url)}"><bdi>{name}</bdi></a><span class="zh-count"> {count}</span>'

    def _name(self, item: ViewLink) -> str:
        """Return the name of a group; years and months are numbers."""
        translator, name, key = self.folder.source.translator, item.group.name, item.group.key
        if self.view.kind == "timeline":
            is_year = len(key) == 1
            return translator.text("year", n=name) if is_year else translator.short_month(int(name))
        return translator.short_month(int(name)) if self.view.kind == "year" else name

    def _write_years(self) -> str:
        view, text = self.view, self.folder.source.translator.text
        if not view.years:
            return ""
        years = ((self.place(item.url), item.group.name, _count(item)) for item in view.years)
        return write_tiles([(self.place(view.whole), text("all_years"), ""), *years])

    def _write_cards(self) -> str:
        translator = self.folder.source.translator
        cards = "\n".join(self._write_card(build_card(entry, translator)) for entry in self.view.entries)
        if cards:
            return f'<div class="zh-cards">\n{cards}\n</div>'
        return "" if self.view.links else f'<p class="zh-notice">{escape(translator.text("nothing"))}</p>'

    def _write_card(self, card: Card) -> str:
        entry, translator = card.entry, self.folder.source.translator
        href = link(self.folder.paths[entry.uri], self.file)
        src = self.folder.place_picture(card.picture, entry, self.file) if card.picture else ""
        picture = (
            f'<a class="zh-card__picture" href="{href}" tabindex="-1" aria-hidden="true"><img src="{escape(src)}"'
            ' alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer"></a>'
        )
        return (
            f'<article class="zh-card{"" if src else " zh-card--text"} zh-tint-{card.tint}">{picture if src else ""}'
            f'<div class="zh-card__text"><h2 class="zh-card__title"><a href="{href}"><bdi>{escape(entry.title)}</bdi></a></h2>'
            f'<p class="zh-card__excerpt">{_escape_line(card.excerpt)}</p><p class="zh-card__meta">{_write_meta(card, translator)}</p></div></article>'
        )

    def _write_pager(self) -> str:
        view, text = self.view, self.folder.source.translator.text
        if not view.pager:
            return ""
        items = (
            '<span class="md-pagination__dots">…</span>' if not number
            else f'<span class="md-pagination__current" aria-current="page">{number}</span>' if number == view.number
            else f'<a class="md-pagination__link" href="{self.place(url)}" aria-label="{escape(text("page", n=number))}">{number}</a>'
            for number, url in view.pager
        )  # fmt: skip
        label = escape(text("pages"))
        return f'<nav class="md-pagination zh-pager" aria-label="{label}">{"".join(items)}</nav>'


def write_tiles(items: Iterable[tuple[str, str, object]]) -> str:
    """Return links in a row, given as address, name and count."""
    written = "".join(
        f'<li><a class="zh-tile" href="{href}"><bdi>{escape(name)}</bdi><span class="zh-count"> {count}</span></a></li>'
        for href, name, count in items
    )
    return f'<ul class="zh-tiles">{written}</ul>'


def _count(item: ViewLink) -> int:
    return len(item.group.entries)


def _write_meta(card: Card, translator: Translator) -> str:
    pin = translator.text("pinned") if card.entry.post.sticky else ""
    return "".join(
        f"<span>{_escape_line(part)}</span>"
        for part in (pin, card.entry.author, card.date, card.minutes)
        if part
    )


def _escape_line(text: str) -> str:
    return escape(" ".join(text.split("\n")), quote=False)
