"""A visit: its categories, photos taken one after the other, and its end."""

from __future__ import annotations

import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.phone import Phone
from tests.e2e.views.audits import (
    GREY,
    add_categories,
    export_zip,
    open_category,
    photo,
    photos_of,
    start_audit,
    take,
    total,
    wait_until_stored,
)
from tests.e2e.views.page import OpenPage, wait_until

pytestmark = pytest.mark.service_worker(False)

TWO_BOXES = {"boxes": [[0.1, 0.1, 0.3, 0.4], [0.4, 0.1, 0.6, 0.4]]}


def test_a_photo_is_one_tap_and_a_category_one_more(open_page: OpenPage) -> None:
    page = open_page(TWO_BOXES)
    start_audit(page, "Corner Shop")
    add_categories(page, "Coffee", "Tea")
    open_category(page, "Coffee")
    take(page, 3)
    page.get_by_role("button", name="Next: Tea").click()
    expect(page.locator(".visit__category")).to_have_text("Tea")
    take(page, 1)
    page.get_by_role("button", name="Done", exact=True).click()
    page.locator(".visit__where").click()
    page.wait_for_selector("body[data-view=audit]")
    wait_until(page, "document.querySelector('[data-testid=total]').dataset.count === '8'")
    assert photos_of(page, "Coffee") == "3 photos, 6 products"
    assert photos_of(page, "Tea") == "1 photo, 2 products"
    expect(page.locator(".category[data-state=done]")).to_have_count(2)


def test_what_is_not_counted_yet_is_no_number(open_page: OpenPage) -> None:
    page = open_page(TWO_BOXES | {"photoWaits": True})
    start_audit(page, "Corner Shop")
    page.get_by_role("button", name="Take photos").click()
    page.wait_for_selector("body[data-view=live] .shutter:not(:disabled)")
    take(page, 2)
    expect(page.get_by_test_id("visit-total")).to_have_text("2 photos · 2 still to be counted")
    expect(page.locator(".visit__photo[data-uncounted=waiting]")).to_have_count(2)


def test_photos_that_were_not_counted_when_the_browser_died_are_counted_after_it(
    phone: Phone, open_page: OpenPage
) -> None:
    page = open_page(TWO_BOXES | {"photoWaits": True})
    start_audit(page, "Corner Shop")
    add_categories(page, "Coffee", "Tea")
    open_category(page, "Tea")
    take(page, 3)
    wait_until_stored(page, 3)
    phone.crash()
    page = open_page(TWO_BOXES)
    page.wait_for_selector("body[data-view=audit]")  # The visit is opened again by itself.
    wait_until(page, "document.querySelector('[data-testid=total]').dataset.count === '6'")
    assert photos_of(page, "Tea") == "3 photos, 6 products"
    expect(page.locator(".shot img")).to_have_count(3)


def dated(taken: str) -> FilePayload:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = taken
    data = io.BytesIO()
    Image.new("RGB", (600, 800), GREY).save(data, "JPEG", exif=exif, comment=taken)
    return {"name": "shelf.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def test_several_photos_from_the_gallery_are_added_at_once_with_their_times(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(TWO_BOXES)
    start_audit(page, "Corner Shop")
    files = [dated(f"2026:03:0{day} 10:00:00") for day in (1, 2, 3)]
    page.locator("input[type=file][multiple]").set_input_files(files)
    wait_until(page, "document.querySelector('[data-testid=total]')?.dataset.count === '6'")
    with ZipFile(export_zip(page, tmp_path)) as archive:
        (audit,) = json.loads(archive.read("audits.json"))["audits"]
    assert [shot["taken"][:10] for shot in audit["shots"]] == ["2026-03-01", "2026-03-02", "2026-03-03"]


@pytest.mark.provokes("error: The picture cannot be decoded")
def test_a_photo_that_cannot_be_counted_is_kept_and_said_so(open_page: OpenPage) -> None:
    page = open_page(TWO_BOXES)
    start_audit(page, "Corner Shop")
    broken: FilePayload = {"name": "broken.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}
    page.locator("input[type=file][multiple]").set_input_files([broken, photo()])
    wait_until(page, "document.querySelector('[data-testid=total]')?.dataset.count === '2'")
    expect(page.locator(".shot", has_text="Could not be counted")).to_have_count(1)
    page.locator(".shot__open", has_text="Could not be counted").click()
    expect(page.locator(".notice--warn")).to_contain_text("could not be counted")
    assert total(page) == 2


def test_what_a_burst_shows_twice_is_told_and_asked_about(open_page: OpenPage) -> None:
    page = open_page(TWO_BOXES)
    start_audit(page, "Corner Shop")
    page.get_by_role("button", name="Take photos").click()
    page.wait_for_selector("body[data-view=live] .shutter:not(:disabled)")
    take(page, 2)  # All pictures of this camera are alike.
    page.locator(".visit__where").click()
    second = page.locator(".shot").nth(1)
    expect(second).to_contain_text("Looks like photo 1")
    expect(page.get_by_test_id("total")).to_contain_text("1 photo perhaps counted twice")
    page.get_by_role("button", name="Finish visit").click()
    expect(page.locator("dialog li").first).to_contain_text("may count products twice")
    page.get_by_role("button", name="Go on with the visit").click()

    second.locator(".shot__open").click()
    page.get_by_role("dialog", name="This looks like photo 1").get_by_role(
        "button", name="Leave it out"
    ).click()
    expect(page.locator(".shot")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(second).to_contain_text("Looks like photo 1")
    second.locator(".shot__open").click()
    page.get_by_role("button", name="Count it too").click()
    page.get_by_role("button", name="Close the photo").click()
    expect(page.locator(".shot")).to_have_count(2)
    expect(page.get_by_text("Looks like photo 1")).to_have_count(0)
    assert total(page) == 4


def test_finishing_says_what_is_open_and_ends_the_visit(open_page: OpenPage) -> None:
    page = open_page(TWO_BOXES)
    start_audit(page, "Corner Shop")
    add_categories(page, "Coffee", "Tea", "Sweets")
    open_category(page, "Coffee")
    take(page, 1)
    page.locator(".visit__where").click()
    page.get_by_role("button", name="Skip Sweets").click()
    page.get_by_role("button", name="No time").click()
    page.get_by_role("button", name="Finish visit").click()
    expect(page.locator("dialog li").first).to_have_text("Not settled: Coffee and Tea.")
    page.get_by_role("button", name="Finish all the same").click()
    page.get_by_test_id("finished").wait_for()
    expect(page.locator("[name=category]")).to_have_count(0)
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Back").click()
    page.wait_for_selector("body[data-view=start]")
    expect(page.locator(".entry--current")).to_have_count(0)
    # The shutter belongs to no visit any more: a photo is looked at.
    page.get_by_role("button", name="Start camera").click()
    page.wait_for_selector("body[data-view=live] .shutter:not(:disabled)")
    expect(page.locator(".visit")).to_have_count(0)
    page.locator(".shutter").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")


COUNTED = """await import('/static/js/audits/store.js').then(async ({ AuditStore }) =>
  (await new AuditStore().list()).every(({ shots }) => shots.every(({ uncounted }) => !uncounted)))"""

TOMORROW = """
  const now = Date.now;
  Date.now = () => now() + 24 * 3600_000;
  globalThis.Date = class extends Date {
    constructor(...rest) { super(...(rest.length > 0 ? rest : [Date.now()])); }
  };
"""


def test_a_visit_of_yesterday_is_asked_about_and_not_continued(phone: Phone, open_page: OpenPage) -> None:
    page = open_page(TWO_BOXES | {"photoWaits": True})  # It is counted behind, the day after.
    start_audit(page, "Corner Shop")
    page.get_by_role("button", name="Take photos").click()
    page.wait_for_selector("body[data-view=live] .shutter:not(:disabled)")
    take(page, 1)
    wait_until_stored(page, 1)
    phone.close()
    page = open_page(TWO_BOXES, script=TOMORROW)
    wait_until(page, COUNTED)
    page.reload()
    expect(page.get_by_test_id("unfinished")).to_contain_text("Corner Shop")
    expect(page.locator(".entry--current")).to_have_count(0)
    page.get_by_role("button", name="Finish it").click()
    expect(page.get_by_test_id("unfinished")).to_have_count(0)


def test_photos_are_moved_to_another_category_and_another_visit(open_page: OpenPage) -> None:
    page = open_page(TWO_BOXES)
    start_audit(page, "Corner Shop")
    start_audit_again(page, "High Street")
    add_categories(page, "Coffee", "Tea")
    open_category(page, "Coffee")
    take(page, 3)
    page.locator(".visit__where").click()
    wait_until(page, "document.querySelector('[data-testid=total]')?.dataset.count === '6'")
    move(page, [0], "Tea")
    assert photos_of(page, "Tea") == "1 photo, 2 products"
    move(page, [0, 1], "Into this visit")
    expect(page.locator(".shot")).to_have_count(1)
    page.get_by_role("button", name="Back").click()
    expect(page.locator(".audit-card", has_text="Corner Shop")).to_contain_text("2 photos")


def start_audit_again(page: Page, store: str) -> None:
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Start a visit").click()
    page.get_by_label("Store", exact=True).fill(store)
    page.get_by_role("button", name="Start visit").click()
    page.wait_for_selector("body[data-view=audit]")


def move(page: Page, photos: list[int], target: str) -> None:
    page.get_by_role("button", name="Move", exact=True).click()
    for index in photos:
        page.locator(".shot__open").nth(index).click()
    page.get_by_role("button", name=f"Move {len(photos)} photo").click()
    page.locator("dialog").get_by_role("button", name=target).first.click()
    page.locator(".notice", has_text="moved").wait_for()
