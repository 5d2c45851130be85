"""The generators we are compared with: how each is installed, given the same posts, and run."""

import compileall
import json
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path

from real_themes import BUTTERFLY, BUTTERFLY_PACKAGES, OURS, OVERRIDE, write_hugo_theme

import mkdocs_zhihu

FRONT = re.compile(r"\s*---\n(?P<front>.*?)\n---\n(?P<body>.*)", re.DOTALL)

HUGO = """title = "t"
baseURL = "https://a.example/"
[markup.goldmark.renderer]
unsafe = true
[pagination]
pagerSize = 24
"""
NO_FEEDS = 'disableKinds = ["RSS"]\n'
HUGO_SINGLE = "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ .Content }}\n"
HUGO_LIST = (
    "<!doctype html><title>{{ .Title }}</title>{{ range .Paginator.Pages }}"
    '<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>{{ end }}\n'
    '{{ with .Paginator.Next }}<a href="{{ .URL }}">next</a>{{ end }}\n'
)
HEXO = """title: t
url: https://a.example
source_dir: source
public_dir: public
permalink: :title/
theme: landscape
new_post_name: :title.md
highlight: {enable: false}
prismjs: {enable: false}
per_page: 24
"""
HEXO_PACKAGES = (
    "hexo", "hexo-generator-archive", "hexo-generator-category", "hexo-generator-index", "hexo-generator-tag",
    "hexo-renderer-ejs", "hexo-renderer-marked", "hexo-renderer-stylus", "hexo-theme-landscape",
)  # fmt: skip
THEME = "theme: {name: material, font: false, language: zh}\n"
MATERIAL = (
    f"site_name: t\n{THEME}plugins:\n  - blog: {{archive: true, categories: true, pagination_per_page: 24}}\n"
)


@dataclass(frozen=True, slots=True)
class Peer:
    """One generator."""

    install: Callable[[Path], None]
    """Installs it from its registry into an empty folder."""

    prepare: Callable[[Path, Path], Path]
    """Writes a project with the posts of a folder into another; returns where the posts are."""

    command: Callable[[Path], list[str]]
    """The command that builds, for where it is installed."""

    output: str
    """The folder of the site in the project."""

    caches: tuple[str, ...] = ()
    """What else a cold build must not find."""


def _install_python(*packages: str) -> Callable[[Path], None]:
    def install(folder: Path) -> None:
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin" / "pip", "install", "-q", *packages], check=True)

    return install


def _install_hexo(*packages: str) -> Callable[[Path], None]:
    def install(folder: Path) -> None:
        folder.mkdir(parents=True)
        (folder / "package.json").write_text('{"hexo": {"version": ""}}', encoding="utf-8")
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", *packages]
        subprocess.run(command, cwd=folder, check=True)

    return install


def iter_posts(folder: Path) -> Iterator[tuple[str, dict[str, object], str]]:
    """Yield the path, the front matter and the body of each post."""
    for path in sorted(folder.rglob("*.md")):
        found = FRONT.fullmatch(path.read_text(encoding="utf-8"))
        if found is None:
            raise ValueError(path)
        front = found["front"]
        title = re.findall(r"^title: '(.*)'$", front, re.MULTILINE)
        date = re.findall(r"^date: (.*)$", front, re.MULTILINE)
        values = {
            "title": title[0],
            "date": parsedate_to_datetime(date[0]).strftime("%Y-%m-%d %H:%M:%S"),
            "categories": re.findall(r"^ - (.*)$", front, re.MULTILINE),
        }
        yield path.relative_to(folder).as_posix(), values, found["body"]


def _write_posts(source: Path, target: Path) -> Path:
    for name, front, body in iter_posts(source):
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        date = front.pop("date")
        lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items())
        path.write_text(f"---\n{lines}date: {date}\n---\n{body.strip()}\n", encoding="utf-8")
    return target


def _prepare_ours(config: str) -> Callable[[Path, Path], Path]:
    def prepare(source: Path, project: Path) -> Path:
        compileall.compile_dir(Path(mkdocs_zhihu.__file__).parent, quiet=1)  # as pip does it for the others
        shutil.copytree(source, project / "docs" / "posts")
        (project / "overrides" / "partials").mkdir(parents=True)
        (project / "overrides" / "partials" / "comments.html").write_text(OVERRIDE, encoding="utf-8")
        (project / "mkdocs.yml").write_text(config, encoding="utf-8")
        return project / "docs" / "posts"

    return prepare


def _prepare_hugo(source: Path, project: Path) -> Path:
    layouts = project / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (project / "hugo.toml").write_text(HUGO, encoding="utf-8")
    (layouts / "single.html").write_text(HUGO_SINGLE, encoding="utf-8")
    (layouts / "list.html").write_text(HUGO_LIST, encoding="utf-8")
    return _write_posts(source, project / "content" / "posts")


def _prepare_hugo_without_feeds(source: Path, project: Path) -> Path:
    posts = _prepare_hugo(source, project)
    (project / "hugo.toml").write_text(NO_FEEDS + HUGO, encoding="utf-8")
    return posts


def _prepare_hugo_with_theme(source: Path, project: Path) -> Path:
    project.mkdir(parents=True, exist_ok=True)
    write_hugo_theme(project)
    return _write_posts(source, project / "content" / "posts")


def _prepare_hexo(config: str) -> Callable[[Path, Path], Path]:
    def prepare(source: Path, project: Path) -> Path:
        project.mkdir(parents=True, exist_ok=True)
        (project / "_config.yml").write_text(config, encoding="utf-8")
        return _write_posts(source, project / "source" / "_posts")

    return prepare


def _prepare_material(source: Path, project: Path) -> Path:
    (project / "docs" / "blog").mkdir(parents=True)
    (project / "mkdocs.yml").write_text(MATERIAL, encoding="utf-8")
    (project / "docs" / "index.md").write_text("# t\n", encoding="utf-8")
    (project / "docs" / "blog" / "index.md").write_text("# blog\n", encoding="utf-8")
    return _write_posts(source, project / "docs" / "blog" / "posts")


def _prepare_zensical(source: Path, project: Path) -> Path:
    (project / "docs").mkdir(parents=True)
    (project / "mkdocs.yml").write_text(f"site_name: t\n{THEME}", encoding="utf-8")
    (project / "docs" / "index.md").write_text("# t\n", encoding="utf-8")
    return _write_posts(source, project / "docs" / "posts")


def _link_modules(installed: Path) -> list[str]:
    """Return the command that runs Hexo in a project that has no modules of its own."""
    modules = installed / "node_modules"
    prepare = f"ln -sfn {modules} node_modules; cp -f {installed}/package.json ."
    return ["sh", "-c", f"{prepare}; exec {modules}/.bin/hexo generate --silent"]


def _run_hugo(installed: Path) -> list[str]:
    return [str(installed / "bin" / "hugo"), "--quiet"]


PEERS = {
    **{
        name: Peer(
            lambda folder: folder.mkdir(parents=True), _prepare_ours(config),
            lambda _: [sys.executable, "-m", "mkdocs", "build", "-q"], "site", (".cache",),
        )
        for name, config in OURS.items()
    },
    "hugo": Peer(_install_python("hugo"), _prepare_hugo, _run_hugo, "public", ("resources",)),
    "hugo-without-feeds": Peer(
        _install_python("hugo"), _prepare_hugo_without_feeds, _run_hugo, "public", ("resources",)
    ),
    "hugo-with-theme": Peer(_install_python("hugo"), _prepare_hugo_with_theme, _run_hugo, "public", ("resources",)),
    "hexo": Peer(_install_hexo(*HEXO_PACKAGES), _prepare_hexo(HEXO), _link_modules, "public", ("db.json",)),
    "hexo-with-butterfly": Peer(
        _install_hexo(*BUTTERFLY_PACKAGES), _prepare_hexo(BUTTERFLY), _link_modules, "public", ("db.json",)
    ),
    "material": Peer(
        _install_python("mkdocs<2", "mkdocs-material"), _prepare_material,
        lambda at: [str(at / "bin" / "mkdocs"), "build", "-q"], "site", (".cache",),
    ),
    "zensical": Peer(
        _install_python("zensical"), _prepare_zensical,
        lambda at: [str(at / "bin" / "zensical"), "build"], "site", (".cache",),
    ),
}  # fmt: skip
