#!/bin/sh
# One night: import what is new, keep its pictures, build the site. Arguments go to the import, such as --allow-private.
# A feed that fails, or an item that had to be set aside, does not stop the night; the script then returns 2 or 1.
set -eu
cd "$(dirname "$0")"
if [ -d .venv ]; then
  PATH="$PWD/.venv/bin:$PATH"
fi
code=0
mkdocs-zhihu import --fetch feeds.toml "$@" || code=$?
if [ "$code" -gt 2 ]; then
  exit "$code"
fi
mkdocs-zhihu mirror docs/posts
mkdocs build --strict --quiet
exit "$code"
