"""Compiled templates, kept within a process and between builds: compiling the theme's takes half a second of every build."""

import marshal
import sys
from dataclasses import dataclass, field
from hashlib import blake2b
from types import CodeType

import jinja2
from jinja2.bccache import Bucket

from mkdocs_zhihu.cache.store import Store

VERSION_SIZE = 16
_COMPILED: dict[bytes, tuple[bytes, CodeType]] = {}
"""Versions and code by template: what this process has compiled or read; a preview builds again and again."""


@dataclass(slots=True)
class TemplateBytecode(jinja2.BytecodeCache):
    """Code by the name of its template; what a template, Jinja or Python changed is compiled again.

    Jinja's own `FileSystemBytecodeCache` runs whatever stands in a damaged file; `Store` checks what it returns.
    """

    kept: dict[bytes, bytes] = field(default_factory=dict)
    """What earlier builds have compiled: version and code, by template."""

    compiled: set[bytes] = field(default_factory=set)
    """Templates that this build compiled."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template, if it is known."""
        name, version = _hash_name(bucket), _hash_version(bucket)
        kept = self.kept.pop(name, b"")
        if kept.startswith(version):
            code = marshal.loads(kept[VERSION_SIZE:])  # noqa: S302 - made by this very Python, and whole
            _COMPILED[name] = version, code
        if name in _COMPILED and _COMPILED[name][0] == version:
            bucket.code = _COMPILED[name][1]

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember the code of a template."""
        assert bucket.code is not None  # noqa: S101 - just compiled
        name = _hash_name(bucket)
        _COMPILED[name] = _hash_version(bucket), bucket.code
        self.compiled.add(name)

    def read(self, store: Store) -> None:
        """Learn what earlier builds have compiled."""
        self.kept = store.get_all("template")

    def write(self, store: Store) -> None:
        """Keep what this build has compiled."""
        names = sorted(self.compiled)
        store.put(
            "template", [(name, _COMPILED[name][0] + marshal.dumps(_COMPILED[name][1])) for name in names]
        )


def _hash_name(bucket: Bucket) -> bytes:
    return blake2b(bucket.key.encode(), digest_size=VERSION_SIZE).digest()


def _hash_version(bucket: Bucket) -> bytes:
    """Return the hash of what a code was made of and by."""
    env = bucket.environment
    syntax = (
        env.autoescape,
        env.trim_blocks,
        env.lstrip_blocks,
        env.keep_trailing_newline,
        *sorted(env.extensions),
    )
    made = (bucket.checksum, sys.version, jinja2.__version__, *map(repr, syntax))
    return blake2b("\x00".join(made).encode(), digest_size=VERSION_SIZE).digest()
