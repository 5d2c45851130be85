"""One run of the mirror against a server on loopback."""

from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

from mkdocs_zhihu.media.fetch.limits import Limits
from mkdocs_zhihu.media.fetch.network import Network
from mkdocs_zhihu.media.identity import identify_picture
from mkdocs_zhihu.media.image_requests import ImageRequest
from mkdocs_zhihu.media.mirror import MirrorOptions, MirrorReport, mirror
from mkdocs_zhihu.media.store.image_store import open_image_store
from mkdocs_zhihu.media.store.snapshot import Snapshot

LOOPBACK = Network(allowed=(ip_network("127.0.0.0/8"),))
QUICK = Limits(delay=0, pause=0.01, deadline=60, max_bytes=2_000_000, breaker=1000, longest_wait=1.5)


class Run:
    """A server, a store, and what a run made of both."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.account: MirrorReport | None = None

    def __call__(self, *urls: str, options: MirrorOptions | None = None, **limits: float) -> Snapshot:
        options = options or MirrorOptions(limits=replace(QUICK, **limits), network=LOOPBACK)
        wanted = [ImageRequest(identify_picture(url), (url,)) for url in urls]
        with open_image_store("media", self.folder) as store:
            self.account = mirror(wanted, store, options)
            return store.take_stock()
