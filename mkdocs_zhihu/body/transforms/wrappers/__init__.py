"""What surrounds a post: wrappers of sources, bylines, notices, saved pages."""
