"""A stand-in for zhimg.com and every other host, on loopback, with certificates of its own."""

import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_network
from pathlib import Path

import trustme
from aiohttp.abc import AbstractResolver, ResolveResult
from picture_server import Behaviour, Hit, PictureServer, Reply, animation, photo

from mkdocs_zhihu.media import find_image_requests
from mkdocs_zhihu.media.fetch.limits import Limits
from mkdocs_zhihu.media.fetch.network import Network
from mkdocs_zhihu.media.mirror import MirrorOptions, MirrorReport, mirror
from mkdocs_zhihu.media.store.image_store import open_image_store

HOSTS = (
    "*.zhimg.com", "img1.mydrivers.com", "cors.zfour.workers.dev", "lain.bgm.tv", "dockone.io", "*.byteimg.com", "a.example",
    "*.toutiaoimg.com", "*.juejin.cn", "oscimg.oschina.net", "www.zhihu.com",
)  # fmt: skip
WIDTHS = {"_720w": 720, "_b": 600, "_1440w": 1440, "_r": 1800, "": 1800}
QUICK = Limits(delay=0, pause=0.01, deadline=60, per_host=8)


class NameServer(AbstractResolver):
    """Says that every host is at one port: on loopback, or where a list of answers says, one for each question."""

    def __init__(self, port: int, *answers: tuple[str, ...]) -> None:
        self.port = port
        self.answers = list(answers) or [("127.0.0.1",)]

    async def resolve(
        self,
        host: str,
        port: int = 0,  # noqa: ARG002 - the base class's signature
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002
    ) -> list[ResolveResult]:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            ResolveResult(
                hostname=host, host=address, port=self.port, family=socket.AF_INET, proto=0, flags=0
            )
            for address in answer
        ]

    async def close(self) -> None:
        pass


def behave_like_zhimg(hit: Hit) -> Reply:
    """Give every picture in the size its name says; a hash with `dead` in it is gone."""
    match = re.fullmatch(
        r"/(?:\d+/)?([\w-]+?)(_\w+)?\.(\w+)(?:\?.*)?", hit.path.rpartition("/")[2].join(["/", ""])
    )
    if match is None:
        return Reply(photo(800, 480, len(hit.path)))
    name, size, extension = match.groups()
    if "dead" in name:
        return Reply(status=404)
    if extension == "gif":
        return Reply(animation(4, 600, 300))
    width = WIDTHS.get(size or "", 800)
    return Reply(photo(width, width * 3 // 5, sum(name.encode())))


@contextmanager
def zhimg(behaviour: Behaviour = behave_like_zhimg) -> Iterator[tuple[PictureServer, Network]]:
    """Run the stand-in; the network leads there and nowhere else."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*HOSTS).configure_cert(context)
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    with PictureServer(behaviour, context=context) as server:
        allowed = (ip_network("127.0.0.1/32"),)
        yield server, Network(allowed=allowed, resolver=NameServer(server.port), trust=trust)


def mirror_archive(archive: object, folder: Path, network: Network) -> MirrorReport:
    """Fill the store of a project from the stand-in."""
    with open_image_store("media", folder) as store:
        return mirror(find_image_requests(archive), store, MirrorOptions(limits=QUICK, network=network))  # type: ignore[arg-type]
