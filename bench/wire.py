"""A proxy between phone and server that records responses."""

from __future__ import annotations

import time
from dataclasses import dataclass
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

from tests.e2e.network import Network

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "date", "server"}


@dataclass(frozen=True)
class Answer:
    """A response of the server."""

    path: str
    size: int
    """Bytes of its head and body as they were sent, possibly compressed."""
    at_s: float
    """When it was complete, from time.monotonic()."""


class Wire(Network):
    """Forwards GET requests unchanged, with the encodings that the browser accepts."""

    def __init__(self, server_url: str) -> None:
        """``server_url``: address of the page on the server."""
        super().__init__(server_url, protocol="HTTP/1.1")
        self.answers: list[Answer] = []

    def forward(self, request: BaseHTTPRequestHandler) -> None:
        """Passes the response on and records its size."""
        upstream = HTTPConnection(self.upstream, timeout=60)
        names = [name for name in request.headers if name.lower() not in (*HOP_BY_HOP, "host")]
        upstream.request("GET", request.path, headers={name: request.headers[name] for name in names})
        answer = upstream.getresponse()
        body = answer.read()
        upstream.close()
        headers = [(name, value) for name, value in answer.getheaders() if name.lower() not in HOP_BY_HOP]
        request.send_response_only(answer.status)
        for name, value in headers:
            request.send_header(name, value)
        if not any(name.lower() == "content-length" for name, _ in headers):
            request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)
        head = sum(len(f"{name}: {value}\r\n") for name, value in headers)
        path = urlsplit(request.path).path
        self.answers.append(Answer(path, head + len(body), time.monotonic()))
