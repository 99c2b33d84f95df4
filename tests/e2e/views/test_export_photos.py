"""Photos of an export: what they show, what they say of themselves, and those whose file is gone."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.views.archives import audit, picture, write_export
from tests.e2e.views.audits import add_photo, count_photo, export_zip, photo, start_audit
from tests.e2e.views.page import OpenPage, wait_until
from tests.e2e.views.test_pictures import shelf

pytestmark = pytest.mark.service_worker(False)

ORIENTATION, EXIF, GPS, TAKEN, OFFSET = 0x0112, 0x8769, 0x8825, 0x9003, 0x9011

SMALL_CANVAS = """
for (const Context of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
  const draw = Context.prototype.drawImage;
  Context.prototype.drawImage = function (...given) {
    if (this.canvas.width * this.canvas.height <= 2 ** 24) draw.apply(this, given);
  };
}
"""
"""A browser whose canvases stay empty above 16,777,216 pixels, without an error, as Safari's on iPhones."""


def camera_photo(upright: Image.Image, orientation: int = 1, **options: Any) -> FilePayload:
    """What a camera writes of a picture: with place, time and owner, stored as it was held."""
    stored = {1: upright, 6: upright.transpose(Image.Transpose.ROTATE_90)}[orientation]
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x8298] = "An owner"
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 31.0, 7.0), 3: "E", 4: (13.0, 24.0, 29.0)})
    exif.get_ifd(EXIF).update({TAKEN: "2024:01:05 09:30:00", OFFSET: "+01:00", 0x9004: "2024:01:05 09:30:00"})
    data = BytesIO()
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>52,31N</exif:GPSLatitude></x:xmpmeta>'
    stored.save(data, "JPEG", exif=exif, xmp=xmp, comment="An owner", **options)
    return {
        "name": "shelf.jpg",
        "mimeType": "image/jpeg",
        "buffer": data.getvalue() + b"a clip, 52.5186 13.4083",
    }


def photos_of(archive: Path, folder: str = "photos") -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist() if name.startswith(f"{folder}/")}


def is_red_in_the_corner(data: bytes) -> bool:
    """Whether the upper left corner of the shelf is there, and the rest is no black plane."""
    with Image.open(BytesIO(data)) as opened:
        upright = opened.convert("RGB")
        red, green, _ = upright.getpixel((opened.width // 20, opened.height // 20))  # type: ignore[misc]
        far = upright.getpixel((opened.width - 40, opened.height - 40))
        return red > 200 > 100 > green and max(far) > 40  # type: ignore[arg-type]


def test_upright_and_lying_photos_keep_their_time_and_lose_their_place(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page()
    start_audit(page, "Store")
    given = [camera_photo(shelf(), 1), camera_photo(shelf().point(lambda value: value + 10), 6)]
    add_photo(page, given[0])
    # The same shelf again, which is asked about.
    count_photo(page, given[1])
    page.get_by_role("button", name="Add to ").click()
    page.get_by_role("dialog").get_by_role("button", name="Count it too").click()
    page.locator(".saved").wait_for()
    page.get_by_role("button", name="Open visit").click()
    expect(page.locator(".shot img")).to_have_count(2)
    archive = export_zip(page, tmp_path)
    photos = photos_of(archive)
    assert len(photos) == 2
    for data in photos.values():
        with Image.open(BytesIO(data)) as opened:
            exif = opened.getexif()
            assert opened.size == (900, 1200)
            assert exif.get(ORIENTATION, 1) == 1
            assert dict(exif.get_ifd(GPS)) == {} and GPS not in exif
            assert exif.get_ifd(EXIF)[TAKEN] == "2024:01:05 09:30:00"
            assert exif.get_ifd(EXIF)[OFFSET] == "+01:00"
            assert set(exif) <= {ORIENTATION, EXIF}
        assert is_red_in_the_corner(data)
    for data in [*photos.values(), *photos_of(archive, "marked").values()]:
        for secret in (b"GPS", b"owner", b"13.4083", b"adobe"):
            assert secret not in data
    # The upright one's pixels are as the camera wrote them.
    with (
        Image.open(BytesIO(next(iter(photos.values())))) as one,
        Image.open(BytesIO(given[0]["buffer"])) as other,
    ):
        assert one.tobytes() == other.tobytes()
    with zipfile.ZipFile(archive) as opened:
        readme = opened.read("README.txt").decode()
        assert "From all photos the place (GPS) is removed" in readme
        shots = json.loads(opened.read("audits.json"))["audits"][0]["shots"]
    assert {each["taken"] for each in shots} == {"2024-01-05T09:30:00.000+01:00"}


def test_a_photo_too_large_for_a_canvas_is_exported_as_it_was_taken_and_not_black(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(script=SMALL_CANVAS)
    start_audit(page, "Store")
    large = shelf().resize((3700, 4934))
    add_photo(page, camera_photo(large, 6, quality=60))
    archive = export_zip(page, tmp_path)
    (data,) = photos_of(archive).values()
    with Image.open(BytesIO(data)) as opened:
        assert opened.size == (4934, 3700), "its pixels are as they were"
        assert opened.getexif()[ORIENTATION] == 6 and GPS not in opened.getexif()
        upright = BytesIO()
        opened.transpose(Image.Transpose.ROTATE_270).save(upright, "JPEG")
    assert is_red_in_the_corner(upright.getvalue())
    (marked,) = photos_of(archive, "marked").values()
    assert is_red_in_the_corner(marked)


def test_a_chosen_file_that_is_gone_a_moment_later_is_kept_and_exported(
    open_page: OpenPage, tmp_path: Path
) -> None:
    chosen = tmp_path / "from-the-cloud.jpg"
    chosen.write_bytes(camera_photo(shelf())["buffer"])
    page = open_page({"photoWaits": True, "boxes": [[0.1, 0.1, 0.3, 0.3]]})
    start_audit(page, "Store")
    page.locator("input[type=file]").last.set_input_files(chosen)
    wait_until(page, "document.querySelector('.editor__photo')?.naturalWidth > 0 && globalThis.finishPhoto")
    chosen.write_bytes(b"something else, and of another length")
    chosen.unlink()
    page.evaluate("finishPhoto()")
    page.get_by_role("button", name="Add to ").click()
    page.locator(".saved").wait_for()
    page.reload()
    page.get_by_role("button", name="Open visit").click()
    expect(page.locator(".shot img")).to_have_count(1)
    (data,) = photos_of(export_zip(page, tmp_path)).values()
    assert is_red_in_the_corner(data)


UNREADABLE = """async (id) => {
  const { arrayBuffer } = Blob.prototype;
  Blob.prototype.arrayBuffer = async function () {
    if (this.size === %d) throw new DOMException('gone', 'NotReadableError');
    return arrayBuffer.call(this);
  };
}"""


def sheet_says(page: Page) -> str:
    return page.get_by_test_id("export-missing").inner_text()


def test_a_photo_that_cannot_be_read_is_named_and_all_others_are_exported(
    open_page: OpenPage, tmp_path: Path
) -> None:
    # The third one of the first audit is not in the file; the second one of the other cannot be read any more.
    sizes = {5: 4321}
    file = write_export(
        tmp_path / "in.zip",
        audit("a", 3),
        audit("b", 3),
        content=lambda number: None if number == 3 else picture(number, sizes.get(number, 0)),
    )
    page = open_page()
    page.locator(".entry").click()
    page.get_by_label("Import").set_input_files(file)
    expect(page.locator("p.notice").filter(has_text="2 visits imported")).to_be_visible()
    page.evaluate(UNREADABLE % sizes[5])
    page.get_by_role("button", name="Select", exact=True).click()
    page.get_by_role("button", name="Select all").click()
    page.get_by_role("button", name="Export").click()
    save = page.get_by_role("button", name="Save to this device")
    save.wait_for()
    said = sheet_says(page)
    assert "Without 2 photos" in said
    assert "Shop A, photo 3" in said and "Shop B, photo 2" in said
    with page.expect_download() as download:
        save.click()
    download.value.save_as(tmp_path / "out.zip")
    assert len(photos_of(tmp_path / "out.zip")) == 4
    with zipfile.ZipFile(tmp_path / "out.zip") as opened:
        data = json.loads(opened.read("audits.json"))
    has_photo = {each["id"]: each["photo"] is not None for item in data["audits"] for each in item["shots"]}
    assert has_photo == {"a-1": True, "a-2": True, "a-3": False, "b-1": True, "b-2": False, "b-3": True}


def test_an_audit_behind_a_damaged_photo_comes_in_with_all_counts(
    open_page: OpenPage, tmp_path: Path
) -> None:
    file = write_export(tmp_path / "in.zip", audit("a", 1), audit("b", 1))
    data = bytearray(file.read_bytes())
    data[data.index(picture(1)) + 100] ^= 1
    file.write_bytes(data)
    page = open_page()
    page.locator(".entry").click()
    page.get_by_label("Import").set_input_files(file)
    told = page.locator("p.notice").filter(has_text="2 visits imported.")
    expect(told).to_contain_text("1 photo damaged in the file; the counts are kept: Shop A, photo 1.")
    expect(page.locator(".audit-card")).to_have_count(2)
    for name in ("Shop A", "Shop B"):
        expect(page.locator(".audit-card").filter(has_text=name)).to_contain_text("1 product")


def test_a_png_is_exported_as_a_jpeg_that_says_nothing_of_itself(open_page: OpenPage, tmp_path: Path) -> None:
    data = BytesIO()
    exif = Image.Exif()
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 31.0, 7.0)})
    shelf().save(data, "PNG", exif=exif)
    page = open_page()
    start_audit(page, "Store")
    add_photo(page, photo() | {"mimeType": "image/png", "buffer": data.getvalue()})
    (exported,) = photos_of(export_zip(page, tmp_path)).values()
    with Image.open(BytesIO(exported)) as opened:
        assert opened.format == "JPEG" and dict(opened.getexif()) == {}
    assert is_red_in_the_corner(exported)
