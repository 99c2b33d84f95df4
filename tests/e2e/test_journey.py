"""A complete visit to a shop, with the published detector and without a network from beginning to end."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from tests.e2e.views.audits import correct, export_zip, fill_form, total
from tests.e2e.views.page import WAIT_S

MODEL_MS = 120_000
HOSTILE = '=1+1;"Märkt, Straße"'
READ_COCO = """
import json, sys
from pycocotools.coco import COCO
coco = COCO(sys.argv[1])
print(json.dumps([len(coco.getAnnIds([i])) for i in coco.getImgIds()]))
"""

CORRECTED_PHOTOS = """async () => {
  const { AuditStore } = await import('/static/js/audits/store.js');
  const [{ shots }] = await new AuditStore().list();
  return shots.filter(({ review }) => review.corrections.removed.length === 1).length;
}"""
"""Number of stored photos that have the one correction that this test makes on each."""


def count_on(page: Page, view: str) -> int:
    shown = page.locator(f"body[data-view={view}] [data-testid=count]")
    expect(shown).to_have_attribute("data-count", re.compile(r"[1-9]\d*"), timeout=MODEL_MS)
    return int(shown.get_attribute("data-count") or 0)


def take_photo(page: Page) -> int:
    """Starts the camera from the current view and takes a photo; returns its count."""
    expect(page.locator("body")).to_have_attribute("data-view", "live")
    count_on(page, "live")
    page.get_by_role("button", name="Take a photo").click()
    return count_on(page, "photo")


def test_from_the_camera_to_the_office_without_a_network_and_through_a_crash(
    own_server: ServerProcess, phone: Phone, shelf_camera: tuple[Path, int], tmp_path: Path
) -> None:
    clip, _ = shelf_camera
    page = phone.visit(own_server.url, camera=clip)
    expect(page.get_by_text("Ready to work offline")).to_be_visible(timeout=MODEL_MS)
    phone.close()
    own_server.kill()

    page = phone.visit(own_server.url, camera=clip)
    page.get_by_role("button", name="Start camera").click()
    first = take_photo(page)
    correct(page)
    page.get_by_role("button", name="Add to a visit").click()
    fill_form(page, HOSTILE, place="Aisle 4")
    page.get_by_role("button", name="Start visit and add the photo").click()
    page.locator(".saved").wait_for()
    page.get_by_role("button", name="Next photo").click()
    count_on(page, "live")
    page.get_by_role("button", name="Take a photo").click()  # in a visit it is counted behind
    expect(page.locator(".visit__photo")).to_have_count(2)
    photo = page.locator(".visit__photo").last
    expect(photo.locator(".visit__number")).to_have_text(re.compile(r"^[1-9]\d*$"), timeout=MODEL_MS)
    photo.click()
    page.get_by_role("button", name="Count it too").click()  # the camera shows one shelf all the time
    second = count_on(page, "photo")
    correct(page)
    deadline = time.monotonic() + WAIT_S
    while page.evaluate(CORRECTED_PHOTOS) < 2:
        assert time.monotonic() < deadline
        page.wait_for_timeout(50)

    phone.crash()
    page = phone.visit(own_server.url, camera=clip)
    expect(page.locator("body")).to_have_attribute("data-view", "photo")
    assert count_on(page, "photo") == second - 1
    page.get_by_role("button", name="Open visit").click()
    expect(page.get_by_test_id("total")).to_have_attribute("data-count", str(first + second - 2))
    assert total(page) == first + second - 2

    folder = tmp_path / "exported"
    with zipfile.ZipFile(export_zip(page, tmp_path)) as archive:
        archive.extractall(folder)
    command = [sys.executable, "-c", READ_COCO, str(folder / "coco.json")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert json.loads(done.stdout.splitlines()[-1]) == [first - 1, second - 1]
    with (folder / "counts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["products"]) for row in rows] == [first - 1, second - 1]
    assert {row["store"] for row in rows} == {"'" + HOSTILE}, (
        "guarded against being a formula, and otherwise as typed"
    )
