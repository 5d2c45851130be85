"""TeX in Markdown."""
