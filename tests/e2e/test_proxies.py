"""A proxy in front of the server asks people to log in: the page can be installed there, and the login be reached."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.network import Network
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from tests.e2e.shell import expect_the_page, wait_until_kept

pytestmark = pytest.mark.shared_browser

LOGIN_PAGE = b"<!doctype html><title>Login</title><a href='/oauth2/callback?code=1'>Log in</a>"
PASSWORD = "Basic " + base64.b64encode(b"u:p").decode()


class Proxy(Network):
    """Asks for a password, or, as a single sign-on does, for the cookie that its login sets."""

    def __init__(self, server_url: str, *, cookie: bool) -> None:
        super().__init__(server_url)
        self.cookie = cookie
        self.is_down = False
        """Whether the server behind it is, for what a person opens."""

    def forward(self, request: BaseHTTPRequestHandler) -> None:
        """Answers what is the proxy's own, and passes on what else comes from people who are logged in."""
        url = urlsplit(request.path)
        if not self.cookie and request.headers.get("Authorization") != PASSWORD:
            return answer(request, 401, {"WWW-Authenticate": 'Basic realm="shop"'})
        if url.path == "/oauth2/sign_in":
            return answer(request, 200, {"Content-Type": "text/html"}, LOGIN_PAGE)
        # Some come back to an address of their own, others to the page.
        if url.path in ("/oauth2/callback", "/") and "code=1" in url.query:
            return answer(request, 302, {"Location": "/", "Set-Cookie": "s=1; Path=/"})
        if self.cookie and "s=1" not in (request.headers.get("Cookie") or ""):
            return answer(request, 302, {"Location": "/oauth2/sign_in", "Cache-Control": "no-store"})
        if self.is_down and request.headers.get("Sec-Fetch-Mode") == "navigate":
            return answer(request, 502, {})
        upstream = HTTPConnection(self.upstream, timeout=30)
        upstream.request("GET", request.path, headers={"Accept-Encoding": "identity"})
        response = upstream.getresponse()
        body = response.read()
        upstream.close()
        hop = ("date", "server", "connection", "content-length")
        headers = {name: value for name, value in response.getheaders() if name.lower() not in hop}
        return answer(request, response.status, headers, body)


def answer(request: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes = b"") -> None:
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name, value)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


@pytest.fixture
def sign_on(page_server: ServerProcess) -> Iterator[Proxy]:
    """A single sign-on in front of the server."""
    with Proxy(page_server.url, cookie=True).running() as proxy:
        yield proxy


def log_in(phone: Phone, proxy: Proxy) -> Page:
    """A phone that has logged in and keeps the page."""
    page = phone.visit(proxy.url)
    page.get_by_text("Log in").click()
    expect_the_page(page)
    wait_until_kept(page)
    return page


@pytest.mark.parametrize("cookie", [False, True], ids=["password", "single sign-on"])
def test_the_page_can_be_installed_behind_a_proxy_that_asks_people_to_log_in(
    page_server: ServerProcess, phone: Phone, cookie: bool, networks: ExitStack
) -> None:
    proxy = networks.enter_context(Proxy(page_server.url, cookie=cookie).running())
    page = phone.visit(proxy.url, http_credentials={"username": "u", "password": "p"})
    if cookie:
        page.get_by_text("Log in").click()
    expect_the_page(page)
    manifest = page.context.new_cdp_session(page).send("Page.getAppManifest")
    assert manifest["url"].endswith("/manifest.webmanifest")
    assert manifest["errors"] == [] and '"start_url"' in manifest["data"]


@pytest.mark.parametrize("callback", ["oauth2/callback?code=1", "?code=1&state=x"])
def test_the_login_of_a_proxy_can_be_reached_though_the_page_is_kept(
    sign_on: Proxy, phone: Phone, callback: str
) -> None:
    page = log_in(phone, sign_on)
    page.context.clear_cookies()
    page.goto(f"{sign_on.url}oauth2/sign_in")
    expect(page).to_have_title("Login")
    page.goto(sign_on.url + callback)
    expect_the_page(page)
    assert [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "s"] == ["1"]


@pytest.mark.parametrize(
    ("address", "is_down"), [("somewhere/deeper?x=1", False), ("index.html", True), ("?code=0", True)]
)
def test_an_address_that_nobody_knows_opens_the_page(
    sign_on: Proxy, phone: Phone, address: str, is_down: bool
) -> None:
    page = log_in(phone, sign_on)
    sign_on.is_down = is_down
    page.goto(sign_on.url + address)
    expect_the_page(page)
