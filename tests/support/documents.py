"""The code blocks and headings of the documents, and a folder in which their commands can be run."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import saved_pages
import yaml
from project import ROOT, post

DOCS = ROOT / "docs"
READMES = (ROOT / "README.md", ROOT / "README.zh.md")
PAGES = tuple(sorted(path.name for path in (DOCS / "zh").glob("*.md")))
"""Names of the pages, the same in both languages."""

FENCE = re.compile(
    r"(?:<!-- not run: (?P<reason>.+?) -->\n)?^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
TITLE = re.compile(r'title="([^"]+)"')
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
COMMENT = re.compile(r"[ \t]*#[ \t].*$", re.MULTILINE)
CASES = ROOT / "tests" / "cases" / "importing"
SOURCES = {
    "backup": "markdown-zhihu-backup-collect-with-comments",
    "clips": "markdown-simpread",
    "kit": "markdown-zhihu-archive-kit",
    "column": "markdown-zhihu-download",
    "crawler": "json-tree",
    "vault": "markdown-vault",
    "zip": "markdown-download-zhihu",
}
"""Cases of imports whose sources stand for what tools leave."""

SERVERS = r"""
set -euo pipefail
trap 'echo "failed: $BASH_COMMAND" >&2' ERR
serve_once() { # starts a server, waits until it has a page, ends it
  "$@" & local server=$!
  for _ in $(seq 150); do
    if python3 -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$PORT/', timeout=2)" 2>/dev/null; then
      kill "$server"; wait "$server" || true; return 0
    fi
    kill -0 "$server" || return 1
    sleep 0.2
  done
  kill "$server"; return 1
}
mkdocs() { if [ "$1" = serve ]; then serve_once command mkdocs "$@" -a "127.0.0.1:$PORT"; else command mkdocs "$@"; fi; }
python3() {
  if [ "${2:-}" = http.server ]; then serve_once command python3 -m http.server "$PORT" --bind 127.0.0.1 "${@:4}"
  else command python3 "$@"; fi
}
pip() { # what is installed already is only looked for
  command python3 - "$@" <<'PY'
import re, sys
from importlib.metadata import metadata
name, extra = re.fullmatch(r"([\w-]+)(?:\[(\w+)\])?", sys.argv[2]).groups()
assert sys.argv[1] == "install" and (extra is None or extra in metadata(name).get_all("Provides-Extra")), sys.argv
PY
}
"""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block."""

    place: str
    """File and line."""

    language: str
    """What stands after the fence."""

    title: str
    """The file it is, "" for none."""

    text: str
    """What it holds."""

    reason: str
    """Why it is not run, "" if it is."""

    def shared_text(self) -> str:
        """Return what is the same in every language: not comments, not what a command says."""
        return "" if self.language == "text" else COMMENT.sub("", self.text)


def iter_blocks(path: Path) -> Iterator[Block]:
    """Yield the blocks of a document."""
    text = path.read_text(encoding="utf-8")
    for match in FENCE.finditer(text):
        language, _, rest = match["info"].partition(" ")
        title = TITLE.search(rest)
        place = f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}"
        yield Block(place, language, title[1] if title else "", match["text"], match["reason"] or "")


def read_headings(path: Path) -> list[tuple[str, str]]:
    """Return the level of every heading and the address it asks for."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    return [
        (level, "".join(re.findall(r"\{ (#[\w-]+) \}$", title))) for level, title in HEADING.findall(text)
    ]


def format_script(blocks: Iterator[Block]) -> str:
    """Return one shell script that does what a reader of the document does."""
    lines = [SERVERS]
    for block in blocks:
        if block.reason:
            continue
        if block.title:
            folder = Path(block.title).parent.as_posix()
            lines += [
                f"mkdir -p '{folder}'",
                f"cat >'{block.title}' <<'END_OF_FILE'",
                f"{block.text}END_OF_FILE",
            ]
        elif block.language == "console":
            lines += [f"echo '== {block.place}'", block.text]
    return "\n".join(lines)


def prepare_folder(folder: Path) -> Path:
    """Write a site, sources of every kind and a home folder; return the site's folder."""
    site, downloads = folder / "site", folder / "home" / "Downloads"
    downloads.mkdir(parents=True)
    config = {
        "site_name": "收藏",
        "theme": {"name": "material", "language": "zh", "font": False},
        "plugins": ["search", "zhihu"],
    }
    write(site / "mkdocs.yml", yaml.safe_dump(config, allow_unicode=True))
    write(site / "docs/posts/云.md", post("云为什么是白的", categories=["自然", "气象"]))
    write(site / "docs/posts/雨.md", post("雨为什么下", categories=["自然"], author="小林"))
    for name, case in SOURCES.items():
        place = {"vault": folder / "home" / "Notes", "column": site / "column", "crawler": site / "crawler"}
        write_case(place.get(name, downloads / name), case)
    shutil.make_archive(str(downloads / "收藏夹"), "zip", downloads / "zip")
    write_case(site / "feed", "feed-rss")
    (site / "feed" / "f.xml").rename(site / "answers.xml")
    line = '{"type": "answer", "id": "900001", "question": {"id": "800001", "title": "海为什么咸？"}, "content": "<p>盐。</p>"}\n'
    write(site / "answers.jsonl", line)
    for name, data in saved_pages.save("complete").items():
        path = downloads / "saved" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    hexo = site / "my-hexo"
    write(hexo / "_config.yml", "permalink: :year/:month/:day/:title/\ndeploy: {token: secret}\n")
    write(
        hexo / "source/_posts/你好.md",
        "---\ntitle: 你好\ndate: 2020-01-02 03:04:05\n---\n正文 ![](/images/a.png)\n",
    )
    (hexo / "source/images").mkdir()
    (hexo / "source/images/a.png").write_bytes(saved_pages.PNG)
    return site


def write(path: Path, text: str) -> None:
    """Write a file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_case(folder: Path, name: str) -> None:
    """Write the sources of a case of imports."""
    case = yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
    for path, content in case["files"].items():
        write(folder / path.removeprefix("source/"), content)
    for path, content in case.get("hex", {}).items():
        target = folder / path.removeprefix("source/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(bytes.fromhex(content))
