"""Links, link cards, references and footnotes."""
