"""The counts on the screen are close to the ground truth, with the published model and without any fakes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.conftest import ROOT
from tests.e2e.camera import write_mjpeg
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess

pytestmark = pytest.mark.shared_browser

KEEP_INPUTS = """
globalThis.inputs = [];
new PerformanceObserver((list) => {
  for (const { detail } of list.getEntriesByName('shelfscan:frame'))
    inputs.push(Math.max(detail.timing.passes[0].width, detail.timing.passes[0].height));
}).observe({ type: 'measure' });
"""
"""Records the long side of the network's input of each live frame in ``inputs``."""

READY_MS = 120_000
COUNT_MS = 120_000


def ready_page(phone: Phone, server: ServerProcess, camera: Path | None = None) -> Page:
    page = phone.visit(server.url, **({"camera": camera} if camera else {}))
    page.wait_for_selector("body[data-model=ready]", timeout=READY_MS)
    return page


def shown_count(page: Page, view: str) -> int:
    count = page.locator(f"body[data-view={view}] [data-testid=count]")
    expect(count).to_have_attribute("data-count", re.compile(r"\d+"), timeout=COUNT_MS)
    return int(count.get_attribute("data-count") or "")


def test_the_live_count_is_within_30_percent_of_what_people_counted(
    server: ServerProcess, phone: Phone, shelf_camera: tuple[Path, int]
) -> None:
    clip, ground_truth = shelf_camera
    page = ready_page(phone, server, clip)
    page.get_by_role("button", name="Start camera").click()
    assert abs(shown_count(page, "live") - ground_truth) <= 0.3 * ground_truth


def test_products_at_arms_length_are_counted_whole_and_in_a_small_input(
    server: ServerProcess, phone: Phone, shelf_photo: tuple[Path, list[list[float]]], tmp_path: Path
) -> None:
    """The middle ninth of a photo of a shelf. A product that its edge cuts may be counted or not."""
    path, boxes = shelf_photo
    with Image.open(path) as photo:
        left, top, right, bottom = photo.width / 3, photo.height / 3, photo.width / 1.5, photo.height / 1.5
        photo.crop((round(left), round(top), round(right), round(bottom))).resize((720, 960)).save(
            tmp_path / "near.png"
        )
    whole = touched = 0
    for x0, y0, x1, y1 in boxes:
        whole += x0 >= left and y0 >= top and x1 <= right and y1 <= bottom
        touched += min(x1, right) > max(x0, left) and min(y1, bottom) > max(y0, top)
    assert 0 < whole < touched

    page = phone.open(camera=write_mjpeg(tmp_path / "near.png", tmp_path / "near.mjpeg")).pages[0]
    page.add_init_script(KEEP_INPUTS)
    page.goto(server.url)
    page.wait_for_selector("body[data-model=ready]", timeout=READY_MS)
    page.get_by_role("button", name="Start camera").click()
    assert whole <= shown_count(page, "live") <= touched
    assert max(page.evaluate("inputs")) <= 384, "a third of the area of the usual 640 px"
    page.get_by_role("button", name="Take a photo").click()
    assert whole <= shown_count(page, "photo") <= touched


def test_a_photo_taken_with_the_shutter_is_within_20_percent_of_what_people_counted(
    server: ServerProcess, phone: Phone, shelf_camera: tuple[Path, int]
) -> None:
    clip, ground_truth = shelf_camera
    page = ready_page(phone, server, clip)
    page.get_by_role("button", name="Start camera").click()
    page.get_by_role("button", name="Take a photo").click()
    assert abs(shown_count(page, "photo") - ground_truth) <= 0.2 * ground_truth


def test_a_chosen_photo_is_within_20_percent_of_what_people_counted(
    server: ServerProcess, phone: Phone, shelf_photo: tuple[Path, list[list[float]]]
) -> None:
    path, boxes = shelf_photo
    page = ready_page(phone, server)
    page.locator("input[type=file]").set_input_files(path)
    assert abs(shown_count(page, "photo") - len(boxes)) <= 0.2 * len(boxes)


def test_the_sample_shelf_shows_counting_without_a_shelf(server: ServerProcess, phone: Phone) -> None:
    drawn = (ROOT / "static" / "img" / "sample-shelf-boxes.svg").read_text(encoding="utf-8").count("<rect")
    page = ready_page(phone, server)
    page.get_by_role("button", name="Try the sample shelf").click()
    # The picture is a drawing, and the model was trained on real shelves, so it may be less accurate here.
    assert abs(shown_count(page, "photo") - drawn) <= 0.35 * drawn
