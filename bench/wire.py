"""A network between phone and server that notes what passes over it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "date", "server"}


@dataclass(frozen=True)
class Answer:
    """One answer of the server."""

    path: str
    size: int
    """Bytes of its head and its body, as they were sent: compressed, if they were."""
    at_s: float
    """When it had passed, of time.monotonic()."""


class Wire:
    """Forwards GET requests as they are, with the encodings that the browser takes."""

    def __init__(self, server_url: str) -> None:
        """``server_url``: address of the page on the server."""
        self.answers: list[Answer] = []
        self._upstream = urlsplit(server_url).netloc
        wire = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                wire._forward(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class named it
                """Says nothing."""

        self._listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._listener.daemon_threads = True  # Browsers keep connections open.

    @property
    def url(self) -> str:
        """Address of the page as the phone sees it; ends with a slash."""
        return f"http://127.0.0.1:{self._listener.server_port}/"

    @contextmanager
    def running(self) -> Iterator[Wire]:
        """Forwards until the block ends."""
        thread = threading.Thread(target=self._listener.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield self
        finally:
            self._listener.shutdown()
            thread.join()
            self._listener.server_close()

    def _forward(self, request: BaseHTTPRequestHandler) -> None:
        upstream = HTTPConnection(self._upstream, timeout=60)
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
