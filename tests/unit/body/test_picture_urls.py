"""Which addresses are of one picture."""

import pytest

from mkdocs_zhihu.body import picture_identity

pytestmark = pytest.mark.unit

HASH = "v2-0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize("host", ["pic1.zhimg.com", "picx.zhimg.com", "pic-private.zhimg.com", "zhimg.com"])
@pytest.mark.parametrize("size", ["", "_r", "_720w", "_180x120"])
def test_a_picture_of_zhimg_is_its_hash(host: str, size: str) -> None:
    for scheme in ("https:", "http:", ""):
        for name in (f"{HASH}{size}.jpg", f"80/{HASH}{size}.webp", f"{HASH}{size}.png?source=1940ef5c"):
            assert picture_identity(f"{scheme}//{host}/{name}") == HASH
        assert picture_identity(f"{scheme}//{host}/{HASH}{size}.gif") == f"{HASH}.gif"


@pytest.mark.parametrize(
    "place",
    [
        f"//evilzhimg.com/{HASH}_r.jpg",
        f"//pic1.zhimg.com.evil.example/{HASH}_r.jpg",
        f"//a.example/zhimg.com/{HASH}_r.jpg",
        f"//a.example/b.zhimg.com/{HASH}_r.jpg",
        f"//pic1.zhimg.com/a/b/{HASH}_r.jpg",
        f"//pic1.zhimg.com/{HASH}/a.jpg",
        "//a.example/b.jpg?c=1",
    ],
)
def test_any_other_picture_is_its_address_without_the_scheme(place: str) -> None:
    for scheme in ("https:", "http:", ""):
        assert picture_identity(scheme + place) == place
