"""Helpers that the tests of the views share."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from playwright.sync_api import Locator, Page

OpenPage = Callable[..., Page]
"""See the fixture ``open_page``."""

PORTRAIT = (720, 1280)
"""Size of the camera's picture."""

SCREENS = [(360, 640), (390, 844), (844, 390), (768, 1024), (1280, 800)]
"""Width and height of phones, a tablet and a computer, in CSS pixels."""

NEXT_PAINT = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

WAIT_S = 60.0


def wait_until(page: Page, condition: str) -> None:
    """Waits until a JavaScript expression, which may await, is true.

    Playwright's own wait needs `eval` from the second look on, and the page forbids that.
    """
    deadline = time.monotonic() + WAIT_S
    while not page.evaluate(f"async () => Boolean({condition})"):
        assert time.monotonic() < deadline, f"not true after {WAIT_S:.0f} s: {condition}"
        page.wait_for_timeout(50)


def on_screens(page: Page, screens: Sequence[tuple[int, int]] = SCREENS) -> Iterator[tuple[int, int]]:
    """Shows the open page on one screen after the other: width and height of each.

    A page for each screen would find the same, and loading it takes longer than all that is checked.
    """
    for width, height in screens:
        page.set_viewport_size({"width": width, "height": height})
        wait_until(page, f"innerWidth === {width} && innerHeight === {height}")
        page.evaluate(NEXT_PAINT)  # what is laid out by script follows
        yield width, height


def start_camera(page: Page) -> None:
    """Starts the camera from the start view and waits for the first counted frame."""
    page.get_by_role("button", name="Start camera").click()
    page.wait_for_selector("body[data-view=live] [data-count]")


def named_rects(controls: Locator) -> list[dict[str, Any]]:
    """Name and position of all these elements, asked for at once: see ``rect``."""
    found: list[dict[str, Any]] = controls.evaluate_all(
        """all => all.map((each) => ({
          name: each.ariaLabel ?? each.textContent.trim(), ...each.getBoundingClientRect().toJSON(),
        }))"""
    )
    return found


def rect(page: Page, selector: str) -> dict[str, float]:
    """Position of an element: left, top, right, bottom, width and height in CSS pixels of the window."""
    result: dict[str, float] = page.locator(selector).evaluate("e => e.getBoundingClientRect().toJSON()")
    return result
