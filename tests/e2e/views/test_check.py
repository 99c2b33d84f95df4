"""The range of a count, and the walk through the boxes that widen it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.views.page import OpenPage
from tests.e2e.views.test_review import expect_count, open_shelf, selected_box, tap

pytestmark = pytest.mark.service_worker(False)

CERTAINTY = {"offset": 0, "slope": 2, "missed": 0.3, "spread": 0.5}
PLAN: dict[str, Any] = {"scores": [0.97] * 14 + [0.6, 0.45, 0.3], "certainty": CERTAINTY}
"""Sixteen boxes count; the sixth and seventh of the lower row are doubtful, and the last one is below the threshold."""


def shown_range(page: Page) -> tuple[int, int]:
    numbers = re.findall(r"\d+", page.get_by_test_id("range").inner_text())
    return int(numbers[0]), int(numbers[1])


def width(page: Page) -> int:
    low, high = shown_range(page)
    return high - low


def left(page: Page, text: str) -> None:
    expect(page.get_by_test_id("left")).to_have_text(text)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_the_number_comes_with_its_range(open_page: OpenPage) -> None:
    page = open_shelf(open_page, PLAN)
    low, high = shown_range(page)
    assert low < 16 < high
    expect(page.get_by_test_id("range")).to_have_text(f"Likely {low} to {high}")


def test_a_detector_whose_card_says_nothing_of_it_gives_no_range(open_page: OpenPage) -> None:
    page = open_shelf(open_page, {"scores": PLAN["scores"]})
    expect_count(page, 16)
    expect(page.get_by_test_id("range")).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("^Check (?!1 gap)"))).to_have_count(0)


def test_the_walk_asks_about_the_least_sure_box_first_and_the_range_narrows(open_page: OpenPage) -> None:
    page = open_shelf(open_page, PLAN)
    before = width(page)
    press(page, "Check 3 boxes")
    left(page, "3 left.")
    box = selected_box(page)  # the one of score 0.45, zoomed to
    assert box[2] - box[0] > 50
    press(page, "No product")
    expect_count(page, 15)
    left(page, "2 left.")
    press(page, "Product")
    left(page, "The last one.")
    press(page, "Product")
    expect_count(page, 16)  # the faint one counts now
    assert width(page) < before
    expect(page.locator(".context__title")).to_have_text("Does every product have a box now?")
    press(page, "Yes, all")
    expect(page.get_by_test_id("range")).to_have_count(0)
    expect(page.get_by_test_id("announcer")).to_have_text("Checked. 16 products.")


def test_an_answer_is_undone_and_asked_again(open_page: OpenPage) -> None:
    page = open_shelf(open_page, PLAN)
    press(page, "Check 3 boxes")
    before = page.get_by_test_id("range").inner_text()
    press(page, "No product")
    left(page, "2 left.")
    press(page, "Undo")
    left(page, "3 left.")
    expect_count(page, 16)
    expect(page.get_by_test_id("range")).to_have_text(before)
    press(page, "Redo")
    left(page, "2 left.")


def test_the_keyboard_answers_skips_and_leaves(open_page: OpenPage) -> None:
    page = open_shelf(open_page, PLAN)
    press(page, "Check 3 boxes")
    page.keyboard.press("Delete")
    left(page, "2 left.")
    page.keyboard.press("ArrowRight")  # cannot tell: not asked again in this walk
    left(page, "The last one.")
    page.keyboard.press("Enter")
    expect(page.locator(".context__title")).to_have_text("Does every product have a box now?")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Check 1 box", exact=True)).to_be_visible()


def test_the_walk_is_left_at_any_time_and_goes_on_where_it_was(open_page: OpenPage) -> None:
    page = open_shelf(open_page, PLAN)
    press(page, "Check 3 boxes")
    press(page, "Product")
    page.go_back()
    press(page, "Check 2 boxes")
    left(page, "2 left.")
    press(page, "Done")
    tap(page, 0.09, 0.2)
    expect(page.get_by_text("Product in row 1")).to_be_visible()


def test_a_missed_product_is_added_from_the_last_question(open_page: OpenPage) -> None:
    page = open_shelf(open_page, PLAN | {"scores": [0.97] * 16 + [0.5]})
    press(page, "Check 1 box")
    press(page, "Product")
    press(page, "No, add one")
    tap(page, 0.49, 0.6)
    expect_count(page, 18)


def test_answers_are_kept(open_page: OpenPage) -> None:
    page = open_shelf(open_page, PLAN)
    press(page, "Check 3 boxes")
    for _ in range(3):
        press(page, "Product")
    press(page, "Done")
    shown = page.get_by_test_id("range").inner_text()
    page.wait_for_url(re.compile("#/photo/.+"))
    page.reload()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    expect_count(page, 17)
    expect(page.get_by_test_id("range")).to_have_text(shown)
    expect(page.get_by_role("button", name="Check the photo", exact=True)).to_be_visible()
