"""What a body once said about its post, in front matter: an export of ours writes a clean body, and this beside it."""

from collections.abc import Mapping
from typing import Any, get_args

from mkdocs_zhihu.model import Facts, Kind
from mkdocs_zhihu.reading.values.name_limits import cut_name
from mkdocs_zhihu.reading.values.value_texts import to_text
from mkdocs_zhihu.reading.values.yaml_fields import Value

KEY = "facts"


def format_facts(facts: Facts, source: str, *, is_dated_by_page: bool = False) -> dict[str, str | bool]:
    """Return facts as front matter; `author` stands in a field of its own, and `source` is what had its place.

    With `is_dated_by_page` the date is when a saved page said that the post was published.

    >>> format_facts(Facts(kind="daily", author="青青", bio="植物学科普"), "知乎")
    {'kind': 'daily', 'source': '知乎', 'bio': '植物学科普'}
    """
    found: dict[str, str | bool] = {"kind": facts.kind}
    found |= {"source": source} if facts.author else {}
    found |= {"bio": facts.bio} if facts.bio else {}
    found |= {"paid": True} if facts.is_paid else {}
    found |= {"published": True} if is_dated_by_page else {}
    return found if len(found) > 1 or facts.kind != "post" else {}


def with_facts(values: Mapping[str, Any], value: Value) -> dict[str, Any]:
    """Return the values of a post with the facts that its front matter has, if they are facts of ours."""
    texts = {key: to_text(item) for key, item in value.items()} if isinstance(value, dict) else {}
    if texts.get("kind") not in get_args(Kind):
        return {**values, "facts": None}
    kind: Any = texts["kind"]
    author = cut_name(values["source"]) if "source" in texts else ""
    facts = Facts(
        kind=kind, author=author, bio=cut_name(texts.get("bio", "")), is_paid=texts.get("paid") == "true"
    )
    return {
        **values,
        "facts": facts,
        "source": texts.get("source", values["source"]),
        "is_dated_by_page": texts.get("published") == "true",
    }
