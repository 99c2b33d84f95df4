from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.assets import Assets, check_vendor_build
from app.errors import StartError
from app.paths import Site
from tests.app.conftest import FILES


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/static/js/main.js", "text/javascript; charset=utf-8"),
        ("/static/css/page.css", "text/css; charset=utf-8"),
        ("/static/vendor/backend.wasm", "application/wasm"),
    ],
)
def test_static_files_have_the_type_that_browsers_insist_on(
    client: TestClient, path: str, content_type: str
) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"] == content_type
    assert response.text == FILES[path.removeprefix("/")]


def test_etag_is_the_hash_of_the_content(client: TestClient) -> None:
    etag = client.get("/static/js/main.js").headers["etag"]
    assert etag == f'"{hashlib.sha256(FILES["static/js/main.js"].encode()).hexdigest()}"'


@pytest.mark.parametrize(
    "path", ["/", "/sw.js", "/manifest.webmanifest", "/static/js/main.js", "/api/models"]
)
@pytest.mark.parametrize("known", ["{etag}", "W/{etag}", '"other", {etag}', "*"])
def test_a_browser_that_has_the_content_gets_304_and_no_body(
    client: TestClient, path: str, known: str
) -> None:
    first = client.get(path)
    etag = first.headers["etag"]
    again = client.get(path, headers={"If-None-Match": known.format(etag=etag)})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == etag
    assert again.headers["cache-control"] == first.headers["cache-control"] == "no-cache, no-transform"


def test_an_edited_file_is_served_with_a_new_etag_at_once(client: TestClient, site: Site) -> None:
    before = client.get("/static/js/main.js")
    (site.static / "js" / "main.js").write_text("// edited\n")
    after = client.get("/static/js/main.js", headers={"If-None-Match": before.headers["etag"]})
    assert (after.status_code, after.text) == (200, "// edited\n")


def test_the_brotli_variant_is_sent_only_to_those_who_accept_it(client: TestClient) -> None:
    plain = client.get("/static/vendor/lit.js", headers={"Accept-Encoding": "gzip"})
    refused = client.get("/static/vendor/lit.js", headers={"Accept-Encoding": "br;q=0, gzip"})
    with client.stream("GET", "/static/vendor/lit.js", headers={"Accept-Encoding": "gzip, br"}) as response:
        compressed = b"".join(response.iter_raw())

    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in refused.headers
    assert plain.text == refused.text == FILES["static/vendor/lit.js"]
    assert response.headers["content-encoding"] == "br"
    assert response.headers["content-type"] == plain.headers["content-type"]
    assert compressed.decode() == FILES["static/vendor/lit.js.br"]
    assert plain.headers["vary"] == response.headers["vary"] == "Accept-Encoding"
    assert plain.headers["etag"] != response.headers["etag"]


def test_head_tells_the_size_without_the_content(client: TestClient) -> None:
    response = client.head("/static/js/main.js")
    assert response.status_code == 200
    assert response.headers["content-length"] == str(len(FILES["static/js/main.js"]))
    assert response.content == b""


@pytest.mark.parametrize(
    "path",
    [
        "/static/js/scan/README.md",
        "/static/vendor/lit.d.ts",
        "/static/vendor/lit.js.br",
        "/static/vendor/.stamp.json",
        "/static/js/missing.js",
        "/static/js",
        "/static/",
        "/static/a%00.js",
        "/static/..%2Ftemplates%2Findex.html",
        "/static/js/..%2F..%2F..%2Fsecret.js",
        "/static//etc/passwd",
        "/static/js//main.js",
        "/static/js/main.js/",
        "/static/js/main.js%0A",
        "/static/js/main.js%20",
        "/static/js%5Cmain.js",
        "/static/%2e%2e/templates/index.html",
        "/static/..%252Fsecret.js",
        "/static/%c0%ae%c0%ae/secret.js",
        f"/static/{'a' * 300}.js",
        f"/static/{'a/' * 3000}a.js",
    ],
)
def test_only_files_for_the_browser_are_served(client: TestClient, site: Site, path: str) -> None:
    (site.root.parent / "secret.js").write_text("secret")
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["js//main.js", "js/./main.js", "./js/main.js", "js/main.js/", "js/scan/../main.js"]
)
def test_a_file_has_one_address(site: Site, path: str) -> None:
    """Clients tend to clear these up before they ask."""
    assert Assets(site.static).find("js/main.js") == site.static / "js" / "main.js"
    assert Assets(site.static).find(path) is None


def test_a_link_that_leads_out_of_static_is_not_followed(site: Site) -> None:
    (site.root / "secret.js").write_text("secret")
    (site.static / "js" / "link.js").symlink_to(site.root / "secret.js")
    assert Assets(site.static).find("js/link.js") is None


def test_a_file_that_is_removed_between_two_looks_is_not_found(
    site: Site, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Assets.find

    def find_and_remove(assets: Assets, path: str) -> Path | None:
        file = found(assets, path)
        (site.static / "js" / "main.js").unlink()
        return file

    monkeypatch.setattr(Assets, "find", find_and_remove)
    assert client.get("/static/js/main.js").status_code == 404


def test_what_is_no_file_is_not_waited_for(site: Site, client: TestClient) -> None:
    os.mkfifo(site.static / "js" / "pipe.js")
    assert client.get("/static/js/pipe.js").status_code == 404
    assert "pipe.js" not in client.get("/sw.js").text


def test_a_missing_vendor_build_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(StartError, match=r"not built.*scripts/build-vendor"):
        check_vendor_build(tmp_path)


@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_a_damaged_vendor_build_names_the_file_and_says_what_to_run(site: Site, damage: str) -> None:
    file = site.static / "vendor" / "backend.wasm"
    if damage == "changed":
        file.write_text("cut sho")
    else:
        file.unlink()
    with pytest.raises(StartError, match=r"backend\.wasm is missing or is not.*scripts/build-vendor"):
        check_vendor_build(site.static)
