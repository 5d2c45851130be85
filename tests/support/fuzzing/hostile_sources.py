"""Sources that were made to do harm, or that are broken: files by name, the exit code, and words that must be said."""

import io
import json
import sqlite3
import stat
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from saved_pages import build_app_export

Files = dict[str, bytes]


class Hostile(NamedTuple):
    """One source in the folder `source`."""

    name: str
    files: Files | Callable[[], Files]
    code: int
    words: str = ""


def post(**fields: Any) -> dict[str, Any]:
    return {"type": "article", "id": "1", "title": "云", "content": "<p>水滴</p>"} | fields


def as_json(value: Any) -> Files:
    return {"a.json": json.dumps(value).encode()}


def rss(items: str, head: str = '<?xml version="1.0"?>') -> bytes:
    return f'{head}<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()


def item(body: str = "水滴", title: str = "云") -> str:
    return f"<item><title>{title}</title><description>{body}</description><link>https://zhuanlan.zhihu.com/p/1</link></item>"


def pack(*names: str, data: bytes = b"x", method: int = zipfile.ZIP_DEFLATED, mode: int = 0) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        for name in names:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            info.external_attr = mode << 16
            file.writestr(info, data)
    return buffer.getvalue()


def nest(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = pack("a.zip", data=data)
    return data


def database(*statements: str) -> Files:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.db")
        base = sqlite3.connect(path)
        for statement in statements:
            base.execute(statement)
        base.commit()
        base.close()
        return {"a.db": path.read_bytes()}


def wrap(depth: int, key: str = "data") -> Any:
    value: Any = [post()]
    for _ in range(depth):
        value = {key: value}
    return value


POST = json.dumps(post()).encode()
DOCTYPE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
CHECK = b'<!doctype html><html><head><meta id="zh-zse-ck" content="004"></head><body></body></html>'
MHTML = (
    b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
)
LAUGHS = (
    "<!DOCTYPE r ["
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    + "]>"
)


HOSTILE = (
    # ZIPs
    Hostile("zip-parent", {"a.zip": pack("../evil.json", data=POST)}, 1, "leads out of the ZIP"),
    Hostile("zip-parent-inside", {"a.zip": pack("a/../../evil.json", data=POST)}, 1, "leads out of the ZIP"),
    Hostile("zip-backslash", {"a.zip": pack("..\\evil.json", data=POST)}, 1, "leads out of the ZIP"),
    Hostile("zip-absolute", {"a.zip": pack("/etc/evil.json", data=POST)}, 1, "leads out of the ZIP"),
    Hostile("zip-drive", {"a.zip": pack("C:/evil.json", data=POST)}, 1, "leads out of the ZIP"),
    Hostile("zip-link", {"a.zip": pack("a.json", data=b"/etc/passwd", mode=stat.S_IFLNK | 0o777)}, 1, "is a link"),
    Hostile("zip-bomb", lambda: {"a.zip": pack("a.json", data=b" " * 50_000_000)}, 1, "unpacks to 50,000,000 bytes"),
    Hostile("zip-in-zip-in-zip", {"a.zip": nest(pack("a.json", data=POST), 3)}, 1, "ZIP in a ZIP"),
    Hostile("zip-cut", {"a.zip": pack("a.json", data=POST)[:-30]}, 1, "damaged ZIP"),
    Hostile("zip-head-only", {"a.zip": b"PK\x03\x04" + b"\xff" * 500}, 1, "damaged ZIP"),
    Hostile("zip-empty", {"a.zip": pack()}, 1, "holds no post"),
    Hostile("zip-crc", {"a.zip": pack("a.json", data=POST, method=zipfile.ZIP_STORED).replace(b"article", b"artxcle")}, 1, "is damaged"),
    Hostile("zip-method", {"a.zip": pack("a.json", data=POST).replace(b"\x08\x00\x00\x00\x21", b"\x63\x00\x00\x00\x21")}, 1, "a.json"),
    Hostile("zip-encrypted", {"a.zip": pack("a.json", data=POST).replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")}, 1, "cannot be unpacked"),
    Hostile("zip-many", lambda: {"a.zip": pack(*map(str, range(100_001)), data=b"", method=zipfile.ZIP_STORED)}, 1, "more than 100,000"),
    Hostile("zip-long-name", {"a.zip": pack("a" * 5_000 + ".json", data=POST)}, 0),
    # JSON
    Hostile("json-deep-lists", {"a.json": b"[" * 100_000 + b"]" * 100_000}, 1, "deeper than 200"),
    Hostile("json-deep-objects", {"a.json": b'{"data":' * 100_000 + b"1" + b"}" * 100_000}, 1, "deeper than 200"),
    Hostile("json-deep-in-post", as_json(post(extra=json.loads("[" * 300 + "]" * 300))), 1, "deeper than 200"),
    Hostile("json-many-wrappers", as_json(wrap(60)), 2, "holds no post"),
    Hostile("json-cut", {"a.json": POST[:-9]}, 1, "is no JSON"),
    Hostile("json-cut-list", {"a.json": b"[" + POST}, 1, "breaks off"),
    Hostile("json-nul", {"a.json": POST.replace(b"\\u6c34", b"\x00")}, 0),
    Hostile("json-not-utf8", {"a.json": POST.replace(b"\\u6c34", b"\xff\xfe\xfa")}, 0),
    Hostile("json-utf16", {"a.json": POST.decode().encode("utf-16")}, 0),
    Hostile("json-lone-surrogate", as_json(post(title="\ud800", content="<p>a\udfff</p>")), 0),
    Hostile("json-controls", as_json(post(title="a\x00\x08\x1bb", content="<p>\x00a</p>")), 0),
    Hostile("json-number", {"a.json": b"[1, 2, 3]"}, 2, "holds no post"),
    Hostile("json-strings", as_json(["a"] * 1000), 2, "holds no post"),
    Hostile("json-huge-text", lambda: as_json(post(content="<p>" + "a" * 6_000_000)), 1, "more than 5,000,000"),
    Hostile("json-id-is-a-path", as_json(post(id="../../evil", url="https://example.org/a")), 0),
    Hostile("json-type-is-a-path", as_json(post(type="../../evil")), 0),
    Hostile("json-question-is-a-path", as_json(post(type="answer", question={"id": "../../evil", "title": "a"})), 0),
    Hostile("json-huge-time", as_json(post(created=10**400, updated="9" * 400)), 0),
    Hostile("json-negative-time", as_json(post(created=-(10**15))), 0),
    Hostile("json-nan", {"a.json": POST.replace(b'"id"', b'"created": NaN, "voteup_count": Infinity, "id"')}, 0),
    Hostile("json-odd-types", as_json(post(author=[1], topics={"a": 1}, question=7, voteup_count={}, url=[])), 0),
    Hostile("json-no-text", as_json(post(content="<p> </p>")), 1, "has no text"),
    Hostile("json-raw-broken", as_json({"raw_json": "{"}), 1, "is no JSON"),
    Hostile("json-raw-in-raw", as_json({"raw_json": json.dumps({"raw_json": "[" * 5_000})}), 1, "a.json"),
    Hostile("json-one-broken-line", {"a.jsonl": POST + b'\n{"a": \n' + POST + b"\n"}, 1, "a.jsonl:2"),
    Hostile("yaml-in-title", as_json(post(title="a\npublished: false\n---\n<script>")), 0),
    Hostile("yaml-tag-in-title", as_json(post(title="!!python/object/apply:os.system [id]")), 0),
    Hostile("yaml-line-separators", as_json(post(title="a\x85b\u2028c: d # e", author="*a", tags=["&b"])), 0),
    Hostile("front-matter-in-text", as_json(post(content="---\ntitle: x\n---\n<p>a</p>")), 0),
    Hostile("script-in-address", as_json(post(id=None, url="javascript:alert(1)")), 0),
    # feeds
    Hostile("xml-xxe", {"f.xml": rss(item("&x;"), f'<?xml version="1.0"?>{DOCTYPE}')}, 1, "has a DTD"),
    Hostile("xml-laughs", {"f.xml": rss(item("&a9;"), f'<?xml version="1.0"?>{LAUGHS}')}, 1, "has a DTD"),
    Hostile("xml-xxe-utf16", {"f.xml": rss(item("&x;"), f'<?xml version="1.0" encoding="utf-16"?>{DOCTYPE}').decode().encode("utf-16")}, 1, "has a DTD"),
    Hostile("xml-external-dtd", {"f.xml": rss(item(), '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">')}, 1, "has a DTD"),
    Hostile("xml-parameter-entity", {"f.xml": rss(item(), '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>')}, 1, "has a DTD"),
    Hostile("xml-cut", {"f.xml": rss(item())[:-20]}, 1, "damaged XML"),
    Hostile("xml-deep", {"f.xml": rss("<a>" * 50_000)}, 1, "damaged XML"),
    Hostile("xml-unknown-encoding", {"f.xml": rss(item(), '<?xml version="1.0" encoding="x-evil"?>')}, 0),
    Hostile("xml-wrong-encoding", {"f.xml": rss(item(), '<?xml version="1.0" encoding="ascii"?>')}, 0),
    Hostile("xml-controls", {"f.xml": rss(item("a\x08\x00b"))}, 0),
    Hostile("xml-no-entries", {"f.xml": rss("")}, 1, "without entries"),
    Hostile("xml-opml", {"f.xml": b'<?xml version="1.0"?><opml version="2.0"><body/></opml>'}, 1, "OPML"),
    Hostile("xml-other", {"f.xml": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'}, 1, "no feed"),
    Hostile("xml-entry-without-anything", {"f.xml": rss("<item/>")}, 1, "has no text"),
    Hostile("atom-deep-xhtml", {"f.xml": ('<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>a</title><content type="xhtml">' + "<div>" * 3_000 + "水" + "</div>" * 3_000 + "</content></entry></feed>").encode()}, 0),
    Hostile("json-feed-empty", as_json({"version": "https://jsonfeed.org/version/1.1", "items": []}), 1, "a.json: is a feed without entries"),
    Hostile("json-feed-items", as_json({"version": "https://jsonfeed.org/version/1.1", "items": {"a": 1}}), 1, "no list"),
    # pages
    Hostile("page-error-of-rsshub", {"a.html": b"<!doctype html><html><title>Welcome to RSSHub</title><p>Error Message: x</p></html>"}, 1, "error page of RSSHub"),
    Hostile("page-that-speaks-of-an-error", {build_app_export(1)[0]: build_app_export(1)[1].replace(b"</article>", b"Error Message</article>")}, 0),
    Hostile("page-long-ago", {"a.html": '<!doctype html><html><!-- Page saved with SingleFile url: https://www.zhihu.com/question/1/answer/2 saved date: Mon Jan 05 2026 10:00:00 GMT+0800 --><head><title>云 - 知乎</title></head><body><div class="ContentItem AnswerItem"><span class="RichText ztext"><p>水</p></span><div class="ContentItem-time">发布于 800000 天前</div></div></body></html>'.encode()}, 0),
    Hostile("page-answers-null", {"a.html": '<!doctype html><html><head><title>云 - 知乎</title></head><body><div class="ContentItem AnswerItem"><span class="RichText ztext"><p>水</p></span></div><script id="js-initialData" type="text/json">{"initialState":{"entities":{"answers":null}}}</script></body></html>'.encode()}, 0),
    Hostile("page-check", {"a.html": CHECK}, 1, "check of the browser"),
    Hostile("page-deep", {"a.html": b'<!doctype html><html><body><div class="RichText ztext">' + b"<div>" * 50_000}, 1, "has no text"),
    Hostile("page-data-broken", {"a.html": b'<!doctype html><html><script id="js-initialData" type="text/json">{"a":' + b"[" * 90_000 + b"</script></html>"}, 2),
    Hostile("mhtml-nothing", {"a.mhtml": MHTML}, 2),
    Hostile("mhtml-broken-base64", {"a.mhtml": MHTML + b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!\r\n--b--"}, 2),
    # databases
    Hostile("sqlite-head-only", {"a.db": b"SQLite format 3\x00" + b"\xff" * 4_000}, 1, "SQLite"),
    Hostile("sqlite-no-table", lambda: database("CREATE TABLE a (b)"), 1, "raw_json"),
    Hostile("sqlite-view", lambda: database("CREATE TABLE a (b)", "CREATE VIEW Answer AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c) SELECT n AS raw_json FROM c"), 1, "raw_json"),
    Hostile("sqlite-name", lambda: database('CREATE TABLE "a""; DROP TABLE b; --" (raw_json)', 'INSERT INTO "a""; DROP TABLE b; --" VALUES (\'{\')'), 1, "is no JSON"),
    Hostile("sqlite-blob", lambda: database("CREATE TABLE Answer (raw_json)", "INSERT INTO Answer VALUES (x'ff00'), (7)"), 2, "holds no post"),
    # Markdown and others
    Hostile("markdown-picture-outside", {"a.md": b"---\ntitle: a\nsource: https://zhuanlan.zhihu.com/p/1\n---\n![](../../../../../../etc/passwd) ![](/etc/passwd) <img src='file:///etc/passwd'>\n"}, 0),
    Hostile("markdown-unknown-kind", {"a.md": "---\ntitle: 云\nzhihu: {type: column, id: '1'}\nsource: https://zhuanlan.zhihu.com/p/1\n---\n水滴\n".encode()}, 0),
    Hostile("markdown-aliases", {"a.md": b"---\ntitle: &a [x, x]\nb: [*a, *a]\nsource: https://zhuanlan.zhihu.com/p/1\n---\n" + "水滴".encode()}, 0),
    Hostile("markdown-many-brackets", {"a.md": b"---\ntitle: a\nsource: https://zhuanlan.zhihu.com/p/1\n---\n" + b"![" * 50_000 + b"`" * 50_000}, 0),
    Hostile("markdown-huge", lambda: {"a.md": b"---\ntitle: a\nsource: https://zhuanlan.zhihu.com/p/1\n---\n" + b"a" * 6_000_000}, 1, "more than 5,000,000"),
    Hostile("noise", {"a.bin": bytes(range(256)) * 64}, 2, "holds no post"),
    Hostile("nothing", {"a.json": b"", "b.xml": b" \n"}, 2, "holds no post"),
)  # fmt: skip
