"""A proxy between phone and server that damages or truncates responses."""

from __future__ import annotations

import threading
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler
from typing import Literal
from urllib.parse import urlsplit

from tests.e2e.network import Network

Fault = Literal["tamper", "cut", "missing", "portal", "stall", "rewrite"]
"""``portal``: a page of somebody else, as a network with a login sends; ``stall``: nothing comes after the headers;
``rewrite``: with a script that somebody adds to pages."""


class BadNetwork(Network):
    """Forwards GET requests to the server. ``faults``: what happens to the responses, by path."""

    def __init__(self, server_url: str) -> None:
        super().__init__(server_url)
        self.faults: dict[str, Fault] = {}
        self.go_on = threading.Event()
        """Ends what stalls."""
        self.elsewhere: dict[str, str] = {}
        """Host and port of another server, by the beginning of the paths that it answers for."""
        self.requests: list[tuple[str, str]] = []
        """Path and Sec-Fetch-Dest of every request; "empty" for `fetch` in a page or a service worker."""

    def forward(self, request: BaseHTTPRequestHandler) -> None:
        """Passes the response on, with its fault."""
        path = urlsplit(request.path).path
        self.requests.append((path, request.headers.get("Sec-Fetch-Dest", "")))
        others = (host for start, host in self.elsewhere.items() if path.startswith(start))
        upstream = HTTPConnection(next(others, self.upstream), timeout=30)
        # Conditional headers are dropped, so that every response is complete and can be damaged.
        upstream.request("GET", request.path, headers={"Accept-Encoding": "identity"})
        answer = upstream.getresponse()
        body = answer.read()
        upstream.close()

        fault = self.faults.get(path)
        if fault == "tamper":
            body = bytes([body[0] ^ 1]) + body[1:]
        if fault == "rewrite":
            body = body.replace(b"</body>", b"<script src='/static/js/added.js'></script></body>")
        if fault in ("missing", "portal"):
            request.send_response(404 if fault == "missing" else 200)
            request.send_header("Content-Type", "text/html")
            request.end_headers()
            request.wfile.write(b"<!doctype html><title>Welcome to our network</title>")
            request.close_connection = True
            return
        request.send_response(answer.status)
        dropped = {"date", "server", "connection"} | ({"content-length"} if fault == "rewrite" else set())
        for name, value in answer.getheaders():
            if name.lower() not in dropped:
                request.send_header(name, value)
        request.end_headers()
        if fault == "stall":
            request.wfile.flush()
            self.go_on.wait(300)
        request.wfile.write(body[: len(body) // 2] if fault == "cut" else body)
        request.close_connection = True
