"""``shelfscan serve --phone``: the app over HTTPS for phones in this network, and the door page that leads to it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import ssl
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address, ip_address

import segno
import typer
import uvicorn
from starlette.types import ASGIApp

from ..errors import StartError
from ..logs import log_config
from ..paths import DEFAULT_SITE, Site
from ..settings import Settings
from .addresses import lan_addresses, local_name
from .authority import Authority
from .door import create_door
from .place import Place

LOOK_EVERY_S = 5
NOBODY_CAME_S = 90


def serve_phones(app: ASGIApp, settings: Settings, site: Site = DEFAULT_SITE) -> None:
    """Serves until Ctrl+C.

    Raises:
        StartError: there is no network, or the certificates cannot be kept.
    """
    authority = Authority.open(settings.certificates)
    place = Place(authority, door_port=settings.port, app_port=settings.https_port)
    watch = AddressWatch(place, _addresses_to_serve(settings))
    with contextlib.suppress(KeyboardInterrupt):  # It has done its work when uvicorn lets it through.
        asyncio.run(_run(app, create_door(place, site), settings, watch))


class AddressWatch:
    """Keeps the place and the certificate in step with the network."""

    def __init__(self, place: Place, find_addresses: Callable[[], list[IPv4Address]]) -> None:
        """Looks once.

        Raises:
            StartError: this machine is in no network.
        """
        self.place = place
        self._find_addresses = find_addresses
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        addresses = find_addresses()
        if not addresses:
            raise StartError(
                "This computer is in no network that a phone could join. Connect it to the Wi-Fi of the phone, or "
                "switch on the phone's hotspot and join that."
            )
        self._move_to(addresses)

    def look(self) -> bool:
        """Looks again, and takes a new certificate where the old one will not do.

        Returns:
            Whether phones have to use another address than before.
        """
        addresses = self._find_addresses()
        if addresses and addresses != self.place.addresses:  # Without a network one waits for the next.
            self._move_to(addresses)
            return True
        if self._certificate.ends_soon:
            self._renew()
        return False

    def _move_to(self, addresses: list[IPv4Address]) -> None:
        self.place.addresses, self.place.name = addresses, local_name()
        self._renew()

    def _renew(self) -> None:
        names = [self.place.name] if self.place.name else []
        self._certificate = self.place.authority.issue(self.place.addresses, names)
        self._certificate.load_into(self.context)


class _DoorServer(uvicorn.Server):
    """Leaves the signals to the server of the app."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class _AppServer(uvicorn.Server):
    """Closes the door too when it is told to end."""

    def __init__(self, config: uvicorn.Config, door: _DoorServer, door_sockets: list[socket.socket]) -> None:
        super().__init__(config)
        self._door = door
        self._door_sockets = door_sockets

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        self._serving_door = asyncio.create_task(self._door.serve(self._door_sockets))
        await super().serve(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Here and not after `serve`: that ends by raising the signal again.
        self._door.should_exit = True
        await self._serving_door
        await super().shutdown(sockets)


async def _run(app: ASGIApp, door: ASGIApp, settings: Settings, watch: AddressWatch) -> None:
    # Both ports or none; and nothing is announced that does not answer.
    app_socket = _listen(settings.listen_host, settings.https_port, "--https-port")
    door_socket = _listen(settings.listen_host, settings.port, "--port")
    door_server = _DoorServer(_config(door, settings))
    server = _AppServer(_config(app, settings, watch.context), door_server, [door_socket])
    announce(watch.place)
    following = asyncio.create_task(_follow(watch))
    try:
        await server.serve([app_socket])
    finally:
        following.cancel()


def _listen(host: str, port: int, flag: str) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise StartError(
            f"Port {port} cannot be used: {os.strerror(error.errno or 0)}. Choose another with {flag}."
        ) from error


def _config(app: ASGIApp, settings: Settings, context: ssl.SSLContext | None = None) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=log_config(settings.log_format, settings.log_level),
        access_log=False,
        server_header=False,
        lifespan="off",
        ssl_context_factory=(lambda _config, _default: context) if context else None,
    )


async def _follow(watch: AddressWatch) -> None:
    waited_s = 0
    while True:
        await asyncio.sleep(LOOK_EVERY_S)
        waited_s += LOOK_EVERY_S
        if await asyncio.to_thread(watch.look):
            typer.echo("\nThis computer has another address now. Phones have to open this one:")
            announce(watch.place)
        if waited_s == NOBODY_CAME_S and not watch.place.visited:
            typer.echo(
                f"No phone has opened {watch.place.door_url()} yet. Is it in the same Wi-Fi? Guest networks often keep "
                "devices apart, and a firewall on this computer may have to let the ports "
                f"{watch.place.door_port} and {watch.place.app_port} through."
            )


def announce(place: Place) -> None:
    """Prints what a person has to do next, and the QR code that spares typing."""
    typer.echo("\nScan this with a phone in the same Wi-Fi, or type the address:")
    segno.make(place.door_url(), micro=False).terminal(compact=True, border=2)
    for host in place.hosts:
        typer.echo(f"  {place.door_url(host)}")
    typer.echo(
        f"\nThe app itself is at {place.app_url()} (Ctrl+C stops it).\n"
        "An installed page belongs to its address: keep this computer's address fixed in the router, so that audits\n"
        "on the phones stay in reach.\n"
        f"Fingerprint of the certificate: {place.authority.fingerprint()}\n"
    )


def _addresses_to_serve(settings: Settings) -> Callable[[], list[IPv4Address]]:
    """All of this machine's, or the one that was asked for with ``--host``."""
    try:
        chosen = ip_address(settings.listen_host)
    except ValueError as error:
        raise StartError(
            f"With --phone, --host is an address of this machine, not {settings.host!r}."
        ) from error
    if not isinstance(chosen, IPv4Address):
        raise StartError(f"With --phone, --host is an IPv4 address, not {chosen}.")
    return lan_addresses if chosen.is_unspecified else lambda: [chosen]
