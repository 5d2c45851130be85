"""Compiled templates, kept between builds: to compile the theme's takes a twentieth of a build that finds all else known."""

import marshal
import sys
from dataclasses import dataclass
from hashlib import blake2b

import jinja2
from jinja2.bccache import Bucket

from mkdocs_zhihu.cache.store import Store


@dataclass(slots=True)
class TemplateBytecode(jinja2.BytecodeCache):
    """Code by the name of its template; what a template, Jinja or Python changed is compiled again."""

    store: Store
    """Where it is kept; finds damage by itself."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template, if it was kept."""
        kept = self.store.get("template", _name(bucket))
        mark = _mark(bucket)
        if kept is not None and kept.startswith(mark):
            bucket.code = marshal.loads(kept[len(mark) :])  # noqa: S302 - made by this very Python, and whole

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        assert bucket.code is not None  # noqa: S101 - just compiled
        self.store.put("template", [(_name(bucket), _mark(bucket) + marshal.dumps(bucket.code))])


def _name(bucket: Bucket) -> bytes:
    return blake2b(bucket.key.encode(), digest_size=16).digest()


def _mark(bucket: Bucket) -> bytes:
    """Return what a code was made of and by."""
    env = bucket.environment
    syntax = (
        env.autoescape,
        env.trim_blocks,
        env.lstrip_blocks,
        env.keep_trailing_newline,
        *sorted(env.extensions),
    )
    made = (bucket.checksum, sys.version, jinja2.__version__, *map(repr, syntax))
    return blake2b("\x00".join(made).encode(), digest_size=16).digest()
