"""Where the lists of posts are, for those who make them and for links that lead there."""

from mkdocs_zhihu.archive.addressing.addresses import make_safe
from mkdocs_zhihu.archive.addressing.slugs import slugify_or_hash


def list_path(folder: str, key: tuple[str, ...]) -> str:
    """Return the path that the list of a group would like to have."""
    return make_safe("/".join([folder, *map(slugify_or_hash, key)]), "\x00".join(key), is_post=False)


def list_name(kind: str, key: tuple[str, ...], number: int = 1) -> str:
    """Return what tells a page of a list from all others; where its path is taken, its suffix is made from this."""
    return "\x00".join([kind, *key, f"{number:06}"])
