"""A MkDocs plugin that turns a folder of archived Zhihu posts into a Material site.

Data flows one way; each stage imports only from stages above it::

    text --reading--> Post --body--> Body
                       |
                    archive--> Archive --views--> View --pages--> MkDocs files, nav, context
                          |       |
                          |    outputs--> feeds, search
                          |
                        media--> pictures, kept for good and shown from the site

Only `plugin`, `config` and `pages` import MkDocs; everything else runs without it.
"""

from mkdocs_zhihu.model import Archive, Body, Entry, Group, Heading, Image, Post
from mkdocs_zhihu.problems import Problem

__version__ = "0.1.0"

__all__ = ["Archive", "Body", "Entry", "Group", "Heading", "Image", "Post", "Problem", "__version__"]
