"""A network between phone and server that damages or cuts off what passes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal
from urllib.parse import urlsplit

Fault = Literal["tamper", "cut"]


class BadNetwork:
    """Forwards GET requests to the server. ``faults`` says what happens to the answers, by path."""

    def __init__(self, server_url: str) -> None:
        self.faults: dict[str, Fault] = {}
        self.requests: list[tuple[str, str]] = []
        """Path and Sec-Fetch-Dest of all that was asked for; "empty" is what a page or a service worker fetched."""
        self._upstream = urlsplit(server_url).netloc
        network = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                network._forward(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class named it
                """Says nothing."""

        self._listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        """Address of the page as the phone sees it; ends with a slash."""
        return f"http://127.0.0.1:{self._listener.server_port}/"

    @contextmanager
    def running(self) -> Iterator[BadNetwork]:
        """Forwards until the block ends; from then on there is no network at all."""
        thread = threading.Thread(target=self._listener.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield self
        finally:
            self._listener.shutdown()
            thread.join()
            self._listener.server_close()

    def _forward(self, request: BaseHTTPRequestHandler) -> None:
        path = urlsplit(request.path).path
        self.requests.append((path, request.headers.get("Sec-Fetch-Dest", "")))
        upstream = HTTPConnection(self._upstream, timeout=30)
        # Without If-None-Match and the like: every answer is a whole one that can be damaged.
        upstream.request("GET", request.path, headers={"Accept-Encoding": "identity"})
        answer = upstream.getresponse()
        body = answer.read()
        upstream.close()

        fault = self.faults.get(path)
        if fault == "tamper":
            body = bytes([body[0] ^ 1]) + body[1:]
        request.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("date", "server", "connection"):
                request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body[: len(body) // 2] if fault == "cut" else body)
        request.close_connection = True
