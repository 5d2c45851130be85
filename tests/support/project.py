"""A MkDocs project in a folder, built for real."""

import json
import logging
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from bs4 import BeautifulSoup
from mkdocs.__main__ import cli
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_zhihu import problems as problem_values

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
"""What is no part of this repository; what needs it has the mark `shared`, with the path below."""

REAL_POSTS = SHARED / "posts"
TIMEOUT = 600
"""Seconds after which something will never be."""

MISTAKES = problem_values.MISTAKES  # before the tests empty it
THEME = {"name": "material", "language": "zh", "font": False}


def post(title: str = "标题", body: str = "<p>正文</p>", **fields: Any) -> str:
    """Return a file in the archive's format; a field given as None is left out."""
    front = {
        "title": title,
        "categories": ["甲", "乙"],
        "author": "知乎",
        "date": "2021-05-18 10:00:00",
    } | fields
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items() if value is not None
    ]
    return "\n---\n" + "\n".join(lines) + f"\n---\n\n<div>   \n{body}  \n</div>\n            "


@dataclass(frozen=True)
class Built:
    """A built site and what was said on the way."""

    site: Path
    messages: tuple[tuple[str, str], ...]

    @property
    def warnings(self) -> list[str]:
        return [text for level, text in self.messages if level == "WARNING"]

    def says(self, part: str) -> bool:
        return any(part in text for _, text in self.messages)

    def page(self, url: str, parser: str = "lxml") -> BeautifulSoup:
        """Return a page as a tree; `html.parser` takes three times as long and keeps U+0000."""
        path = self.site / url
        path = path / "index.html" if not url.endswith(".html") else path
        return BeautifulSoup(path.read_text(encoding="utf-8"), parser)

    def pages(self) -> list[str]:
        return sorted(path.relative_to(self.site).as_posix() for path in self.site.rglob("*.html"))

    def post_pages(self) -> list[str]:
        mark = re.compile(r'<div class="zh-post[ "]')  # told by the text: to parse every page takes long
        return [name for name in self.pages() if mark.search((self.site / name).read_text(encoding="utf-8"))]


class Collector(logging.Handler):
    """Keeps what MkDocs and its plugins say."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append((record.levelname, record.getMessage()))


def write_project(folder: Path, files: dict[str, str | bytes], **config: Any) -> Path:
    """Write `docs/…` files and `mkdocs.yml`; return the path of the latter."""
    for name, content in files.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "docs").mkdir(exist_ok=True)
    settings = {"site_name": "存档", "theme": THEME, "plugins": ["search", "zhihu"]} | config
    path = folder / "mkdocs.yml"
    path.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def build_project(
    folder: Path, files: dict[str, str | bytes], *, strict: bool = False, again: bool = False, **config: Any
) -> Built:
    """Build a project in this process and return the site with every message.

    A build `again` is what a live preview does: MkDocs does not start anew.
    """
    path = write_project(folder, files, **config)
    collector = Collector()
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.setLevel(logging.DEBUG)
    logger.addHandler(collector)
    try:
        settings = load_config(str(path), strict=strict)
        if not again:
            settings.plugins.on_startup(command="build", dirty=False)
        build(settings)
        settings.plugins.on_shutdown()
    finally:
        logger.removeHandler(collector)
        logger.setLevel(level)
    return Built(folder / "site", tuple(collector.found))


def run_mkdocs(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs` as a user would, in a process of its own; on Linux in a copy of this one: to load it all takes a second."""
    if sys.platform != "linux":
        command = [sys.executable, "-m", "mkdocs", *arguments]
        return subprocess.run(
            command, cwd=folder, check=False, capture_output=True, text=True, timeout=TIMEOUT
        )
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        outputs = said.fileno(), complained.fileno()
        fork = multiprocessing.get_context("fork")
        process = fork.Process(target=be_mkdocs, args=(folder, arguments, outputs))
        process.start()
        process.join(TIMEOUT)
        process.kill()  # should it go on and on
        process.join()
        texts = [os.pread(output, os.fstat(output).st_size, 0).decode() for output in outputs]
    return subprocess.CompletedProcess(arguments, process.exitcode, *texts)


def be_mkdocs(folder: Path, arguments: Sequence[str], outputs: tuple[int, int]) -> None:
    """Be a process that was just started, but for what is loaded."""
    for stream, output in enumerate(outputs, 1):
        os.dup2(output, stream)
    sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115 - as Python opens them
    os.chdir(folder)
    warnings.resetwarnings()
    warnings.simplefilter("ignore")
    MkDocsConfig.plugins.plugin_cache.clear()  # type: ignore[attr-defined]
    problem_values.MISTAKES = MISTAKES
    cli(list(arguments), prog_name="mkdocs")


def start_mkdocs(folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    """Start `mkdocs` in the foreground, as it were, and do not wait: in the background it would ignore Ctrl-C."""
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - nothing that needs a lock
    )


def wait_for(condition: Callable[[], object]) -> None:
    """Wait until something is so; the end is far off, for it only has to be there: a busy machine is no fault."""
    end = time.monotonic() + TIMEOUT
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    assert condition()


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def run_command(module: str, *arguments: str | Path) -> str:
    """Run a command line of ours or of MkDocs, which must succeed, and return what it prints."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=TIMEOUT).stdout


def copy_real_posts(folder: Path) -> None:
    """Copy the real posts to `docs/posts`."""
    shutil.copytree(REAL_POSTS, folder / "docs" / "posts")
