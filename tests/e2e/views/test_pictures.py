"""Photos as they come: blurred, dark, lying on their side, and taken long ago."""

from __future__ import annotations

import csv
import json
import os
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.views.audits import correct, count_photo, export_zip, start_audit
from tests.e2e.views.page import OpenPage, rect, wait_until

pytestmark = pytest.mark.service_worker(False)

LYING = [
    [left / 10, 0.02 + top / 13, left / 10 + 0.13, 0.02 + top / 13 + 0.07]
    for left in (0.5, 3, 5.5, 8)
    for top in range(12)
]
"""Boxes of products that lie in four rows, from the left to the right."""


def shelf(width: int = 900, height: int = 1200) -> Image.Image:
    """Sharp and light, with a red upper left corner."""
    picture = Image.new("RGB", (width, height), (200, 200, 190))
    draw = ImageDraw.Draw(picture)
    for i in range(0, width * height // 400, 3):
        x, y = i * 20 % width, i * 20 // width * 20 % height
        draw.rectangle((x, y, x + 9, y + 12), fill=(i % 120, 60, 90), outline=(20, 20, 20))
    draw.rectangle((0, 0, width // 4, height // 4), fill=(255, 0, 0))
    return picture


def file_of(picture: Image.Image, *, exif: Image.Exif | None = None, kind: str = "JPEG") -> FilePayload:
    data = BytesIO()
    picture.save(data, kind, **({"exif": exif} if exif is not None else {}))
    return {"name": f"shelf.{kind.lower()}", "mimeType": f"image/{kind.lower()}", "buffer": data.getvalue()}


def counts_of(path: Path, photo: int = 0) -> dict[str, str]:
    with ZipFile(path) as archive:
        text = archive.read("counts.csv").decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))[photo]


def add_and_export(page: Page, folder: Path) -> Path:
    page.get_by_role("button", name="Add to ").click()
    page.locator(".saved").wait_for()
    page.get_by_role("button", name="Open visit").click()
    page.wait_for_selector("body[data-view=audit]")
    return export_zip(page, folder)


def turn(page: Page) -> None:
    page.get_by_role("button", name="Turn the photo to the right").click()


def shape(page: Page) -> float:
    picture = rect(page, ".editor__photo")
    return picture["width"] / picture["height"]


@pytest.mark.parametrize(
    ("picture", "quality", "text"),
    [
        (shelf().filter(ImageFilter.GaussianBlur(5)), "blurred", "This photo is blurred. Take it again"),
        (shelf().point(lambda value: value * 0.12), "dark", "This photo is too dark to count well."),
        (shelf(), "ok", ""),
        (shelf(3000, 4000), "ok", ""),
        (shelf(3000, 4000).filter(ImageFilter.GaussianBlur(16)), "blurred", "This photo is blurred."),
    ],
    ids=["blurred", "dark", "good", "large", "large and blurred"],
)
def test_a_blurred_or_dark_photo_is_told_and_kept_as_such(
    open_page: OpenPage, tmp_path: Path, picture: Image.Image, quality: str, text: str
) -> None:
    page = open_page()
    start_audit(page, "Store")
    count_photo(page, file_of(picture))
    if text:
        expect(page.locator(".remark")).to_contain_text(text)
        expect(page.get_by_test_id("announcer")).to_contain_text(text)
    else:
        expect(page.locator(".remark")).to_have_count(0)
    exported = add_and_export(page, tmp_path)
    assert counts_of(exported)["quality"] == quality
    with ZipFile(exported) as archive:
        assert json.loads(archive.read("audits.json"))["audits"][0]["shots"][0]["quality"] == quality
        assert "quality" in archive.read("README.txt").decode()


def test_the_time_in_a_photos_file_is_when_it_was_taken(open_page: OpenPage, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0132] = "2024:01:05 09:30:00"
    exif.get_ifd(0x8769).update({0x9003: "2024:01:05 09:30:00", 0x9011: "+01:00"})
    page = open_page()
    start_audit(page, "Store")
    count_photo(page, file_of(shelf(), exif=exif))
    exported = add_and_export(page, tmp_path)
    row = counts_of(exported)
    with ZipFile(exported) as archive:
        [shot] = json.loads(archive.read("audits.json"))["audits"][0]["shots"]
    assert datetime.fromisoformat(shot["taken"]) == datetime(2024, 1, 5, 8, 30, tzinfo=UTC)
    assert row["photo_taken"] == "2024-01-05T09:30:00+01:00"
    assert shot["taken"] == "2024-01-05T09:30:00.000+01:00"
    assert row["photo_clock"] == shot["clock"] == "exif"
    assert row["photo_counted"][:4] == shot["counted"][:4] != "2024"


def test_where_the_file_has_no_time_it_is_that_of_the_file_or_of_counting_and_a_column_says_so(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(timezone_id="America/Sao_Paulo")
    start_audit(page, "Store")
    chosen = tmp_path / "shelf.jpg"
    chosen.write_bytes(file_of(shelf())["buffer"])
    changed = datetime(2026, 1, 15, 12, 30, tzinfo=UTC)
    os.utime(chosen, (changed.timestamp(), changed.timestamp()))
    page.locator("input[type=file]").last.set_input_files(chosen)
    page.wait_for_selector("body[data-view=photo] [data-count]")
    row = counts_of(add_and_export(page, tmp_path))
    assert (row["photo_taken"], row["photo_clock"]) == ("2026-01-15T09:30:00-03:00", "file")
    assert datetime.fromisoformat(row["photo_counted"]) > changed

    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="sample").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    row = counts_of(add_and_export(page, tmp_path), 1)
    assert row["photo_clock"] == "counted"
    assert row["photo_taken"] == row["photo_counted"] != ""


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_turned_photo_is_counted_anew_and_its_file_corrections_and_exports_turn_along(
    open_page: OpenPage, tmp_path: Path, kind: str
) -> None:
    page = open_page({"boxes": [[0.1, 0.1, 0.3, 0.2], [0.6, 0.6, 0.8, 0.7]]})
    start_audit(page, "Store")
    count_photo(page, file_of(shelf(), kind=kind))
    correct(page)
    page.get_by_role("button", name="Add to ").click()
    page.locator(".saved").wait_for()
    # The turned picture's products: where the first one was, and a new one where none was.
    page.evaluate("detectorPlan.boxes = [[0.8, 0.1, 0.9, 0.3], [0.3, 0.6, 0.4, 0.8], [0.1, 0.1, 0.2, 0.2]]")
    turn(page)
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "2")  # the first one stays removed
    assert abs(shape(page) - 4 / 3) < 0.01
    assert page.evaluate("detectedSizes.at(-1)") == [1200, 900]
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)

    page.reload()  # what is stored agrees
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "2")
    assert abs(shape(page) - 4 / 3) < 0.01
    page.get_by_role("button", name="Close the photo").click()
    page.wait_for_selector("body[data-view=audit]")
    sides = "[...document.querySelectorAll('.shot img')].map((i) => [i.naturalWidth, i.naturalHeight])"
    wait_until(page, f"JSON.stringify({sides}) === '[[480,360]]'")
    exported = export_zip(page, tmp_path)
    assert counts_of(exported)["products"] == "2"
    with ZipFile(exported) as archive:
        for folder in ("photos", "marked"):
            [name] = [each for each in archive.namelist() if each.startswith(f"{folder}/")]
            with Image.open(BytesIO(archive.read(name))) as picture:
                assert picture.width > picture.height
                assert picture.getexif().get(0x0112, 1) == 1
                red, green, _ = picture.convert("RGB").getpixel((int(picture.width * 0.97), 10))  # type: ignore[misc]
                assert red > 200 > 100 > green, "the upper left corner is at the upper right"
        [shot] = json.loads(archive.read("audits.json"))["audits"][0]["shots"]
        assert (shot["width"], shot["height"]) == (1200, 900)
        [image] = json.loads(archive.read("coco.json"))["images"]
        assert (image["width"], image["height"]) == (1200, 900)


def test_each_tap_turns_by_a_quarter_also_while_it_is_counted(open_page: OpenPage) -> None:
    page = open_page({"boxes": [[0.1, 0.1, 0.3, 0.2]]})
    count_photo(page, file_of(shelf()))
    page.evaluate("detectorPlan.photoWaits = true")
    turn(page)
    wait_until(page, "globalThis.finishPhoto")
    page.evaluate("globalThis.finishFirst = finishPhoto; delete globalThis.finishPhoto")
    turn(page)
    wait_until(page, "globalThis.finishPhoto")
    page.evaluate("finishFirst(); finishPhoto()")
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "1")
    assert abs(shape(page) - 3 / 4) < 0.01, "upside down"
    page.evaluate("delete detectorPlan.photoWaits")
    page.reload()
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "1")
    assert page.locator(".editor__photo").evaluate("i => [i.naturalWidth, i.naturalHeight]") == [900, 1200]


def test_a_photo_whose_boxes_lie_is_offered_to_be_turned_the_better_way(open_page: OpenPage) -> None:
    page = open_page({"boxes": LYING})
    count_photo(page, file_of(shelf(1200, 900)))
    expect(page.locator(".remark")).to_contain_text("The photo seems to lie on its side.")
    # Of the two ways, the network is surer of the second.
    page.evaluate("""() => {
      let looks = 0;
      const boxes = [[0.1, 0.1, 0.2, 0.3], [0.3, 0.1, 0.4, 0.3]];
      Object.defineProperty(detectorPlan, 'boxes', { get: () => boxes });
      Object.defineProperty(detectorPlan, 'scores', { get: () => (++looks <= 2 ? [0.5, 0.5] : [0.9, 0.8]) });
    }""")
    page.get_by_role("button", name="Turn it").click()
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "2")
    expect(page.locator(".remark")).to_have_count(0)
    red = page.evaluate("""async () => {
      const photo = document.querySelector('.editor__photo');
      const context = new OffscreenCanvas(90, 120).getContext('2d');
      context.drawImage(photo, 0, 0, 90, 120);
      return [...context.getImageData(5, 112, 1, 1).data];
    }""")
    assert red[0] > 200 > 100 > red[1], "turned to the left: the upper left corner is at the lower left"


def test_the_offer_to_turn_a_photo_can_be_refused(open_page: OpenPage) -> None:
    page = open_page({"boxes": LYING})
    count_photo(page, file_of(shelf(1200, 900)))
    page.get_by_role("button", name="Leave it as it is").click()
    expect(page.locator(".remark")).to_have_count(0)
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", str(len(LYING)))


@pytest.mark.provokes("error: The picture cannot be decoded \\(no memory")
def test_a_photo_that_cannot_be_turned_stays_as_it_was(open_page: OpenPage) -> None:
    page = open_page({"boxes": [[0.1, 0.1, 0.3, 0.2], [0.6, 0.6, 0.8, 0.7]]})
    count_photo(page, file_of(shelf()))
    correct(page)
    page.evaluate("() => { globalThis.createImageBitmap = async () => { throw new Error('no memory'); }; }")
    turn(page)
    expect(page.get_by_text("The photo could not be turned.")).to_be_visible()
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "1")
    assert abs(shape(page) - 3 / 4) < 0.01
