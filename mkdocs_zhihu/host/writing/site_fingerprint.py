"""Values to 16 bytes, and what is the same for all pages of a site."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from hashlib import blake2b
from operator import itemgetter
from pathlib import Path
from typing import Any

import msgspec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from mkdocs_zhihu.cache.file_stat import iter_files
from mkdocs_zhihu.cache.fingerprint import find_fingerprint

INVISIBLE_OPTIONS = frozenset(
    {"plugins", "site_dir", "docs_dir", "config_file_path", "dev_addr", "strict", "watch", "hooks"}
)
"""Options that no page shows; plugins are added by name and options."""
MAX_DEPTH = 50
"""Levels of a value of the configuration; YAML can make one that holds itself."""


def _plain(value: Any) -> Any:
    """Return what stands for a value msgspec does not know: a text for a text, a name for code."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Mapping):
        return {str(key): value[key] for key in sorted(value, key=str)}
    if callable(value):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', '')}"
    return f"{type(value).__module__}.{type(value).__qualname__}"


ENCODER = msgspec.msgpack.Encoder(enc_hook=_plain, order="deterministic")


def fingerprint_values(*values: Any) -> bytes:
    """Return 16 bytes that stand for some values."""
    return blake2b(ENCODER.encode(values), digest_size=16).digest()


def fingerprint_site(config: MkDocsConfig, nav: Navigation) -> bytes:
    """Return the fingerprint of what is the same for all pages: our version, the configuration, the navigation."""
    options = {key: config[key] for key in config if key not in INVISIBLE_OPTIONS}
    options["theme"] = [config.theme.name, config.theme.dirs, dict(config.theme)]
    plugins = [(name, getattr(plugin, "config", None)) for name, plugin in config.plugins.items()]
    described = [_describe(options), _describe(plugins)]
    codes = [[name, fingerprint_code(plugin)] for name, plugin in config.plugins.items()]
    overrides = fingerprint_folder(config.theme.custom_dir)
    return fingerprint_values(find_fingerprint(), described, codes, overrides, _outline(nav.items))


def _describe(value: Any, depth: int = 0) -> Any:
    """Return what stands for a value of the configuration: a user's YAML and a plugin's objects may hold anything."""
    if depth > MAX_DEPTH:
        return type(value).__name__
    if isinstance(value, str):
        return str.__str__(value).encode(errors="surrogatepass")
    if isinstance(value, Mapping):
        pairs = sorted(((str(key), value[key]) for key in value), key=itemgetter(0))
        return [(_describe(key), _describe(inner, depth + 1)) for key, inner in pairs]
    if isinstance(value, list | tuple):
        return [_describe(inner, depth + 1) for inner in value]
    if isinstance(value, set | frozenset):
        return sorted(map(repr, value))
    return repr(value) if value is None or isinstance(value, int | float | date | bytes) else _plain(value)


def _outline(items: Sequence[Any]) -> list[Any]:
    """Return the navigation as lists: what its entries say, and where they lead."""
    found: list[Any] = []
    for item in items:
        typeset = getattr(
            item, "typeset", None
        )  # our own, or the dictionary of Material's plugin of this name
        label = typeset.get("title") if isinstance(typeset, Mapping) else getattr(typeset, "title", "")
        children = _outline(item.children) if item.children else []
        found.append((type(item).__name__, str(item.title), label, getattr(item, "url", ""), children))
    return found


def fingerprint_folder(folder: str | None) -> bytes:
    """Return what changes with any file of the user's `custom_dir`, which may have templates of any name.

    Folders that are links are looked into, as Jinja does.
    """
    found = blake2b(digest_size=16)
    for path in sorted(iter_files(folder)) if folder else ():
        if os.path.isfile(path):  # noqa: PTH113 - no pipe, which could not be read to its end
            found.update(f"{os.path.relpath(path, folder)}\x00".encode(errors="surrogatepass"))
            with suppress(OSError):  # Jinja cannot read it either
                found.update(Path(path).read_bytes())
    return found.digest()


def fingerprint_code(plugin: object) -> bytes:
    """Return what changes with the version and the module of a plugin, or with a file of the user's `hooks`."""
    name = getattr(plugin, "__name__", "") or type(plugin).__module__
    path = getattr(sys.modules.get(name, plugin), "__file__", None)
    found = blake2b(
        str(getattr(sys.modules.get(name.partition(".")[0]), "__version__", "")).encode(), digest_size=16
    )
    with suppress(OSError):
        found.update(Path(path).read_bytes() if path else b"")
    return found.digest()
