"""Hexo's own names, and ours; also whatever no other dialect recognises, such as notes of Obsidian."""

from dataclasses import replace

from mkdocs_zhihu.reading.dialects.dialect import Dialect, RawPost
from mkdocs_zhihu.reading.values.aliases import ALIASES, EDITED, WRITTEN
from mkdocs_zhihu.reading.values.dates import is_date
from mkdocs_zhihu.reading.values.value_texts import to_text
from mkdocs_zhihu.reading.values.yaml_fields import Field

NAMES = frozenset((*WRITTEN, *EDITED))


def _adapt(raw: RawPost) -> RawPost:
    """Take the dates from the names that notes have for them.

    Where a post says what it is from, `created` is when it was clipped.
    """
    raw = _part_date(raw)
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


def _part_date(raw: RawPost) -> RawPost:
    """Take the dates out of a `date` that is a mapping, as the blog of Material for MkDocs has it."""
    dates = raw.value("date")
    if not isinstance(dates, dict):
        return raw
    line = raw.fields["date"].line
    found = {
        ours: next((dates[name] for name in (ours, *names) if dates.get(name)), "")
        for ours, names in (("date", ("created", *WRITTEN)), ("updated", EDITED))
    }
    if not any(found.values()):  # it is named as no date
        return raw
    kept = {key: field for key, field in raw.fields.items() if key != "date"}
    fields = {key: Field(key, value, line) for key, value in found.items() if value}
    return replace(raw, fields=fields | kept)


HEXO = Dialect("hexo", lambda _draft: True, adapt=_adapt)
