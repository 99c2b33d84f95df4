from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from app.headers import SecurityHeaders
from app.paths import Site
from app.server import create_app
from app.settings import load_settings
from tests.app.conftest import Connect

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


def test_an_internal_error_carries_the_headers_too(site: Site, connect: Connect) -> None:
    app = connect().app
    assert isinstance(app, SecurityHeaders)
    (site.templates / "index.html").write_text("{{ unknown }}")
    response = TestClient(app, raise_server_exceptions=False).get("/")
    assert response.status_code == 500
    assert "content-security-policy" in response.headers
    assert "unknown" not in response.text


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
