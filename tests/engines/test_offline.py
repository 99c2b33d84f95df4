"""Once "Ready to work offline" was shown, everything works in every engine, with the server gone."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path

import pytest

from tests.e2e.server import ServerProcess
from tests.engines.actions import (
    count_on,
    count_photo,
    go_to_start,
    wait_for_count,
    wait_for_view,
)
from tests.engines.driver import Engine
from tests.engines.pictures import SAMPLE

TOLERANCE = 0.01
"""A count may differ from Chromium's by this part of it: decoders of JPEG round pixels in their own ways."""

A_PRODUCT, BETWEEN_SHELVES = (0.63, 0.22), (0.63, 0.134)
"""Places on the sample shelf, as parts of its photo's width and height."""

PLACE = """async (x, y) => {
  const read = () => document.querySelector('.editor__photo').getBoundingClientRect();
  let [before, now] = [{}, read()];
  while (before.top !== now.top || before.height !== now.height) {
    before = now;
    await new Promise((done) => setTimeout(done, 200));
    now = read();
  }
  return [now.left + x * now.width, now.top + y * now.height];
}"""
"""Where that is in the window, once what is shown beside the photo has found its place."""

STORE = "Märkt, Straße"


def test_a_cold_start_needs_no_server(offline_phone: Engine) -> None:
    go_to_start(offline_phone)
    offline_phone.wait_for("() => document.body.innerText.includes('Ready to work offline')")


def test_the_sample_has_the_same_number_as_in_chromium(
    offline_phone: Engine, chromium_count: Callable[[Path], int]
) -> None:
    go_to_start(offline_phone)
    offline_phone.click("button", "Try the sample shelf")
    assert count_on(offline_phone, "photo") == pytest.approx(chromium_count(SAMPLE), rel=TOLERANCE)


@pytest.mark.parametrize("photo", ["noisy_sample", "shelf_photo", "noisy_shelf"])
def test_a_photo_has_the_same_number_as_in_chromium(
    offline_phone: Engine,
    chromium_count: Callable[[Path], int],
    photo: str,
    request: pytest.FixtureRequest,
) -> None:
    given = request.getfixturevalue(photo)
    path: Path = given[0] if isinstance(given, tuple) else given
    assert count_photo(offline_phone, path) == pytest.approx(chromium_count(path), rel=TOLERANCE)


def test_a_photo_that_is_cut_off_is_explained_and_not_counted(offline_phone: Engine, tmp_path: Path) -> None:
    whole = SAMPLE.read_bytes()
    cut_off = tmp_path / "cut-off.jpg"
    cut_off.write_bytes(whole[: len(whole) // 2])
    go_to_start(offline_phone)
    offline_phone.choose_files("input[type=file]", [cut_off])
    offline_phone.wait_for("() => document.querySelector('[data-problem=picture-unreadable]') !== null")
    shown = offline_phone.evaluate("() => document.body.innerText")
    assert "This photo cannot be opened" in shown
    assert "products" not in shown
    offline_phone.click("button", "Back to start")


def test_the_camera_is_counted_and_gives_photos(offline_phone: Engine) -> None:
    go_to_start(offline_phone)
    offline_phone.click("button", "Start camera")
    count_on(offline_phone, "live")
    offline_phone.click("button", "Take a photo")
    count_on(offline_phone, "photo")
    width = offline_phone.evaluate("() => document.querySelector('.stage canvas')?.width ?? 0")
    assert width > 0


def test_a_visit_survives_reload_and_kill_and_comes_back_from_its_export(
    offline_phone: Engine, server: ServerProcess
) -> None:
    phone = offline_phone
    counted = count_photo(phone, SAMPLE)
    correct(phone, counted)
    phone.click("button", "Add to a visit")
    phone.fill("#store", STORE)
    phone.click("button", "Start visit and add the photo")
    phone.wait_for("() => document.querySelector('.saved') !== null")

    phone.reload()
    wait_for_count(phone, counted + 1)
    phone.kill()
    phone.start()
    phone.open(server.url)
    wait_for_count(phone, counted + 1)
    phone.click("button", "Open visit")
    assert total(phone) == counted + 1

    archive = export(phone)
    check_archive(archive, counted)

    phone.click("button", "Delete visit")
    wait_for_view(phone, "audits")
    phone.choose_files("input[aria-label=Import]", [archive])
    phone.wait_for("() => document.body.innerText.includes('1 visit imported')")
    phone.click(".audit-card", STORE)
    assert total(phone) == counted + 1
    phone.wait_for("() => document.querySelector('.shot img')?.naturalWidth > 0")
    assert phone.errors() == []


def correct(phone: Engine, counted: int) -> None:
    """Removes a product, takes that back, and adds one: one more than was counted."""
    phone.press([phone.evaluate(PLACE, *A_PRODUCT)])
    phone.click("button", "Remove")
    wait_for_count(phone, counted - 1)
    phone.click("button", "Undo")
    wait_for_count(phone, counted)
    phone.click(".tool", "Add")
    phone.press([phone.evaluate(PLACE, *BETWEEN_SHELVES)])
    wait_for_count(phone, counted + 1)
    phone.click("button", "Done")


def total(phone: Engine) -> int:
    """The number of products on the audit's page."""
    wait_for_view(phone, "audit")
    return int(phone.wait_for("() => document.querySelector('[data-testid=total]')?.dataset.count"))


def export(phone: Engine) -> Path:
    """Exports the open audit to a file."""
    phone.click("button", "Export")
    phone.click("button", "Save to this device")
    archive = phone.downloaded()
    phone.click("button", "Close")
    return archive


def check_archive(archive: Path, counted: int) -> None:
    """The table has the visit's numbers, and the photo is the one that was taken."""
    with zipfile.ZipFile(archive) as opened:
        with opened.open("counts.csv") as table:
            rows = list(csv.DictReader(TextIOWrapper(table, "utf-8-sig")))
        photos = [name for name in opened.namelist() if name.startswith("photos/")]
        marked = [name for name in opened.namelist() if name.startswith("marked/")]
        assert [opened.read(name) for name in photos] == [SAMPLE.read_bytes()]
        assert len(marked) == 1
    names = ("store", "products", "found_by_detector", "added_by_hand", "removed_by_hand")
    assert [[row[name] for name in names] for row in rows] == [
        [STORE, str(counted + 1), str(counted), "1", "0"]
    ]
