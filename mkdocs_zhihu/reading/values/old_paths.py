"""Paths that a post has had on the site of its author."""

from mkdocs_zhihu.reading.values.value_texts import to_text
from mkdocs_zhihu.reading.values.yaml_fields import Value

MAX_PATHS = 20
LONGEST = 500


def read_old_paths(slug: Value, *roots: Value) -> tuple[str, ...]:
    """Return what a `slug` says, and the paths among other values that begin with a slash: an alias may be a name.

    >>> read_old_paths("cn/vitae", "https://e.org/a", ["/old/", "别名"]), read_old_paths("", "", "")
    (('cn/vitae', '/old/'), ())
    """
    texts = [to_text(slug).lstrip("/")]
    for value in roots:
        items = value if isinstance(value, list) else [value]
        texts += (text for text in map(to_text, items) if text.startswith("/") and text.strip("/"))
    return tuple(text for text in texts if text and len(text) <= LONGEST)[:MAX_PATHS]
