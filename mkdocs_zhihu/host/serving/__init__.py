"""`mkdocs serve`: the live preview and its incremental rebuilds."""
