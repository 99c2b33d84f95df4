"""Where the server is found now; shared by the door page and by the loop that follows changes of the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address

from .authority import Authority


@dataclass
class Place:
    """Addresses and ports. ``addresses`` and ``name`` change when the machine joins another network."""

    authority: Authority
    door_port: int
    app_port: int
    addresses: Sequence[IPv4Address] = ()
    name: str | None = None
    visited: bool = field(default=False, compare=False)
    """Whether any phone has opened the door page."""

    @property
    def hosts(self) -> list[str]:
        """All that phones may type, the best first."""
        return [*map(str, self.addresses), *([self.name] if self.name else [])]

    def app_url(self, for_host: str = "") -> str:
        """The app as the phone reaches it that asked for ``for_host``; ends with a slash."""
        host = for_host if for_host in [*self.hosts, "localhost", "127.0.0.1"] else self._best
        return f"https://{host}:{self.app_port}/"

    def door_url(self, host: str | None = None) -> str:
        """The page that phones open first; ends with a slash."""
        port = "" if self.door_port == 80 else f":{self.door_port}"
        return f"http://{host or self._best}{port}/"

    @property
    def _best(self) -> str:
        return self.hosts[0] if self.hosts else "localhost"
