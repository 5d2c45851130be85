"""The text of a body before it is parsed: damage found and mended, limits kept."""
