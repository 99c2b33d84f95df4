"""A new version waits until it is requested, and replaces the previous one completely or not at all."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.e2e.bad_network import BadNetwork, Fault
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from tests.e2e.shell import (
    deployed,
    expect_the_page,
    kept_files,
    precache_manifest,
    text_of,
    wait_for_failed_install,
    wait_for_update,
    wait_until,
    wait_until_kept,
)
from tests.e2e.views.audits import start_audit

EDITED = "static/js/messages.js"
NEW = "// A new version.\n"


def edit(site: Path, server: ServerProcess) -> None:
    """Puts a new version of the page on the server."""
    with deployed(server):
        append(site / EDITED, NEW)


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text() + text)


def test_an_update_waits_until_it_is_requested(
    copy_server: ServerProcess, phone: Phone, site_copy: Path
) -> None:
    page = phone.visit(copy_server.url)
    wait_until_kept(page)
    edit(site_copy, copy_server)
    for _ in range(2):
        page.reload()
        wait_for_update(page)
        assert "A new version." not in text_of(page, f"/{EDITED}")

    with page.expect_navigation():
        page.get_by_role("button", name="Update now").click()
    assert "A new version." in text_of(page, f"/{EDITED}")
    expect_the_page(page)
    copy_server.kill()
    page.reload()
    assert "A new version." in text_of(page, f"/{EDITED}")


def test_an_update_that_was_not_requested_is_applied_at_the_next_cold_start(
    copy_server: ServerProcess, phone: Phone, site_copy: Path
) -> None:
    page = phone.visit(copy_server.url)
    wait_until_kept(page)
    edit(site_copy, copy_server)
    page.reload()
    wait_for_update(page)
    phone.close()
    copy_server.kill()
    page = phone.visit(copy_server.url)
    expect_the_page(page)
    assert "A new version." in text_of(page, f"/{EDITED}")


def test_an_update_leaves_no_file_of_the_old_version_behind(
    copy_server: ServerProcess, phone: Phone, site_copy: Path
) -> None:
    old = site_copy / "static" / "js" / "old.js"
    with deployed(copy_server):
        old.write_text("// Only in the old version.\n")
    page = phone.visit(copy_server.url)
    wait_until_kept(page)
    assert "/static/js/old.js" in kept_files(page)
    with deployed(copy_server):
        old.unlink()
    page.reload()
    wait_for_update(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Update now").click()
    expect_the_page(page)
    assert sorted(kept_files(page)) == sorted(entry["url"] for entry in precache_manifest(copy_server))


@pytest.mark.parametrize("fault", ["tamper", "cut", "missing", "portal"])
def test_an_update_with_a_bad_file_leaves_the_previous_version_in_place(
    network: BadNetwork, copy_server: ServerProcess, phone: Phone, site_copy: Path, fault: Fault
) -> None:
    page = phone.visit(network.url)
    wait_until_kept(page)
    before = text_of(page, f"/{EDITED}")
    edit(site_copy, copy_server)
    network.faults[f"/{EDITED}"] = fault
    page.reload()
    wait_for_failed_install(page)
    assert text_of(page, f"/{EDITED}") == before
    expect(page.get_by_role("button", name="Update now")).to_have_count(0)
    page.reload()
    expect_the_page(page)


@pytest.mark.parametrize("fault", ["missing", "portal", "cut"])
def test_a_list_of_files_that_is_gone_or_somebody_elses_leaves_the_page_as_it_is(
    network: BadNetwork, copy_server: ServerProcess, phone: Phone, site_copy: Path, fault: Fault
) -> None:
    page = phone.visit(network.url)
    wait_until_kept(page)
    before = kept_files(page)
    edit(site_copy, copy_server)
    network.faults["/sw.js"] = fault
    page.reload()
    refused = page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration();
          return registration.update().then(() => false, () => true);
        }"""
    )
    assert refused
    assert kept_files(page) == before
    expect_the_page(page)
    expect(page.get_by_role("button", name="Update now")).to_have_count(0)
    network.faults.clear()
    page.reload()
    wait_for_update(page)
    expect(page.get_by_role("button", name="Update now")).to_be_visible()


ACTIVATING = "/static/activating"
HELD = f"addEventListener('activate', (event) => event.waitUntil(fetch('{ACTIVATING}').then((all) => all.text())));"
"""Lets the activation of a new version last as long as this stalls."""

OTHER_EDITED = "static/js/timeline.js"


def wait_for_request(network: BadNetwork, path: str) -> None:
    deadline = time.monotonic() + 60
    while (path, "empty") not in network.requests:
        assert time.monotonic() < deadline, f"nobody asks for {path}"
        time.sleep(0.05)


@pytest.mark.parametrize("step", ["download", "activation"])
def test_a_kill_in_an_update_leaves_one_whole_version(
    network: BadNetwork,
    copy_server: ServerProcess,
    phone: Phone,
    site_copy: Path,
    step: Literal["download", "activation"],
) -> None:
    page = phone.visit(network.url)
    wait_until_kept(page)
    network.requests.clear()
    with deployed(copy_server):
        for name in (EDITED, OTHER_EDITED):
            append(site_copy / name, NEW)
        if step == "activation":
            append(site_copy / "static" / "sw.js", HELD)
    stalled = f"/{EDITED}" if step == "download" else ACTIVATING
    network.faults[stalled] = "stall"
    page.reload()
    if step == "activation":
        wait_for_update(page)
        page.get_by_role("button", name="Update now").click(no_wait_after=True)
    wait_for_request(network, stalled)
    phone.crash()

    copy_server.kill()
    page = phone.visit(network.url)
    expect_the_page(page)
    is_new = ["A new version." in text_of(page, f"/{name}") for name in (EDITED, OTHER_EDITED)]
    assert is_new == [step == "activation"] * 2
    phone.close()

    # What was cut off goes on, and ends with no file of the old version.
    network.faults.clear()
    network.go_on.set()
    copy_server.start()
    page = phone.visit(network.url)
    if step == "download":
        wait_for_update(page)
        with page.expect_navigation():
            page.get_by_role("button", name="Update now").click()
    expect_the_page(page)
    expected = sorted(entry["url"] for entry in precache_manifest(copy_server))
    deadline = time.monotonic() + 60
    while sorted(kept_files(page)) != expected:
        assert time.monotonic() < deadline, set(kept_files(page)) ^ set(expected)
        page.wait_for_timeout(50)


LATE = "static/js/languages/pt.js"
"""A file that a page in English loads only once another language is chosen."""


def test_an_old_page_gets_from_the_phone_what_the_new_server_has_no_more(
    copy_server: ServerProcess, phone: Phone, site_copy: Path
) -> None:
    page = phone.visit(copy_server.url)
    wait_until_kept(page)
    page.reload()
    expect_the_page(page)
    (site_copy / LATE).rename(site_copy / "static/js/languages/portuguese.js")
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Language").select_option("pt")
    expect(page.locator("html")).to_have_attribute("lang", "pt")


def test_of_two_instances_on_one_origin_each_keeps_its_own_page(
    network: BadNetwork, copy_server: ServerProcess, phone: Phone, site_copy: Path, tmp_path: Path
) -> None:
    """One of them is at the root, so its service worker is asked for the other's page before that has one."""
    other = ServerProcess(site_copy, tmp_path / "other.log", "--root-path", "/other")
    other.start()
    network.elsewhere["/other/"] = urlsplit(other.url).netloc
    try:
        page = phone.visit(network.url)
        wait_until_kept(page)
        page.goto(f"{network.url}other/")
        registration = "navigator.serviceWorker.getRegistration()"
        wait_until(page, f"{registration}.then((found) => found.active && found.scope.endsWith('/other/'))")
        assert page.url == f"{network.url}other/"
        ours = {path for path in kept_files(page) if path.startswith("/other/")}
        assert len(ours) > 100

        page.goto(network.url)
        edit(site_copy, copy_server)
        page.reload()
        wait_for_update(page)
        page.get_by_role("button", name="Update now").click()
        expect(page.get_by_role("button", name="Update now")).to_have_count(0)
        text = f"fetch('/{EDITED}').then((file) => file.text())"
        wait_until(page, f"{text}.then((text) => text.includes('A new version'))")
        assert ours <= set(kept_files(page)), "the update of one has taken nothing from the other"
    finally:
        other.kill()
    page.goto(f"{network.url}other/")
    expect_the_page(page)
    assert page.url == f"{network.url}other/"


BREAK = """
addEventListener('fetch', (event) => {
  event.stopImmediatePropagation();
  if (event.request.mode === 'navigate') event.respondWith(new Response('This worker is broken.'));
});
"""


def test_a_broken_worker_is_retired_as_the_documents_say_and_what_was_counted_stays(
    copy_server: ServerProcess, phone: Phone, site_copy: Path
) -> None:
    worker = site_copy / "static" / "sw.js"
    good = worker.read_text()
    with deployed(copy_server):
        worker.write_text(BREAK + good)
    page = phone.visit(copy_server.url)
    wait_until_kept(page)
    start_audit(page, "Corner Market")
    page.get_by_role("button", name="Back").click()
    page.locator(".audit-card").wait_for()
    page.goto(copy_server.url)
    expect(page.get_by_text("This worker is broken.")).to_be_visible()

    copy_server.kill()
    copy_server.start("--retire-worker")
    page.goto(copy_server.url)
    wait_until(page, "navigator.serviceWorker.getRegistration().then((found) => !found)")
    page.goto(copy_server.url)
    expect_the_page(page)
    page.locator(".entry").click()
    expect(page.get_by_role("heading", name="Corner Market")).to_be_visible()
    assert kept_files(page) == {}

    worker.write_text(good)
    copy_server.kill()
    copy_server.start()
    page.goto(copy_server.url)
    wait_until_kept(page)
    copy_server.kill()
    page.reload()
    expect(page.get_by_role("heading", name="Corner Market")).to_be_visible()
