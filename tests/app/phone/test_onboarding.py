from __future__ import annotations

from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from starlette.testclient import TestClient

from app.paths import Site
from app.phone.authority import Authority
from app.phone.endpoints import Endpoints
from app.phone.onboarding import AUTHORITY_PATH, create_onboarding


@pytest.fixture
def endpoints(tmp_path: Path) -> Endpoints:
    authority = Authority.open(tmp_path / "certificates")
    return Endpoints(
        authority, 8000, 8443, [IPv4Address("192.168.1.20"), IPv4Address("10.0.0.5")], "shop.local"
    )


@pytest.fixture
def onboarding(endpoints: Endpoints, site: Site) -> TestClient:
    (site.static / "icons").mkdir()
    (site.static / "icons" / "icon.svg").write_text("<svg/>")
    for name in ("tokens.css", "base.css"):
        (site.static / "css" / name).write_text(":root {}")
    return TestClient(
        create_onboarding(endpoints, site),
        base_url="http://192.168.1.20:8000",
        client=("192.168.1.30", 50000),
    )


@pytest.mark.parametrize(
    ("host", "app"),
    [
        ("192.168.1.20:8000", "https://192.168.1.20:8443/"),
        ("10.0.0.5:8000", "https://10.0.0.5:8443/"),
        ("shop.local:8000", "https://shop.local:8443/"),
        # Whoever came by another name, or made one up, is sent to an address that the certificate is for.
        ("evil.example", "https://192.168.1.20:8443/"),
        ('"><script>', "https://192.168.1.20:8443/"),
        ("[::1", "https://192.168.1.20:8443/"),
        ("[::1]:x", "https://192.168.1.20:8443/"),
        ("]", "https://192.168.1.20:8443/"),
        ("a" * 5000, "https://192.168.1.20:8443/"),
        ("", "https://192.168.1.20:8443/"),
    ],
)
def test_a_phone_is_sent_to_the_app_at_the_address_it_came_by(
    onboarding: TestClient, host: str, app: str
) -> None:
    page = onboarding.get("/", headers={"Host": host})
    assert f'href="{app}"' in page.text
    assert "<script>" not in page.text
    assert f"connect-src 'self' blob: {app.rstrip('/')};" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store"


def test_it_gives_the_certificate_as_phones_install_it_and_no_key(
    onboarding: TestClient, endpoints: Endpoints
) -> None:
    answer = onboarding.get(AUTHORITY_PATH)
    assert answer.headers["Content-Type"] == "application/x-x509-ca-cert"
    assert x509.load_der_x509_certificate(answer.content) == endpoints.authority.certificate
    assert endpoints.authority.fingerprint() in onboarding.get("/").text


@pytest.mark.parametrize(
    "path",
    [
        "/authority.pem",
        "/onboarding/../authority.py",
        "/onboarding/page.html",
        "/css/page.css",
        "/static/js/main.js",
        "/css",
        f"{AUTHORITY_PATH}%0A",
        f"{AUTHORITY_PATH}/",
        f"/css/{'a' * 300}",
    ],
)
def test_it_gives_nothing_else(onboarding: TestClient, path: str) -> None:
    assert onboarding.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/onboarding/page.js", "/onboarding/page.css", "/css/tokens.css", "/css/base.css", "/icon.svg"]
)
def test_all_that_the_page_needs_is_there(onboarding: TestClient, path: str) -> None:
    assert f'"{path}"' in onboarding.get("/").text
    assert onboarding.get(path).status_code == 200


@pytest.mark.parametrize("path", ["icons/icon.svg", "css/base.css"])
@pytest.mark.parametrize("harm", ["removed", "a link out of the page"])
def test_a_file_that_it_shares_with_the_page_is_not_found_when_it_is_not_there(
    onboarding: TestClient, site: Site, path: str, harm: str
) -> None:
    (site.static / path).unlink()
    if harm != "removed":
        (site.static / path).symlink_to("/etc/hostname")
    answer = onboarding.get(f"/{path.removeprefix('icons/')}")
    assert answer.status_code == 404
    assert "content-security-policy" in answer.headers


def test_a_phone_of_the_same_network_is_told_nothing_about_networks(onboarding: TestClient) -> None:
    assert "not in the same network" not in onboarding.get("/").text


def test_a_phone_that_comes_over_the_internet_is_told_to_join_the_network(
    endpoints: Endpoints, site: Site
) -> None:
    stranger = TestClient(create_onboarding(endpoints, site), client=("8.8.8.8", 50000))
    assert "not in the same network" in stranger.get("/").text


def test_a_visit_is_noted(onboarding: TestClient, endpoints: Endpoints) -> None:
    assert not endpoints.was_visited
    onboarding.get("/")
    assert endpoints.was_visited


def test_it_speaks_the_language_of_the_phone(onboarding: TestClient) -> None:
    page = onboarding.get("/", headers={"Accept-Language": "pt-BR,pt;q=0.9,en;q=0.8"})
    assert page.headers["Content-Language"] == "pt" and '<html lang="pt"' in page.text
    assert "Baixar o certificado" in page.text and "Download the certificate" not in page.text
