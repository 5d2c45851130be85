"""The way to the outside: every connection is checked at the moment it is made."""

import socket
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from mkdocs_zhihu.media.fetch.limits import Limits
from mkdocs_zhihu.media.fetch.network_addresses import AnyNetwork, is_public

AGENT = "Mozilla/5.0 (compatible; mkdocs-zhihu; +https://pypi.org/project/mkdocs-zhihu/)"


class ForbiddenAddressError(OSError):
    """A host name or an address leads to a network that is not public."""


@dataclass(frozen=True, slots=True)
class Network:
    """What a session may reach. Only code can loosen it; no option of a site leads here."""

    allowed: tuple[AnyNetwork, ...] = ()
    """Networks that may be reached although they are not public: a test's own server."""

    resolver: AbstractResolver | None = None
    """Who knows host names; the system if None."""

    trust: ssl.SSLContext | None = None
    """Whom to trust; the usual authorities if None."""


class GuardedResolver(AbstractResolver):
    """A resolver that refuses a name if any of its addresses is not public: such a name is a trap."""

    def __init__(self, network: Network) -> None:
        self._inner = network.resolver or aiohttp.ThreadedResolver()
        self._allowed = network.allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of a host; ForbiddenAddressError if one of them is not public."""
        found = await self._inner.resolve(host, port, family)
        _check((result["host"] for result in found), self._allowed)
        return found

    async def close(self) -> None:
        """Let the inner resolver go."""
        await self._inner.close()


def _check(addresses: Iterable[str], allowed: tuple[AnyNetwork, ...]) -> None:
    for address in addresses:
        if not is_public(address, allowed):
            raise ForbiddenAddressError(f"{address} is no public address")


def open_session(
    network: Network, limits: Limits, note_connection: Callable[[], None] = lambda: None
) -> aiohttp.ClientSession:
    """Return a session that connects to public addresses only; every connection that was made is noted.

    The check stands where the socket is made, with the very address that is connected to: a literal address
    in a URL, a second answer of a name server or a redirect cannot get around it.
    """

    def make_socket(info: Any) -> socket.socket:
        family, kind, protocol, _, address = info
        _check([str(address[0])], network.allowed)
        return socket.socket(family=family, type=kind, proto=protocol)

    async def connected(*_: object) -> None:
        note_connection()

    trace = aiohttp.TraceConfig()
    trace.on_connection_create_end.append(connected)
    connector = aiohttp.TCPConnector(
        resolver=GuardedResolver(network),
        socket_factory=make_socket,
        ssl=network.trust or True,
        limit=limits.in_flight * 2,
        limit_per_host=limits.per_host,
    )
    return aiohttp.ClientSession(
        connector=connector,
        trace_configs=[trace],
        auto_decompress=False,  # what comes compressed without a request is unpacked with a limit, by ourselves
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,  # a proxy would be connected to in place of the address that was checked
        timeout=aiohttp.ClientTimeout(total=None, connect=limits.connect),
        headers={
            "Accept": "image/avif,image/webp,image/*;q=0.9",
            "Accept-Encoding": "identity",
            "User-Agent": AGENT,
        },
    )
