"""What entries of feeds show and where they are, whatever the format of the feed."""

import pytest

from mkdocs_zhihu.importing.from_feeds.feed_xml import parse_xml_feed

pytestmark = pytest.mark.unit

ENCLOSURES = [
    ([("a.mp3", "audio/mpeg")], ""),
    ([("a.mp3", "audio/mpeg"), ("b.jpg", "image/jpeg")], "b.jpg"),
    ([("a.jpg", "IMAGE/JPEG"), ("b.png", "image/png")], "a.jpg"),
    ([("a.mp4?x=1", None)], ""),
    ([("a.mp3", "")], ""),
    ([("a.webp", None)], "a.webp"),
    ([("picture", None)], "picture"),
    ([("a.pdf", "application/pdf")], ""),
]


def render(enclosures: list[tuple[str, str | None]], start: str) -> str:
    kinds = ((url, "" if kind is None else f' type="{kind}"') for url, kind in enclosures)
    return "".join(f'<{start}="https://a.example/{url}"{kind}/>' for url, kind in kinds)


@pytest.mark.parametrize(("enclosures", "picture"), ENCLOSURES)
def test_only_a_picture_becomes_the_head_picture(
    enclosures: list[tuple[str, str | None]], picture: str
) -> None:
    links = render(enclosures, 'link rel="enclosure" href')
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{links}</entry></feed>'
    rss = f"<rss><channel><item>{render(enclosures, 'enclosure url')}</item></channel></rss>"
    for text in (atom, rss):
        entry = parse_xml_feed(text.encode()).entries[0]
        assert entry.picture == (f"https://a.example/{picture}" if picture else "")
