"""Fixtures for tests in a real Chromium against a real server process.

``server`` is shared and serves this checkout with its models; ``own_server`` is the test's own and may be killed.
``phone``, of tests/conftest.py, visits it: ``phone.visit(server.url)``. ``shelf_camera`` is a clip for its camera.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PIL import Image

from app.bundle import kind_of
from tests.app.bundles import write_bundle
from tests.conftest import ROOT
from tests.e2e.bad_network import BadNetwork
from tests.e2e.camera import write_mjpeg
from tests.e2e.published import newest_bundle, publish
from tests.e2e.server import ServerProcess
from tests.e2e.views.page import PORTRAIT


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A shared server of this checkout and its models, for tests that do not change it."""
    server = ServerProcess(ROOT, tmp_path_factory.mktemp("server") / "log.txt")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def small_frame_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A shared server whose model takes live frames of 256 px: without a GPU, WebGL and WebGPU are slow to warm up."""
    folder = tmp_path_factory.mktemp("small_frames")
    publish(folder / "models", newest_bundle(), "1.0.0", live_side=256)
    server = ServerProcess(
        ROOT, folder / "log.txt", "--models", str(folder / "models"), "--no-bundled-models"
    )
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def page_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A shared server of this checkout's page with a model that detects nothing, for tests that do not change it."""
    site = tmp_path_factory.mktemp("page") / "site"
    copy_site(site)
    server = ServerProcess(site, site / "log.txt")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[ServerProcess]:
    """A server of this checkout and its models, which the test may kill."""
    server = ServerProcess(ROOT, tmp_path / "server.log")
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def shop(shelf_data: Path) -> Path:
    """Photos of shops, with the products on them."""
    folder = shelf_data / "shop_no" / "dev"
    if not (folder / "coco.json").is_file():
        pytest.skip(f"needs photos of shops: there is no {folder}")
    if not any(kind_of(path) == "embedder" for path in (ROOT / "models").iterdir()):
        pytest.skip("needs a published embedder: there is none in models/")
    return folder


@pytest.fixture(autouse=True)
def networks() -> Iterator[ExitStack]:
    """What a test enters here ends after its phone has closed: a page whose network is gone reports failed requests.

    It is set up before all other fixtures of a test, and so it is the last one to end.
    """
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A models folder for one test, with the newest published bundle as version 1.0.0."""
    publish(tmp_path / "models", newest_bundle(), "1.0.0")
    return tmp_path / "models"


@pytest.fixture
def model_server(models: Path, tmp_path: Path) -> Iterator[ServerProcess]:
    """A server of this checkout with the folder ``models``."""
    server = ServerProcess(ROOT, tmp_path / "server.log", "--models", str(models), "--no-bundled-models")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def site_copy(tmp_path: Path) -> Path:
    """A copy of the server's files, which the test may change; its model is valid but detects nothing."""
    copy_site(tmp_path / "site")
    return tmp_path / "site"


def copy_site(copy: Path) -> None:
    """Copies the server's files of this checkout, with a model that is valid but detects nothing."""
    for name in ("app", "static", "templates"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    write_bundle(copy / "models")


@pytest.fixture
def copy_server(site_copy: Path, tmp_path: Path) -> Iterator[ServerProcess]:
    """A server of ``site_copy``."""
    server = ServerProcess(site_copy, tmp_path / "server.log")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def network(copy_server: ServerProcess) -> Iterator[BadNetwork]:
    """A proxy between the phone and ``copy_server`` that can damage responses."""
    with BadNetwork(copy_server.url).running() as network:
        yield network


@pytest.fixture(scope="session")
def grey_camera(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A grey clip, so that every coloured pixel on the page belongs to a box."""
    folder = tmp_path_factory.mktemp("grey")
    Image.new("RGB", PORTRAIT, (128, 128, 128)).save(folder / "grey.png")
    return write_mjpeg(folder / "grey.png", folder / "grey.mjpeg", size=PORTRAIT)


@pytest.fixture(scope="session")
def shelf_photo(shelf_data: Path) -> tuple[Path, list[list[float]]]:
    """A SKU-110K validation photo, and its ground truth: the boxes (xyxy, in its pixels) of the labelled products."""
    data = shelf_data / "SKU110K_fixed"
    with (data / "annotations" / "annotations_val.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    name = min(row[0] for row in rows)
    return data / "images" / name, [[float(edge) for edge in row[1:5]] for row in rows if row[0] == name]


@pytest.fixture(scope="session")
def shelf_camera(
    shelf_photo: tuple[Path, list[list[float]]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, int]:
    """A clip of that photo for the camera, and the number of its products."""
    photo, boxes = shelf_photo
    return write_mjpeg(photo, tmp_path_factory.mktemp("camera") / "shelf.mjpeg"), len(boxes)
