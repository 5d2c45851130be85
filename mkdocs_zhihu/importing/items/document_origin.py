"""What front matter says of the original of a post."""

from collections.abc import Mapping

from mkdocs_zhihu.importing.items.originals import Original, build_original, format_source, parse_original
from mkdocs_zhihu.reading.dialects import ParsedFile
from mkdocs_zhihu.reading.values.aliases import ALIASES
from mkdocs_zhihu.reading.values.value_texts import to_text


def read_source(document: ParsedFile) -> str:
    """Return the canonical address of the original, "" if there is none; of several the one that the site shows."""
    texts = (to_text(document.fields[key].value) for key in ALIASES["original"] if key in document.fields)
    return next(filter(None, map(format_source, texts)), "")


def read_original(document: ParsedFile) -> Original:
    """Return what the post is on Zhihu: as `zhihu` says, else by the address of its original."""
    facts = read_facts(document)
    named = build_original(facts.get("type", ""), facts.get("id", ""), facts.get("question", ""))
    return named if named.id else parse_original(read_source(document))


def read_facts(document: ParsedFile, key: str = "zhihu") -> Mapping[str, str]:
    """Return the texts of a field that is a mapping: what our own front matter says of a post of Zhihu, or of its import."""
    found = document.fields.get(key)
    value = found.value if found else None
    return {name: to_text(item) for name, item in value.items()} if isinstance(value, dict) else {}
