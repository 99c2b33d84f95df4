"""Notices about the network, which comes and goes in a shop, are discreet and never claim what is not known."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.views.page import OpenPage, on_screens, rect, start_camera
from tests.e2e.views.test_start_view import UPDATE_WAITS

GONE = "No network. Everything works, nothing is lost."
DOWNLOADING = {"waits": True, "progress": {"phase": "download", "loaded": 2_000_000, "total": 8_000_000}}
COVERED = """
[...document.querySelectorAll('main button, main label')].filter((each) => {
  const [a, b] = [each, document.querySelector('.quiet__text')].map((one) => one.getBoundingClientRect());
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}).map((each) => each.ariaLabel || each.textContent.trim())
"""
"""The controls that the notice covers."""


def ready(open_page: OpenPage, **options: object) -> Page:
    page = open_page(**options)
    page.wait_for_selector("body[data-offline=ready]")
    return page


def go_to(page: Page, view: str) -> None:
    if view == "live":
        start_camera(page)
    if view == "audits":
        page.locator(".entry").click()
    page.wait_for_selector(f"body[data-view={view}]")


@pytest.mark.parametrize("view", ["start", "live", "audits"])
def test_a_notice_that_the_network_is_gone_is_shown_and_disappears(open_page: OpenPage, view: str) -> None:
    page = ready(open_page)
    go_to(page, view)
    notice = page.get_by_test_id("notice")
    expect(notice).to_have_attribute("role", "status")
    expect(notice).to_be_empty()
    page.context.set_offline(True)
    expect(notice).to_have_text(GONE)
    for width, height in on_screens(page, [(844, 390), (360, 640)]):
        assert page.evaluate(COVERED) == [], (width, height)
        assert rect(page, ".quiet__text")["right"] <= width
    expect(notice).to_be_empty()  # by itself, after a few seconds
    expect(page.locator("body")).to_have_attribute("data-view", view)


def test_a_notice_waits_until_the_photo_is_closed(open_page: OpenPage) -> None:
    page = ready(open_page)
    page.get_by_role("button", name="Try the sample shelf").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    page.evaluate("tellNews({ kind: 'model-updated', version: '2.0.0' })")
    expect(page.get_by_test_id("notice")).to_be_empty()
    page.get_by_role("button", name="Close the photo").click()
    expect(page.get_by_test_id("notice")).to_contain_text("A better detector has arrived")


def test_the_notice_that_the_network_is_back_is_worded_as_probable(open_page: OpenPage) -> None:
    page = ready(open_page)
    page.context.set_offline(True)
    expect(page.get_by_test_id("notice")).to_have_text(GONE)
    page.context.set_offline(False)
    expect(page.get_by_test_id("notice")).to_have_text("The network seems to be back.")


@pytest.mark.parametrize("view", ["start", "live"])
def test_a_download_without_a_network_says_so_until_there_is_one(open_page: OpenPage, view: str) -> None:
    page = open_page(DOWNLOADING)
    if view == "live":
        page.get_by_role("button", name="Start camera").click()
        page.wait_for_selector("body[data-view=live]")
    expect(page.get_by_test_id("model-progress")).to_be_visible()
    missing = page.get_by_test_id("no-network")
    assert missing.count() == 0
    page.context.set_offline(True)
    expect(missing).to_contain_text("The detector is fetched once")
    assert page.get_by_text(GONE).count() == 0
    page.context.set_offline(False)
    expect(missing).to_have_count(0)


@pytest.mark.parametrize(
    "problem",
    [
        pytest.param(
            "no-network-no-model", marks=pytest.mark.provokes("error: No model is on this device yet")
        ),
        pytest.param("download-failed", marks=pytest.mark.provokes("error: download-failed")),
    ],
)
def test_a_failed_download_resumes_by_itself(open_page: OpenPage, problem: str) -> None:
    page = open_page({"fails": problem})
    page.context.set_offline(True)
    expect(page.get_by_role("alert")).to_contain_text("connect, and it goes on by itself")
    page.evaluate("delete detectorPlan.fails")
    assert page.evaluate("document.body.dataset.model") == "failed"
    page.context.set_offline(False)
    expect(page.locator("body")).to_have_attribute("data-model", "ready")
    expect(page.get_by_test_id("notice")).to_contain_text("The detector is being fetched")


@pytest.mark.provokes("error: This browser has none of WebGPU")
def test_a_failure_that_is_not_caused_by_the_network_is_not_retried_when_it_is_back(
    open_page: OpenPage,
) -> None:
    page = open_page({"fails": "no-backend"})
    expect(page.get_by_role("alert")).to_contain_text("too old")
    page.evaluate("delete detectorPlan.fails")
    page.context.set_offline(True)
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_contain_text("too old")
    assert page.evaluate("document.body.dataset.model") == "failed"


def test_a_page_that_is_not_stored_is_not_said_to_work_offline(open_page: OpenPage) -> None:
    page = open_page(
        script="Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });"
    )
    expect(page.get_by_text("as long as there is a network")).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_test_id("no-network")).to_contain_text("as long as this page stays open")
    assert page.get_by_text(GONE).count() == 0
    assert page.get_by_text("Ready").count() == 0


def test_an_update_is_offered_on_the_list_of_audits_and_not_in_one(open_page: OpenPage) -> None:
    page = ready(open_page, script=UPDATE_WAITS)
    page.reload()  # an update waits only if another version is active
    offer = page.get_by_text("A new version is ready")
    expect(offer).to_be_visible()
    go_to(page, "audits")
    expect(offer).to_be_visible()
    page.get_by_role("button", name="Start a visit").click()
    page.wait_for_selector("body[data-view=audit-form]")
    assert offer.count() == 0
    page.get_by_label("Store", exact=True).fill("Corner Market")
    page.get_by_role("button", name="Start visit").click()
    page.wait_for_selector("body[data-view=audit]")
    assert offer.count() == 0
