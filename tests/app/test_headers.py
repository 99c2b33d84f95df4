from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from app import server
from app.headers import SecurityHeaders
from app.metrics import Metrics, MetricsMiddleware
from app.paths import Site
from app.server import create_app
from app.settings import load_settings
from tests import coroutines
from tests.app.conftest import Connect
from tests.app.running import running

ANSWERS = {
    "/": 200,
    "/sw.js": 200,
    "/manifest.webmanifest": 200,
    "/static/js/main.js": 200,
    "/models/shelf-1.0.0/model.json": 200,
    "/api/models": 200,
    "/healthz": 200,
    "/static/missing.js": 404,
    "/nowhere": 404,
    "/docs": 404,
    "/openapi.json": 404,
}


@pytest.mark.parametrize(("path", "status"), ANSWERS.items())
def test_every_answer_forbids_the_page_to_talk_to_anyone_else(
    client: TestClient, path: str, status: int
) -> None:
    response = client.get(path)
    assert response.status_code == status
    policy = dict(part.split(" ", 1) for part in response.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == "'self' blob:"
    assert policy["worker-src"] == policy["style-src"] == "'self'"
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert "://" not in response.headers["content-security-policy"]
    assert response.headers["permissions-policy"].startswith("camera=(self), ")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-frame-options"] == "DENY"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["cross-origin-opener-policy"] == "same-origin"
    # Any page may see that the server is there: the one that brings phones here asks before they can trust it.
    policy_of_resource = "cross-origin" if path == "/healthz" else "same-origin"
    assert response.headers["cross-origin-resource-policy"] == policy_of_resource
    assert "cross-origin-embedder-policy" not in response.headers  # isolation buys nothing here


def test_answers_without_content_carry_the_headers_too(client: TestClient) -> None:
    etag = client.get("/").headers["etag"]
    assert "content-security-policy" in client.get("/", headers={"If-None-Match": etag}).headers
    assert "content-security-policy" in client.post("/").headers


@pytest.mark.parametrize(
    "broken", [(server, "content_response"), (Metrics, "text"), (MetricsMiddleware, "_record")], ids=str
)
def test_an_internal_error_carries_the_headers_too(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, broken: tuple[object, str]
) -> None:
    app = connect().app

    def fail(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(*broken, fail)
    response = TestClient(app, raise_server_exceptions=False).get("/metrics" if broken[0] is Metrics else "/")
    if broken[0] is not MetricsMiddleware:  # Its record comes after the answer.
        assert response.status_code == 500
    assert "content-security-policy" in response.headers
    assert "secret" not in response.text


async def _fail_at_once(_scope: Scope, _receive: Receive, _send: Send) -> None:
    raise RuntimeError("a secret")


def test_an_error_outside_of_the_application_carries_the_headers_too() -> None:
    response = TestClient(SecurityHeaders(_fail_at_once), raise_server_exceptions=False).get("/")
    assert response.status_code == 500
    assert "content-security-policy" in response.headers
    assert "secret" not in response.text


@pytest.mark.parametrize("target", ["*", "nowhere", "shelf.test:443", "http://shelf.test/nowhere"])
def test_a_request_for_something_else_than_a_path_is_answered_as_any_other(
    connect: Connect, target: str
) -> None:
    async def ask() -> bytes:
        async with running(connect().app) as running_server:
            return await running_server.ask(
                f"GET {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode()
            )

    answer = coroutines.run(ask())
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert b"content-security-policy" in answer


@pytest.mark.parametrize(
    ("base_url", "wanted"),
    [("https://shelf.example", True), ("http://shelf.example", False), ("https://localhost:8443", False)],
)
def test_https_is_demanded_for_the_future_only_over_https_and_never_of_localhost(
    site: Site, base_url: str, wanted: bool
) -> None:
    app = create_app(load_settings(models=str(site.models)), site)
    response = TestClient(app, base_url=base_url).get("/healthz")
    assert ("strict-transport-security" in response.headers) is wanted
