from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from app.application import create_application
from app.paths import Site
from app.server import create_app
from app.settings import load_settings
from tests import coroutines
from tests.app.running import running


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


SPELLINGS = [
    "/static/../secret.js",
    "/static/js/../../secret.js",
    "/static/./js/main.js",
    "/static//js/main.js",
    "/static/%2e%2e/secret.js",
    "/static/%2E%2E%2Fsecret.js",
    "/static/..%5csecret.js",
    "/static/%252e%252e/secret.js",
    "/static/%25252e%25252e%25252fsecret.js",
    "/static/%c0%ae%c0%ae/secret.js",
    "/static/%c0%af../secret.js",
    "/static/%e0%80%ae%e0%80%ae/secret.js",
    "/static/%uff0e%uff0e/secret.js",
    "/static/%ef%bc%8e%ef%bc%8e/secret.js",
    "/static/js/main.js%00",
    "/static/js/main.js%00.png",
    "/static/js/main.js%0d%0aX:%20y",
    "/static/js/main.js;a=b",
    "/static/js/main.js%3f",
    "/static/js/MAIN.js",
    "/STATIC/js/main.js",
    "/static/js/link.js",
    "/static/%ff.js",
    "/models/../secret.js",
    "/models/%2e%2e/secret.js",
    "/models/shelf-1.0.0/../../secret.js",
    "/models/shelf-1.0.0/..%2f..%2fsecret.js",
    "/models/shelf-1.0.0/%2e%2e%5c%2e%2e%5csecret.js",
    "/models/shelf-1.0.0/model.json%00",
    "/models/shelf-1.0.0/./model.json",
    "/models/shelf-1.0.0/notes.txt",
    "//shelf.test/static/js/main.js",
    "/\\evil.example",
    "/%2f%2fevil.example/%2e%2e",
]
"""Sent as they are: clients clear some of them up before they ask."""

HOSTS = ["shelf.test", "evil.example", "evil.example:99999", "[::1", "a b", "a,b", "", "\xff", "a" * 60_000]


@pytest.mark.parametrize("root_path", ["", "/tools/scan"])
def test_no_spelling_leads_out_of_what_is_served_to_the_page_or_to_another_host(
    site: Site, root_path: str
) -> None:
    (site.root / "secret.js").write_text("secret")
    (site.root / "models" / "shelf-1.0.0" / "notes.txt").write_text("secret")
    (site.static / "js" / "link.js").symlink_to(site.root / "secret.js")

    async def ask_all() -> dict[str, bytes]:
        async with running(create_app(load_settings(root_path=root_path), site)) as server:
            return {
                path: await server.ask(
                    f"GET {root_path}{path} HTTP/1.1\r\nHost: shelf.test\r\nConnection: close\r\n\r\n".encode()
                )
                for path in SPELLINGS
            }

    for path, answer in coroutines.run(ask_all()).items():
        assert answer.startswith(b"HTTP/1.1 404 "), path
        assert b"content-security-policy" in answer and b"location:" not in answer, path
        assert answer.endswith(b'{"detail":"Not Found"}'), path


def test_no_host_is_repeated_or_an_error(site: Site) -> None:
    async def ask_all() -> dict[tuple[str, str], bytes]:
        async with running(create_app(load_settings(), site)) as server:
            return {
                (path, host): await server.ask(
                    f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode("latin-1")
                )
                for path in ("/", "/static", "/static/js/main.js", "/api/models", "/healthz", "/models/a")
                for host in HOSTS
            }

    for (path, host), answer in coroutines.run(ask_all()).items():
        status = 404 if path in ("/static", "/models/a") else 200
        assert answer.startswith(f"HTTP/1.1 {status} ".encode()), (path, host[:20])
        assert b"content-security-policy" in answer and b"evil" not in answer


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize(
    "path", ["/", "/sw.js", "/static/js/main.js", "/models/shelf-1.0.0/model.json", "/healthz"]
)
def test_nothing_can_be_done_but_read(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert answer.status_code == 405
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/sw.js",
        "/manifest.webmanifest",
        "/static/js/main.js",
        "/static/missing.js",
        "/models/shelf-1.0.0/model.json",
        "/models/shelf-1.0.0/group1-shard1of1.bin",
        "/models/missing",
        "/api/models",
        "/healthz",
    ],
)
def test_head_says_what_get_says_and_sends_nothing(client: TestClient, path: str) -> None:
    got, headed = client.get(path), client.head(path)
    assert (headed.status_code, headed.content) == (got.status_code, b"")
    assert headed.headers == got.headers
