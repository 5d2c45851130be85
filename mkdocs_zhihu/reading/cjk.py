"""Letters and punctuation of Chinese, Japanese and Korean: sets of characters for patterns, and patterns."""

import re

LETTERS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
WIDE = "\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
"""Letters, punctuation and what else is as wide as they are: `，`, `「`, `Ａ`."""
CLOSING_PUNCTUATION = "，。、；：？！）》」』】”"
"""What ends words, and no blank stands before."""
CJK = re.compile(f"[{WIDE}]")
"""A letter, punctuation or what else is wide."""
CJK_LETTER = re.compile(f"[{LETTERS}]")
