"""Markdown files and saved pages to items."""
