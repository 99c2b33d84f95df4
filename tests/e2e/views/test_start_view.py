"""The start view."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.views.page import OpenPage, on_screens, start_camera

COUNT_CAMERA_REQUESTS = """
globalThis.cameraRequests = 0;
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = (constraints) => { cameraRequests += 1; return ask(constraints); };
"""
UPDATE_WAITS = """
Object.defineProperty(ServiceWorkerRegistration.prototype, 'waiting', { get() { return this.active; } });
"""


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_the_camera_is_requested_only_after_a_tap(open_page: OpenPage) -> None:
    page = open_page(script=COUNT_CAMERA_REQUESTS)
    page.wait_for_selector("body[data-offline=ready]")
    assert page.evaluate("cameraRequests") == 0
    page.get_by_role("button", name="Start camera").click()
    page.wait_for_selector("body[data-view=live] [data-count]")
    assert page.evaluate("cameraRequests") == 1


def test_the_download_is_shown_in_words_and_as_a_bar(open_page: OpenPage) -> None:
    page = open_page(
        {"waits": True, "progress": {"phase": "download", "loaded": 2_000_000, "total": 8_000_000}}
    )
    expect(page.get_by_test_id("model-progress")).to_contain_text("2.0 of 8.0 MB")
    assert page.get_by_role("progressbar").evaluate("bar => bar.position") == 0.25
    assert page.evaluate("document.body.dataset.model") == "loading"


def test_the_warm_up_is_shown_without_a_made_up_fraction(open_page: OpenPage) -> None:
    page = open_page({"waits": True, "progress": {"phase": "warmup", "loaded": 0, "total": 1}})
    expect(page.get_by_test_id("model-progress")).to_contain_text("Getting ready")
    assert page.get_by_role("progressbar").evaluate("bar => bar.matches(':indeterminate')")


def test_ready_to_work_offline_is_shown_only_when_the_detector_is_ready(open_page: OpenPage) -> None:
    page = open_page({"waits": True})
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    assert page.get_by_text("Ready to work offline").count() == 0
    page.evaluate("finishLoading()")
    expect(page.get_by_text("Ready to work offline")).to_be_visible()


@pytest.mark.provokes("error: The browser could not read or write \\(It is insecure")
def test_a_browser_that_stores_nothing_says_so_before_the_first_photo(open_page: OpenPage) -> None:
    """As private windows of some browsers, and where the person has blocked the data of sites."""
    refuse = (
        "IDBFactory.prototype.open = () => { throw new DOMException('It is insecure.', 'SecurityError'); };"
    )
    page = open_page(script=refuse)
    expect(page.get_by_test_id("keeps-nothing")).to_contain_text("This browser keeps nothing")
    page.wait_for_function("document.body.dataset.model === 'ready'")
    expect(page.get_by_role("status").filter(has_text="Ready")).to_have_text("Ready")
    assert page.get_by_text("Ready to work offline").count() == 0


def test_a_browser_that_stores_what_is_counted_warns_of_nothing(open_page: OpenPage) -> None:
    page = open_page()
    page.wait_for_selector("body[data-offline=ready]")
    assert page.get_by_test_id("keeps-nothing").count() == 0


def test_a_browser_without_service_workers_is_not_called_ready_to_work_offline(open_page: OpenPage) -> None:
    page = open_page(
        script="Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });"
    )
    expect(page.get_by_text("as long as there is a network")).to_be_visible()
    assert page.evaluate("document.body.dataset.offline") == "pending"


@pytest.mark.provokes("error: No model is on this device yet")
def test_a_failed_download_of_the_detector_is_explained_and_can_be_retried(open_page: OpenPage) -> None:
    page = open_page({"fails": "no-network-no-model"})
    expect(page.get_by_role("alert")).to_contain_text("you need a network")
    page.evaluate("delete detectorPlan.fails")
    page.get_by_role("button", name="Try again").click()
    page.wait_for_selector("body[data-model=ready]")
    assert page.get_by_role("alert").count() == 0


def test_a_fallback_to_another_backend_is_shown_as_a_notice(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate("tellNews({ kind: 'backend-failed', backend: 'webgl', reason: 'lost', next: 'wasm' })")
    expect(page.get_by_text("another one is used")).to_be_visible()


def test_an_update_is_offered_before_and_after_a_scan_and_never_during_one(open_page: OpenPage) -> None:
    page = open_page(script=UPDATE_WAITS)
    page.wait_for_selector("body[data-offline=ready]")
    page.reload()  # an update waits only if another version is active
    offer = page.get_by_text("A new version is ready")
    expect(offer).to_be_visible()
    start_camera(page)
    assert offer.count() == 0
    page.get_by_role("button", name="Take a photo").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    assert offer.count() == 0
    page.get_by_role("button", name="Close the photo").click()
    expect(offer).to_be_visible()


def test_all_ways_to_begin_are_on_the_first_screen(open_page: OpenPage) -> None:
    page = open_page()
    for width, height in on_screens(page):
        for name in ("Start camera", "Choose a photo", "Try the sample shelf"):
            box = page.locator(".button", has_text=name).bounding_box()
            assert box is not None
            assert box["height"] >= 44, (name, width)
            assert box["y"] + box["height"] <= height, (name, width)
        assert not scrolls_sideways(page), width


def test_text_of_twice_the_size_does_not_leave_the_screen(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 360, "height": 640}, bypass_csp=True)
    page.add_style_tag(content="html { font-size: 200% }")
    assert not scrolls_sideways(page)


RESEARCH = {"weights": "Research", "data": "Research", "commercialUse": False}


def test_terms_that_exclude_business_use_are_shown_during_the_download_and_afterwards(
    open_page: OpenPage,
) -> None:
    progress = {"phase": "download", "loaded": 0, "total": 8_000_000, "licence": RESEARCH}
    page = open_page({"waits": True, "progress": progress, "commercialUse": False})
    terms = page.get_by_role("button", name="For research only, not for business")
    expect(terms).to_be_visible()
    page.evaluate("finishLoading()")
    page.wait_for_selector("body[data-model=ready]")
    terms.click()
    page.wait_for_selector("body[data-view=models]")


@pytest.mark.parametrize("commercial_use", [True, None])
def test_other_terms_are_not_shown_on_the_start_view(
    open_page: OpenPage, commercial_use: bool | None
) -> None:
    page = open_page({"commercialUse": commercial_use})
    page.wait_for_selector("body[data-model=ready]")
    assert page.get_by_test_id("terms").count() == 0
