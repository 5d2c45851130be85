"""Pages that a blog has beside its posts, which links in them name."""

from collections.abc import Mapping, Sequence

from mkdocs_zhihu.model import Post

PATHS: Mapping[str, tuple[str, ...]] = {
    "home": ("", "index"),
    "timeline": ("archives", "archive"),
    "categories": ("categories", "category"),
    "tags": ("tags", "tag"),
    "feed": ("feed.xml", "atom.xml", "rss.xml", "rss2.xml", "index.xml"),
}
"""Of Hexo, its themes and Hugo, without slashes at their ends."""


def index_blog_pages(urls: Mapping[str, str], posts: Sequence[Post]) -> Mapping[str, str]:
    """Return the URL on the site by the path on a blog; `urls` are those of our pages by their kind, if they are not empty."""
    filled = {"home": True, "feed": True}
    filled["timeline"] = any(post.date for post in posts)
    filled["categories"] = any(post.categories for post in posts)
    filled["tags"] = any(post.tags for post in posts)
    return {path: url for kind, url in urls.items() if filled[kind] for path in PATHS[kind]}
