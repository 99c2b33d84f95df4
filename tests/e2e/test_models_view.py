"""A person switches detectors. Whatever fails on the way, a working one stays in use."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from app.card import load_bundle
from tests.conftest import ROOT
from tests.e2e.phone import Phone
from tests.e2e.published import READY_MS, names_on_the_phone, newest_bundle, publish, stored_files, wait_ready
from tests.e2e.server import ServerProcess

pytestmark = pytest.mark.shared_browser

SHELF, QUICK = "Shelf products", "Quick products"


@pytest.fixture
def two_models(models: Path, tmp_path: Path) -> Iterator[ServerProcess]:
    """A server with two detectors. A phone starts with the first one, whose version is newer."""
    publish(models, models / "shelf-1.0.0", "0.9.0", name="quick", title=QUICK)
    server = ServerProcess(ROOT, tmp_path / "server.log", "--models", str(models), "--no-bundled-models")
    server.start()
    yield server
    server.kill()


class Held:
    """Holds requests back until the test releases them."""

    def __init__(self, context: BrowserContext, pattern: str) -> None:
        self.routes: list[Route] = []
        self._context = context
        self._pattern = pattern
        context.route(pattern, lambda route: self.routes.append(route))

    def wait(self, page: Page) -> None:
        deadline = time.monotonic() + READY_MS / 1000
        while not self.routes:
            assert time.monotonic() < deadline, f"nobody asked for {self._pattern}"
            page.wait_for_timeout(50)

    def release(self) -> None:
        for route in self.routes:
            route.continue_()
        self._context.unroute(self._pattern)


def open_models(page: Page) -> None:
    """Opens the view from the start view, or stays there after a reload."""
    wait_ready(page)
    if page.url.endswith("#/models"):
        page.wait_for_selector("body[data-view=models]")
        return
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("button", name="Detectors").click()
    page.wait_for_selector("body[data-view=models]")


def card(page: Page, title: str) -> Locator:
    return page.get_by_role("article", name=title, exact=True)


def expect_in_use(page: Page, title: str) -> None:
    expect(card(page, title)).to_have_attribute("data-place", "current", timeout=READY_MS)


def fetch_and_use(page: Page, title: str) -> None:
    card(page, title).get_by_role("button", name="Fetch and use").click()


def expect_to_count(page: Page) -> None:
    """Goes from the models view to the sample picture, where the detector finds products."""
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Try the sample shelf").click()
    page.wait_for_selector("body[data-view=photo] [data-count]", timeout=READY_MS)
    assert int(page.get_by_test_id("count").get_attribute("data-count") or 0) > 10


def test_another_detector_is_downloaded_with_progress_and_switching_back_needs_no_network(
    two_models: ServerProcess, phone: Phone
) -> None:
    context = phone.open()
    page = context.pages[0]
    page.goto(two_models.url)
    open_models(page)
    expect_in_use(page, SHELF)
    expect(card(page, QUICK)).to_have_attribute("data-place", "offered")
    published = load_bundle(newest_bundle())
    size = f"{sum(file.bytes for file in published.files) / 1e6:.1f} MB"
    measured = next(each for each in published.metrics if each.split == "test" and each.long_side == 1024)
    expect(card(page, QUICK)).to_contain_text(size)
    how_well = card(page, QUICK).get_by_test_id("accuracy")
    how_well.get_by_text("How well it counts").click()
    ninth = next(each for each in measured.closer if each.cut == "ninth")
    rows = how_well.get_by_role("table").filter(has_text=measured.dataset).get_by_role("row")
    expect(rows.filter(has_text="The whole shelf")).to_contain_text(f"{measured.count_error * 100:.0f}")
    expect(rows.filter(has_text="close up")).to_contain_text(f"{ninth.count_error * 100:.0f}")
    assert published.licence.commercial_use is False
    expect(card(page, QUICK).get_by_test_id("terms")).to_contain_text("may not be used for business")
    held = Held(context, "**/models/quick-*/*shard3*")
    fetch_and_use(page, QUICK)
    held.wait(page)
    expect(page.get_by_test_id("fetch-progress")).to_contain_text(f"of {size}")
    assert 0.4 < page.get_by_role("progressbar").evaluate("bar => bar.position") < 1
    held.release()
    expect_in_use(page, QUICK)
    expect(page.get_by_test_id("announcer")).to_have_text("Quick products is in use now.")
    expect(card(page, SHELF)).to_have_attribute("data-place", "kept")
    page.wait_for_selector("body[data-offline=ready]")

    two_models.kill()
    page.reload()
    open_models(page)
    expect_in_use(page, QUICK)
    expect(page.get_by_text("No network: these are on this device")).to_be_visible()
    card(page, SHELF).get_by_role("button", name="Use").click()
    expect_in_use(page, SHELF)
    page.reload()
    open_models(page)
    expect_in_use(page, SHELF)
    expect_to_count(page)


def test_a_removed_detector_leaves_no_files_and_can_be_downloaded_again(
    two_models: ServerProcess, phone: Phone
) -> None:
    page = phone.visit(two_models.url)
    open_models(page)
    fetch_and_use(page, QUICK)
    expect_in_use(page, QUICK)
    assert names_on_the_phone(page) == ["quick", "shelf"]
    assert card(page, QUICK).get_by_role("button", name="Remove").count() == 0, "it is in use"
    remove = card(page, SHELF).get_by_role("button", name="Remove")
    remove.click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    assert names_on_the_phone(page) == ["quick", "shelf"]
    remove.click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(card(page, SHELF)).to_have_attribute("data-place", "offered")
    assert names_on_the_phone(page) == ["quick"]
    expect_in_use(page, QUICK)


def test_a_cancelled_download_continues_later_where_it_stopped(
    two_models: ServerProcess, phone: Phone
) -> None:
    context = phone.open()
    page = context.pages[0]
    page.goto(two_models.url)
    open_models(page)
    held = Held(context, "**/models/quick-*/*shard2*")
    fetch_and_use(page, QUICK)
    held.wait(page)
    card(page, QUICK).get_by_role("button", name="Cancel").click()
    expect(card(page, QUICK).get_by_role("button", name="Fetch and use")).to_be_enabled()
    assert page.get_by_role("alert").count() == 0
    expect_in_use(page, SHELF)
    context.unroute("**/models/quick-*/*shard2*")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    fetch_and_use(page, QUICK)
    expect_in_use(page, QUICK)
    assert any("shard2" in url for url in asked)
    assert not any("shard1" in url for url in asked)


def test_leaving_during_a_download_does_not_switch_to_the_other_detector(
    two_models: ServerProcess, phone: Phone
) -> None:
    context = phone.open()
    page = context.pages[0]
    page.goto(two_models.url)
    open_models(page)
    held = Held(context, "**/models/quick-*/*shard2*")
    fetch_and_use(page, QUICK)
    held.wait(page)
    expect_to_count(page)
    page.get_by_role("button", name="Close the photo").click()
    open_models(page)
    expect_in_use(page, SHELF)
    expect(card(page, QUICK).get_by_role("button", name="Fetch and use")).to_be_enabled()


@pytest.mark.provokes("A download failed")
def test_a_failed_download_is_reported_and_leaves_the_old_detector_in_use(
    two_models: ServerProcess, phone: Phone
) -> None:
    context = phone.open()
    page = context.pages[0]
    page.goto(two_models.url)
    open_models(page)
    context.route("**/models/quick-*/*shard2*", lambda route: route.abort())
    fetch_and_use(page, QUICK)
    alert = card(page, QUICK).get_by_role("alert")
    expect(alert).to_contain_text("could not be fetched")
    expect(alert).to_contain_text("The detector in use stays as it is")
    expect_in_use(page, SHELF)
    context.unroute("**/models/quick-*/*shard2*")
    fetch_and_use(page, QUICK)
    expect_in_use(page, QUICK)
    assert alert.count() == 0


@pytest.mark.provokes("The model does not work here")
def test_a_detector_that_does_not_work_here_leaves_the_old_one_in_use(
    models: Path, model_server: ServerProcess, phone: Phone
) -> None:
    publish(models, models / "shelf-1.0.0", "0.9.0", name="broken", title="Broken", broken_weights=True)
    model_server.kill()
    model_server.start()
    page = phone.visit(model_server.url)
    open_models(page)
    fetch_and_use(page, "Broken")
    expect(card(page, "Broken").get_by_role("alert")).to_contain_text("does not work here", timeout=READY_MS)
    expect_in_use(page, SHELF)
    assert page.locator("body").get_attribute("data-model") == "ready"
    expect_to_count(page)


def test_an_update_is_offered_and_replaces_the_previous_version(
    models: Path, model_server: ServerProcess, phone: Phone
) -> None:
    page = phone.visit(model_server.url)
    wait_ready(page)
    publish(models, models / "shelf-1.0.0", "1.1.0")
    model_server.kill()
    model_server.start()
    open_models(page)
    expect(card(page, SHELF)).to_contain_text("Update available")
    card(page, SHELF).get_by_role("button", name="Update").click()
    expect(card(page, SHELF).locator("dd").first).to_have_text("1.1.0", timeout=READY_MS)
    assert card(page, SHELF).get_by_text("Update available").count() == 0
    assert all(file.startswith("shelf-1.1.0/") for file in stored_files(page))
