"""Corrections of a photo by touch, mouse and keyboard."""

from __future__ import annotations

import time
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.views.page import WAIT_S, OpenPage, named_rects, on_screens, rect, wait_until

pytestmark = pytest.mark.service_worker(False)

WIDTH, HEIGHT = 900, 1200

UPPER = [[0.05 + 0.1 * i, 0.1, 0.13 + 0.1 * i, 0.3] for i in range(9)]
LOWER = [[0.05 + 0.1 * i, 0.5, 0.13 + 0.1 * i, 0.7] for i in range(9) if i != 4]
"""Two shelf rows of nine; the lower one lacks its fifth product."""

READ_SELECTED = """new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))).then(() => {
  const canvas = document.querySelector('canvas.editor__boxes');
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const [xs, ys] = [[], []];
  for (let i = 0; i < data.length; i += 4) {
    if (data[i] < 255 || data[i + 1] < 255 || data[i + 2] < 255 || data[i + 3] < 255) continue;
    xs.push((i / 4) % width);
    ys.push(Math.floor(i / 4 / width));
  }
  const [least, most] = [(all) => all.reduce((a, b) => Math.min(a, b)), (all) => all.reduce((a, b) => Math.max(a, b))];
  return [least(xs), least(ys), most(xs), most(ys)].map((edge) => edge / devicePixelRatio);
})"""
"""Reads the selected box, which alone is drawn in pure white."""


def open_shelf(open_page: OpenPage, plan: dict[str, Any] | None = None, **options: Any) -> Page:
    """Opens a grey photo of the two rows and waits until it is counted."""
    page = open_page({"boxes": UPPER + LOWER} | (plan or {}), **options)
    data = BytesIO()
    Image.new("RGB", (WIDTH, HEIGHT), (128, 128, 128)).save(data, "JPEG")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "shelf.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}
    )
    page.wait_for_selector("body[data-view=photo] [data-count]")
    return page


def expect_count(page: Page, count: int) -> None:
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", str(count))


def on_screen(page: Page, x: float, y: float) -> tuple[float, float]:
    """Converts a point on the photo, as fractions of its size, to CSS pixels of the window."""
    photo = rect(page, ".editor__photo")
    return photo["left"] + x * photo["width"], photo["top"] + y * photo["height"]


def tap(page: Page, x: float, y: float) -> None:
    page.touchscreen.tap(*on_screen(page, x, y))


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*on_screen(page, *start))
    page.mouse.down()
    page.mouse.move(*on_screen(page, (start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
    page.mouse.move(*on_screen(page, *end))
    page.mouse.up()


def selected_box(page: Page) -> list[float]:
    """Position of the selected box: left, top, right, bottom in CSS pixels, including its corner handles."""
    bounds: list[float] = page.evaluate(READ_SELECTED)
    return bounds


def test_a_tap_selects_a_box_and_the_next_removes_it(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    expect_count(page, 17)
    tap(page, 0.09, 0.2)
    expect(page.get_by_text("Product in row 1")).to_be_visible()
    page.get_by_role("button", name="Remove").click()
    expect_count(page, 16)
    expect(page.get_by_test_id("announcer")).to_have_text("Box removed. 16 products.")
    page.get_by_role("button", name="Undo").click()
    expect_count(page, 17)
    page.get_by_role("button", name="Redo").click()
    expect_count(page, 16)


def test_a_missed_product_is_added_with_a_tap_or_a_drag(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    page.get_by_role("button", name="Add", exact=True).click()
    tap(page, 0.49, 0.4)
    expect_count(page, 18)
    drag(page, (0.2, 0.8), (0.3, 0.95))
    expect_count(page, 19)
    page.get_by_role("button", name="Done").click()
    drag(page, (0.6, 0.8), (0.7, 0.9))
    expect_count(page, 19)


def test_a_box_is_moved_and_resized_by_hand(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    tap(page, 0.09, 0.2)
    drag(page, (0.09, 0.2), (0.09, 0.41))
    # It left its row: a tap at its new place finds it, and one at the old place finds nothing.
    page.get_by_role("button", name="Done").click()
    tap(page, 0.09, 0.12)
    expect(page.get_by_role("button", name="Remove")).to_have_count(0)
    tap(page, 0.09, 0.45)
    expect(page.get_by_role("button", name="Remove")).to_be_visible()
    drag(page, (0.13, 0.51), (0.2, 0.6))
    page.get_by_role("button", name="Done").click()
    tap(page, 0.17, 0.45)
    expect(page.get_by_role("button", name="Remove")).to_be_visible()
    expect_count(page, 17)


def test_the_slider_filters_at_once_and_keeps_every_correction(open_page: OpenPage) -> None:
    scores = [0.9] * 12 + [0.3] * 5
    page = open_shelf(open_page, {"scores": scores})
    expect_count(page, 12)
    tap(page, 0.09, 0.2)
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Add", exact=True).click()
    tap(page, 0.5, 0.85)
    page.get_by_role("button", name="Done").click()
    expect_count(page, 12)
    page.get_by_role("button", name="Sensitivity").click()
    slider = page.get_by_role("slider", name="Sensitivity")
    slider.press("End")
    expect_count(page, 17)
    slider.press("Home")
    expect_count(page, 1)
    page.get_by_role("button", name="Reset").click()
    expect_count(page, 12)


def test_removed_boxes_are_brought_back_all_at_once(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    for x in (0.09, 0.29):
        tap(page, x, 0.2)
        page.get_by_role("button", name="Remove").click()
    expect_count(page, 15)
    page.get_by_role("button", name="Sensitivity").click()
    page.get_by_role("button", name="Bring back 2 removed boxes").click()
    expect_count(page, 17)
    assert page.get_by_role("button", name="Bring back").count() == 0
    page.get_by_role("button", name="Undo").click()
    expect_count(page, 15)


def test_rows_and_their_products_are_listed(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    page.get_by_role("button", name="Rows").click()
    expect(page.locator(".row")).to_have_count(2)
    expect(page.locator(".row").first).to_contain_text("9 products")
    expect(page.locator(".row").last).to_contain_text("1 gap")
    page.locator(".row").last.click()
    expect(page.locator(".row").last).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize(("answer", "shown"), [("Yes, missing", 1), ("No gap", 0)])
def test_a_gap_is_accepted_or_dismissed(open_page: OpenPage, answer: str, shown: int) -> None:
    page = open_shelf(open_page)
    page.get_by_role("button", name="Check 1 gap").click()
    expect(page.get_by_text("Is a product missing here?")).to_be_visible()
    page.get_by_role("button", name=answer).click()
    expect(page.get_by_text("1 missing", exact=True)).to_have_count(shown)
    assert page.get_by_role("button", name="Check 1 gap").count() == 0
    expect_count(page, 17)


def test_a_gap_where_a_product_stands_gets_its_box_which_can_be_adjusted(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    page.get_by_role("button", name="Check 1 gap").click()
    page.get_by_role("button", name="There is a product").click()
    expect_count(page, 18)
    expect(page.get_by_test_id("announcer")).to_have_text("Box added in the gap. 18 products.")
    expect(page.get_by_text("Product in row 2")).to_be_visible()
    assert page.get_by_role("button", name="Check 1 gap").count() == 0
    page.get_by_role("button", name="Undo").click()
    expect_count(page, 17)
    expect(page.get_by_role("button", name="Check 1 gap")).to_be_visible()


def test_a_gap_is_filled_with_the_keyboard(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    page.get_by_role("button", name="Check 1 gap").press("Enter")
    expect(page.get_by_test_id("announcer")).to_contain_text("A that there is a product")
    page.keyboard.press("a")
    expect_count(page, 18)
    page.keyboard.press("Delete")
    expect_count(page, 17)


def test_a_box_is_moved_and_sized_with_single_taps(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    tap(page, 0.09, 0.2)
    page.get_by_role("button", name="Adjust").click()
    first = selected_box(page)
    for _ in range(3):
        page.get_by_role("button", name="Move right").click()
        page.get_by_role("button", name="Move down").click()
    moved = selected_box(page)
    assert moved[0] >= first[0] + 4
    assert moved[1] >= first[1] + 4
    assert abs((moved[2] - moved[0]) - (first[2] - first[0])) <= 1, "it keeps its size"
    page.get_by_role("button", name="Size", exact=True).click()
    for _ in range(3):
        page.get_by_role("button", name="Wider").press("Enter")
        page.get_by_role("button", name="Shorter").press("Enter")
    sized = selected_box(page)
    assert all(abs(sized[i] - moved[i]) <= 1 for i in (0, 1)), "its upper left corner stays"
    assert sized[2] >= moved[2] + 4
    assert sized[3] <= moved[3] - 4
    page.get_by_role("button", name="Done").click()
    assert page.get_by_role("button", name="Wider").count() == 0


def test_a_held_button_repeats_and_is_undone_in_one_step(open_page: OpenPage) -> None:
    page = open_shelf(open_page, has_touch=False, is_mobile=False)
    page.mouse.click(*on_screen(page, 0.09, 0.2))
    page.get_by_role("button", name="Adjust").click()
    first = selected_box(page)
    page.get_by_role("button", name="Move right").hover()
    page.mouse.down()
    deadline = time.monotonic() + WAIT_S
    while selected_box(page)[0] < first[0] + 50:
        assert time.monotonic() < deadline, "the box does not go on"
    page.mouse.up()
    page.get_by_role("button", name="Undo").click()
    assert selected_box(page) == first
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()


def test_everything_can_be_done_with_the_keyboard(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    editor = page.get_by_role("application")
    announcer = page.get_by_test_id("announcer")
    editor.focus()
    page.keyboard.press("ArrowRight")
    expect(announcer).to_have_text("box 1 of 17, row 1.")
    page.keyboard.press("Tab")
    expect(announcer).to_have_text("box 2 of 17, row 1.")
    page.keyboard.press("Delete")
    expect_count(page, 16)
    page.keyboard.press("Control+z")
    expect_count(page, 17)
    page.keyboard.press("Control+Shift+z")
    expect_count(page, 16)
    page.keyboard.press("a")
    expect_count(page, 17)
    for _ in range(20):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(editor).not_to_be_focused()


def test_when_a_control_disappears_the_focus_moves_to_the_photo(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    editor = page.get_by_role("application")
    page.get_by_role("button", name="Check 1 gap").press("Enter")
    expect(editor).to_be_focused()
    page.get_by_role("button", name="Yes, missing").press("Enter")
    expect(page.get_by_text("1 missing", exact=True)).to_be_visible()
    expect(editor).to_be_focused()


def test_tab_leaves_the_photo_after_the_last_box(open_page: OpenPage) -> None:
    page = open_shelf(open_page, {"boxes": UPPER[:2]})
    page.get_by_role("application").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("application")).not_to_be_focused()


def test_wheel_and_double_tap_zoom_and_the_boxes_stay_sharp(open_page: OpenPage) -> None:
    page = open_shelf(open_page, device_scale_factor=3, is_mobile=False)
    whole = rect(page, ".editor__photo")
    at = on_screen(page, 0.5, 0.2)
    page.mouse.move(*at)
    page.mouse.wheel(0, -1500)  # Chromium divides it by the scale factor
    width = "document.querySelector('.editor__photo').getBoundingClientRect().width"
    wait_until(page, f"{width} > {whole['width']} * 1.5")
    photo = rect(page, ".editor__photo")
    assert abs((at[0] - photo["left"]) / photo["width"] - 0.5) < 0.01, "the point under the mouse stays"
    editor = rect(page, ".editor")
    size = page.locator("canvas.editor__boxes").evaluate("c => [c.width, c.height]")
    assert size == [round(editor["width"] * 3), round(editor["height"] * 3)]
    page.keyboard.press("Escape")
    for _ in range(2):
        page.touchscreen.tap(*at)
    wait_until(page, f"{width} < {whole['width']} * 1.01")


def test_two_fingers_pinch_and_cancel_the_drag_of_the_first(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    page.get_by_role("button", name="Add", exact=True).click()
    before = rect(page, ".editor__photo")["width"]
    x, y = on_screen(page, 0.5, 0.4)
    client = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        client.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": px, "y": py, "id": i} for i, (px, py) in enumerate(points)]},
        )

    touch("touchStart", (x - 20, y))
    touch("touchMove", (x - 20, y + 30))
    touch("touchStart", (x - 20, y + 30), (x + 20, y))
    touch("touchMove", (x - 60, y + 30), (x + 60, y))
    touch("touchEnd")
    assert rect(page, ".editor__photo")["width"] > 1.5 * before
    expect_count(page, 17)


def test_several_labels_are_counted_separately_and_can_be_chosen(open_page: OpenPage) -> None:
    labels = [0] * 10 + [1] * 7
    page = open_shelf(open_page, {"labels": ["Cola", "Lemonade"], "boxLabels": labels})
    expect(page.get_by_text("10 Cola")).to_be_visible()
    expect(page.locator(".fact b").nth(0)).to_have_text("10")
    expect(page.locator(".fact b").nth(1)).to_have_text("7")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_label("Kind of product").select_option("Lemonade")
    tap(page, 0.5, 0.85)
    expect(page.locator(".fact b").nth(1)).to_have_text("8")
    page.get_by_label("Kind of product").select_option("Cola")
    expect(page.locator(".fact b").nth(0)).to_have_text("11")
    expect_count(page, 18)


def test_every_control_is_on_the_screen_and_large_enough(open_page: OpenPage) -> None:
    page = open_shelf(open_page)

    def check() -> None:
        for width, height in on_screens(page):
            controls = page.locator("button:visible, .tool:visible, input[type=range]:visible")
            for box in named_rects(controls):
                assert box["height"] >= 44 and box["width"] >= 44, (box, width)
                assert box["left"] >= 0 and box["right"] <= width, (box, width)
                assert box["top"] >= 0 and box["bottom"] <= height, (box, width)

    check()
    page.get_by_role("button", name="Sensitivity").click()
    check()
    page.get_by_role("button", name="Sensitivity").click()
    tap(page, 0.09, 0.2)
    expect(page.get_by_role("button", name="Remove")).to_be_visible()
    check()
    page.get_by_role("button", name="Adjust").click()
    expect(page.get_by_role("button", name="Move left")).to_be_visible()
    check()
    page.get_by_role("button", name="Adjust").click()
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Check 1 gap").click()
    expect(page.get_by_role("button", name="There is a product")).to_be_visible()
    check()


def test_text_of_twice_the_size_fits(open_page: OpenPage) -> None:
    page = open_shelf(open_page, viewport={"width": 360, "height": 640}, bypass_csp=True)
    page.add_style_tag(content="html { font-size: 200% }")
    for control in page.locator(".tool, .camera__bar").all():
        assert control.evaluate("e => e.scrollWidth <= e.clientWidth"), control.inner_text()
