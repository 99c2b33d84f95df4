"""The counts on the screen are close to the ground truth, with the published model and without any fakes."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess

pytestmark = pytest.mark.shared_browser

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


def test_a_photo_taken_with_the_shutter_is_within_20_percent_of_what_people_counted(
    server: ServerProcess, phone: Phone, shelf_camera: tuple[Path, int]
) -> None:
    clip, ground_truth = shelf_camera
    page = ready_page(phone, server, clip)
    page.get_by_role("button", name="Start camera").click()
    page.get_by_role("button", name="Take a photo").click()
    assert abs(shown_count(page, "photo") - ground_truth) <= 0.2 * ground_truth


def test_a_chosen_photo_is_within_20_percent_of_what_people_counted(
    server: ServerProcess, phone: Phone, shelf_data: Path
) -> None:
    data = shelf_data / "SKU110K_fixed"
    with (data / "annotations" / "annotations_val.csv").open(newline="") as file:
        names = [row[0] for row in csv.reader(file)]
    name = sorted(set(names))[0]
    page = ready_page(phone, server)
    page.locator("input[type=file]").set_input_files(data / "images" / name)
    assert abs(shown_count(page, "photo") - names.count(name)) <= 0.2 * names.count(name)


def test_the_sample_shelf_shows_counting_without_a_shelf(server: ServerProcess, phone: Phone) -> None:
    drawn = (ROOT / "static" / "img" / "sample-shelf-boxes.svg").read_text(encoding="utf-8").count("<rect")
    page = ready_page(phone, server)
    page.get_by_role("button", name="Try the sample shelf").click()
    # The picture is a drawing, and the model was trained on real shelves, so it may be less accurate here.
    assert abs(shown_count(page, "photo") - drawn) <= 0.35 * drawn
