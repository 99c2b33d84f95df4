"""Many boxes at once: marked by a lasso, a swipe, taps or the keyboard, and corrected together."""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.views.audits import count_photo, export_zip, photo, start_audit
from tests.e2e.views.page import OpenPage
from tests.e2e.views.test_review import expect_count, on_screen, open_shelf, tap

pytestmark = pytest.mark.service_worker(False)

KINDS = {"labels": ["Cola", "Lemonade"]}
SHELF = [
    [0.02 + 0.055 * i, 0.3 + 0.13 * row, 0.07 + 0.055 * i, 0.4 + 0.13 * row]
    for row in range(5)
    for i in range(12)
]
FAR = [
    [0.2 + 0.022 * i, 0.08 + 0.06 * row, 0.22 + 0.022 * i, 0.12 + 0.06 * row]
    for row in range(3)
    for i in range(10)
]
"""Products of an aisle behind, above the shelf."""


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def marked(page: Page, text: str) -> None:
    expect(page.get_by_test_id("marked")).to_have_text(text)


def draw(page: Page, *points: tuple[float, float]) -> None:
    """Draws a line through these points of the photo, given as fractions of its size."""
    page.mouse.move(*on_screen(page, *points[0]))
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*on_screen(page, *point), steps=8)
    page.mouse.up()


def lasso(page: Page, left: float, top: float, right: float, bottom: float) -> None:
    draw(page, (left, top), (right, top), (right, bottom), (left, bottom), (left, top + 0.01))


def announced(page: Page, text: str) -> None:
    expect(page.get_by_test_id("announcer")).to_have_text(text)


def test_a_lasso_and_a_swipe_mark_and_all_are_removed_in_one_step(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    press(page, "Mark")
    lasso(page, 0.03, 0.05, 0.25, 0.35)
    marked(page, "2 marked")
    draw(page, (0.66, 0.6), (0.93, 0.6))
    marked(page, "5 marked")
    announced(page, "5 marked")
    page.get_by_role("button", name="Remove").click()
    expect_count(page, 12)
    announced(page, "5 removed. 12 products.")
    marked(page, "Mark products")
    press(page, "Undo")
    expect_count(page, 17)
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    press(page, "Redo")
    expect_count(page, 12)


def test_a_tap_marks_and_unmarks_and_all_marks_can_be_taken_off(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    press(page, "Mark")
    expect(page.get_by_role("button", name="Remove")).to_be_disabled()
    tap(page, 0.09, 0.2)
    tap(page, 0.19, 0.2)
    marked(page, "2 marked")
    tap(page, 0.09, 0.2)
    marked(page, "1 marked")
    press(page, "Unmark")
    marked(page, "Mark products")
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)


def test_marked_boxes_are_kept_and_count_at_any_sensitivity(open_page: OpenPage) -> None:
    page = open_shelf(open_page, {"scores": [0.5] * 17})
    press(page, "Mark")
    draw(page, (0.06, 0.2), (0.33, 0.2))
    press(page, "Keep")
    announced(page, "3 kept as products. 17 products.")
    press(page, "Done")
    press(page, "Sensitivity")
    page.get_by_role("slider").press("Home")  # the fewest boxes
    expect_count(page, 3)


def test_marked_boxes_are_named_together(open_page: OpenPage) -> None:
    page = open_shelf(open_page, KINDS)
    press(page, "Mark")
    draw(page, (0.06, 0.2), (0.33, 0.2))
    kind = page.get_by_role("combobox", name="Kind of product")
    kind.select_option("Lemonade")
    announced(page, "3 named. 17 products.")
    expect(page.locator(".fact", has_text="Lemonade")).to_have_text("3 Lemonade")
    draw(page, (0.46, 0.2), (0.53, 0.2))
    kind.select_option("Lemonade")  # it can be chosen again
    expect(page.locator(".fact", has_text="Lemonade")).to_have_text("4 Lemonade")
    press(page, "Undo")
    expect(page.locator(".fact", has_text="Lemonade")).to_have_text("3 Lemonade")


def test_two_fingers_zoom_and_mark_nothing(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    press(page, "Mark")
    before = page.locator(".editor__photo").bounding_box()
    assert before
    page.evaluate(
        """() => {
          const stage = document.querySelector('.editor');
          stage.setPointerCapture = () => {};
          const { left, top } = stage.getBoundingClientRect();
          const send = (type, pointerId, x, y) => stage.dispatchEvent(new PointerEvent(type, {
            pointerId, pointerType: 'touch', clientX: left + x, clientY: top + y, bubbles: true, button: 0 }));
          send('pointerdown', 1, 150, 200);
          send('pointermove', 1, 190, 200);
          send('pointerdown', 2, 250, 300);
          send('pointermove', 2, 350, 420);
          send('pointerup', 1, 190, 200);
          send('pointerup', 2, 350, 420);
        }"""
    )
    page.wait_for_function(
        "w => document.querySelector('.editor__photo').getBoundingClientRect().width > 1.2 * w",
        arg=before["width"],
    )
    marked(page, "Mark products")


def test_the_keyboard_marks_removes_and_leaves(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    press(page, "Mark")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    announced(page, "box 2 of 17, row 1. Not marked.")
    page.keyboard.press("Space")
    marked(page, "2 marked")
    page.keyboard.press("Delete")
    expect_count(page, 15)
    page.keyboard.press("Control+z")
    expect_count(page, 17)
    page.keyboard.press("Control+a")
    marked(page, "17 marked")
    page.keyboard.press("Tab")
    expect(page.locator(".editor")).not_to_be_focused()
    page.locator(".editor").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("marked")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Product in row 1")).to_be_visible()


def test_back_and_done_leave_the_mode_and_its_marks(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    for leave in (page.go_back, lambda: press(page, "Done")):
        press(page, "Mark")
        marked(page, "Mark products")
        tap(page, 0.09, 0.2)
        marked(page, "1 marked")
        leave()
        expect(page.get_by_test_id("marked")).to_have_count(0)
    expect_count(page, 17)


def open_far(open_page: OpenPage) -> Page:
    page = open_page({"boxes": SHELF + FAR})
    start_audit(page, "Store")
    count_photo(page, photo())
    expect(page.locator(".remark")).to_contain_text("About 30 products further away. Leave them out?")
    return page


def counts(path: Path) -> dict[str, str]:
    with ZipFile(path) as archive:
        return next(csv.DictReader(StringIO(archive.read("counts.csv").decode("utf-8-sig"))))


def test_products_further_away_are_left_out_in_one_step_and_all_numbers_agree(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_far(open_page)
    expect_count(page, 90)
    press(page, "Leave out")
    expect_count(page, 60)
    expect(page.locator(".remark")).to_have_count(0)
    press(page, "Undo")
    expect_count(page, 90)
    expect(page.locator(".remark")).to_have_count(0)  # answered
    press(page, "Redo")
    expect_count(page, 60)
    press(page, "Rows")
    expect(page.locator(".sheet__title")).to_have_text("5 shelf rows")
    assert re.findall(r"\d+ products", page.locator(".rows").inner_text()) == ["12 products"] * 5
    press(page, "Rows")
    page.get_by_role("button", name="Add to ").click()
    page.locator(".saved").wait_for()
    page.get_by_role("button", name="Open visit").click()
    page.wait_for_selector("body[data-view=audit]")
    row = counts(export_zip(page, tmp_path))
    assert (row["products"], row["removed_by_hand"], row["gaps_unchecked"]) == ("60", "30", "0")


def test_a_no_is_remembered(open_page: OpenPage) -> None:
    page = open_far(open_page)
    press(page, "No")
    expect(page.locator(".remark")).to_have_count(0)
    expect_count(page, 90)
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    page.wait_for_url(re.compile("#/photo/.+"))
    page.reload()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    expect_count(page, 90)
    expect(page.locator(".remark")).to_have_count(0)


def test_nobody_is_asked_about_a_photo_that_was_corrected(open_page: OpenPage) -> None:
    page = open_far(open_page)
    page.locator(".editor").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Delete")
    page.keyboard.press("Escape")
    expect_count(page, 89)
    expect(page.locator(".remark")).to_have_count(0)
