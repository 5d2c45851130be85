"""Hexo's own names, and ours; also whatever no other dialect recognises, such as notes of Obsidian."""

from dataclasses import replace

from mkdocs_zhihu.reading.dialects.dialect import Dialect, RawPost
from mkdocs_zhihu.reading.values.aliases import ALIASES, EDITED, WRITTEN
from mkdocs_zhihu.reading.values.dates import is_date
from mkdocs_zhihu.reading.values.value_texts import to_text

NAMES = frozenset((*WRITTEN, *EDITED))


def _adapt(raw: RawPost) -> RawPost:
    """Take the dates from the names that notes have for them.

    Where a post says what it is from, `created` is when it was clipped.
    """
    if NAMES.isdisjoint(raw.fields):  # as most are
        return raw
    is_clipped = any(raw.text(key).startswith("http") for key in ALIASES["original"])
    fields = dict(raw.fields)
    for ours, names in (("date", WRITTEN), ("updated", EDITED)):
        if not any(map(raw.value, ALIASES.get(ours, (ours,)))):
            usable = (name for name in names if not (is_clipped and name == "created"))
            found = next((name for name in usable if is_date(to_text(raw.text(name)))), "")
            fields |= {ours: raw.fields[found]} if found else {}
    return replace(raw, fields=fields)


HEXO = Dialect("hexo", lambda _draft: True, adapt=_adapt)
