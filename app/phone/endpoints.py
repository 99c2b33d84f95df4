"""The addresses and ports at which phones reach this computer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address

from .authority import Authority


@dataclass
class Endpoints:
    """Where the onboarding page and the app are. Addresses and name change when the computer joins another network."""

    authority: Authority
    onboarding_port: int
    app_port: int
    addresses: Sequence[IPv4Address] = ()
    name: str | None = None
    was_visited: bool = field(default=False, compare=False)
    """Whether any phone has opened the onboarding page."""

    @property
    def hosts(self) -> list[str]:
        """Every host that a phone may use, the best first."""
        return [*map(str, self.addresses), *([self.name] if self.name else [])]

    def app_url(self, for_host: str = "") -> str:
        """The app's address for a phone that asked for ``for_host``; ends with a slash."""
        host = for_host if for_host in [*self.hosts, "localhost", "127.0.0.1"] else self._best_host
        return f"https://{host}:{self.app_port}/"

    def onboarding_url(self, host: str | None = None) -> str:
        """The page that a phone opens first; ends with a slash."""
        port = "" if self.onboarding_port == 80 else f":{self.onboarding_port}"
        return f"http://{host or self._best_host}{port}/"

    @property
    def _best_host(self) -> str:
        return self.hosts[0] if self.hosts else "localhost"
