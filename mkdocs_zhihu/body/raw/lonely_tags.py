"""Tags of formatting that have no partner: in a body that was decoded once too often they are the author's words."""

from collections import Counter
from collections.abc import Mapping, Sequence

FORMATTING = frozenset(
    "b i u s em strong del ins sub sup small big tt code kbd mark font span strike a cite q var samp abbr dfn".split()
)
NEEDS_PARTNER = FORMATTING - {"a", "span", "font"}
BLOCKS = frozenset(
    "p div figure figcaption ul ol li blockquote table thead tbody tfoot tr td th h1 h2 h3 h4 h5 h6 hr pre"
    " section article header footer main aside nav center dl dt dd details summary".split()
)
AFTER = BLOCKS | {"b", "strong"}


def find_lonely(tags: Sequence[tuple[int, str, bool]], pieces: Sequence[str]) -> list[int]:
    """Return the places of formatting tags that have no partner within their block, of (place, name, is end).

    One directly before a block stands around blocks, so its end may follow behind any of them.
    """
    names = {index: name for index, name, _ in tags}
    lonely: list[int] = []
    waiting: dict[str, list[int]] = {}
    around: Counter[str] = Counter()

    def end_block() -> None:
        for name, places in waiting.items():
            alone = [place for place in places if not _is_before_block(place, names, pieces)]
            around[name] += len(places) - len(alone)
            lonely.extend(alone)
        waiting.clear()

    for index, name, is_end in tags:
        if name in BLOCKS:
            end_block()
        elif name in NEEDS_PARTNER and not is_end:
            waiting.setdefault(name, []).append(index)
        elif name in NEEDS_PARTNER and waiting.get(name):
            waiting[name].pop()
        elif name in NEEDS_PARTNER and around[name]:
            around[name] -= 1
        elif name in NEEDS_PARTNER and not _is_after_block(index, names, pieces):
            lonely.append(index)
    end_block()
    return lonely


def _is_before_block(index: int, names: Mapping[int, str], pieces: Sequence[str]) -> bool:
    """Return whether a block begins directly after the tag: it wraps blocks, however wrongly."""
    return names.get(index + 2) in BLOCKS and not pieces[index + 1].strip()


def _is_after_block(index: int, names: Mapping[int, str], pieces: Sequence[str]) -> bool:
    """Return whether a block, or another such tag, ends directly before the tag."""
    return names.get(index - 2) in AFTER and not pieces[index - 1].strip()
