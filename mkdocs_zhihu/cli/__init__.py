"""The command line, one file a command."""

from mkdocs_zhihu.cli.main import main

__all__ = ["main"]
