"""What no page may do is seen in every test: see watch.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.e2e.camera import write_mjpeg
from tests.e2e.phone import Visitor
from tests.e2e.server import ServerProcess
from tests.e2e.watch import Watch

FAULTS = {
    "an error of the page": ("setTimeout(() => { throw new Error('of the page'); })", "error: of the page"),
    "a rejection that nobody handles": ("void Promise.reject(new Error('nobody'))", "error: nobody"),
    "a request to another origin": (
        "fetch('http://127.0.0.1:1/').catch(() => {})",
        r"(request|policy): .*127\.0\.0\.1:1/",
    ),
    "a violation of the policy": (
        "fetch('https://example.com/').catch(() => {})",
        "policy: .*https://example.com/",
    ),
    "a picture of another origin": (
        "new Image().src = 'https://example.com/picture.png'",
        r"(request|policy): .*picture\.png",
    ),
}


@pytest.mark.parametrize(("script", "pattern"), FAULTS.values(), ids=FAULTS.keys())
def test_it_is_told(
    page_server: ServerProcess, visitor: Visitor, script: str, pattern: str, request: pytest.FixtureRequest
) -> None:
    request.node.add_marker(pytest.mark.provokes(pattern))
    page = visitor.visit(page_server.url)
    page.evaluate(script)
    page.wait_for_timeout(100)


WORKERS = {
    "an error": ("setTimeout(() => { throw new Error('of a worker'); });", "error: .*of a worker"),
    "a rejection": ("Promise.reject(new Error('in a worker'));", "error: in a worker"),
    "a violation of the policy": (
        "setTimeout(() => fetch('https://example.com/w').catch(() => {}), 200);",
        "policy: https://example.com/w",
    ),
}


@pytest.mark.parametrize(("script", "pattern"), WORKERS.values(), ids=WORKERS.keys())
def test_it_is_told_of_a_worker(
    copy_server: ServerProcess,
    site_copy: Path,
    visitor: Visitor,
    script: str,
    pattern: str,
    request: pytest.FixtureRequest,
) -> None:
    request.node.add_marker(pytest.mark.provokes(pattern))
    (site_copy / "static" / "js" / "bad-worker.js").write_text(script)
    page = visitor.visit(copy_server.url)
    page.evaluate("globalThis.bad = new Worker('static/js/bad-worker.js', { type: 'module' })")
    page.wait_for_timeout(600)


@pytest.mark.provokes("request: to https://example.com/elsewhere")
def test_a_request_that_a_policy_let_through_is_told(page_server: ServerProcess, visitor: Visitor) -> None:
    page = visitor.visit(page_server.url, bypass_csp=True)
    page.evaluate("fetch('https://example.com/elsewhere').catch(() => {})")
    page.wait_for_timeout(100)


@pytest.mark.provokes("camera: on after its view was left")
def test_a_camera_that_stays_on_is_told(page_server: ServerProcess, visitor: Visitor, tmp_path: Path) -> None:
    Image.new("RGB", (64, 64)).save(tmp_path / "black.png")
    page = visitor.visit(
        page_server.url, camera=write_mjpeg(tmp_path / "black.png", tmp_path / "black.mjpeg", size=(64, 64))
    )
    page.evaluate("navigator.mediaDevices.getUserMedia({ video: true })")


def test_what_was_not_provoked_fails_a_test_and_so_does_what_did_not_happen() -> None:
    watch = Watch()
    watch.check([])
    watch.found.append("error: of a driver")
    watch.check(["driver"])
    with pytest.raises(AssertionError, match="of a driver"):
        watch.check(["policy"])
    with pytest.raises(AssertionError, match="did not happen"):
        watch.check(["driver", "policy"])
