"""Hexo's own names, and ours; also whatever no other dialect recognises."""

from mkdocs_zhihu.reading.dialects.dialect import Dialect

HEXO = Dialect("hexo", lambda _draft: True)
