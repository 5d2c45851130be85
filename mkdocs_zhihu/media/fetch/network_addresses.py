"""Which network addresses a picture may come from."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# Python calls these public in some versions: protocol assignments, the relay of 6to4, benchmarks.
SPECIAL = tuple(map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15")))
UNICAST = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")
# Tunnels that carry an IPv4 address to an unknown relay, and documentation: Teredo, 6to4, ORCHID.
TUNNELS = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))

AnyNetwork = IPv4Network | IPv6Network


def is_public(text: str, allowed: tuple[AnyNetwork, ...] = ()) -> bool:
    """Return whether an address, as the system writes it, may be connected to.

    Public unicast only. An IPv4 address inside NAT64 or a mapped one is judged for itself; what cannot be
    read is refused. `allowed` networks pass whatever they are.
    """
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if any(address in network for network in allowed if network.version == address.version):
        return True
    if isinstance(address, IPv6Address):
        return _is_public_v6(address)
    return _is_public_v4(address)


def _is_public_v4(address: IPv4Address) -> bool:
    return (
        address.is_global
        and not (address.is_multicast or address.is_reserved or address.is_unspecified)
        and not any(address in network for network in SPECIAL)
    )


def _is_public_v6(address: IPv6Address) -> bool:
    if address.scope_id:
        return False
    if address.ipv4_mapped is not None:
        return _is_public_v4(address.ipv4_mapped)
    if address in NAT64:
        return _is_public_v4(IPv4Address(address.packed[-4:]))
    return address in UNICAST and address.is_global and not any(address in network for network in TUNNELS)
