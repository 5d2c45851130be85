"""Print what search costs and whether it is right: ours, Material's and Pagefind on the same posts.

    python benchmarks/search.py --posts 1000 --engines zhihu material pagefind
    python benchmarks/search.py --posts 10000 --text text.txt

Each index is built in a process of its own, served over HTTP and asked in Chromium for phrases that were cut from the
posts at random; what comes back is compared with a plain scan. `transferred` is what the server sent, uncompressed,
from the opening of the index to the first results (for ours also: to the first ten). Pagefind has to be installed
(`pip install 'pagefind[extended]'`), and jieba for Material's search to be at its best.
"""

import argparse
import functools
import http.server
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from html import escape
from pathlib import Path
from types import SimpleNamespace

import material
from browser import ARGUMENTS, CHROMIUM
from playwright.sync_api import sync_playwright
from search_corpus import choose_phrases, make_documents

import mkdocs_zhihu
from mkdocs_zhihu.search.folding import fold_text
from mkdocs_zhihu.search.index import build_search
from mkdocs_zhihu.search.searched_document import Document

ASSETS = Path(material.__file__).parent / "templates" / "assets" / "javascripts"
OURS = Path(mkdocs_zhihu.__file__).parent / "templates" / "zhihu" / "search_index.js"
CLIENTS = {
    "zhihu": """async phrase => {
        await import('/search_index.js')
        const { SearchIndex } = window.zhihuSearchIndex
        const load = async name => new Uint8Array(await (await fetch('/' + name, { cache: 'no-store' })).arrayBuffer())
        const started = performance.now()
        const search = await (await new SearchIndex(load).open()).search(phrase)
        let found = await search.next(10)
        const first = performance.now() - started
        await fetch('/mark-first')
        for (let more; found.length < 10 && (more = await search.next(10 - found.length)).length;) found.push(...more)
        await fetch('/mark-ten')
        for (let more; (more = await search.next(50)).length;) found.push(...more)
        return [first, found.map(post => post.url)]
    }""",
    "material": """async phrase => {
        window.ask ??= new Promise(async ready => {
            const worker = new Worker('/workers/search.js')
            const { config, docs } = await (await fetch('/search_index.json')).json()
            worker.onmessage = ({ data }) => data.type === 1 && ready(phrase => new Promise(done => {
                worker.onmessage = ({ data }) => done(data.data.items)
                worker.postMessage({ type: 2, data: phrase })
            }))
            worker.postMessage({ type: 0, data: { config, docs, options: {} } })
        })
        const started = performance.now()
        const items = await (await window.ask)(phrase)
        const first = performance.now() - started
        await fetch('/mark-first')
        return [first, items.map(([{ location }]) => location.split('#')[0])]
    }""",
    "pagefind": """async phrase => {
        const pagefind = await import('/pagefind/pagefind.js?' + phrase)
        const started = performance.now()
        const { results } = await pagefind.search(phrase)
        const shown = await Promise.all(results.slice(0, 10).map(result => result.data()))
        const first = performance.now() - started
        await fetch('/mark-first')
        const rest = await Promise.all(results.slice(10).map(result => result.data()))
        return [first, [...shown, ...rest].map(({ url }) => url.slice(1))]
    }""",
}


def build_zhihu(documents: list[Document], folder: Path) -> None:
    shutil.copy(OURS, folder)
    for name, content in build_search(documents):
        (folder / name).write_bytes(content)


def build_material(documents: list[Document], folder: Path) -> None:
    from material.plugins.search.plugin import SearchIndex  # noqa: PLC0415 - slow, and only here

    separator = r"[\s\u200b\u3000\-、。，．？！；]+"
    fields = {"title": {"boost": 1e3}, "text": {"boost": 1e0}, "tags": {"boost": 1e6}}
    index = SearchIndex(lang=["en"], separator=separator, pipeline=["stemmer"], fields=fields)
    for document in documents:
        content = f"<h1>{escape(document.title)}</h1><p>{escape(document.text)}</p>"
        index.add_entry_from_context(
            SimpleNamespace(meta={}, content=content, toc=[], url=document.url, title=document.title)
        )
    (folder / "search_index.json").write_text(index.generate_search_index(None), encoding="utf-8")


def build_pagefind(documents: list[Document], folder: Path) -> None:
    site = folder.parent / "pagefind-site"
    for document in documents:
        page = site / document.url / "index.html"
        page.parent.mkdir(parents=True)
        html = f"<!doctype html><html lang=zh><title>{escape(document.title)}</title><body><h1>{escape(document.title)}</h1><p>{escape(document.text)}"
        page.write_text(html, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pagefind",
        "--site",
        str(site),
        "--output-path",
        str(folder / "pagefind"),
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


BUILDERS = {"zhihu": build_zhihu, "material": build_material, "pagefind": build_pagefind}


class Handler(http.server.SimpleHTTPRequestHandler):
    """Counts what it sends; `/mark-…` notes the count so far."""

    sent = 0
    marks: dict[str, int] = {}  # noqa: RUF012 - one server at a time

    def do_GET(self) -> None:  # noqa: D102 - the base class's
        if self.path.startswith("/mark-"):
            Handler.marks[self.path[6:]] = Handler.sent
            self.send_response(204)
            self.end_headers()
            return
        super().do_GET()

    def copyfile(self, source: object, outputfile: object) -> None:  # noqa: D102 - the base class's
        data = source.read()  # type: ignore[attr-defined]
        Handler.sent += len(data)
        outputfile.write(data)  # type: ignore[attr-defined]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002, D102 - the base class's
        pass


def measure_build(engine: str, folder: Path, arguments: argparse.Namespace) -> dict[str, float]:
    """Build in a fresh process; return seconds, peak memory and what lies on disk."""
    folder.mkdir()
    command = [sys.executable, __file__, "--build", engine, "--folder", str(folder)]
    command += ["--posts", str(arguments.posts), "--length", str(arguments.length), "--text", arguments.text]
    figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    files = [path for path in folder.rglob("*") if path.is_file()]
    return figures | {"bytes": sum(path.stat().st_size for path in files), "files": len(files)}


def build(arguments: argparse.Namespace) -> None:
    documents = make_documents(arguments.posts, arguments.length, arguments.text)
    started = time.perf_counter()
    BUILDERS[arguments.build](documents, Path(arguments.folder))
    seconds = time.perf_counter() - started
    kilobytes = max(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(json.dumps({"seconds": seconds, "megabytes": kilobytes / 1000}))


def ask(engine: str, folder: Path, phrases: list[str]) -> tuple[list[set[str]], list[tuple[float, ...]]]:
    """Return what was found for each phrase, and (milliseconds, bytes to the first, bytes to ten)."""
    if engine == "material":
        (folder / "workers").mkdir()
        shutil.copy(next(ASSETS.glob("workers/search.*.min.js")), folder / "workers" / "search.js")
    (folder / "empty.html").write_text("<!doctype html>", encoding="utf-8")
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found, costs = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page()
        page.set_default_timeout(0)
        page.goto(f"http://127.0.0.1:{server.server_port}/empty.html")
        for phrase in phrases:
            before, Handler.marks = Handler.sent, {}
            milliseconds, urls = page.evaluate(CLIENTS[engine], phrase)
            first = Handler.marks["first"]
            found.append(set(urls))
            costs.append((milliseconds, first - before, Handler.marks.get("ten", first) - before))
        browser.close()
    server.shutdown()
    server.server_close()
    return found, costs


def report(
    engine: str, built: dict[str, float], posts: int, scores: tuple[float, float, int], costs: list
) -> None:
    milliseconds, first, ten = (sorted(column) for column in zip(*costs, strict=True))
    print(
        f"{engine:9} built in {built['seconds']:6.1f} s, {built['megabytes']:6.0f} MB;"
        f" {built['bytes'] / posts / 1000:6.2f} kB a post in {built['files']:.0f} files\n"
        f"          precision {scores[0]:.3f}, recall {scores[1]:.3f}, exact for {scores[2]} of {len(costs)} phrases\n"
        f"          first results: median {statistics.median(milliseconds):.0f} ms, most {milliseconds[-1]:.0f} ms;"
        f" transferred: median {statistics.median(first) / 1000:.0f} kB, most {first[-1] / 1000:.0f} kB"
        + (
            f"; to ten: median {statistics.median(ten) / 1000:.0f} kB, most {ten[-1] / 1000:.0f} kB"
            if engine == "zhihu"
            else ""
        )
    )


def compare(found: list[set[str]], truth: list[set[str]]) -> tuple[float, float, int]:
    """Return precision and recall over all results, and for how many phrases both are 1."""
    right = sum(len(one & other) for one, other in zip(found, truth, strict=True))
    exact = sum(one == other for one, other in zip(found, truth, strict=True))
    return right / max(1, sum(map(len, found))), right / sum(map(len, truth)), exact


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--length", type=int, default=2000, help="characters of a post, on average")
    parser.add_argument("--text", default="", help="file of real text; without it text is made up")
    parser.add_argument("--phrases", type=int, default=100)
    parser.add_argument("--engines", nargs="+", default=["zhihu"], choices=BUILDERS)
    parser.add_argument("--build", choices=BUILDERS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.build:
        build(arguments)
        return
    documents = make_documents(arguments.posts, arguments.length, arguments.text)
    phrases = choose_phrases(documents, arguments.phrases)
    folded = [(document.url, fold_text(document.title), fold_text(document.text)) for document in documents]
    wanted = map(fold_text, phrases)
    truth = [{url for url, *texts in folded if any(phrase in text for text in texts)} for phrase in wanted]
    characters = sum(len(document.text) for document in documents)
    print(f"{len(documents)} posts, {characters / 1e6:.1f} million characters, {len(phrases)} phrases")
    with tempfile.TemporaryDirectory() as name:
        for engine in arguments.engines:
            folder = Path(name) / engine
            built = measure_build(engine, folder, arguments)
            found, costs = ask(engine, folder, phrases)
            report(engine, built, len(documents), compare(found, truth), costs)


if __name__ == "__main__":
    main()
