"""A site in one file: it opens from disk, and what was changed is found."""

import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, ConsoleMessage, expect
from project import build_project, post
from test_search_phrases import ask, build_example

from mkdocs_zhihu.cli.main import run
from mkdocs_zhihu.exporting.file_list import verify

pytestmark = pytest.mark.browser

PHRASES = [f"独有的第{number}句话" for number in range(20)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files: dict[str, str | bytes] = {
        f"posts/{number}.md": post(
            f"第 {number} 篇", f'<p>开头，{phrase}。</p><p><a href="./{(number + 1) % 20}.md">下一篇</a></p>'
        )
        for number, phrase in enumerate(PHRASES)
    }
    return build_project(tmp_path_factory.mktemp("pack"), files, use_directory_urls=False).site


@pytest.fixture(scope="module")
def pack(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("out") / "archive.zip"
    assert run(["pack", str(site), "-o", str(path)]) == 0
    return path


@pytest.mark.site
def test_a_pack_holds_the_site_and_its_list(site: Path, pack: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "archive"
    for path in site.rglob("*"):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(site).parts):
            assert (folder / path.relative_to(site)).read_bytes() == path.read_bytes()
    assert "index.html" in (folder / "README.txt").read_text(encoding="utf-8")
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, check=True)


@pytest.mark.site
def test_the_same_site_gives_the_same_bytes(site: Path, pack: Path, tmp_path: Path) -> None:
    assert run(["pack", str(site), "-o", str(tmp_path / "archive.zip")]) == 0
    assert (tmp_path / "archive.zip").read_bytes() == pack.read_bytes()


@pytest.mark.site
def test_a_read_me_of_the_owners_stays(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (copy / "README.txt").write_text("mine", encoding="utf-8")
    assert run(["pack", str(copy), "-o", str(tmp_path / "a.zip")]) == 0
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.read("a/README.txt") == b"mine"
    assert run(["verify", str(tmp_path / "a.zip")]) == 0


def test_what_was_changed_is_found(pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(pack)]) == 0
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "archive"
    assert verify(folder).is_whole
    (folder / "index.html").write_text("else", encoding="utf-8")
    (folder / "404.html").unlink()
    (folder / "new.html").write_text("x", encoding="utf-8")
    assert run(["verify", str(folder)]) == 1
    said = capsys.readouterr().out
    for line in ("index.html: changed", "404.html: missing", "new.html: not in the list"):
        assert line in said


@pytest.mark.site
def test_a_damaged_pack_is_found(pack: Path, tmp_path: Path) -> None:
    data = bytearray(pack.read_bytes())
    with zipfile.ZipFile(pack) as archive:
        at = archive.getinfo("archive/index.html").header_offset + 200
    data[at] ^= 0xFF
    (tmp_path / "bad.zip").write_bytes(data)
    assert run(["verify", str(tmp_path / "bad.zip")]) == 1
    (tmp_path / "bad.zip").write_bytes(data[:1000])
    assert run(["verify", str(tmp_path / "bad.zip")]) == 2


@pytest.mark.site
def test_a_damaged_list_and_an_encrypted_file_are_found(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = bytearray(pack.read_bytes())
    with zipfile.ZipFile(pack) as archive:
        entries = [archive.getinfo(f"archive/{name}") for name in ("SHA256SUMS", "index.html")]
    central = data.index(b"PK\x01\x02")
    for number, entry in enumerate(entries):
        bad = bytearray(data)
        if number == 0:
            bad[entry.header_offset + 60] ^= 0xFF
        else:
            head = next(
                at
                for at in range(central, len(bad))
                if bad[at : at + 4] == b"PK\x01\x02" and bad[at + 46 :].startswith(entry.filename.encode())
            )
            bad[head + 8] |= 1
        (tmp_path / "bad.zip").write_bytes(bad)
        assert run(["verify", str(tmp_path / "bad.zip")]) == (2 if number == 0 else 1)
    assert "cannot be read as a pack" in capsys.readouterr().err


@pytest.mark.site
def test_a_folder_of_posts_can_be_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text(post(), encoding="utf-8")
    assert run(["verify", str(tmp_path)]) == 2
    assert "verify --write" in capsys.readouterr().err
    assert run(["verify", str(tmp_path), "--write"]) == 0
    assert run(["verify", str(tmp_path)]) == 0


@pytest.mark.site
def test_a_site_that_needs_a_server_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = build_project(tmp_path, {"posts/a.md": post()}).site
    assert run(["pack", str(site), "-o", str(tmp_path / "a.zip")]) == 2
    assert "use_directory_urls: false" in capsys.readouterr().err
    assert run(["pack", str(tmp_path / "none")]) == 2


@pytest.mark.browser
def test_unpacked_it_opens_from_disk_with_search_and_links(
    browser: Browser, pack: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(tmp_path)
    home = (tmp_path / "archive" / "index.html").as_uri()
    page = browser.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(home)
    found = 0
    for path in (tmp_path / "archive").rglob("*.html"):
        for link in BeautifulSoup(path.read_text(encoding="utf-8"), "lxml").select("a[href]"):
            target = str(link["href"]).partition("#")[0]
            if target and ":" not in target and path.name != "404.html":
                found += 1
                assert (path.parent / unquote(target)).is_file(), f"{path.name}: {target}"
    assert found > 400
    page.keyboard.press("/")
    for phrase in PHRASES:
        page.locator("[data-md-component=search-query]").fill(phrase)
        expect(page.locator(".zh-search li")).to_have_count(1)
    assert errors == []
    page.close()


@pytest.mark.slow
def test_the_packed_example_opens_from_disk_with_every_page(browser: Browser, tmp_path: Path) -> None:
    searched = build_example(tmp_path / "project", use_directory_urls=False)
    assert run(["pack", str(searched.site), "-o", str(tmp_path / "archive.zip")]) == 0
    with zipfile.ZipFile(tmp_path / "archive.zip") as archive:
        archive.extractall(tmp_path)
    assert run(["verify", str(tmp_path / "archive")]) == 0
    root = tmp_path / "archive"
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        is_remote = message.location["url"].startswith("https://")  # pictures of posts, without a network
        errors.extend([message.text] if message.type == "error" and not is_remote else [])

    page = browser.new_page()
    page.on("console", note)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((root / "index.html").as_uri())
    page.evaluate("document.querySelector('[data-md-toggle=search]').click()")
    phrases = searched.draw(20)
    for phrase in phrases:
        assert ask(page, root, phrase) == searched.find(phrase) != set(), phrase
    # Chromium itself says where the links of every page lead.
    pages = sorted(path for path in root.rglob("*.html") if path.name != "404.html")
    assert len(pages) > 100
    for path in pages if os.environ.get("ALL_PAGES") else pages[::12]:
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        hrefs = page.locator("a[href]").evaluate_all("all => all.map(link => link.href)")
        for href in {href.partition("#")[0] for href in hrefs if href.startswith("file:")}:
            assert Path(unquote(href.removeprefix("file://"))).is_file(), f"{path.name}: {href}"
    assert errors == []
    page.close()
