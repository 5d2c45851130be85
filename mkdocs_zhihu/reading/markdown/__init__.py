"""Markdown that the reading stage must know: titles are read from headings, and both stages agree on what is shown of one."""
