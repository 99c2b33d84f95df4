"""Under which addresses phones in the same network find this machine."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, ip_address

_ANYWHERE = "192.0.2.1"
"""Of a network that exists in documents alone (RFC 5737)."""


def lan_addresses() -> list[IPv4Address]:
    """The IPv4 addresses of this machine that others can reach, the one towards the network first."""
    found = [_address_towards_network(), *_addresses_of_own_name()]
    usable = [
        address for address in found if address and not address.is_loopback and not address.is_unspecified
    ]
    return list(dict.fromkeys(usable))


def local_name() -> str | None:
    """``<host>.local``, where this machine answers to it (multicast DNS): a name stays when the address changes."""
    name = f"{socket.gethostname().partition('.')[0].lower()}.local"
    try:
        answers = socket.getaddrinfo(name, None, socket.AF_INET, socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return None
    own = set(lan_addresses())
    return name if any(ip_address(answer[4][0]) in own for answer in answers) else None


def _address_towards_network() -> IPv4Address | None:
    # Connecting a datagram socket sends nothing: it only makes the system choose the interface.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_ANYWHERE, 9))
        except OSError:
            return None  # No route to anywhere: no network, or one that leads nowhere else.
        return IPv4Address(probe.getsockname()[0])


def _addresses_of_own_name() -> list[IPv4Address]:
    try:
        answers = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET, socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [IPv4Address(answer[4][0]) for answer in answers]
