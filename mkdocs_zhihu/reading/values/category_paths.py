"""Hexo's categories, to the letter."""

from mkdocs_zhihu.reading.values.value_texts import to_text
from mkdocs_zhihu.reading.values.yaml_fields import Value

Path = tuple[str, ...]


def parse_categories(value: Value) -> tuple[Path, ...]:
    """Return the category paths of a front matter value.

    A string is one category. A flat list is one path. If any element is a list, every element is a
    path of its own. Empty names are dropped, repeated paths kept once.
    """
    paths: list[list[Value]]
    if not isinstance(value, list):
        paths = [[value]]
    elif any(isinstance(element, list) for element in value):
        paths = [element if isinstance(element, list) else [element] for element in value]
    else:
        paths = [value]
    cleaned = (tuple(name for element in path if (name := _clean_name(to_text(element)))) for path in paths)
    return tuple(dict.fromkeys(path for path in cleaned if path))


def _clean_name(text: str) -> str:
    """Return the name; feeds of early 2021 wrote `— 资讯`."""
    return text.removeprefix("—").strip()
