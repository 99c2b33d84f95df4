"""Fixtures for all tests."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright
from xdist.scheduler import LoadScopeScheduling

from tests.coverage import browser as coverage
from tests.coverage.python import unmeasured
from tests.coverage.report import report
from tests.e2e.phone import Browsers, Phone, Visitor

PATIENCE_MS = 30_000
"""How long an expectation may take to come true: a busy machine is slow, but not wrong."""

ROOT = Path(__file__).resolve().parent.parent


ORDER = ("release", "training", "engines", "bench", "e2e")
"""Folders whose tests begin first, as they take longest; all others fill the gaps at the end."""

TOGETHER = ("release", "training", "bench")
"""Folders whose tests run in one process: they share systems that are installed once, TensorFlow, and what is made
with it."""

APART = ("tests/training/test_distribution.py", "tests/training/test_own_labels.py")
"""Files of these folders that share little and take long: another process runs them meanwhile."""


UNMEASURED = ("release", "bench", "e2e", "engines")
"""Folders whose tests run our Python only in servers, and in the browsers' drivers. Of training, the files of ``APART``
run what other tests run too."""


def folder_of(path: str) -> str:
    """The folder in ``tests/`` of a path or test id below the root."""
    return path.removeprefix("tests/").partition("/")[0]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Orders the tests for runs in several processes."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return

    def rank(item: pytest.Item) -> int:
        folder = folder_of(item.path.relative_to(ROOT).as_posix())
        return ORDER.index(folder) if folder in ORDER else len(ORDER)

    items.sort(key=rank)


class Together(LoadScopeScheduling):  # type: ignore[misc]
    """Gives tests that belong together to one process: those of a file, or of a folder of ``TOGETHER``."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        folder = folder_of(file)
        return folder if folder in TOGETHER and file not in APART else file


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Measures the Python of tests that call it. Those with a browser run what tests/app calls too."""
    file = item.path.relative_to(ROOT).as_posix()
    if folder_of(file) not in UNMEASURED and file not in APART:
        return (yield)
    with unmeasured():
        return (yield)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    config.option.loadscopereorder = False  # What takes longest begins first, and not what has most tests.
    return Together(config, log)


def pytest_sessionfinish() -> None:
    coverage.save()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tells which code the tests have run, if that was measured: see scripts/test."""
    if coverage.FOLDER is None or "PYTEST_XDIST_WORKER" in os.environ:
        return
    terminalreporter.section("code that has run")
    try:
        for line in report(Path(coverage.FOLDER)):
            terminalreporter.line(line)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        terminalreporter.line(f"This cannot be told: {error}")  # Measuring is a by-product, and no test.


@pytest.fixture(scope="session")
def shelf_data() -> Path:
    """The folder with the SKU-110K photos (``SKU110K_fixed``). They are not ours to pass on, so they may be missing."""
    folder = Path(os.environ.get("SHELFSCAN_DATA") or ROOT.parent / "shared" / "data")
    if not (folder / "SKU110K_fixed").is_dir():
        pytest.skip(f"needs shelf photos: there is no {folder}/SKU110K_fixed (set SHELFSCAN_DATA)")
    return folder


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The one Playwright driver of all tests: it cannot be started twice in a thread."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browsers(playwright: Playwright) -> Iterator[Browsers]:
    """The browsers that the tests of this process share."""
    browsers = Browsers(playwright)
    yield browsers
    browsers.close()


@pytest.fixture
def visitor(request: pytest.FixtureRequest, browsers: Browsers) -> Iterator[Visitor]:
    """A phone for one visit: a new context of a shared browser, which has never seen the page."""
    visitor = Visitor(browsers)
    yield visitor
    close(visitor, request)


@pytest.fixture
def phone(request: pytest.FixtureRequest, playwright: Playwright, tmp_path: Path) -> Iterator[Phone]:
    """A phone that has never seen the page: a browser with a profile, which can be started again, and can crash.

    Under the mark ``shared_browser`` it is a ``visitor`` instead, which starts sooner and remembers nothing.
    """
    if request.node.get_closest_marker("shared_browser"):
        yield request.getfixturevalue("visitor")
        return
    phone = Phone(playwright, tmp_path / "profile")
    yield phone
    close(phone, request)


def close(phone: Phone, request: pytest.FixtureRequest) -> None:
    """Closes the browser, and looks what its pages did that they may not do: see tests/e2e/watch.py."""
    provoked = [str(pattern) for mark in request.node.iter_markers("provokes") for pattern in mark.args]
    phone.wait_for_provoked(provoked)
    phone.close()
    phone.watch.check(provoked, allowed_by(request))


WITHOUT_MODEL = ("page_server", "site_copy")
"""Fixtures of servers whose model does not run, of which the page reports an error as soon as it has tried."""

NO_MODEL = ["The model does not work here", "No model is on this device yet"]
"""What it reports: the latter where the test has ended the server."""


def allowed_by(request: pytest.FixtureRequest) -> list[str]:
    """Patterns of what the page may do in a test, though the test does not wait for it."""
    return NO_MODEL if set(WITHOUT_MODEL) & set(request.fixturenames) else []
