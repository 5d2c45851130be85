"""MkDocs' files in the docs folder: posts, pictures, and what is neither."""
