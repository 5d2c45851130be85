#!/bin/sh
# 一夜的工作：导入新文章，保存图片，构建网站。参数会传给导入，例如 --allow-private。
# 某个订阅源失败（退出码 2）、某篇文章没有导入或所有图床都连不上（退出码 1）时，其余的照常完成。
# 图片库用不了，或网站没有构建成时，退出码是 3。
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
mirror=0
mkdocs-zhihu mirror docs/posts || mirror=$?
if [ "$mirror" -gt 1 ]; then
  exit 3
fi
mkdocs build --strict --quiet || exit 3
if [ "$code" -eq 0 ]; then
  code=$mirror
fi
exit "$code"
