"""No picture leaves the phone: the page sends requests to no server but its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e import netlog
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess

MODEL_TIMEOUT_MS = 120_000
A_NUMBER = re.compile(r"\d+")


def test_a_whole_visit_sends_requests_only_to_its_own_server(
    server: ServerProcess, phone: Phone, shelf_camera: tuple[Path, int], tmp_path: Path
) -> None:
    log = tmp_path / "network.json"
    clip, _ = shelf_camera
    page = phone.visit(server.url, camera=clip, arguments=netlog.switches(log))
    body, count = page.locator("body"), page.get_by_test_id("count")
    expect(body).to_have_attribute("data-offline", "ready", timeout=MODEL_TIMEOUT_MS)
    page.get_by_role("button", name="Try the sample shelf").click()
    expect(count).to_have_attribute("data-count", A_NUMBER, timeout=MODEL_TIMEOUT_MS)
    page.reload()
    expect(body).to_have_attribute("data-model", "ready", timeout=MODEL_TIMEOUT_MS)
    page.get_by_role("button", name="Start camera").click()
    expect(count).to_have_attribute("data-count", A_NUMBER, timeout=MODEL_TIMEOUT_MS)
    phone.close()

    urls = netlog.requested_urls(log)
    for part in ("sw.js", "static/vendor/workbox.js", "api/models", ".bin"):
        assert any(part in url for url in urls), f"the log has no {part}: it cannot be complete"
    assert [url for url in urls if not url.startswith(server.url)] == []


ATTEMPTS = {
    "fetch": ("fetch(elsewhere, { method: 'POST', body: 'picture' }).catch(() => {})", "connect-src"),
    "beacon": ("navigator.sendBeacon(elsewhere, 'picture')", "connect-src"),
    "websocket": ("new WebSocket('wss://example.com/')", "connect-src"),
    "event source": ("new EventSource(elsewhere)", "connect-src"),
    "image": ("new Image().src = elsewhere", "img-src"),
    "script": ("append('script', { src: elsewhere })", "script-src-elem"),
    "frame": ("append('iframe', { src: elsewhere })", "frame-src"),
    "form": ("append('form', { method: 'post', action: elsewhere }).submit()", "form-action"),
    "script from a string": ("setTimeout('1', 0)", "script-src"),
}


@pytest.mark.provokes("policy|request: to (https|wss)://example.com")
@pytest.mark.shared_browser
@pytest.mark.parametrize(("attempt", "directive"), ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_the_browser_blocks_requests_to_other_servers(
    page_server: ServerProcess, phone: Phone, attempt: str, directive: str
) -> None:
    page = phone.visit(page_server.url)
    violated = page.evaluate(
        f"""() => new Promise((resolve, reject) => {{
          addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
          setTimeout(() => reject(new Error('nothing stopped it')), 10000);
          const elsewhere = 'https://example.com/';
          const append = (tag, properties) =>
            document.body.appendChild(Object.assign(document.createElement(tag), properties));
          {attempt};
        }})"""
    )
    assert violated == directive
