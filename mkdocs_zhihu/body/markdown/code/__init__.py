"""Code in Markdown: fences, and the lines they hold."""
