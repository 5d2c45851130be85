"""A real browser as judge: what runs, and what gets out of its container.

Each document stands in a `srcdoc` frame of its own under an enforcing content security policy, so every
attempt to run a script or to load active content becomes a violation event. Then all events that handlers
wait for are sent, all script links are clicked, and the real DOM is walked: a handler or a script's address
that is alive in it counts as an attempt too, for some events no machine can send.
"""

import functools
import http.server
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

NONCE = "b3JhY2xl"
LISTENER = (
    f'<script nonce="{NONCE}">document.addEventListener("securitypolicyviolation",e=>'
    'parent.postMessage([+name,e.violatedDirective,e.sample],"*"));'
    "</script>"
)
POLICY = "img-src *; media-src *; style-src * 'unsafe-inline'; font-src *; connect-src *; manifest-src *; base-uri 'none'; form-action 'none'"
WALK = """async ([documents, own]) => {
  const ran = {}, escaped = {};
  onmessage = event => { if (Array.isArray(event.data)) ran[event.data[0]] = event.data.slice(1).join(' '); };
  document.body.replaceChildren();
  const frames = await Promise.all(documents.map((html, index) => new Promise(done => {
    const frame = document.createElement('iframe');
    frame.name = String(index);
    frame.sandbox = 'allow-scripts allow-same-origin allow-forms allow-modals allow-popups';
    const timer = setTimeout(() => done(frame), 10000);
    frame.onload = () => { clearTimeout(timer); done(frame); };
    frame.srcdoc = html;
    document.body.append(frame);
  })));
  await new Promise(done => setTimeout(done, 50));
  frames.forEach((frame, index) => {
    const root = frame.contentDocument;
    if (!root) { ran[index] = 'navigated'; return; }
    for (const element of root.querySelectorAll('*')) {
      for (const name of element.getAttributeNames()) {
        if (name.startsWith('on')) {
          ran[index] ??= `${element.localName}[${name}]`;
          element.dispatchEvent(new frame.contentWindow.Event(name.slice(2), {bubbles: true}));
        }
        const value = element.getAttribute(name).replace(/[\\x00-\\x20]/g, '').toLowerCase();
        if (/^(javascript|vbscript|data:text)/.test(value) && /href|src|action|data|poster|from|to|values/.test(name))
          ran[index] ??= `${element.localName}[${name}=${value.slice(0, 40)}]`;
      }
      const target = String(element.href?.baseVal ?? element.href ?? element.action ?? '');
      if (/^javascript:/i.test(target) || element.matches('[formaction], [type=submit], [type=image]'))
        try { element.requestSubmit ? element.requestSubmit() : element.dispatchEvent(click(frame)); } catch { }
    }
    const reason = own && walk(root, own);
    if (reason) escaped[index] = reason;
  });
  await new Promise(done => setTimeout(done, 50));
  return [ran, escaped];

  function click(frame) {
    return new frame.contentWindow.MouseEvent('click', {bubbles: true, cancelable: true, view: frame.contentWindow});
  }
  function walk(root, own) {
    const ids = [...root.body.children].map(child => child.id), after = ids.pop() ?? '';
    const count = Number(after.replace('zh-after-', ''));
    if (ids.length !== count || ids.some((id, index) => id !== `zh-box-${index}`)) return 'a container is broken';
    for (const element of root.querySelectorAll('body > * *')) {
      if (element.namespaceURI.endsWith('1998/Math/MathML')) continue;
      if (!own.tags.includes(element.localName)) return `<${element.localName}>`;
      for (const name of element.getAttributeNames())
        if (!own.attributes.includes(name)) return `${element.localName}[${name}]`;
      if (element.id && !/^(zh-|fn:|fnref)/.test(element.id)) return `#${element.id}`;
    }
    return '';
  }
}"""


@contextmanager
def serve_judge(policy: str) -> Iterator[str]:
    """Serve an empty page whose policy the frames in it inherit; yield its address."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>judge</title><body>")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def judge(
    browser: Browser,
    documents: Sequence[str],
    *,
    own: dict[str, Any] | None = None,
    hashes: Sequence[str] = (),
    batch: int = 150,
) -> tuple[dict[int, str], dict[int, str]]:
    """Return which documents ran a script, and which left their container, each with why."""
    allowed = " ".join([f"'nonce-{NONCE}'", *hashes])
    policy = f"default-src 'none'; script-src {allowed}; {POLICY}"
    ran: dict[int, str] = {}
    escaped: dict[int, str] = {}
    with serve_judge(policy) as address:
        page = _open(browser, address)
        for start in range(0, len(documents), batch):
            part = documents[start : start + batch]
            found, out = page.evaluate(WALK, [[LISTENER + html for html in part], own])
            ran |= {start + int(index): why for index, why in found.items()}
            escaped |= {start + int(index): why for index, why in out.items()}
            if page.url != address:  # a document took the whole tab with it
                page.close()
                page = _open(browser, address)
        page.close()
    return ran, escaped


def _open(browser: Browser, address: str) -> Page:
    page = browser.new_page()
    page.route("**/*", lambda route: route.continue_() if route.request.url == address else route.abort())
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.goto(address)
    return page
