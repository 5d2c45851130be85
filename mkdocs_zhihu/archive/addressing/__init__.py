"""Where pages are, and what the addresses in posts stand for."""
