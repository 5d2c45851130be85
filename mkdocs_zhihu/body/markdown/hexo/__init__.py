"""Hexo's tags in Markdown."""
