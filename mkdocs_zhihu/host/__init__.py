"""MkDocs and its theme: the only package besides `plugin` and `config` that imports them."""
