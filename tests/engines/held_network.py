"""A proxy between phone and server that holds one file back."""

from __future__ import annotations

import contextlib
import threading
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

from tests.e2e.bad_network import BadNetwork


class HeldNetwork(BadNetwork):
    """Answers requests for ``path`` only when ``released`` is set; ``reached`` is set by the first of them."""

    def __init__(self, server_url: str, path: str) -> None:
        super().__init__(server_url)
        self._path = f"/{path}"
        self.reached = threading.Event()
        self.released = threading.Event()

    def forward(self, request: BaseHTTPRequestHandler) -> None:
        """Passes the response on, the one of ``path`` late."""
        if urlsplit(request.path).path == self._path:
            self.reached.set()
            self.released.wait()
        with contextlib.suppress(ConnectionError):  # The page was left, and nobody waits for this any more.
            super().forward(request)
