"""``shelfscan serve --phone``: the app over HTTPS for phones in this network, and the onboarding page over HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import ssl
from collections.abc import Callable, Coroutine, Iterator
from ipaddress import IPv4Address, ip_address

import uvicorn
from starlette.types import ASGIApp

from ..errors import StartError
from ..paths import DEFAULT_SITE, Site
from ..ports import listen
from ..settings import Settings
from ..uvicorn_options import uvicorn_options
from .addresses import lan_addresses
from .authority import Authority
from .endpoints import Endpoints
from .onboarding import create_onboarding
from .terminal import announce
from .watch import AddressWatch, follow_network, hint_without_visits

logger = logging.getLogger("shelfscan.phone")


def serve_phones(app: ASGIApp, settings: Settings, site: Site = DEFAULT_SITE) -> None:
    """Serves until Ctrl+C.

    Raises:
        StartError: there is no private network, a port is taken, or the certificates cannot be kept.
    """
    authority = Authority.open(settings.certificates)
    endpoints = Endpoints(authority, onboarding_port=settings.port, app_port=settings.https_port)
    watch = AddressWatch(endpoints, _addresses_to_serve(settings))
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn has already shut down when it passes this on.
        asyncio.run(_run(app, create_onboarding(endpoints, site), settings, watch))


class _OnboardingServer(uvicorn.Server):
    """Leaves the signals to the server of the app."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class _AppServer(uvicorn.Server):
    """Stops the onboarding server too when it is told to stop."""

    def __init__(
        self, config: uvicorn.Config, onboarding: _OnboardingServer, onboarding_sockets: list[socket.socket]
    ) -> None:
        super().__init__(config)
        self._onboarding = onboarding
        self._onboarding_sockets = onboarding_sockets

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        self._onboarding_task = _start_in_background(
            self._onboarding.serve(self._onboarding_sockets), "The page for new phones"
        )
        await super().serve(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Here and not after `serve`, which ends by raising the signal again.
        self._onboarding.should_exit = True
        await asyncio.wait([self._onboarding_task])
        await super().shutdown(sockets)


async def _run(app: ASGIApp, onboarding: ASGIApp, settings: Settings, watch: AddressWatch) -> None:
    # Both ports are taken before anything is announced.
    app_socket = listen(settings.listen_host, settings.https_port, "--https-port")
    onboarding_socket = listen(settings.listen_host, settings.port, "--port")
    onboarding_server = _OnboardingServer(_config(onboarding, settings))
    server = _AppServer(_config(app, settings, watch.context), onboarding_server, [onboarding_socket])
    announce(watch.endpoints)
    tasks = [
        _start_in_background(follow_network(watch), "The watch of the network"),
        _start_in_background(hint_without_visits(watch.endpoints), "The hint for missing phones"),
    ]
    try:
        await server.serve([app_socket])
    finally:
        for task in tasks:
            task.cancel()


def _start_in_background(work: Coroutine[None, None, None], name: str) -> asyncio.Task[None]:
    """Runs ``work`` beside the server. An exception that ends it is logged instead of lost."""

    def log_failure(task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            logger.error("%s has stopped. Restart the server to have it back.", name, exc_info=error)

    task = asyncio.create_task(work)
    task.add_done_callback(log_failure)
    return task


def _config(app: ASGIApp, settings: Settings, context: ssl.SSLContext | None = None) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        **uvicorn_options(settings),
        ssl_context_factory=(lambda _config, _default: context) if context else None,
    )


def _addresses_to_serve(settings: Settings) -> Callable[[], list[IPv4Address]]:
    """Finds all addresses of this computer, or gives the one that was chosen with ``--host``."""
    try:
        chosen = ip_address(settings.listen_host)
    except ValueError as error:
        raise StartError(
            f"With --phone, --host is an address of this machine, not {settings.host!r}."
        ) from error
    if not isinstance(chosen, IPv4Address):
        raise StartError(f"With --phone, --host is an IPv4 address, not {chosen}.")
    return lan_addresses if chosen.is_unspecified else lambda: [chosen]
