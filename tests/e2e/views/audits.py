"""Actions on audits that several tests share."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import count
from pathlib import Path

from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.views.page import WAIT_S

GREY = (128, 128, 128)
ORIENTATION_TAG = 0x0112
NUMBERS = count()


def photo(width: int = 600, height: int = 800, orientation: int = 1) -> FilePayload:
    """A grey photo, so that every coloured pixel was drawn by the page. No two are the same file, as of a camera."""
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = orientation
    data = BytesIO()
    Image.new("RGB", (width, height), GREY).save(data, "JPEG", exif=exif, comment=str(next(NUMBERS)))
    return {"name": "shelf.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def large_photo() -> FilePayload:
    """A photo of a few megabytes, as from a camera. It contains noise, which cannot be compressed."""
    noise = os.urandom(1500 * 1500 * 3)
    data = BytesIO()
    Image.frombytes("RGB", (1500, 1500), noise).save(data, "JPEG", quality=95)
    return {"name": "shelf.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def start_audit(page: Page, store: str, *, place: str = "", note: str = "") -> None:
    """Starts an audit from the start view and opens its page."""
    page.locator(".entry").click()
    if page.evaluate("document.body.dataset.view") != "audits":
        page.wait_for_selector("body[data-view=audit]")
        page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Start a visit").click()
    fill_form(page, store, place=place, note=note)
    page.get_by_role("button", name="Start visit").click()
    page.wait_for_selector("body[data-view=audit]")


def fill_form(page: Page, store: str, *, place: str = "", note: str = "") -> None:
    page.get_by_label("Store", exact=True).fill(store)
    more = page.locator(".more:not([open]) > summary")  # In a new audit, place and note are folded away.
    if more.count() > 0:
        if not place and not note:
            return
        more.click()
    page.get_by_label("Place").fill(place)
    page.get_by_label("Note").fill(note)


def add_categories(page: Page, *names: str) -> None:
    page.locator("[name=category]").fill(", ".join(names))
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".category")).to_have_count(len(names))


def open_category(page: Page, name: str) -> None:
    page.locator(".category__open", has_text=name).click()
    page.wait_for_selector("body[data-view=live] .shutter:not(:disabled)")


def take(page: Page, photos: int) -> None:
    """Takes this many photos: one tap each."""
    before = int(page.get_by_test_id("visit-total").get_attribute("data-photos") or 0)
    for number in range(1, photos + 1):
        page.locator(".shutter").click()
        expect(page.get_by_test_id("visit-total")).to_have_attribute("data-photos", str(before + number))


def photos_of(page: Page, category: str) -> str:
    return page.locator(".category", has_text=category).locator(".category__facts").inner_text()


def add_photo(page: Page, file: FilePayload | None = None) -> None:
    """Chooses a photo on the audit's page, adds it and returns to the page."""
    before = page.locator(".shot").count()
    count_photo(page, file)
    page.get_by_role("button", name="Add to ").click()
    page.locator(".saved").wait_for()
    page.get_by_role("button", name="Open visit").click()
    page.wait_for_selector("body[data-view=audit]")
    expect(page.locator(".shot")).to_have_count(before + 1)
    expect(page.locator(".shot img")).to_have_count(before + 1)


def count_photo(page: Page, file: FilePayload | None = None) -> None:
    page.locator("input[type=file]").last.set_input_files(file or photo())
    page.wait_for_selector("body[data-view=photo] [data-count]")


def correct(page: Page) -> None:
    """Removes the first box of the photo under review, with the keyboard."""
    before = int(page.get_by_test_id("count").get_attribute("data-count") or 0)
    page.locator(".editor").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Delete")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", str(before - 1))


def total(page: Page) -> int:
    """The number on the audit's page."""
    return int(page.get_by_test_id("total").get_attribute("data-count") or 0)


def export_zip(page: Page, folder: Path) -> Path:
    """Exports the open or selected audits, as a download."""
    page.get_by_role("button", name="Export").click()
    save = page.get_by_role("button", name="Save to this device")
    save.wait_for()
    with page.expect_download() as download:
        save.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    page.get_by_role("button", name="Close").click()
    return path


@contextmanager
def full_device(page: Page) -> Iterator[None]:
    """A device with one megabyte left. Chromium checks the quota only sometimes, so nothing may be stored before."""
    session = page.context.new_cdp_session(page)
    origin = page.evaluate("location.origin")
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1e6})
    try:
        yield
    finally:
        session.send("Storage.overrideQuotaForOrigin", {"origin": origin})


def stored_shots(page: Page) -> int:
    """Number of photos in IndexedDB that belong to an audit and are not deleted."""
    count: int = page.evaluate(
        """async () => {
          const { AuditStore } = await import('/static/js/audits/store.js');
          const audits = await new AuditStore().list();
          return audits.reduce((sum, { shots }) => sum + shots.length, 0);
        }"""
    )
    return count


STORED_PLACE = """async () => {
  const { AuditStore } = await import('/static/js/audits/store.js');
  const store = new AuditStore();
  const { inAudit, shotId } = await store.recall();
  const shot = shotId === null ? null : await store.readShot(shotId);
  return { inAudit, corrections: shot?.review.corrections.removed.length ?? 0 };
}"""
"""The stored place of the person: whether in an audit, and how many boxes of the photo under review were removed."""


def wait_until_place_is_stored(page: Page, *, in_audit: bool, corrections: int = 0) -> None:
    """Waits until everything is stored that is to survive a crash."""
    deadline = time.monotonic() + WAIT_S
    while (place := page.evaluate(STORED_PLACE)) != {"inAudit": in_audit, "corrections": corrections}:
        assert time.monotonic() < deadline, f"stored is {place}"
        page.wait_for_timeout(50)


def wait_until_stored(page: Page, count: int) -> None:
    deadline = time.monotonic() + WAIT_S
    while stored_shots(page) != count:
        assert time.monotonic() < deadline, f"not {count} but {stored_shots(page)} photos are stored"
        page.wait_for_timeout(50)
