from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from app import __version__
from app.assets import Assets
from app.modules import static_imports
from app.paths import Site
from tests.app.conftest import Connect


def precache_manifest(client: TestClient) -> dict[str, dict[str, Any]]:
    """The entries that /sw.js will keep, by URL."""
    listed = re.search(r"keep\((\[.*\])\);", client.get("/sw.js").text, re.DOTALL)
    assert listed is not None
    return {entry["url"]: entry for entry in json.loads(listed[1])}


def test_the_shell_names_the_version_and_preloads_its_modules(client: TestClient) -> None:
    response = client.get("/")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.text == (
        f'<p>{__version__}</p><link href="/static/js/main.js"><link href="/static/js/scan/count.js">\n'
    )


def test_the_web_manifest_has_its_own_media_type(client: TestClient) -> None:
    response = client.get("/manifest.webmanifest")
    assert response.headers["content-type"] == "application/manifest+json"
    assert response.json() == {"name": "Shelfscan"}


def test_the_service_worker_keeps_the_page_and_every_file_it_may_need(client: TestClient) -> None:
    assert sorted(precache_manifest(client)) == [
        "/",
        "/manifest.webmanifest",
        "/static/css/page.css",
        "/static/js/main.js",
        "/static/js/scan/count.js",
        "/static/vendor/backend.wasm",
        "/static/vendor/lit.js",
    ]


def test_every_precache_entry_carries_the_hash_of_what_is_served(client: TestClient) -> None:
    for url, entry in precache_manifest(client).items():
        sha256 = hashlib.sha256(client.get(url).content).digest()
        assert entry["integrity"] == f"sha256-{base64.b64encode(sha256).decode()}", url
        assert sha256.hex().startswith(entry["revision"]), url


@pytest.mark.parametrize(
    "path", ["static/js/scan/count.js", "templates/manifest.webmanifest", "static/sw.js"]
)
def test_any_change_of_a_file_makes_a_new_service_worker(client: TestClient, site: Site, path: str) -> None:
    before = client.get("/sw.js")
    with (site.root / path).open("a") as file:
        file.write("\n")
    after = client.get("/sw.js", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.text != before.text


def test_the_service_worker_is_asked_for_again_at_each_visit(client: TestClient) -> None:
    response = client.get("/sw.js")
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"


def test_a_service_worker_that_would_keep_nothing_is_not_served(site: Site, connect: Connect) -> None:
    (site.static / "sw.js").write_text("keep([]);\n")
    with pytest.raises(ValueError, match=r"would keep nothing"):
        connect().get("/sw.js")


def test_modules_are_found_through_every_form_of_static_import(site: Site) -> None:
    js = site.static / "js"
    (js / "main.js").write_text(
        "/** @typedef {import('./types.js').Type} Type */\n"
        "import {\n  a,\n  b,\n} from './scan/count.js';\n"
        "import '../vendor/lit.js';\n"
        "export * from './again.js';\n"
        "const lazy = () => import('./lazy.js');\n"
        "import bare from 'bare';\n"
    )
    (js / "again.js").write_text("import * as main from './main.js';\nexport { d } from './scan/deep.js';\n")
    assert sorted(static_imports(Assets(site.static), "js/main.js")) == [
        "/static/js/again.js",
        "/static/js/main.js",
        "/static/js/scan/count.js",
        "/static/js/scan/deep.js",
        "/static/vendor/lit.js",
    ]
