"""Once the page is stored, it needs no server, and a file that does not match its hash is never stored."""

from __future__ import annotations

import hashlib
import re
import time
from base64 import b64decode
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.e2e.bad_network import BadNetwork, Fault
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from tests.e2e.shell import (
    KEPT,
    deployed,
    expect_the_page,
    kept_files,
    precache_manifest,
    text_of,
    wait_for_failed_install,
    wait_until,
    wait_until_kept,
)

MODEL_TIMEOUT_MS = 120_000
SOME = re.compile(r"[1-9]\d*")


def test_the_first_visit_stores_every_file_of_the_page_and_no_model(
    copy_server: ServerProcess, phone: Phone
) -> None:
    page = phone.visit(copy_server.url)
    wait_until_kept(page)
    kept = kept_files(page)
    assert sorted(kept) == sorted(entry["url"] for entry in precache_manifest(copy_server))
    with urlopen(f"{copy_server.url}static/js/main.js") as response:
        assert kept["/static/js/main.js"] == hashlib.sha256(response.read()).hexdigest()


def test_the_first_visit_is_controlled_without_a_reload(copy_server: ServerProcess, phone: Phone) -> None:
    page = phone.visit(copy_server.url)
    wait_until(page, "navigator.serviceWorker.controller !== null")
    copy_server.kill()
    assert "export" in text_of(page, "/static/js/messages.js")


def test_the_second_visit_needs_no_server(copy_server: ServerProcess, phone: Phone) -> None:
    page = phone.visit(copy_server.url)
    wait_until_kept(page)
    copy_server.kill()
    page.reload()
    expect_the_page(page)


def test_a_cold_start_needs_no_server(copy_server: ServerProcess, phone: Phone) -> None:
    wait_until_kept(phone.visit(copy_server.url))
    phone.close()
    copy_server.kill()
    page = phone.visit(copy_server.url)
    expect_the_page(page)
    unreachable = page.evaluate(
        """async (urls) => {
          const responses = await Promise.allSettled(urls.map((url) => fetch(url)));
          return urls.filter((_, index) => !responses[index].value?.ok);
        }""",
        list(kept_files(page)),
    )
    assert unreachable == []


def test_the_page_also_works_offline_under_a_path_of_a_larger_site(
    site_copy: Path, tmp_path: Path, phone: Phone
) -> None:
    server = ServerProcess(site_copy, tmp_path / "server.log", "--root-path", "/tools/scan")
    server.start()
    try:
        page = phone.visit(f"{server.url}tools/scan")
        wait_until_kept(page)
        assert page.url == f"{server.url}tools/scan/"
        assert all(path.startswith("/tools/scan/") for path in kept_files(page))
    finally:
        server.kill()
    phone.close()
    page = phone.visit(f"{server.url}tools/scan/")
    expect_the_page(page)
    page.get_by_role("button", name="Visits").click()
    expect(page).to_have_url(f"{server.url}tools/scan/#/audits")


@pytest.mark.parametrize("start", ["reload", "cold start"])
def test_once_ready_to_work_offline_was_shown_products_are_counted_without_a_server(
    own_server: ServerProcess, phone: Phone, shelf_camera: tuple[Path, int], start: str
) -> None:
    clip, _ = shelf_camera
    page = phone.visit(own_server.url, camera=clip)
    expect(page.get_by_text("Ready to work offline")).to_be_visible(timeout=MODEL_TIMEOUT_MS)
    own_server.kill()
    if start == "reload":
        page.reload()
    else:
        phone.close()
        page = phone.visit(own_server.url, camera=clip)

    expect(page.get_by_text("Ready to work offline")).to_be_visible(timeout=MODEL_TIMEOUT_MS)
    page.get_by_role("button", name="Start camera").click()
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", SOME, timeout=MODEL_TIMEOUT_MS)
    page.get_by_role("button", name="Take a photo").click()
    expect(page.locator("body")).to_have_attribute("data-view", "photo")
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", SOME, timeout=MODEL_TIMEOUT_MS)


@pytest.mark.parametrize("address", ["?source=homescreen", "somewhere", "somewhere/deeper?x=1#y"])
def test_without_a_server_any_address_opens_the_page(
    copy_server: ServerProcess, phone: Phone, address: str
) -> None:
    page = phone.visit(copy_server.url)
    wait_until_kept(page)
    copy_server.kill()
    page.goto(copy_server.url + address)
    expect_the_page(page)


@pytest.mark.parametrize("fault", ["tamper", "cut"])
def test_a_bad_file_fails_the_first_installation_and_the_next_visit_finishes_it(
    network: BadNetwork, phone: Phone, fault: Fault
) -> None:
    bad = "/static/icons/icon-512.png"
    network.faults[bad] = fault
    page = phone.visit(network.url)
    wait_for_failed_install(page)
    assert page.evaluate("navigator.serviceWorker.controller") is None
    assert bad not in kept_files(page)
    expect(page.locator("body")).to_have_attribute("data-offline", "pending")
    kept_so_far = set(kept_files(page))
    assert kept_so_far

    network.faults.clear()
    network.requests.clear()
    page.reload()
    wait_until_kept(page)
    assert bad in kept_files(page)
    precached = {path for path, destination in network.requests if destination == "empty"}
    assert bad in precached
    assert not precached & kept_so_far


EVICT = """async (count) => {
  const name = (await caches.keys()).find((each) => each.includes('precache'));
  const cache = await caches.open(name);
  const all = (await cache.keys()).filter(({ url }) => url.includes('/static/'));
  const unused = all.find(({ url }) => url.includes('/languages/pt.js')); // a page in English starts without it
  const files = [unused, ...all.filter((each) => each !== unused).slice(1 - count)];
  for (const file of files) await cache.delete(file);
  return files.map(({ url }) => new URL(url).pathname);
}"""
"""Deletes so many files of the page, as a browser does that needs the room."""


def test_files_that_the_browser_has_evicted_are_got_again_at_the_next_start(
    own_server: ServerProcess, phone: Phone, networks: ExitStack
) -> None:
    network = networks.enter_context(BadNetwork(own_server.url).running())
    page = phone.visit(network.url)
    expect(page.get_by_text("Ready to work offline")).to_be_visible(timeout=MODEL_TIMEOUT_MS)
    whole = sorted(kept_files(page))
    evicted = page.evaluate(EVICT, 33)
    assert len(evicted) == 33
    assert len(kept_files(page)) == len(whole) - 33
    phone.close()

    # While one of them does not come, the page does not say that it is ready.
    bad = "/static/js/languages/pt.js"
    network.faults[bad] = "portal"
    page = phone.visit(network.url)
    wait_until(page, "document.body.dataset.offline === 'pending'")
    expect(page.get_by_text("Ready, as long as there is a network")).to_be_visible(timeout=MODEL_TIMEOUT_MS)
    assert sorted(kept_files(page)) == sorted(set(whole) - {bad}), "nothing else is stored in its place"

    network.faults.clear()
    page.reload()
    expect(page.get_by_text("Ready to work offline")).to_be_visible(timeout=MODEL_TIMEOUT_MS)
    assert sorted(kept_files(page)) == whole


def test_a_download_of_the_page_that_stalls_is_given_up_and_begun_again(
    network: BadNetwork, phone: Phone, site_copy: Path, copy_server: ServerProcess
) -> None:
    worker = site_copy / "static" / "sw.js"
    with deployed(copy_server):
        worker.write_text(worker.read_text().replace("STALL_MS = 180_000", "STALL_MS = 2_000"))
    stalled = "/static/icons/icon-512.png"
    network.faults[stalled] = "stall"
    page = phone.visit(network.url)
    while (stalled, "empty") not in network.requests:
        page.wait_for_timeout(50)
    registration = "navigator.serviceWorker.getRegistration()"
    wait_until(page, f"{registration}.then((found) => !found?.installing && !found?.active)")
    network.faults.clear()
    network.go_on.set()
    page.evaluate("void dispatchEvent(new Event('online'))")  # or a minute later by itself
    wait_until_kept(page)
    assert stalled in kept_files(page)


def test_a_deploy_during_the_first_visit_leaves_one_whole_version(
    network: BadNetwork, phone: Phone, site_copy: Path, copy_server: ServerProcess
) -> None:
    stalled = "/static/icons/icon-512.png"
    network.faults[stalled] = "stall"
    before = hashes(copy_server)
    page = phone.visit(network.url)
    while (stalled, "empty") not in network.requests:
        page.wait_for_timeout(50)
    with deployed(copy_server):
        for path in ("static/js/messages.js", "static/css/page.css", stalled[1:]):
            (site_copy / path).write_bytes((site_copy / path).read_bytes() + b"/* deployed */")
    after = hashes(copy_server)
    network.faults.clear()
    network.go_on.set()
    deadline = time.monotonic() + 60
    while not page.evaluate(KEPT):
        assert time.monotonic() < deadline
        page.evaluate("void dispatchEvent(new Event('online'))")  # or a minute later by itself
        page.wait_for_timeout(500)
    assert kept_files(page) in (before, after), "nothing of one version is kept with the other"
    copy_server.kill()
    page.reload()
    expect_the_page(page)


def hashes(server: ServerProcess) -> dict[str, str]:
    """SHA-256 of all files that the service worker is to keep, by path."""
    return {
        entry["url"]: b64decode(entry["integrity"].removeprefix("sha256-")).hex()
        for entry in precache_manifest(server)
    }


def test_a_proxy_that_rewrites_the_page_is_named_as_the_reason_why_it_is_not_kept(
    own_server: ServerProcess, visitor: Phone, networks: ExitStack
) -> None:
    network = networks.enter_context(BadNetwork(own_server.url).running())
    network.faults["/"] = "rewrite"
    page = visitor.visit(network.url)
    expect(page.get_by_text("between this device and the server changes the page")).to_be_visible(
        timeout=MODEL_TIMEOUT_MS
    )
    expect(page.get_by_text("Ready, as long as there is a network")).to_be_visible()
    network.faults.clear()
    page.reload()
    expect(page.get_by_text("Ready to work offline")).to_be_visible(timeout=MODEL_TIMEOUT_MS)
