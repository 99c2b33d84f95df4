"""A real server in the test's own process, on a free port of this machine."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import uvicorn
from starlette.types import ASGIApp

from app.settings import load_settings
from app.uvicorn_options import uvicorn_options

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Running:
    """The server, and connections to it."""

    def __init__(self, server: uvicorn.Server, port: int) -> None:
        self.server = server
        self._port = port
        self._writers: list[asyncio.StreamWriter] = []

    async def connect(self, sent: bytes = b"") -> Streams:
        """A connection through which ``sent`` has gone."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._writers.append(writer)
        writer.write(sent)
        return reader, writer

    async def ask(self, sent: bytes) -> bytes:
        """All that comes back until the server closes the connection."""
        reader, _ = await self.connect(sent)
        return await reader.read()

    async def disconnect(self) -> None:
        """Ends all connections."""
        for writer in self._writers:
            writer.close()
            with suppress(OSError):  # The server was first.
                await writer.wait_closed()


@asynccontextmanager
async def running(app: ASGIApp) -> AsyncIterator[Running]:
    """Serves ``app`` as the command line does."""
    options = uvicorn_options(load_settings()) | {"log_config": None}  # Logging is that of the test.
    server = uvicorn.Server(uvicorn.Config(app, **options))
    listening = socket.create_server(("127.0.0.1", 0))
    task = asyncio.create_task(server.serve([listening]))
    running_server = Running(server, listening.getsockname()[1])
    try:
        yield running_server
    finally:
        await running_server.disconnect()
        server.should_exit = True
        await task
