from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from app.paths import Site
from app.server import create_app
from app.settings import SettingsError, load_settings


@pytest.fixture
def under_path(site: Site) -> TestClient:
    return TestClient(create_app(load_settings(root_path="/tools/scan"), site))


@pytest.mark.parametrize("prefix", ["/tools/scan", ""])
def test_it_answers_whether_or_not_the_proxy_takes_the_path_off(under_path: TestClient, prefix: str) -> None:
    for path in ("/", "/sw.js", "/static/css/page.css", "/models/shelf-1.0.0/model.json", "/api/models"):
        assert under_path.get(prefix + path).status_code == 200, path
    assert under_path.get(f"{prefix}/nowhere").status_code == 404


def test_the_path_without_its_slash_leads_to_the_one_with_it(under_path: TestClient) -> None:
    answer = under_path.get("/tools/scan", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, "/tools/scan/")


def test_a_neighbour_with_a_longer_name_is_not_ours(under_path: TestClient) -> None:
    assert under_path.get("/tools/scanner/").status_code == 404


@pytest.mark.parametrize("path", ["scan", "/scan/", "/a b", "//evil.example"])
def test_a_path_that_is_none_is_a_wrong_setting(path: str) -> None:
    with pytest.raises(SettingsError, match="--root-path"):
        load_settings(root_path=path)
