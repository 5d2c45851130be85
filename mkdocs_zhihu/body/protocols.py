"""What a body asks the site it is shown on."""

from collections.abc import Callable

from mkdocs_zhihu.model import Image

Resolve = Callable[[str], str | None]
"""From a URL in a body to its place in the local archive, or None; after `TITLE_OF` to the title of the post there."""

TITLE_OF = "title-of:"
"""What stands before the address of a post whose title is asked for."""

Show = Callable[[Image], Image | None]
"""From a picture to the same picture as the site shows it, without address if it is gone; None to leave it."""
