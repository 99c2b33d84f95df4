"""The addresses of this computer in its local networks."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, ip_address

_DOCUMENTATION_ADDRESS = "192.0.2.1"
"""Reserved for documentation (RFC 5737): nothing answers there."""


def lan_addresses() -> list[IPv4Address]:
    """The IPv4 addresses of this computer that others can reach, that of the default route first."""
    found = [_default_route_address(), *_host_name_addresses()]
    usable = [
        address for address in found if address and not address.is_loopback and not address.is_unspecified
    ]
    return list(dict.fromkeys(usable))


def local_name() -> str | None:
    """``<host>.local`` if this computer answers to it (multicast DNS). It stays when the address changes."""
    name = f"{socket.gethostname().partition('.')[0].lower()}.local"
    try:
        answers = socket.getaddrinfo(name, None, socket.AF_INET, socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return None
    own = set(lan_addresses())
    return name if any(ip_address(answer[4][0]) in own for answer in answers) else None


def _default_route_address() -> IPv4Address | None:
    # Connecting a datagram socket sends nothing. It only makes the system choose an interface.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_DOCUMENTATION_ADDRESS, 9))
        except OSError:
            return None  # There is no default route.
        return IPv4Address(probe.getsockname()[0])


def _host_name_addresses() -> list[IPv4Address]:
    try:
        answers = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET, socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [IPv4Address(answer[4][0]) for answer in answers]
