"""Feeds to items: RSS, Atom and JSON Feed, from files or over the network."""
