"""What other tools than Hexo add to Markdown, each in a file."""
