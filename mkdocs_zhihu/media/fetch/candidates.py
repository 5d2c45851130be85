"""Where else a picture may be found, best first."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mkdocs_zhihu.media.identity import ZhimgAddress, is_remote, parse_zhimg

# Best first; what is not named here is a crop or an avatar and comes last.
SIZES = ("_r", "", "_b", "_1440w", "_hd", "_720w", "_qhd", "_xl", "_l", "_m", "_s")
HOSTS = (
    "pic1.zhimg.com",
    "pic2.zhimg.com",
    "pic3.zhimg.com",
    "pic4.zhimg.com",
    "pica.zhimg.com",
    "picx.zhimg.com",
)
MAX_CANDIDATES = 12
OTHER_HOSTS = 2


def check_fallback(template: str) -> str:
    """Return the template of an address that is tried last; ValueError if it would be the same for all pictures."""
    if "{url}" not in template:
        raise ValueError(f"{template!r} has no {{url}}; write it where the address of a picture belongs")
    return template


def order_candidates(urls: Iterable[str], fallbacks: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the addresses to try for one picture, best first, each once.

    `urls` are those the archive knows, best first. A GIF stays a GIF; the original comes before what was
    resized, then other hosts of the same store, then stills of a GIF, then `fallbacks` such as
    `https://web.archive.org/web/2id_/{url}`.
    """
    known = [url for url in dict.fromkeys(urls) if is_remote(url)]
    if not known:
        return ()
    zhimg = [address for url in known if (address := parse_zhimg(url)) is not None]
    ordered = list(_iter_zhimg(zhimg)) if len(zhimg) == len(known) else _mix(known)
    last = [template.replace("{url}", ordered[0]) for template in fallbacks]
    return tuple([*dict.fromkeys(ordered)][:MAX_CANDIDATES] + last)


def _mix(known: list[str]) -> list[str]:
    """Return the addresses of a picture that lies on several sites, in the archive's order."""
    ordered: list[str] = []
    for url in known:
        zhimg = parse_zhimg(url)
        ordered += _iter_zhimg([zhimg]) if zhimg is not None else [url]
    return ordered


def _iter_zhimg(known: list[ZhimgAddress]) -> Iterator[str]:
    moving = [address for address in known if address.is_animated]
    for group in (moving, [address for address in known if not address.is_animated]):
        if group:
            ordered = sorted(_with_original(group), key=_rank)
            yield from (address.format() for address in ordered)
            hosts = [host for host in HOSTS if host not in {address.host for address in group}]
            best = min(group, key=_rank)
            yield from (replace(best, host=host).format() for host in hosts[:OTHER_HOSTS])


def _with_original(group: list[ZhimgAddress]) -> list[ZhimgAddress]:
    """Add the original of a picture that the archive only knows resized."""
    first = group[0]
    if any(address.size in ("_r", "") for address in group) or first.is_animated:
        return group
    extension = first.extension if first.extension not in ("", "webp") else "jpg"
    return [*group, replace(first, size="_r", extension=extension)]


def _rank(address: ZhimgAddress) -> tuple[int, int]:
    """Return how good an address is; `.webp` is a re-encoding of the same picture."""
    size = SIZES.index(address.size) if address.size in SIZES else len(SIZES)
    return size, int(address.extension in ("webp", ""))
