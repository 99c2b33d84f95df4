"""Fixtures for tests of the views, with a fake detector and a fake embedder that a test controls: ``standin_*.js``."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.coverage import browser as coverage
from tests.e2e.conftest import copy_site
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from tests.e2e.views.joined import write_joined
from tests.e2e.views.page import OpenPage

STANDIN = Path(__file__).parent / "standin_detector.js"
STANDIN_LOOKS = Path(__file__).parent / "standin_looks.js"
IMPORTED_BY_TESTS = (
    "audits/lock.js",
    "audits/store.js",
    "camera/capture.js",
    "camera/zoom.js",
    "lists/product-files.js",
    "products/crops.js",
    "products/service.js",
    "products/store.js",
)
NO_SERVICE_WORKER = "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });"


@pytest.fixture(scope="session")
def view_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A server of this checkout's page with the fake detector."""
    server = start_view_server(tmp_path_factory.mktemp("views") / "site")
    yield server
    server.stop()


@pytest.fixture
def own_view_server(tmp_path: Path) -> Iterator[ServerProcess]:
    """The same, which the test may kill."""
    server = start_view_server(tmp_path / "site")
    yield server
    server.kill()


def start_view_server(site: Path) -> ServerProcess:
    copy_site(site)
    shutil.copy(STANDIN, site / "static" / "js" / "detector" / "client.js")
    shutil.copy(STANDIN_LOOKS, site / "static" / "js" / "looks" / "service.js")
    (site / "static" / "js" / "detector" / "worker.js").write_text("// The fake detector has no worker.\n")
    empty_tensorflow(site / "static" / "vendor")
    coverage.know(write_joined(site / "static" / "js", "main.js", IMPORTED_BY_TESTS))
    server = ServerProcess(site, site / "log.txt")
    server.start()
    return server


def empty_tensorflow(vendor: Path) -> None:
    """Empties the files of TensorFlow.js, which the service worker would otherwise download in every test."""
    stamp = json.loads((vendor / ".stamp.json").read_text())
    for file in vendor.glob("tfjs*"):
        if file.suffix == ".br":
            file.unlink()
            del stamp["outputs"][file.name]
        else:
            file.write_bytes(b"")
            stamp["outputs"][file.name] = hashlib.sha256(b"").hexdigest()
    (vendor / ".stamp.json").write_text(json.dumps(stamp))


@pytest.fixture
def open_page(request: pytest.FixtureRequest, view_server: ServerProcess, grey_camera: Path) -> OpenPage:
    """Opens the page: ``open_page(plan, script=..., url=..., **options of Phone.open)``.

    ``plan`` is passed to the fake detector; ``script`` runs in the page before its own scripts. The page belongs to a
    ``visitor``, or to the ``phone`` if the test uses that fixture too, to restart it or to let it crash.
    With the mark ``service_worker(False)`` the browser has no service workers, which store the whole site in each test.
    """
    mark = request.node.get_closest_marker("service_worker")
    before = "" if mark is None or mark.args[0] else NO_SERVICE_WORKER
    phone: Phone = request.getfixturevalue("phone" if "phone" in request.fixturenames else "visitor")

    def open_page(
        plan: dict[str, Any] | None = None, *, script: str = "", url: str = "", **options: Any
    ) -> Page:
        context = phone.open(**({"camera": grey_camera} | options))
        context.add_init_script(f"globalThis.detectorPlan = {json.dumps(plan or {})};\n{before}\n{script}")
        page = context.pages[0]
        page.goto(url or view_server.url)
        page.wait_for_selector("h1")
        return page

    return open_page
