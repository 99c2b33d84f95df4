"""A small site in a temporary folder, and a client of its server."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app import watched
from app.paths import Site
from app.server import create_app
from app.settings import load_settings
from tests.app.bundles import write_bundle

FILES = {
    "templates/index.html": '<p>{{ version }}</p>{% for url in modulepreload %}<link href="{{ url }}">{% endfor %}\n',
    "templates/manifest.webmanifest": '{"name": "Shelfscan"}\n',
    "static/sw.js": "// scope.__WB_MANIFEST is the list\nkeep(scope.__WB_MANIFEST);\n",
    "static/css/page.css": "p { color: black }\n",
    "static/js/main.js": "import { count } from './scan/count.js';\ncount();\n",
    "static/js/scan/count.js": "export function count() {}\n",
    "static/js/scan/README.md": "Counting.\n",
    "static/vendor/lit.js": "export const html = 1;\n",
    "static/vendor/lit.js.br": "not really compressed",
    "static/vendor/lit.d.ts": "export const html: number;\n",
    "static/vendor/backend.wasm": "not really compiled",
}

Connect = Callable[[], TestClient]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Pages, static files with a complete vendor build, and one model bundle."""
    for path, content in FILES.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    vendor = tmp_path / "static" / "vendor"
    outputs = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in vendor.iterdir()}
    (vendor / ".stamp.json").write_text(json.dumps({"inputs": "", "outputs": outputs}))
    write_bundle(tmp_path / "models")
    return Site(tmp_path)


@pytest.fixture(autouse=True)
def _look_at_every_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests change files and ask at once."""
    monkeypatch.setattr(watched, "CHECK_EVERY_S", 0)


@pytest.fixture
def connect(site: Site) -> Connect:
    """Starts the application on the site as it is at the time of the call."""

    def connect() -> TestClient:
        return TestClient(create_app(load_settings(), site), headers={"Accept-Encoding": "identity"})

    return connect


@pytest.fixture
def client(connect: Connect) -> TestClient:
    """A client of a server with that site; it asks for no compression unless a test does."""
    return connect()
