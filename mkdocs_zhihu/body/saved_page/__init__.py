"""Pages of Zhihu as browsers and apps save them: every answer in them, and what they say about themselves.

`read_saved_page` takes the HTML of a page, saved complete, as HTML only, by SingleFile or by Zhihu++, or out of an
MHTML file (see `reading.mhtml`), and returns a `SavedPage`, or None for what is no page of Zhihu's; `read_other_page` says what such a document says about itself.
"""

from mkdocs_zhihu.body.saved_page.other_page import read_other_page
from mkdocs_zhihu.body.saved_page.page_body import SECTION, compose_body
from mkdocs_zhihu.body.saved_page.page_model import Part, SavedPage
from mkdocs_zhihu.body.saved_page.read_page import clean_title, looks_like_page, read_saved_page

__all__ = [
    "SECTION",
    "Part",
    "SavedPage",
    "clean_title",
    "compose_body",
    "looks_like_page",
    "read_other_page",
    "read_saved_page",
]
