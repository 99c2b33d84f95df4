"""Checks of the page's offline storage: is it stored, does a new version wait, does the page work."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin
from urllib.request import urlopen

from playwright.sync_api import Page, expect

from tests.e2e.server import ServerProcess

TIMEOUT_S = 30
OTHER_BUILDS = {"/static/vendor/tfjs-backend-wasm.wasm", "/static/vendor/kernels-simd.wasm"}
"""The build of TensorFlow.js' WebAssembly for browsers without SIMD. The Chromium of the tests has SIMD."""


KEPT = "navigator.serviceWorker.getRegistration().then((found) => found?.active?.state === 'activated')"
"""Whether the page is stored: a service worker is activated only after it has stored all files, and after it
has deleted what an installation that broke off left behind (while it is "activating", it still deletes)."""
WAITING = "navigator.serviceWorker.getRegistration().then((found) => Boolean(found?.waiting))"
"""Whether a new version is stored, and waits beside the running one."""


def wait_until(page: Page, condition: str) -> None:
    """Waits until the JavaScript expression ``condition``, awaited in the page, is true."""
    deadline = time.monotonic() + TIMEOUT_S
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, f"in {TIMEOUT_S} s it did not come true that {condition}"
        time.sleep(0.05)


def wait_until_kept(page: Page) -> None:
    """Waits until the page is stored."""
    wait_until(page, KEPT)


def wait_for_update(page: Page) -> None:
    """Waits until a new version is downloaded and waits beside the running one."""
    wait_until(page, WAITING)


def wait_for_failed_install(page: Page) -> None:
    """Looks for a new version and waits until its installation has failed."""
    page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.register('/sw.js');
          await registration.update().catch(() => {}); // also fails if the worker is gone by then
        }"""
    )
    wait_until(page, "navigator.serviceWorker.getRegistration().then((found) => !found?.installing)")
    assert not page.evaluate(WAITING)


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
    """The service worker's list of files to store, without the WebAssembly builds for browsers that have less SIMD."""
    files = re.search(r"const files = (\[.*?\])\s*\.filter", listed(server), re.DOTALL)
    assert files is not None
    entries: list[dict[str, Any]] = json.loads(files[1])
    urls = [urljoin("/", entry["url"]) for entry in entries]
    assert set(urls) >= OTHER_BUILDS, "other browsers find theirs in the list"
    return [
        {**entry, "url": url} for entry, url in zip(entries, urls, strict=True) if url not in OTHER_BUILDS
    ]


@contextmanager
def deployed(server: ServerProcess) -> Iterator[None]:
    """What changes in the block is what the server lists at its end: it looks at its files twice a second."""
    before = listed(server)
    yield
    deadline = time.monotonic() + TIMEOUT_S
    while listed(server) == before:
        assert time.monotonic() < deadline, "nothing that the server lists was changed"
        time.sleep(0.05)


def listed(server: ServerProcess) -> str:
    """The service worker, which contains the list of files."""
    with urlopen(f"{server.url}sw.js") as response:
        script: str = response.read().decode()
    return script


def text_of(page: Page, path: str) -> str:
    text: str = page.evaluate("(path) => fetch(path).then((response) => response.text())", path)
    return text


def expect_the_page(page: Page) -> None:
    expect(page.locator("body")).to_have_attribute("data-view", "start")
    expect(page.get_by_role("button", name="Start camera")).to_be_visible()
