from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any
from urllib.parse import urljoin

import pytest
from PIL import Image
from starlette.testclient import TestClient
from starlette.types import Message

from app import __version__
from app.assets import Assets
from app.encodings import Content
from app.errors import StartError
from app.modules import static_imports
from app.pages import Pages
from app.paths import Site
from tests import coroutines
from tests.app.conftest import Connect
from tests.conftest import ROOT


def precache_manifest(client: TestClient) -> dict[str, dict[str, Any]]:
    """The entries that /sw.js will keep, by URL."""
    listed = re.search(r"keep\((\[.*\])\);", client.get("/sw.js").text, re.DOTALL)
    assert listed is not None
    return {entry["url"]: entry for entry in json.loads(listed[1])}


def test_the_shell_names_the_version_and_preloads_its_modules(client: TestClient) -> None:
    response = client.get("/")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.text == (
        f'<p>{__version__}</p><link href="static/js/main.js"><link href="static/js/scan/count.js">\n'
    )


def test_the_web_manifest_has_its_own_media_type(client: TestClient) -> None:
    response = client.get("/manifest.webmanifest")
    assert response.headers["content-type"] == "application/manifest+json"
    assert response.json() == {"name": "Shelfscan"}


def test_the_service_worker_keeps_the_page_and_every_file_it_may_need(client: TestClient) -> None:
    assert sorted(precache_manifest(client)) == [
        "./",
        "manifest.webmanifest",
        "static/css/page.css",
        "static/js/main.js",
        "static/js/scan/count.js",
        "static/vendor/backend.wasm",
        "static/vendor/lit.js",
    ]


def test_every_precache_entry_carries_the_hash_of_what_is_served(client: TestClient) -> None:
    for url, entry in precache_manifest(client).items():
        sha256 = hashlib.sha256(client.get(urljoin("/", url)).content).digest()
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
    assert response.headers["cache-control"] == "no-cache, no-transform"
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"


NEEDED = {
    "a static import": "static/js/scan/count.js",
    "the entry": "static/js/main.js",
    "a dynamic import": "static/js/scan/lazy.js",
    "a worker": "static/js/scan/worker.js",
    "a picture": "static/img/shelf.jpg",
    "what a worker imports": "static/js/scan/kernel.js",
    "what the template links": "static/css/page.css",
    "what the web manifest names": "static/icons/icon.svg",
    "what the service worker imports": "static/vendor/workbox.js",
    "a file of the vendor build": "static/vendor/backend.wasm",
    "the service worker": "static/sw.js",
    "the template": "templates/index.html",
    "the web manifest": "templates/manifest.webmanifest",
}
"""Files without which the page is dead, at once or later."""


@pytest.fixture
def whole_site(site: Site) -> Site:
    """A site in which a file is needed in every way that there is."""
    for path, content in {
        "static/js/main.js": "import { count } from './scan/count.js';\nimport { html } from '../vendor/lit.js';\n",
        "static/js/scan/count.js": (
            "/** @typedef {import('./types.js').Type} Type */\n"
            "// See './nothing.js'.\n"
            "const typed = /** @type {import('./types.js').Type} */ (count);\n"
            "export const count = () => import('./lazy.js');\n"
            "new Worker(new URL('./worker.js', import.meta.url));\n"
            "new URL('../../img/shelf.jpg', import.meta.url);\n"
            "new URL('../../../api/models', import.meta.url);\n"
        ),
        "static/js/scan/lazy.js": "",
        "static/js/scan/worker.js": "import './kernel.js';\n",
        "static/js/scan/kernel.js": "",
        "static/img/shelf.jpg": "",
        "static/icons/icon.svg": "<svg/>",
        "static/vendor/workbox.js": "",
        "static/sw.js": "importScripts('static/vendor/workbox.js');\nkeep(scope.__WB_MANIFEST);\n",
        "templates/index.html": '<link rel="stylesheet" href="static/css/page.css">\n',
        "templates/manifest.webmanifest": '{"icons": [{"src": "static/icons/icon.svg"}]}\n',
    }.items():
        file = site.root / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(content)
    return site


@pytest.mark.parametrize("path", NEEDED.values(), ids=NEEDED)
def test_a_file_that_is_missing_at_start_is_an_error_with_its_path(
    whole_site: Site, connect: Connect, path: str
) -> None:
    connect()
    (whole_site.root / path).unlink()
    with pytest.raises(StartError, match=re.escape(path.removeprefix("templates/"))):
        connect()


@pytest.mark.parametrize("path", NEEDED.values(), ids=NEEDED)
def test_no_list_is_served_that_misses_a_file_and_health_says_which(
    whole_site: Site, connect: Connect, path: str
) -> None:
    client = connect()
    before = client.get("/sw.js").text
    file = whole_site.root / path
    content = file.read_bytes()
    file.unlink()
    for url in ("/", "/sw.js", "/manifest.webmanifest"):
        answer = client.get(url)
        assert (answer.status_code, answer.headers["cache-control"]) == (503, "no-store")
        assert "Please try again" in answer.text
    health = client.get("/healthz")
    assert (health.status_code, health.json()["status"]) == (503, "page incomplete")
    assert path.removeprefix("templates/") in health.json()["problems"][0]

    file.write_bytes(content)
    assert client.get("/sw.js").text == before
    assert client.get("/healthz").json()["status"] == "ok"


@pytest.mark.parametrize(
    "path", ["static/js/scan/count.js", "static/js/scan/lazy.js", "static/vendor/backend.wasm"]
)
def test_a_file_that_is_removed_while_the_list_is_made_is_not_left_out_of_it(
    whole_site: Site, connect: Connect, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """After everything was checked: in the middle of a deployment, say."""
    client = connect()
    real = Pages._service_worker

    def remove_first(pages: Pages, *arguments: Any) -> Content:
        (whole_site.root / path).unlink()
        return real(pages, *arguments)

    monkeypatch.setattr(Pages, "_service_worker", remove_first)
    (whole_site.static / "css" / "page.css").write_text("p { color: red }\n")
    answer = client.get("/sw.js")
    assert answer.status_code == 503, answer.text


@pytest.mark.parametrize(
    "template", ["{{ version + 1 }}", "{{ missing }}", "{% for %}", "{% include 'no.html' %}"]
)
def test_a_template_that_fails_in_any_way_is_named_at_start_and_by_health(
    site: Site, connect: Connect, template: str
) -> None:
    client = connect()
    (site.templates / "index.html").write_text(template)
    assert client.get("/").status_code == client.get("/healthz").status_code == 503
    assert "index.html" in client.get("/healthz").json()["problems"][0]
    with pytest.raises(StartError, match=r"index\.html is missing or wrong"):
        connect()


def test_a_missing_file_is_logged_once(
    whole_site: Site, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    client = connect()
    (whole_site.static / "js" / "scan" / "count.js").unlink()
    for _ in range(3):
        client.get("/")
    (problem,) = caplog.messages
    assert "static/js/scan/count.js, which is not there" in problem


def test_a_service_worker_that_would_keep_nothing_is_not_served(site: Site, connect: Connect) -> None:
    (site.static / "sw.js").write_text("keep([]);\n")
    with pytest.raises(StartError, match=r"would keep nothing"):
        connect()


def test_modules_are_found_through_every_form_of_static_import(site: Site) -> None:
    js = site.static / "js"
    (js / "main.js").write_text(
        "/** @typedef {import('./types.js').Type} Type */\n"
        "import {\n  a,\n  b,\n} from './scan/count.js';\n"
        "import '../vendor/lit.js';\n"
        "export * from './again.js';\n"
        "const lazy = () => import('./lazy.js');\n"
        "export async function load() {\n  return import('./later.js');\n}\n"
        "import bare from 'bare';\n"
    )
    (js / "scan" / "deep.js").write_text("")
    (js / "again.js").write_text("import * as main from './main.js';\nexport { d } from './scan/deep.js';\n")
    assert sorted(static_imports(Assets(site.static).listing(), "js/main.js")) == [
        "static/js/again.js",
        "static/js/main.js",
        "static/js/scan/count.js",
        "static/js/scan/deep.js",
        "static/vendor/lit.js",
    ]


def test_the_manifest_of_this_app_names_only_what_is_there() -> None:
    """Its icons are served at the size it says, and its shortcuts lead to addresses that the page knows."""
    manifest = json.loads((ROOT / "templates" / "manifest.webmanifest").read_text(encoding="utf-8"))
    shortcuts = manifest["shortcuts"]
    for icon in manifest["icons"] + [icon for shortcut in shortcuts for icon in shortcut["icons"]]:
        file = ROOT / icon["src"]
        assert file.is_file(), icon["src"]
        if icon["sizes"] != "any":
            with Image.open(file) as opened:
                assert "x".join(map(str, opened.size)) == icon["sizes"], icon["src"]
    features = (ROOT / "static" / "js" / "features").glob("*/index.js")
    routes = "".join(feature.read_text(encoding="utf-8") for feature in features)
    assert [shortcut["url"] for shortcut in shortcuts] == ["./#/camera", "./#/audits"]
    for shortcut in shortcuts:
        assert f"path: '{shortcut['url'].removeprefix('./')}'" in routes


def test_photos_are_shared_to_an_address_that_the_service_worker_and_the_server_know(
    client: TestClient,
) -> None:
    manifest = json.loads((ROOT / "templates" / "manifest.webmanifest").read_text(encoding="utf-8"))
    target = manifest["share_target"]
    assert (target["method"], target["enctype"]) == ("POST", "multipart/form-data")
    assert target["params"] == {"files": [{"name": "photo", "accept": ["image/*"]}]}
    worker = (ROOT / "static" / "sw.js").read_text(encoding="utf-8")
    assert f"isBelowHome(url, '{target['action']}')" in worker
    assert client.post(f"/{target['action']}", follow_redirects=False).status_code == 303


def test_the_server_sends_back_a_shared_photo_unread(connect: Connect) -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        raise AssertionError("the photo was read")

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/share",
        "query_string": b"",
        "headers": [(b"host", b"shelf.test"), (b"content-type", b"multipart/form-data; boundary=x")],
    }

    async def ask() -> None:
        await connect().app(scope, receive, send)

    coroutines.run(ask())
    assert sent[0]["status"] == 303
    assert dict(sent[0]["headers"])[b"location"] == b"./#/shared"


def test_the_shell_links_every_style_sheet_of_a_feature(site: Site, connect: Connect) -> None:
    template = '{% for url in feature_styles %}<link href="{{ url }}">{% endfor %}'
    (site.root / "templates" / "index.html").write_text(template)
    features = site.static / "css" / "features"
    features.mkdir()
    for name in ("walk.css", "audits.css", "notes.txt"):
        (features / name).write_text("p { color: black }\n")
    shell = connect().get("/").text
    assert shell == '<link href="static/css/features/audits.css"><link href="static/css/features/walk.css">'


def test_the_way_back_from_a_sign_in_leads_to_the_page_and_is_never_kept(connect: Connect) -> None:
    answer = connect().get("/signin", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "./")
    assert answer.headers["cache-control"] == "no-store"


def test_the_web_manifest_is_asked_for_with_the_password_of_a_proxy() -> None:
    link = re.search(r'<link rel="manifest"[^>]*>', (ROOT / "templates" / "index.html").read_text())
    assert link and 'crossorigin="use-credentials"' in link[0]
