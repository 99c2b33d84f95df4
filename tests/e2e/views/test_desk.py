"""On a desk, where supervisors check: photos side by side, keys, and files that are dropped or pasted."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.views.audits import add_photo, export_zip, photo, start_audit, total
from tests.e2e.views.page import OpenPage, wait_until

pytestmark = pytest.mark.service_worker(False)

DESK = {"viewport": {"width": 1280, "height": 800}, "is_mobile": False, "has_touch": False}
TWO_BOXES = {"boxes": [[0.1, 0.1, 0.3, 0.4], [0.4, 0.1, 0.6, 0.4]]}
UNSURE = TWO_BOXES | {
    "scores": [0.6, 0.55],
    "certainty": {"offset": -1.4, "slope": 3.0, "missed": 0.1, "spread": 0.25},
}

GIVE = """([event, name, files]) => {
  const given = new DataTransfer();
  for (const { name, mimeType, data } of files) {
    const bytes = Uint8Array.from(atob(data), (each) => each.charCodeAt(0));
    given.items.add(new File([bytes], name, { type: mimeType }));
  }
  const how = { bubbles: true, cancelable: true };
  const made = event === 'paste'
    ? new ClipboardEvent(event, { ...how, clipboardData: given })
    : new DragEvent(event, { ...how, dataTransfer: given });
  document.querySelector(name).dispatchEvent(made);
}"""


def give(page: Page, event: str, *files: tuple[str, str, bytes], to: str = "main") -> None:
    """Drops files on the page, drags them over it, or pastes them."""
    packed = [
        {"name": name, "mimeType": kind, "data": base64.b64encode(data).decode()}
        for name, kind, data in files
    ]
    page.evaluate(GIVE, [event, to, packed])


def jpeg() -> tuple[str, str, bytes]:
    file = photo()
    return file["name"], file["mimeType"], file["buffer"]


def visit_with(page: Page, photos: int) -> None:
    start_audit(page, "Corner Shop")
    page.locator("input[type=file][multiple]").set_input_files([photo() for _ in range(photos)])
    if photos > 1:  # A single one is looked at first.
        wait_until(page, f"document.querySelector('[data-testid=total]')?.dataset.count === '{2 * photos}'")


def test_the_photos_of_the_visit_stand_beside_the_one_under_review(open_page: OpenPage) -> None:
    page = open_page(TWO_BOXES, **DESK)
    visit_with(page, 3)
    page.locator(".shot__open").first.click()
    side = page.get_by_role("navigation", name="Photos of Corner Shop")
    expect(side.get_by_role("button")).to_have_count(3)
    expect(side.locator("[aria-current]")).to_have_count(1)
    list_box, photo_box = side.bounding_box(), page.locator(".editor__boxes").bounding_box()
    assert list_box and photo_box
    assert list_box["x"] + list_box["width"] <= photo_box["x"]

    page.keyboard.press("PageDown")
    expect(side.locator("li").nth(1).locator("[aria-current]")).to_have_count(1)
    page.wait_for_selector("body[data-view=photo] [data-count]")
    page.locator(".editor").focus()
    for key in ("ArrowRight", "Delete", "Escape"):
        page.keyboard.press(key)
    expect(side.locator("li").nth(1)).to_contain_text("1 product")
    page.keyboard.press("PageUp")
    expect(side.locator("li").first.locator("[aria-current]")).to_have_count(1)
    side.get_by_role("button").last.click()
    expect(side.locator("li").last.locator("[aria-current]")).to_have_count(1)


def test_a_phone_has_no_list_beside_the_photo(open_page: OpenPage) -> None:
    page = open_page(TWO_BOXES)
    start_audit(page, "Corner Shop")
    add_photo(page)
    page.locator(".shot__open").first.click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    expect(page.locator(".side")).to_have_count(0)
    expect(page.locator(".keys-button")).to_be_hidden()


def test_what_keys_do_is_shown_on_demand(open_page: OpenPage) -> None:
    page = open_page(TWO_BOXES, **DESK)
    visit_with(page, 1)
    page.wait_for_selector("body[data-view=photo] [data-count]")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keys")
    expect(sheet.get_by_text("Go on to the next box")).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    page.get_by_role("button", name="Keys").click()
    expect(sheet).to_be_visible()


def test_photos_are_dropped_on_a_visit_and_one_on_the_start_is_counted(open_page: OpenPage) -> None:
    page = open_page(TWO_BOXES, **DESK)
    give(page, "dragover", jpeg())
    assert page.evaluate("document.body.dataset.dropping") == "Let go here to open it"
    give(page, "drop", ("notes.txt", "text/plain", b"no photo"))
    expect(page.get_by_test_id("notice")).to_contain_text("This is not a photo")
    assert page.evaluate("document.body.dataset.dropping") is None
    give(page, "paste", jpeg())
    page.wait_for_selector("body[data-view=photo] [data-count='2']")
    page.get_by_role("button", name="Close the photo").click()

    start_audit(page, "Corner Shop")
    give(page, "drop", jpeg(), jpeg(), jpeg())
    wait_until(page, "document.querySelector('[data-testid=total]')?.dataset.count === '6'")


def test_an_export_is_dropped_on_the_list(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(TWO_BOXES, **DESK)
    visit_with(page, 2)
    export = export_zip(page, tmp_path).read_bytes()
    give(page, "drop", ("export.zip", "application/zip", export))
    expect(page.get_by_test_id("notice")).to_contain_text("on the list of visits")
    page.get_by_role("button", name="Delete visit", exact=True).click()
    page.get_by_role("button", name="Undo").wait_for()
    give(page, "drop", ("export.zip", "application/zip", export))
    page.locator(".audit-card").click()
    page.wait_for_selector("body[data-view=audit]")
    assert total(page) == 4


def test_photos_whose_numbers_are_unsure_are_gone_through(open_page: OpenPage) -> None:
    page = open_page(UNSURE)
    visit_with(page, 3)
    page.get_by_role("button", name="Check, least sure first").click()
    for left in (2, 1):
        page.get_by_role("button", name=f"Next to check ({left})").click()
    page.get_by_role("button", name="Back to the visit").click()
    page.wait_for_selector("body[data-view=audit]")
    expect(page.locator(".notice")).to_contain_text("all photos that were unsure")

    page.locator(".shot__open").first.click()
    expect(page.get_by_role("button", name="Next photo")).to_be_visible()  # It is looked at by itself.


def test_a_visit_that_is_sure_has_nothing_to_check(open_page: OpenPage) -> None:
    page = open_page(TWO_BOXES)
    visit_with(page, 2)
    expect(page.get_by_role("button", name="Check, least sure first")).to_have_count(0)
