"""A photo that another app shares is opened in the page, and never sent to the server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e import netlog
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from tests.e2e.shell import wait_until
from tests.e2e.views.audits import photo
from tests.e2e.views.page import OpenPage
from tests.e2e.views.test_navigation import expect_address, expect_view

TEXT: FilePayload = {"name": "list.txt", "mimeType": "text/plain", "buffer": b"milk"}
INBOX = "caches.match('/share', { cacheName: 'shelfscan-shared' }).then(Boolean)"
NO_WORKER = "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });"


@pytest.fixture
def shared_to(open_page: OpenPage) -> Callable[..., Page]:
    """Opens the page and shares files with it as the system does: with a form that is posted to /share."""

    def share(*files: FilePayload, kept: bool = True, **options: object) -> Page:
        # The system's form is not subject to the page's policy, which forbids forms.
        page = open_page(bypass_csp=True, script="" if kept else NO_WORKER, **options)
        if kept:
            wait_until(page, "navigator.serviceWorker.controller !== null")
        post(page, *files)
        return page

    return share


def post(page: Page, *files: FilePayload) -> None:
    page.evaluate(
        """() => {
          const element = (tag, properties) => Object.assign(document.createElement(tag), properties);
          const how = { method: 'post', action: '/share', enctype: 'multipart/form-data' };
          const form = element('form', { id: 'system', ...how });
          form.append(element('input', { type: 'file', name: 'photo', multiple: true }));
          document.body.append(form);
        }"""
    )
    page.locator("#system input").set_input_files(files)
    with page.expect_navigation():
        page.evaluate("document.getElementById('system').submit()")


def test_a_shared_photo_is_counted_and_can_be_added_to_an_audit(shared_to: Callable[..., Page]) -> None:
    page = shared_to(photo(600, 800))
    page.wait_for_selector("body[data-view=photo] [data-count='1']")
    assert page.evaluate("detectedSizes") == [[600, 800]]
    page.get_by_role("button", name="Add to a visit").click()
    expect_view(page, "audit-form")


def test_a_shared_photo_needs_no_server(
    shared_to: Callable[..., Page], own_view_server: ServerProcess
) -> None:
    page = shared_to(photo(), url=own_view_server.url)
    page.wait_for_selector("body[data-view=photo] [data-count]")
    own_view_server.kill()
    post(page, photo(300, 400))
    page.wait_for_selector("body[data-view=photo] [data-count]")
    assert page.evaluate("detectedSizes") == [[300, 400]]


def test_the_server_never_gets_a_shared_photo(
    shared_to: Callable[..., Page], phone: Phone, own_view_server: ServerProcess, tmp_path: Path
) -> None:
    log = tmp_path / "network.json"
    page = shared_to(photo(), url=own_view_server.url, arguments=netlog.switches(log))
    page.wait_for_selector("body[data-view=photo] [data-count]")
    phone.close()
    urls = netlog.requested_urls(log)
    assert f"{own_view_server.url}sw.js" in urls, "the log cannot be complete"
    assert f"{own_view_server.url}share" not in urls


def test_a_shared_photo_is_opened_once(shared_to: Callable[..., Page]) -> None:
    page = shared_to(photo())
    page.wait_for_selector("body[data-view=photo] [data-count]")
    assert not page.evaluate(INBOX)
    page.get_by_role("button", name="Close the photo").click()
    expect_view(page, "start")
    expect_address(page, "")
    page.reload()
    page.wait_for_selector("body[data-model=ready]")
    expect_view(page, "start")


def test_of_several_photos_the_first_is_opened_and_a_notice_mentions_the_others(
    shared_to: Callable[..., Page],
) -> None:
    page = shared_to(photo(500, 700), photo(), photo())
    expect(page.get_by_text("the other 2 were left out")).to_be_visible()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    assert page.evaluate("detectedSizes") == [[500, 700]]


def test_a_share_without_a_photo_is_reported(shared_to: Callable[..., Page]) -> None:
    page = shared_to()
    expect(page.get_by_text("did not arrive")).to_be_visible()
    expect_view(page, "start")
    expect_address(page, "")


def test_a_file_that_is_not_a_photo_is_explained(shared_to: Callable[..., Page]) -> None:
    page = shared_to(TEXT)
    page.wait_for_selector("[data-problem=picture-unreadable]")


def test_a_shared_photo_that_was_never_opened_is_deleted(
    shared_to: Callable[..., Page], view_server: ServerProcess
) -> None:
    page = shared_to(photo())
    page.wait_for_selector("body[data-view=photo] [data-count]")
    page.evaluate(
        "caches.open('shelfscan-shared').then((inbox) => inbox.put('/share', new Response('photo')))"
    )
    assert page.evaluate(INBOX)
    page.goto(f"{view_server.url}#/audits")
    page.reload()
    expect_view(page, "audits")
    wait_until(page, f"{INBOX}.then((isThere) => !isThere)")


def test_without_a_service_worker_the_person_is_told_to_choose_the_photo_here(
    shared_to: Callable[..., Page], phone: Phone, view_server: ServerProcess, tmp_path: Path
) -> None:
    log = tmp_path / "network.json"
    page = shared_to(photo(), kept=False, arguments=netlog.switches(log))
    expect(page.get_by_text("did not arrive")).to_be_visible()
    expect_view(page, "start")
    phone.close()
    assert f"{view_server.url}share" in netlog.requested_urls(log), "a log that shows what reaches the server"
