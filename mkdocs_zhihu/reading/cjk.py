"""Letters of Chinese, Japanese and Korean."""

CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""For a set of characters in a pattern."""
