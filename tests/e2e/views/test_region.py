"""The part of a picture that alone counts: from the live view to the photo, changed there, stored and exported."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from tests.e2e.views.audits import export_zip, total
from tests.e2e.views.page import OpenPage, rect, start_camera, wait_until
from tests.e2e.views.test_live_controls import FOUR_BOXES, expect_count
from tests.e2e.views.test_live_controls import drag as drag_live
from tests.e2e.views.test_review import on_screen, open_shelf, tap

pytestmark = pytest.mark.service_worker(False)

SHELF_STILL = """
globalThis.STILL = { width: 1800, height: 2400 };
ImageCapture.prototype.getPhotoCapabilities = async () => ({});
ImageCapture.prototype.takePhoto = async () => {
  // The video has 720 x 1280 pixels: the still shows a sixth more at its left and at its right.
  detectorPlan.boxes = [
    [0.02, 0.3, 0.1, 0.4],
    ...detectorPlan.boxes.map(([left, top, right, bottom]) => [0.125 + 0.75 * left, top, 0.125 + 0.75 * right, bottom]),
  ];
  const canvas = new OffscreenCanvas(STILL.width, STILL.height);
  canvas.getContext('2d').fillRect(0, 0, 1, 1);
  return canvas.convertToBlob({ type: 'image/jpeg' });
};
"""
"""A sensor whose stills have another shape than the video, with one more product at the left."""

NO_STILL = "delete globalThis.ImageCapture;"

CORNERS = """async () => {
  const { AuditStore } = await import('/static/js/audits/store.js');
  const store = new AuditStore();
  const [{ shots }] = await store.list();
  return shots[0].review.corrections.region?.corners ?? null;
}"""
"""The corners of the first photo's part that are stored."""


def take_photo(page: Page) -> None:
    page.get_by_role("button", name="Take a photo").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")


def handle(page: Page, x: int, y: int) -> tuple[float, float]:
    """The middle of the handle at that corner; 0, 0: of all."""
    at = rect(page, f".region__handle[data-x='{x}'][data-y='{y}']")
    return (at["left"] + at["right"]) / 2, (at["top"] + at["bottom"]) / 2


def drag_handle(page: Page, corner: tuple[int, int], x: float, y: float) -> None:
    """Drags a handle by a part of the photo's size."""
    photo = rect(page, ".editor__photo")
    left, top = handle(page, *corner)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + x * photo["width"], top + y * photo["height"], steps=5)
    page.mouse.up()


def open_part(page: Page) -> None:
    page.get_by_role("button", name="Part only", exact=True).click()
    expect(page.get_by_role("group", name="The part of the picture that counts")).to_be_visible()


def chip(page: Page) -> None:
    expect(page.get_by_role("button", name="This part only: Count the whole photo")).to_be_visible()


def test_what_counts_live_counts_on_the_photo(open_page: OpenPage) -> None:
    page = open_page({"boxes": FOUR_BOXES}, script=NO_STILL)
    start_camera(page)
    page.get_by_role("button", name="This part only").click()
    expect_count(page, 2)
    take_photo(page)
    expect_count(page, 2)
    chip(page)
    assert page.get_by_role("button", name="Undo").count() == 0, "nothing was corrected"
    page.get_by_role("button", name="This part only").click()
    expect_count(page, 4)
    expect(page.get_by_test_id("announcer")).to_have_text("The whole photo counts. 4 products.")
    page.get_by_role("button", name="Undo").click()
    expect_count(page, 2)


def test_what_counts_live_counts_on_a_zoomed_photo(open_page: OpenPage) -> None:
    page = open_page({"boxes": FOUR_BOXES}, script=NO_STILL)
    start_camera(page)
    page.get_by_role("button", name="Zoom 2×").click()
    wait_until(page, "detectedSizes.at(-1)[0] === 360")
    drag_live(page, (0.3, 0.2), (0.7, 0.45))
    expect_count(page, 1)
    take_photo(page)
    expect_count(page, 1)


def test_a_still_that_shows_more_than_the_screen_counts_the_same_products(open_page: OpenPage) -> None:
    page = open_page({"boxes": FOUR_BOXES}, script=SHELF_STILL)
    start_camera(page)
    drag_live(page, (0.02, 0.2), (0.5, 0.7))
    expect_count(page, 2)
    take_photo(page)
    assert page.evaluate("detectedSizes.at(-1)") == [1800, 2400]
    expect_count(page, 2)
    page.get_by_role("button", name="This part only").click()
    expect_count(page, 5)


def test_without_a_part_all_of_the_photo_counts(open_page: OpenPage) -> None:
    page = open_page({"boxes": FOUR_BOXES}, script=NO_STILL)
    start_camera(page)
    take_photo(page)
    expect_count(page, 4)
    assert page.get_by_text("This part only").count() == 0


def test_a_part_of_a_photo_is_chosen_and_its_corners_are_dragged(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    expect_count(page, 17)
    open_part(page)
    expect_count(page, 13)
    chip(page)
    drag_handle(page, (1, -1), 0, 0.15)
    expect_count(page, 11)  # the upper right corner alone: the side slants down over the upper row
    page.get_by_role("button", name="Undo").click()
    expect_count(page, 13)
    drag_handle(page, (0, 0), 0.12, 0)
    expect_count(page, 11)
    page.get_by_role("button", name="Done").last.click()
    expect(page.get_by_role("group", name="The part of the picture that counts")).to_have_count(0)
    expect_count(page, 11)
    for count in (13, 17):
        page.get_by_role("button", name="Undo").click()
        expect_count(page, count)
    assert page.get_by_text("This part only").count() == 0
    page.get_by_role("button", name="Redo").click()
    expect_count(page, 13)


def test_rows_and_gaps_are_those_of_the_part(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    expect(page.get_by_role("button", name="Check 1 gap")).to_be_visible()
    open_part(page)
    drag_handle(page, (1, 1), 0, -0.4)
    drag_handle(page, (-1, 1), 0, -0.4)
    expect_count(page, 7)
    assert page.get_by_role("button", name="Check 1 gap").count() == 0
    page.get_by_role("button", name="Done").last.click()
    page.get_by_role("button", name="Rows").click()
    expect(page.locator(".row")).to_have_count(1)
    expect(page.locator(".row")).to_contain_text("7 products")


def test_a_part_is_changed_with_the_keyboard_alone(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    page.get_by_role("button", name="Part only", exact=True).press("Enter")
    expect_count(page, 13)
    expect(page.get_by_role("application")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Top left corner")).to_be_focused()
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    expect_count(page, 14)  # of the upper row the first; the side slants
    expect(page.get_by_test_id("announcer")).to_have_text("Only the part in the frame counts. 14 products.")
    page.keyboard.press("Control+z")
    expect(page.get_by_role("button", name="Top left corner")).to_be_focused()
    for _ in range(5):
        page.keyboard.press("Control+z")
    expect_count(page, 13)
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Move the frame")).to_be_focused()
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
    expect_count(page, 11)
    left = rect(page, ".region")["left"]
    assert abs(left - rect(page, ".editor__photo")["left"]) < 1, "it stays on the photo"


def test_a_part_is_changed_with_single_taps(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    open_part(page)
    page.get_by_role("button", name="Bottom right corner").tap()
    expect(page.get_by_text("Tap where it should go.")).to_be_visible()
    tap(page, 0.98, 0.98)
    assert page.get_by_text("Tap where it should go.").count() == 0
    expect_count(page, 14)
    tap(page, 0.5, 0.2)
    assert page.get_by_role("button", name="Remove").count() == 0, "a tap beside the corners selects nothing"
    page.get_by_role("button", name="Move the frame").tap()
    tap(page, 0.5, 0.02)
    wait_until(page, "!document.querySelector('[aria-pressed=true]')")
    assert abs(rect(page, ".region")["top"] - rect(page, ".editor__photo")["top"]) < 1.5
    page.get_by_role("button", name="Count the whole photo").click()
    expect_count(page, 17)


def test_the_part_follows_the_photo_when_it_is_zoomed(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    open_part(page)
    page.mouse.move(*on_screen(page, 0.32, 0.12))
    page.mouse.wheel(0, -500)
    wait_until(page, "document.querySelector('.editor__photo').getBoundingClientRect().width > 600")
    photo, part = rect(page, ".editor__photo"), rect(page, ".region")
    assert abs(part["left"] - (photo["left"] + 0.18 * photo["width"])) < 1.5
    assert abs(part["right"] - (photo["left"] + 0.82 * photo["width"])) < 1.5
    drag_handle(page, (-1, -1), 0.12, 0)
    expect_count(page, 11)
    # The keyboard comes to a corner that is outside the screen.
    page.get_by_role("button", name="Top left corner").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Bottom right corner")).to_be_focused()
    wait_until(page, "document.activeElement.getBoundingClientRect().bottom < innerHeight")
    assert page.evaluate("document.querySelector('.region-layer').scrollTop") == 0


def test_outside_the_part_no_product_is_added(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    open_part(page)
    page.get_by_role("button", name="Done").last.click()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Tap it inside the frame")).to_be_visible()
    tap(page, 0.08, 0.8)
    expect(page.get_by_test_id("announcer")).to_have_text("Not added: it is outside the part that counts.")
    expect_count(page, 13)
    tap(page, 0.5, 0.8)
    expect_count(page, 14)


def test_back_ends_the_change_of_the_part_and_keeps_it(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    open_part(page)
    page.go_back()
    expect(page.get_by_role("group", name="The part of the picture that counts")).to_have_count(0)
    expect_count(page, 13)
    chip(page)


def file_a_part(open_page: OpenPage) -> Page:
    """Adds the shelf, of which a slanted part counts, to an audit, and opens its page."""
    page = open_shelf(open_page)
    open_part(page)
    drag_handle(page, (1, -1), 0, 0.15)
    expect_count(page, 11)
    page.get_by_role("button", name="Done").last.click()
    page.get_by_role("button", name="Add to a visit").click()
    page.get_by_label("Store", exact=True).fill("Corner Shop")
    page.get_by_role("button", name="Start visit").click()
    page.locator(".saved").wait_for()
    page.get_by_role("button", name="Open visit").click()
    page.wait_for_selector("body[data-view=audit] .shot img")
    return page


def test_a_part_is_kept_exported_and_imported(
    open_page: OpenPage, phone: Phone, view_server: ServerProcess, tmp_path: Path
) -> None:
    page = file_a_part(open_page)
    assert total(page) == 11
    corners = page.evaluate(CORNERS)
    assert len(corners) == 4
    assert corners[1][1] - corners[0][1] == pytest.approx(180, abs=8)

    page.reload()
    page.get_by_role("button", name="Open photo 1").click()
    page.wait_for_selector("body[data-view=photo] [data-count='11']")
    chip(page)
    page.get_by_role("button", name="Close the photo").click()
    page.wait_for_selector("body[data-view=audit]")

    file = export_zip(page, tmp_path)
    folder = tmp_path / "exported"
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    check_files(folder, corners)

    page.evaluate(
        "indexedDB.databases().then((all) => all.forEach(({ name }) => indexedDB.deleteDatabase(name)))"
    )
    page = phone.visit(view_server.url)
    page.locator(".entry").click()
    page.get_by_label("Import").set_input_files(file)
    expect(page.get_by_text("1 visit imported")).to_be_visible()
    assert page.evaluate(CORNERS) == corners
    page.locator(".audit-card").click()
    page.wait_for_selector("body[data-view=audit] .shot img")
    assert total(page) == 11


def check_files(folder: Path, corners: list[list[float]]) -> None:
    (row,) = csv.DictReader((folder / "counts.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True))
    assert (row["products"], row["part_only"]) == ("11", "1")
    assert (row["found_by_detector"], row["added_by_hand"], row["removed_by_hand"]) == ("11", "0", "0")
    assert "part_only" in (folder / "README.txt").read_text(encoding="utf-8")
    coco = json.loads((folder / "coco.json").read_text())
    assert len(coco["annotations"]) == 11
    assert coco["images"][0]["shelfscan"]["part_only"] == corners
    (shot,) = json.loads((folder / "audits.json").read_text())["audits"][0]["shots"]
    assert shot["corrections"]["region"]["corners"] == corners
    with Image.open(folder / shot["marked"]) as image:
        marked = image.convert("RGB")
        assert marked.size == (900, 1200)
        assert max(marked.getpixel((60, 600))) < 80, "dimmed"  # type: ignore[arg-type]
        assert marked.getpixel((450, 520)) == pytest.approx((128, 128, 128), abs=5), "as it was"
        x, y = (round(sum(ends) / 2) for ends in zip(corners[2], corners[3], strict=True))
        assert min(marked.getpixel((x, y))) > 200, "its outline"  # type: ignore[arg-type]
