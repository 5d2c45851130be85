"""What the fuzzing harness calls: each target takes any bytes and raises for a fault only.

As a program (`python fuzz_targets.py NAME`) it reads cases as lines of base64 and says of each how long it took.
"""

import base64
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from markup_safety import check_safe

from mkdocs_zhihu import problems as problem_values
from mkdocs_zhihu.archive.addressing.addresses import make_safe, resolve_collisions
from mkdocs_zhihu.archive.addressing.origins import find_question, identify
from mkdocs_zhihu.archive.addressing.permalinks import assign_places
from mkdocs_zhihu.archive.addressing.slugs import MAX_URI_BYTES
from mkdocs_zhihu.body import clean_picture_url, find_origin, picture_identity, render_body, typeset
from mkdocs_zhihu.body.math.mathml import draw_formula
from mkdocs_zhihu.body.urls import clean_url, unwrap_redirect
from mkdocs_zhihu.cache.records import read_kept_record
from mkdocs_zhihu.cache.store import TABLES, Store
from mkdocs_zhihu.media.fetch.candidates import order_candidates
from mkdocs_zhihu.media.fetch.network_addresses import is_public
from mkdocs_zhihu.media.fetch.outcomes import Failed
from mkdocs_zhihu.media.fetch.responses import (
    MAX_WAIT,
    continues_part,
    parse_retry_after,
    raise_for_status,
    read_header,
)
from mkdocs_zhihu.media.identity import identify_picture
from mkdocs_zhihu.media.store.rows import parse_line
from mkdocs_zhihu.model import Post
from mkdocs_zhihu.reading import read_post

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
MEMORY = 2 << 30


def read_file(data: bytes) -> None:
    for whole in (data, b"---\n" + data + b"\n---\n<p>x</p>", b"---\ntitle: " + data + b"\n---\n"):
        for uri in ("posts/a.md", "posts/a.html"):
            read_post(data=whole, uri=uri, zone=ZONE, now=NOW)


def render(data: bytes, form: str) -> None:
    body, _ = render_body(text=data.decode("utf-8", "replace"), format=form)  # type: ignore[arg-type]
    check_safe(body.html)
    typeset(body.html)


def render_html(data: bytes) -> None:
    render(data, "html")


def render_markdown(data: bytes) -> None:
    render(data, "markdown")


def draw_tex(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for is_display in (True, False):
        drawn, reason = draw_formula(text, is_display=is_display)
        assert drawn or reason
        assert "<script" not in drawn


def use_address(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    url = clean_url(text)
    assert url == "" or url.startswith(("http://", "https://"))
    assert clean_url(url) == url
    for function in (
        unwrap_redirect,
        picture_identity,
        find_origin,
        identify,
        find_question,
        identify_picture,
        is_public,
    ):
        function(text)
    clean_picture_url(text, lambda _url: None)
    order_candidates([text, url])
    check_places(text)


def check_places(text: str) -> None:
    """See that no address that a post asks for leaves the site, is too long, or is one of two posts."""
    path = make_safe(text, "posts/a.md")
    assert path
    assert len(path.encode()) <= MAX_URI_BYTES
    assert not {"", ".", ".."} & set(path.split("/"))
    assert make_safe(path, "posts/a.md") == path
    unique, _ = resolve_collisions({"a": path, "b": path}, ("index", "404"))
    assert len(set(unique.values())) == 2
    posts = [Post(uri=f"posts/{name}.md", title=text, text="", permalink=text) for name in "ab"]
    places, _ = assign_places(posts, url_format="{path}", use_directory_urls=True, taken=())
    assert len({place.dest_uri for place in places.values()}) == 2


def read_response(data: bytes) -> None:
    text = data.decode("latin-1")
    assert 0 <= parse_retry_after(text) <= MAX_WAIT
    for status in (200, 206, 404, 416, 429, 503, 599):
        names = ("Retry-After", "Content-Range", "ETag", "Content-Type", "Last-Modified")
        response = SimpleNamespace(status=status, headers=dict.fromkeys(names, text))
        try:
            raise_for_status(response)  # type: ignore[arg-type]
            continues_part(response, SimpleNamespace(received=5))  # type: ignore[arg-type]
        except Failed:
            pass
        for name in names:
            assert read_header(response, name, 200).isascii()  # type: ignore[arg-type]


def open_damaged_store(data: bytes) -> None:
    """Overwrite a part of a cache: the first two bytes say where."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "cache.sqlite")
        store = Store(str(path))
        kept = {number.to_bytes(2): b"value %d" % number * 9 for number in range(60)}
        for table in TABLES:
            store.put(table, kept.items())
        store.close()
        content = bytearray(path.read_bytes())
        start = int.from_bytes(data[:2]) % (len(content) + 1)
        content[start : start + len(data) - 2] = data[2:]
        path.write_bytes(content)
        store = Store(str(path))
        for table in TABLES:
            assert store.get_all(table).items() <= kept.items()
            assert store.get_many(table, list(kept)).items() <= kept.items()
            assert store.get(table, b"\0\1") in (None, kept[b"\0\1"])
        store.put("file", [(b"new", b"x")])
        assert store.get("file", b"new") == b"x"
        store.close()


def read_kept(data: bytes) -> None:
    """Read what a cache or a manifest may hold instead of a record."""
    open_damaged_store(data)
    read_kept_record(data, ZONE)
    parse_line(data.decode("utf-8", "replace"))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reading": read_file,
    "html": render_html,
    "markdown": render_markdown,
    "tex": draw_tex,
    "addresses": use_address,
    "headers": read_response,
    "caches": read_kept,
}


def main(name: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    problem_values.MISTAKES = ()
    target = TARGETS[name]
    target(b"")  # loads what is loaded late
    print("ready", flush=True)  # noqa: T201 - said to the parent process
    for line in sys.stdin:
        data = base64.b64decode(line)
        started = time.process_time()
        target(data)
        print(json.dumps(time.process_time() - started), flush=True)  # noqa: T201 - likewise


if __name__ == "__main__":
    main(sys.argv[1])
