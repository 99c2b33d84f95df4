from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from app.application import create_application
from app.paths import Site
from app.server import create_app
from app.settings import load_settings


@pytest.mark.parametrize(
    "path",
    [
        "/%0A",
        "/sw.js%0A",
        "/healthz%0A",
        "/api/models%0A",
        "/models/shelf-1.0.0/model.json%0A",
        "/sw.js/",
        "/healthz/",
        "/api/models/",
        "/models/shelf-1.0.0/model.json/",
        "/models/shelf-1.0.0//model.json",
        "/static",
        "/models",
        f"/{'a' * 300}",
        f"/models/{'a' * 300}",
        f"/models/{'a/' * 3000}",
    ],
)
def test_an_answer_has_one_address_and_no_other_spelling_leads_to_it(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"Host": "evil.example"}, follow_redirects=False)
    assert answer.status_code == 404
    assert "location" not in answer.headers


@pytest.mark.parametrize("path", ["/tools/scan/static", "/tools/scan/models", "/tools/scan/sw.js/"])
def test_nobody_is_led_out_of_the_path_of_a_larger_site(site: Site, path: str) -> None:
    under_path = TestClient(create_app(load_settings(root_path="/tools/scan"), site))
    assert under_path.get(path, follow_redirects=False).status_code == 404


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_pages_that_load_scripts_from_other_servers_are_switched_off(path: str) -> None:
    assert TestClient(create_application("test")).get(path).status_code == 404
