"""One run of the mirror against a server on loopback."""

from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

from mkdocs_zhihu.media.identity import identify_picture
from mkdocs_zhihu.media.limits import Limits
from mkdocs_zhihu.media.network import Network
from mkdocs_zhihu.media.stock import Stock
from mkdocs_zhihu.media.vault import open_vault
from mkdocs_zhihu.media.wanted import Wanted
from mkdocs_zhihu.mirroring import Account, Errand, mirror

LOOPBACK = Network(allowed=(ip_network("127.0.0.0/8"),))
QUICK = Limits(delay=0, pause=0.01, deadline=60, max_bytes=2_000_000, breaker=1000, longest_wait=1.5)


class Run:
    """A server, a store, and what a run made of both."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.account: Account | None = None

    def __call__(self, *urls: str, errand: Errand | None = None, **limits: float) -> Stock:
        errand = errand or Errand(limits=replace(QUICK, **limits), network=LOOPBACK)
        wanted = [Wanted(identify_picture(url), (url,)) for url in urls]
        with open_vault("media", self.folder) as vault:
            self.account = mirror(wanted, vault, errand)
            return vault.take_stock()
