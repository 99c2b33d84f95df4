"""The page's views, with a stand-in for the detector that does what a test says: see ``standin_detector.js``."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.app.bundles import write_bundle
from tests.conftest import ROOT
from tests.e2e.camera import write_mjpeg
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from tests.e2e.views.page import PORTRAIT, OpenPage

STANDIN = Path(__file__).parent / "standin_detector.js"


@pytest.fixture(scope="session")
def view_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A server of this checkout's page with the stand-in for its detector."""
    server = start_view_server(tmp_path_factory.mktemp("views") / "site")
    yield server
    server.kill()


@pytest.fixture
def own_view_server(tmp_path: Path) -> Iterator[ServerProcess]:
    """The same, for a test that kills it."""
    server = start_view_server(tmp_path / "site")
    yield server
    server.kill()


def start_view_server(site: Path) -> ServerProcess:
    for name in ("app", "static", "templates"):
        shutil.copytree(ROOT / name, site / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(STANDIN, site / "static" / "js" / "detector" / "client.js")
    write_bundle(site / "models")
    server = ServerProcess(site, site / "log.txt")
    server.start()
    return server


@pytest.fixture(scope="session")
def grey_camera(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clip of nothing but grey, so that every coloured pixel on the page is a box."""
    folder = tmp_path_factory.mktemp("grey")
    Image.new("RGB", PORTRAIT, (128, 128, 128)).save(folder / "grey.png")
    return write_mjpeg(folder / "grey.png", folder / "grey.mjpeg", size=PORTRAIT)


@pytest.fixture
def open_page(phone: Phone, view_server: ServerProcess, grey_camera: Path) -> OpenPage:
    """Opens the page: ``open_page(plan, script=..., url=..., **options of Phone.open)``.

    ``plan`` is the stand-in's; ``script`` runs in the page before any of its own.
    """

    def open_page(
        plan: dict[str, Any] | None = None, *, script: str = "", url: str = "", **options: Any
    ) -> Page:
        context = phone.open(**({"camera": grey_camera} | options))
        context.add_init_script(f"globalThis.detectorPlan = {json.dumps(plan or {})};\n{script}")
        page = context.pages[0]
        page.goto(url or view_server.url)
        page.wait_for_selector("h1")
        return page

    return open_page
