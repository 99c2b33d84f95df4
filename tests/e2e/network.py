"""The base of proxies between phone and server that record or disturb requests."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import urlsplit


class Network(ABC):
    """Receives the phone's GET requests; ``forward`` handles them."""

    def __init__(self, server_url: str, *, protocol: str = "HTTP/1.0") -> None:
        """``server_url``: address of the page on the server; ``protocol``: 1.1 keeps connections open."""
        self.upstream = urlsplit(server_url).netloc
        network = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = protocol

            def do_GET(self) -> None:
                network.forward(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class named it
                """Logs nothing."""

        self._listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._listener.daemon_threads = True  # Browsers keep connections open.

    @property
    def url(self) -> str:
        """Address of the page as the phone sees it; ends with a slash."""
        return f"http://127.0.0.1:{self._listener.server_port}/"

    @contextmanager
    def running(self) -> Iterator[Self]:
        """Accepts requests until the block ends; after that there is no network."""
        thread = threading.Thread(target=self._listener.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield self
        finally:
            self._listener.shutdown()
            thread.join()
            self._listener.server_close()

    @abstractmethod
    def forward(self, request: BaseHTTPRequestHandler) -> None:
        """Answers a request, or leaves it unanswered. Called in a thread of its own."""
