"""What a person does on the page, in any engine."""

from __future__ import annotations

from pathlib import Path

from tests.engines.driver import Engine

READY_S = 240.0
"""How long a slow machine may take to fetch the detector, to start it, or to count a photo."""

COUNT = """(view) =>
  document.querySelector(`body[data-view=${view}] [data-testid=count]`)?.dataset.count ?? null"""
"""The number on the view as text; null: not counted yet."""

WAYS_BACK = "[aria-label='Close the photo'], [aria-label=Back], [aria-label='Close the camera']"


def first_visit(phone: Engine, url: str) -> None:
    """Opens the page for the first time, leaves its explanation, and waits until it works without a server."""
    phone.open(url)
    phone.click("button", "Skip")
    phone.wait_for("() => document.body.innerText.includes('Ready to work offline')", timeout_s=READY_S)


def wait_for_view(phone: Engine, view: str) -> None:
    """Waits until a view is shown, named as in ``body[data-view]``."""
    phone.wait_for("(view) => document.body.dataset.view === view", view)


def go_to_start(phone: Engine) -> None:
    """Leaves one view after the other, as a person does, until the start view is shown."""
    while (view := phone.evaluate("() => document.body.dataset.view")) != "start":
        phone.click(WAYS_BACK)
        phone.wait_for("(view) => document.body.dataset.view !== view", view)


def count_on(phone: Engine, view: str) -> int:
    """Waits until something was counted on a view: the number."""
    return int(phone.wait_for(COUNT, view, timeout_s=READY_S))


def count_photo(phone: Engine, photo: Path) -> int:
    """Chooses a photo on the start view: the number of its products."""
    go_to_start(phone)
    phone.choose_files("input[type=file]", [photo])
    return count_on(phone, "photo")


def wait_for_count(phone: Engine, count: int) -> None:
    """Waits until the photo under review has this number."""
    phone.wait_for(f"(view, count) => ({COUNT})(view) === count", "photo", str(count))
