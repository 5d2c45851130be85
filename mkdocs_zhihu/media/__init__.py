"""Remote pictures to files of one's own: found, fetched, verified, stored, and shown from the site.

What needs the extra `media` (`download`, `network`, `verify`, `sizes`, `mirror`) is imported only by who asks for
it: a build that mirrors nothing and finds nothing mirrored runs without it.
"""

from mkdocs_zhihu.media.identity import identify_picture, is_remote
from mkdocs_zhihu.media.wanted import Wanted, find_wanted, gather_wanted

__all__ = ["Wanted", "find_wanted", "gather_wanted", "identify_picture", "is_remote"]
