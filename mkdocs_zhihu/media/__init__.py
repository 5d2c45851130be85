"""Remote pictures to files of one's own: found, fetched, verified, stored, and shown from the site.

What needs the extra `media` (`download`, `network`, `verify`, `sizes`, `mirror`) is imported only by who asks for
it: a build that mirrors nothing and finds nothing mirrored runs without it.
"""

from mkdocs_zhihu.media.identity import identify_picture, is_remote
from mkdocs_zhihu.media.image_requests import ImageRequest, find_image_requests, merge_image_requests

__all__ = ["ImageRequest", "find_image_requests", "identify_picture", "is_remote", "merge_image_requests"]
