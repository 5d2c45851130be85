"""One of Hexo's tags where nothing but words can stand: in a line, or between the tags of raw HTML."""

import re
from collections import Counter
from collections.abc import Callable, MutableMapping
from html import escape
from typing import Any

from mkdocs_zhihu.body.markdown.hexo.arguments import split_arguments
from mkdocs_zhihu.body.markdown.hexo.box_titles import BOXES, read_title
from mkdocs_zhihu.body.markdown.hexo.hexo_blocks import BLOCKS
from mkdocs_zhihu.body.markdown.hexo.hexo_words import WORDS


def render_tag(tag: re.Match[str], env: MutableMapping[str, Any], show: Callable[[str], str] = escape) -> str:
    """Return the HTML of a tag, nothing for a mark around some text but its title, the words in one that is not known; that is counted.

    `show` returns the HTML of words in it.
    """
    name, given = tag["name"], split_arguments(tag["arguments"], show)
    if name in WORDS:
        return WORDS[name](given)
    if name in BOXES:  # whose end, if it has one, is another tag
        return show(read_title(name, given.text))
    if name in BLOCKS or name.startswith("end"):
        return ""
    env.setdefault("unknown_tags", Counter())[name] += 1
    return show(" ".join(given.all))
