"""Follows changes of the network while ``--phone`` runs, and renews the server's certificate."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address

from ..errors import StartError
from ..phone import terminal
from .addresses import local_name
from .endpoints import Endpoints
from .private_networks import is_private, require_private

CHECK_EVERY_S = 5.0
HINT_AFTER_S = 90.0
"""When no phone has come by then, the terminal says what may be wrong."""

logger = logging.getLogger("shelfscan.phone")


@dataclass(frozen=True)
class NetworkChange:
    """What has changed since the last check."""

    has_moved: bool = False
    """Phones have to use another address than before."""
    new_public: Sequence[IPv4Address] = ()
    """Addresses of the internet that this computer did not have before. Phones are not sent there."""


class AddressWatch:
    """Keeps the endpoints and the TLS certificate in step with the network."""

    def __init__(self, endpoints: Endpoints, find_addresses: Callable[[], list[IPv4Address]]) -> None:
        """Finds the first addresses and makes a certificate for them.

        Raises:
            StartError: this computer has no address in a private network, or the certificate cannot be written.
        """
        self.endpoints = endpoints
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._find_addresses = find_addresses
        self._public: list[IPv4Address] = []
        addresses = find_addresses()
        if not addresses:
            raise StartError(
                "This computer is in no network that a phone could join. Connect it to the Wi-Fi of the phone, or "
                "switch on the phone's hotspot and join that."
            )
        private = [address for address in addresses if is_private(address)]
        if not private:
            require_private(addresses[0])
        try:
            self._move_to(private)
        except OSError as error:
            raise StartError(
                f"The certificate for phones cannot be written: {error.strerror}. "
                "Free some space, or choose another folder with --certificates."
            ) from error

    def check(self) -> NetworkChange:
        """Looks at the network again, and takes a new certificate where the present one will not do.

        Without a private address everything stays as it is: the network may come back.

        Raises:
            OSError: the new certificate cannot be written. The old one stays in use, and the next check tries again.
        """
        addresses = self._find_addresses()
        private = [address for address in addresses if is_private(address)]
        public = [address for address in addresses if not is_private(address)]
        new_public = [address for address in public if address not in self._public]
        has_moved = bool(private) and private != self.endpoints.addresses
        if has_moved:
            self._move_to(private)
        elif self._certificate.needs_renewal:
            self._use_certificate(self.endpoints.addresses, self.endpoints.name)
        self._public = public
        return NetworkChange(has_moved, new_public)

    def _move_to(self, addresses: list[IPv4Address]) -> None:
        name = local_name()
        self._use_certificate(addresses, name)
        # Only now: phones must not be sent to an address that the certificate is not for.
        self.endpoints.addresses, self.endpoints.name = addresses, name

    def _use_certificate(self, addresses: Sequence[IPv4Address], name: str | None) -> None:
        certificate = self.endpoints.authority.issue(addresses, [name] if name else [])
        certificate.load_into(self.context)
        self._certificate = certificate


async def follow_network(watch: AddressWatch, every_s: float = CHECK_EVERY_S) -> None:
    """Checks the network until it is cancelled, and prints what phones have to know.

    A check that fails is logged, and the next one tries again.
    """
    last_problem = ""
    while True:
        await asyncio.sleep(every_s)
        try:
            change = await asyncio.to_thread(watch.check)
            if change.has_moved:
                terminal.announce_move(watch.endpoints)
            terminal.explain_public_addresses(change.new_public)
            last_problem = ""
        except Exception as error:  # The watch must go on, whatever happened.
            problem = repr(error)
            if problem != last_problem:  # The same problem every five seconds would fill the log.
                logger.exception("The network could not be checked. Trying again every %g seconds.", every_s)
            last_problem = problem


async def hint_without_visits(endpoints: Endpoints, after_s: float = HINT_AFTER_S) -> None:
    """Prints what may be wrong if no phone has come after a while."""
    await asyncio.sleep(after_s)
    if not endpoints.was_visited:
        terminal.explain_no_visits(endpoints)
