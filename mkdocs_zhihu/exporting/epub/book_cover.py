"""The cover: a picture of the owner's, or the title of the book in the tint of its category."""

from colorsys import hls_to_rgb
from dataclasses import replace

from mkdocs_zhihu.exporting.epub.book_images import BookImage, read_image
from mkdocs_zhihu.exporting.xml_tree import escape_text

WIDTH, HEIGHT = 1600, 2560
LINE = 9
"""Characters of a title on one line of the cover."""

MAX_LINES = 6
SIZE = 140


def build_cover(own: bytes, title: str, name: str, statistics: str, hue: int) -> tuple[BookImage, bytes]:
    """Return the cover of a book: a picture of the owner's, else one that is drawn."""
    image, data = read_image(own) if own else (None, b"")
    if image is not None:
        return replace(image, name=f"cover.{image.name.rpartition('.')[2]}"), data
    drawn = render_cover(title, name, statistics, hue)
    return BookImage("cover.svg", "image/svg+xml", WIDTH, HEIGHT), drawn.encode()


def render_cover(title: str, name: str, statistics: str, hue: int) -> str:
    """Return a cover as SVG, in the tint of what the posts share."""
    lines = _wrap(title)
    start = 900 - len(lines) * SIZE // 3
    rows = "".join(
        f'<text x="800" y="{start + number * SIZE * 5 // 4}" font-size="{SIZE}">{escape_text(line)}</text>'
        for number, line in enumerate(lines)
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}">\n<rect width="{WIDTH}" height="{HEIGHT}" fill="{_color(hue, 0.24, 0.28)}"/>\n'
        f'<rect y="1700" width="{WIDTH}" height="860" fill="{_color(hue, 0.18, 0.3)}"/>\n'
        f'<rect x="120" y="1690" width="360" height="20" fill="{_color(hue, 0.68, 0.6)}"/>\n'
        f'<g fill="#fff" text-anchor="middle" font-family="sans-serif">{rows}'
        f'<text x="800" y="2000" font-size="64">{escape_text(statistics)}</text>'
        f'<text x="800" y="2340" font-size="80">{escape_text(name)}</text></g>\n</svg>\n'
    )


def find_hue(key: tuple[str, ...]) -> int:
    """Return a hue that depends on what the posts share alone."""
    return sum("/".join(key).encode()) % 12 * 30 if key else 225


def _color(hue: int, lightness: float, saturation: float) -> str:
    """Return a colour as every reader knows it: few know `hsl()`."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in hls_to_rgb(hue / 360, lightness, saturation))


def _wrap(title: str) -> list[str]:
    """Return a title in lines: Chinese breaks anywhere, other scripts between words."""
    lines: list[str] = [""]
    for word in title.replace(" · ", " \n ").split(" "):
        if word == "\n" or (lines[-1] and _width(lines[-1] + word) > LINE):
            lines.append("")
        for letter in word.strip("\n"):
            if _width(lines[-1] + letter) > LINE + 1:
                lines.append("")
            lines[-1] += letter
        lines[-1] += " " if word.isascii() else ""
    found = [line.strip() for line in lines if line.strip()]
    return found if len(found) <= MAX_LINES else [*found[: MAX_LINES - 1], found[MAX_LINES - 1][:-1] + "…"]


def _width(text: str) -> float:
    return sum(0.55 if letter.isascii() else 1 for letter in text)
