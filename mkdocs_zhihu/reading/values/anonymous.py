"""Authors without a name."""

ANONYMOUS = frozenset({"知乎用户", "匿名用户", "Anonymous", "「已注销」", "[已重置]"})
"""What Zhihu writes in place of the name of an author who hid it, or left."""
