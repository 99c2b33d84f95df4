"""The networks and domains that certificates of ``--phone`` may be for."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Network

from ..errors import StartError

PRIVATE_NETWORKS: list[IPv4Network | IPv6Network] = [
    IPv4Network("10.0.0.0/8"),
    IPv4Network("100.64.0.0/10"),  # Carrier-grade NAT, also used by VPNs such as Tailscale.
    IPv4Network("127.0.0.0/8"),
    IPv4Network("169.254.0.0/16"),
    IPv4Network("172.16.0.0/12"),
    IPv4Network(
        "192.0.2.0/24"
    ),  # Reserved for documentation (RFC 5737); some virtual machines get one of these.
    IPv4Network("192.168.0.0/16"),
    IPv6Network("::1/128"),
    IPv6Network("fc00::/7"),
    IPv6Network("fe80::/10"),
]
PRIVATE_DOMAINS = ["local", "localhost", "home.arpa", "internal"]


def is_private(address: IPv4Address) -> bool:
    """Whether a certificate of ``--phone`` may be for this address."""
    return any(address in network for network in PRIVATE_NETWORKS)


def require_private(address: IPv4Address) -> None:
    """Raises StartError, with what to do instead, unless the address is private."""
    if not is_private(address):
        raise StartError(
            f"{address} is an address of the internet, and --phone is for local networks. "
            "Get a certificate for a domain name of your own, and use --certificate and --key."
        )
