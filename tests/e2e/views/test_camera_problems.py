"""Without a camera picture, the page explains why and what to do."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.server import ServerProcess
from tests.e2e.views.page import OpenPage

pytestmark = pytest.mark.service_worker(False)


def camera_rejects(error: str) -> str:
    return f"""
    globalThis.cameraWorks = false;
    const ask = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices); // empty pages have none
    if (ask) navigator.mediaDevices.getUserMedia = (constraints) =>
      cameraWorks ? ask(constraints) : Promise.reject(new DOMException('', '{error}'));
    """


@pytest.mark.parametrize(
    ("error", "problem", "title", "can_retry"),
    [
        ("NotAllowedError", "camera-denied", "The camera is not allowed", True),
        ("NotFoundError", "camera-none", "No camera found", False),
        ("NotReadableError", "camera-busy", "The camera is in use", True),
    ],
)
def test_a_camera_that_does_not_open_is_explained_with_a_next_step(
    open_page: OpenPage, error: str, problem: str, title: str, can_retry: bool
) -> None:
    page = open_page(script=camera_rejects(error))
    page.get_by_role("button", name="Start camera").click()
    page.wait_for_selector(f"[data-problem={problem}]")
    expect(page.get_by_role("heading")).to_have_text(title)
    expect(page.get_by_role("heading")).to_be_focused()
    assert page.get_by_role("button", name="Try again").count() == int(can_retry)
    expect(page.get_by_text("Choose a photo", exact=True)).to_be_visible()


def test_trying_again_works_once_the_camera_is_allowed(open_page: OpenPage) -> None:
    page = open_page(script=camera_rejects("NotAllowedError"))
    page.get_by_role("button", name="Start camera").click()
    page.wait_for_selector("[data-problem=camera-denied]")
    page.evaluate("cameraWorks = true")
    page.get_by_role("button", name="Try again").click()
    page.wait_for_selector("body[data-view=live] [data-count]")


def test_a_real_refusal_is_a_refusal(open_page: OpenPage) -> None:
    page = open_page(permissions=[], arguments=["--deny-permission-prompts"])
    page.get_by_role("button", name="Start camera").click()
    page.wait_for_selector("[data-problem=camera-denied]")


def test_a_device_without_a_camera_still_counts_photos(open_page: OpenPage) -> None:
    page = open_page(camera=None)
    page.get_by_role("button", name="Start camera").click()
    page.wait_for_selector("[data-problem=camera-none]")
    page.get_by_role("button", name="Back to start").click()
    page.get_by_role("button", name="Try the sample shelf").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")


def test_a_browser_without_camera_access_is_named_as_the_reason(open_page: OpenPage) -> None:
    page = open_page(
        script="Object.defineProperty(Navigator.prototype, 'mediaDevices', { value: undefined });"
    )
    page.get_by_role("button", name="Start camera").click()
    page.wait_for_selector("[data-problem=camera-unsupported]")


def test_an_insecure_address_is_named_as_the_reason(open_page: OpenPage, view_server: ServerProcess) -> None:
    url = view_server.url.replace("127.0.0.1", "shop.test")
    page = open_page(url=url, arguments=["--host-resolver-rules=MAP shop.test 127.0.0.1"])
    page.get_by_role("button", name="Start camera").click()
    page.wait_for_selector("[data-problem=insecure-origin]")
    expect(page.get_by_text("https://")).to_be_visible()
