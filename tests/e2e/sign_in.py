"""A proxy before the server that lets nobody pass who has not signed in."""

from __future__ import annotations

from base64 import b64encode
from http.server import BaseHTTPRequestHandler
from typing import Literal
from urllib.parse import urlsplit

from tests.e2e.bad_network import BadNetwork

Way = Literal["redirect", "elsewhere", "refuse", "page", "basic"]
"""How it asks to sign in: a redirect to a page of this origin or of another; 401 to what is no navigation; the page
of the sign-in in place of every answer; HTTP's own sign-in."""

PERSON = {"username": "ana", "password": "shelf"}
CREDENTIALS = "Basic " + b64encode(b"ana:shelf").decode()
CALLBACK = "/company/callback"


class SignIn(BadNetwork):
    """Forwards the requests of who has signed in."""

    def __init__(self, server_url: str, way: Way, elsewhere: str = "") -> None:
        """``elsewhere``: where another origin asks to sign in, for that way."""
        super().__init__(server_url)
        self.way = way
        self.is_signed_in = True
        self.refused: list[str] = []
        """Paths of all requests that were not let in."""
        self._page = f"{elsewhere}company/login" if way == "elsewhere" else "/company/login"

    def forward(self, request: BaseHTTPRequestHandler) -> None:
        """Passes the request on, or asks to sign in first."""
        path = urlsplit(request.path).path
        is_navigation = request.headers.get("Sec-Fetch-Mode") == "navigate"
        self.requests.append((path, request.headers.get("Sec-Fetch-Dest", "")))
        if path == CALLBACK:
            self.is_signed_in = True
            self._answer(request, 303, "", {"Location": "/signin"})
        elif path == "/company/login":
            self._ask(request)
        elif self.way == "basic" and request.headers.get("Authorization") != CREDENTIALS:
            self.refused.append(path)
            self._answer(request, 401, "Who are you?", {"WWW-Authenticate": 'Basic realm="shop"'})
        elif self.way == "basic" or self.is_signed_in:
            super().forward(request)
        elif self.way == "page":
            self._ask(request)
        elif self.way == "refuse" and not is_navigation:
            self._answer(request, 401, "{}", {"Content-Type": "application/json"})
        else:
            self._answer(request, 302, "", {"Location": self._page})

    def _ask(self, request: BaseHTTPRequestHandler) -> None:
        page = f'<!doctype html><title>Company</title><h1>Company</h1><a href="{self.url[:-1]}{CALLBACK}">Enter</a>'
        self._answer(request, 200, page, {"Content-Type": "text/html"})

    def _answer(
        self, request: BaseHTTPRequestHandler, status: int, body: str, headers: dict[str, str]
    ) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body.encode())
        request.close_connection = True
