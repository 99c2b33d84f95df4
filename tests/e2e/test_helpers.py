"""On devices with enough cores, several workers share the work on a picture."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from tests.e2e.detector_page import detect, load_detector, visit_empty_page
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess

pytestmark = pytest.mark.shared_browser

FRAMES = 40
"""Enough for the helpers to start and for both ways to be tried."""


def detect_until_shared(page: Page) -> tuple[dict[str, Any], dict[str, Any]]:
    """Detections of one worker alone, and together with its helpers."""
    whole: dict[str, Any] | None = None
    for _ in range(FRAMES):
        found = detect(page, longSide=640)
        whole = whole or found
        if found["tiles"] > 1:
            return whole, found
    raise AssertionError(f"No helper took part in {FRAMES} frames.")


@pytest.fixture
def page(server: ServerProcess, phone: Phone) -> Page:
    """A detector on WASM in a browser with at least two cores."""
    page = phone.visit(server.url)
    if page.evaluate("navigator.hardwareConcurrency") < 2:
        pytest.skip("This machine has one core: there is nothing to share.")
    load_detector(page, "wasm")
    return page


def test_the_first_picture_does_not_wait_for_helpers_and_with_them_the_boxes_are_the_same(page: Page) -> None:
    whole, shared = detect_until_shared(page)
    assert whole["tiles"] == 1
    assert abs(whole["count"] - shared["count"]) <= 0.02 * whole["count"]
    alone, together = (np.asarray(found["boxes"]).reshape(-1, 4) for found in (whole, shared))
    apart = np.abs(together[:, None] - alone[None]).max(axis=2).min(axis=1)
    sides = np.sqrt((together[:, 2:] - together[:, :2]).prod(axis=1))
    assert (apart < 0.2 * sides).mean() > 0.98  # each box matches one of the other run, also at the seams


@pytest.mark.parametrize("backend", ["wasm", "webgl"])
def test_a_photo_has_the_same_boxes_to_the_last_digit_whenever_and_wherever_it_is_counted(
    server: ServerProcess, phone: Phone, backend: str
) -> None:
    page = visit_empty_page(phone, server)
    load_detector(page, "wasm")
    first = detect(page, mode="photo", longSide=1024)
    load_detector(page, backend)
    cold = detect(page, mode="photo", longSide=1024)
    for _ in range(6):  # the helpers start meanwhile, and a trial decides whether live frames are shared
        detect(page, longSide=640)
    warm = detect(page, mode="photo", longSide=1024)
    for name in ("boxes", "scores", "labels"):
        assert cold[name] == first[name]
        assert warm[name] == first[name]
