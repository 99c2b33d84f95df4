"""Once the page is kept, it needs no server; and what replaces it is whole, and waits to be asked."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.bad_network import BadNetwork, Fault
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess

TIMEOUT_S = 30
MODEL_TIMEOUT_MS = 120_000
SOME = re.compile(r"[1-9]\d*")
EDITED = "static/js/messages.js"


@pytest.fixture
def network(copy_server: ServerProcess) -> Iterator[BadNetwork]:
    with BadNetwork(copy_server.url).running() as network:
        yield network


def wait_until(page: Page, condition: str) -> None:
    """Until the JavaScript expression ``condition``, awaited in the page, is true."""
    deadline = time.monotonic() + TIMEOUT_S
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, f"in {TIMEOUT_S} s it did not come true that {condition}"
        time.sleep(0.05)


def wait_until_kept(page: Page) -> None:
    """Until the page is on the phone: a service worker is active only after it has kept all files."""
    wait_until(page, "navigator.serviceWorker.getRegistration().then((found) => Boolean(found?.active))")


def wait_for_update(page: Page) -> None:
    """Until a new version has been downloaded and waits beside the one that runs."""
    wait_until(page, "navigator.serviceWorker.getRegistration().then((found) => Boolean(found?.waiting))")


def wait_for_failed_install(page: Page) -> None:
    """Looks for a new version and waits until its installation has ended, with nothing to show for it."""
    page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.register('/sw.js');
          await registration.update().catch(() => {}); // fails too when the worker is gone by then
        }"""
    )
    wait_until(page, "navigator.serviceWorker.getRegistration().then((found) => !found?.installing)")
    waiting = "navigator.serviceWorker.getRegistration().then((found) => Boolean(found?.waiting))"
    assert not page.evaluate(waiting)


def kept_files(page: Page) -> dict[str, str]:
    """SHA-256 of every file in the shell's cache, by path."""
    kept: dict[str, str] = page.evaluate(
        """async () => {
          const names = (await caches.keys()).filter((name) => name.includes('precache'));
          const kept = {};
          for (const name of names) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
              const content = await (await cache.match(request)).arrayBuffer();
              const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
              const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
              kept[new URL(request.url).pathname] = hex;
            }
          }
          return kept;
        }"""
    )
    return kept


def precache_manifest(server: ServerProcess) -> list[dict[str, Any]]:
    with urlopen(f"{server.url}sw.js") as response:
        script = response.read().decode()
    listed = re.search(r"precacheAndRoute\((\[.*?\])\);", script, re.DOTALL)
    assert listed is not None
    entries: list[dict[str, Any]] = json.loads(listed[1])
    return entries


def text_of(page: Page, path: str) -> str:
    text: str = page.evaluate("(path) => fetch(path).then((response) => response.text())", path)
    return text


def edit(site: Path) -> None:
    """A new version of the page is put on the server."""
    with (site / EDITED).open("a") as file:
        file.write("// A new version.\n")


def expect_the_page(page: Page) -> None:
    expect(page.locator("body")).to_have_attribute("data-view", "start")
    expect(page.get_by_role("button", name="Start camera")).to_be_visible()


def test_the_first_visit_keeps_every_file_of_the_page_and_no_model(
    copy_server: ServerProcess, phone: Phone
) -> None:
    page = phone.visit(copy_server.url)
    wait_until_kept(page)
    kept = kept_files(page)
    assert sorted(kept) == sorted(entry["url"] for entry in precache_manifest(copy_server))
    with urlopen(f"{copy_server.url}static/js/main.js") as response:
        assert kept["/static/js/main.js"] == hashlib.sha256(response.read()).hexdigest()


def test_the_first_visit_is_in_charge_without_being_loaded_again(
    copy_server: ServerProcess, phone: Phone
) -> None:
    page = phone.visit(copy_server.url)
    wait_until(page, "navigator.serviceWorker.controller !== null")
    copy_server.kill()
    assert "export" in text_of(page, f"/{EDITED}")


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


def test_an_update_waits_until_it_is_asked_for(
    copy_server: ServerProcess, phone: Phone, site_copy: Path
) -> None:
    page = phone.visit(copy_server.url)
    wait_until_kept(page)
    edit(site_copy)
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


def test_an_update_nobody_asked_for_is_there_at_the_next_cold_start(
    copy_server: ServerProcess, phone: Phone, site_copy: Path
) -> None:
    page = phone.visit(copy_server.url)
    wait_until_kept(page)
    edit(site_copy)
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
    (site_copy / "static" / "js" / "old.js").write_text("// Only in the old version.\n")
    page = phone.visit(copy_server.url)
    wait_until_kept(page)
    assert "/static/js/old.js" in kept_files(page)
    (site_copy / "static" / "js" / "old.js").unlink()
    page.reload()
    wait_for_update(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Update now").click()
    expect_the_page(page)
    assert sorted(kept_files(page)) == sorted(entry["url"] for entry in precache_manifest(copy_server))


@pytest.mark.parametrize("fault", ["tamper", "cut"])
def test_a_first_download_with_a_bad_file_keeps_nothing_and_goes_on_at_the_next_visit(
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


@pytest.mark.parametrize("fault", ["tamper", "cut"])
def test_an_update_with_a_bad_file_leaves_the_version_before_it_in_place(
    network: BadNetwork, phone: Phone, site_copy: Path, fault: Fault
) -> None:
    page = phone.visit(network.url)
    wait_until_kept(page)
    before = text_of(page, f"/{EDITED}")
    edit(site_copy)
    network.faults[f"/{EDITED}"] = fault
    page.reload()
    wait_for_failed_install(page)
    assert text_of(page, f"/{EDITED}") == before
    expect(page.get_by_role("button", name="Update now")).to_have_count(0)
    page.reload()
    expect_the_page(page)
