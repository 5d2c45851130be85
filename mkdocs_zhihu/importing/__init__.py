"""Sources of any kind to posts as files: feeds, JSON, saved pages, Markdown of backup tools.

Readers turn a file of a source into items; `storage.spool` keeps the best of those that are one post; `storage.decision` compares it
with what is stored; `importer` writes. Nothing here speaks to people, and nothing uses the network but `fetching`.
"""
