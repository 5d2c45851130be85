"""One picture, whatever it is called, and the best of its addresses first."""

import pytest

from mkdocs_zhihu.media import ImageRequest, identify_picture, merge_image_requests
from mkdocs_zhihu.media.fetch.candidates import order_candidates
from mkdocs_zhihu.model import Image

pytestmark = pytest.mark.site

HASH = "v2-0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize("host", [*(f"pic{n}" for n in range(1, 5)), "pica", "picx", "picb"])
@pytest.mark.parametrize("size", ["", "_r", "_b", "_hd", "_720w", "_1440w", "_qhd", "_xl", "_180x120"])
@pytest.mark.parametrize("source", ["", "?source=1940ef5c"])
def test_one_key_for_one_picture(host: str, size: str, source: str) -> None:
    for scheme in ("https:", "http:", ""):
        for quality in ("", "/50", "/80", "/100"):
            for extension in ("jpg", "webp", "png"):
                url = f"{scheme}//{host}.zhimg.com{quality}/{HASH}{size}.{extension}{source}"
                assert identify_picture(url) == f"zhimg:{HASH}"


def test_an_animation_is_not_its_still() -> None:
    assert identify_picture(f"https://pic1.zhimg.com/{HASH}_b.gif") == f"zhimg:{HASH}.gif"


@pytest.mark.parametrize(
    "url",
    [
        f"https://evil.example/?https://pic1.zhimg.com/{HASH}_r.jpg",
        f"https://pic1.zhimg.com.evil.example/{HASH}_r.jpg",
        f"https://evil.example/zhimg.com/{HASH}_r.jpg",
        f"https://pic1.zhimg.com@evil.example/{HASH}_r.jpg",
        f"https://evilpic1.zhimg.com/{HASH}_r.jpg",
    ],
)
def test_nobody_else_can_pass_for_a_picture_of_zhimg(url: str) -> None:
    assert not identify_picture(url).startswith("zhimg:")


def test_elsewhere_scheme_fragment_and_case_of_the_host_do_not_matter_and_the_query_does() -> None:
    assert identify_picture("http://A.org/b.jpg#c") == identify_picture("https://a.org/b.jpg")
    assert identify_picture("https://a.org/b.jpg?1") != identify_picture("https://a.org/b.jpg?2")


@pytest.mark.parametrize(
    ("known", "first", "absent"),
    [
        ([f"https://pic2.zhimg.com/{HASH}_720w.jpg?source=1", f"https://pic2.zhimg.com/{HASH}_r.jpg"],
         f"https://pic2.zhimg.com/{HASH}_r.jpg", "?source"),
        ([f"https://pic2.zhimg.com/80/{HASH}_720w.webp"], f"https://pic2.zhimg.com/{HASH}_r.jpg", "/80/"),
        ([f"https://pic3.zhimg.com/50/{HASH}_hd.gif", f"https://pic3.zhimg.com/{HASH}_r.jpg"],
         f"https://pic3.zhimg.com/{HASH}_hd.gif", "/50/"),
        (["https://a.org/1.jpg", "https://b.org/?https://a.org/1.jpg"], "https://a.org/1.jpg", "zhimg"),
    ],
)  # fmt: skip
def test_the_best_address_comes_first(known: list[str], first: str, absent: str) -> None:
    ordered = order_candidates(known)
    assert ordered[0] == first
    assert not [url for url in ordered if absent in url]
    assert len(set(ordered)) == len(ordered)


def test_other_hosts_come_after_the_known_one_and_stills_after_the_animation() -> None:
    ordered = order_candidates(
        [f"https://pic3.zhimg.com/{HASH}_b.gif", f"https://pic3.zhimg.com/{HASH}_b.jpg"]
    )
    animated = [url.endswith(".gif") for url in ordered]
    assert animated == sorted(animated, reverse=True)
    assert {url.split("/")[2] for url in ordered} >= {"pic3.zhimg.com", "pic1.zhimg.com", "pic2.zhimg.com"}


def test_fallbacks_are_last() -> None:
    ordered = order_candidates(["https://a.org/b c.jpg"], ["https://web.archive.org/web/2id_/{url}"])
    assert ordered == ("https://a.org/b c.jpg", "https://web.archive.org/web/2id_/https://a.org/b c.jpg")


def test_every_use_of_a_picture_adds_its_addresses() -> None:
    images = [
        ("a.md", Image(f"https://pic1.zhimg.com/{HASH}_720w.jpg")),
        ("b.md", Image(f"https://pic2.zhimg.com/{HASH}_r.jpg")),
        ("b.md", Image("../img/own.png")),
        ("c.md", Image("zhihu/media/ab/c.jpg", origin=f"https://pic2.zhimg.com/{HASH}_r.jpg")),
    ]
    found = merge_image_requests(images)
    assert [(want.key, want.urls[0], want.uris) for want in found] == [
        (f"zhimg:{HASH}", f"https://pic2.zhimg.com/{HASH}_r.jpg", ("a.md", "b.md", "c.md"))
    ]
    assert isinstance(found[0], ImageRequest)
