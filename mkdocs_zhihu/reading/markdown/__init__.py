"""Markdown that the reading stage must know: titles are read from headings, both stages agree on what is shown of one and on what is code."""
