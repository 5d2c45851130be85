"""One post of a source before it becomes a file, and its parts."""
