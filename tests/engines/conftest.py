"""Fixtures for journeys through the real page in engines other than Chromium, which tells them the right numbers.

A module's tests run once for each engine: in one browser where they share the fixture ``offline_phone``.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import ROOT
from tests.e2e.conftest import copy_server, shelf_photo, site_copy
from tests.e2e.phone import Browsers, Visitor
from tests.e2e.server import ServerProcess
from tests.engines.actions import first_visit
from tests.engines.driver import Engine
from tests.engines.firefox import Firefox
from tests.engines.pictures import SAMPLE, write_noisy
from tests.engines.webkit import WebKit

__all__ = ["copy_server", "shelf_photo", "site_copy"]  # Fixtures of tests/e2e that are also for these tests.

COUNTED_MS = 240_000

Launch = Callable[..., Engine]
"""Starts a browser; takes the options of ``Engine``."""


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(Firefox, marks=pytest.mark.firefox, id="firefox"),
        pytest.param(WebKit, marks=pytest.mark.webkit, id="webkit"),
    ],
)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[type[Engine]]:
    """The engine that the test is about. Processes that test side by side take turns with each engine.

    Two WebKits at once hinder each other: first visits did not become ready.
    """
    engine: type[Engine] = request.param
    if reason := engine.missing():
        pytest.skip(reason)
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    with (shared / f"{engine.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield engine


@pytest.fixture(scope="module")
def launch(engine: type[Engine], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launch]:
    """Starts browsers that have never seen the page, and closes them in the end."""
    started: list[Engine] = []

    def launch(*, camera: bool = False, private: bool = False) -> Engine:
        browser = engine(tmp_path_factory.mktemp("phone") / "profile", camera=camera, private=private)
        started.append(browser)
        browser.start()
        return browser

    yield launch
    for browser in started:
        browser.close()


@pytest.fixture(scope="module")
def server(engine: type[Engine], tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A server of this checkout for the tests of a file in one engine: ``offline_phone`` ends it."""
    server = ServerProcess(ROOT, tmp_path_factory.mktemp(f"server-of-{engine.name}") / "log.txt")
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def offline_phone(launch: Launch, server: ServerProcess) -> Engine:
    """A phone with a camera that has visited the page once, and was started again when the server was gone."""
    phone = launch(camera=True)
    first_visit(phone, server.url)
    phone.close()
    server.kill()
    phone.start()
    phone.open(server.url)
    return phone


@pytest.fixture(scope="session")
def noisy_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample shelf as a large photo in bad light."""
    return write_noisy(SAMPLE, tmp_path_factory.mktemp("noisy") / "sample.jpg")


@pytest.fixture(scope="session")
def noisy_shelf(shelf_photo: tuple[Path, object], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo from a shop as a large photo in bad light."""
    return write_noisy(shelf_photo[0], tmp_path_factory.mktemp("noisy") / "shelf.jpg")


@pytest.fixture(scope="session")
def chromium_count(
    browsers: Browsers, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Path], int]]:
    """Tells how many products Chromium counts on a photo."""
    server = ServerProcess(ROOT, tmp_path_factory.mktemp("chromium") / "log.txt")
    server.start()
    visitor = Visitor(browsers)
    page = visitor.visit(server.url)

    @cache
    def count(photo: Path) -> int:
        page.locator("input[type=file]").first.set_input_files(photo)
        shown = page.locator("body[data-view=photo] [data-testid=count][data-count]")
        expect(shown).to_have_count(1, timeout=COUNTED_MS)
        number = int(shown.get_attribute("data-count") or 0)
        # Else the page would come back to this photo, and its number might be read for the next one's.
        page.get_by_label("Close the photo").click()
        expect(page.locator("body[data-view=start]")).to_have_count(1)
        return number

    yield count
    visitor.close()
    server.stop()
