"""Archive to feeds: Atom and JSON Feed."""
