"""A MkDocs plugin that turns a folder of archived Zhihu posts into a Material site.

Data flows one way; each stage imports only from stages above it::

    text --reading--> Post --body--> Body
                       |
                    archive--> Archive --views--> View --host--> MkDocs files, nav, pages
                                  |
                               feeds, search, exporting
    sources --importing--> text            media: pictures kept for good

`collect` runs the stages from reading to archive; `cache` and `processes` make that quick, `i18n` has the words of the
interface, `cli` is the command line.

Only `plugin`, `config` and `host` import MkDocs; everything else runs without it.
"""

from mkdocs_zhihu.model import Archive, Body, Entry, Group, Heading, Image, Post
from mkdocs_zhihu.problems import Problem

__version__ = "0.1.0"

__all__ = ["Archive", "Body", "Entry", "Group", "Heading", "Image", "Post", "Problem", "__version__"]
