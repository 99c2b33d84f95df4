"""Whatever is chosen as a photo is counted right, or a sentence says that it cannot be opened."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.views.audits import ORIENTATION_TAG, add_photo, export_zip, start_audit
from tests.e2e.views.page import OpenPage

pytestmark = pytest.mark.service_worker(False)


def coloured(width: int, height: int) -> Image.Image:
    """Left above red, right above green, left below blue, right below white: each place tells where it is."""
    colours = np.array([[[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [255, 255, 255]]], np.uint8)
    return Image.fromarray(colours).resize((width, height), Image.Resampling.NEAREST)


def encoded(picture: Image.Image, format: str, **options: Any) -> bytes:  # noqa: A002 - Pillow named it
    data = BytesIO()
    picture.save(data, format, **options)
    return data.getvalue()


def animated(format: str) -> bytes:  # noqa: A002
    frames = [coloured(60, 80), Image.new("RGB", (60, 80), "black")]
    return encoded(frames[0], format, save_all=True, append_images=frames[1:], duration=100)


def sixteen_bits() -> bytes:
    grey = np.linspace(0, 65535, 60 * 80).reshape(80, 60).astype(np.uint16)
    return encoded(Image.fromarray(grey), "PNG")


COUNTED: dict[str, tuple[Callable[[], bytes], tuple[int, int]]] = {
    "1x1": (lambda: encoded(coloured(1, 1), "JPEG"), (1, 1)),
    "100 megapixels": (lambda: encoded(Image.new("RGB", (10_000, 10_000), "grey"), "JPEG"), (10_000, 10_000)),
    "an animated GIF": (lambda: animated("GIF"), (60, 80)),
    "an animated WebP": (lambda: animated("WEBP"), (60, 80)),
    "an animated PNG": (lambda: animated("PNG"), (60, 80)),
    "CMYK": (lambda: encoded(coloured(60, 80).convert("CMYK"), "JPEG"), (60, 80)),
    "16 bits": (sixteen_bits, (60, 80)),
}


def choose(page: Page, content: bytes) -> None:
    file: FilePayload = {"name": "shelf.jpg", "mimeType": "image/jpeg", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)


@pytest.mark.parametrize(("make", "size"), COUNTED.values(), ids=COUNTED.keys())
def test_an_odd_picture_is_counted_whole(
    open_page: OpenPage, make: Callable[[], bytes], size: tuple[int, int]
) -> None:
    page = open_page()
    choose(page, make())
    page.wait_for_selector("body[data-view=photo] [data-count]", timeout=60_000)
    assert page.evaluate("detectedSizes.at(-1)") == list(size)


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0\0\1\x08mdat" + bytes(256)

REFUSED = {
    "HEIC, which Chromium cannot decode": HEIC,
    "a text": b"Dear shop,\n" * 500,
    "nothing": b"",
    "a cut JPEG": encoded(coloured(900, 1200), "JPEG")[:-500],
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_picture_that_can_be_opened_is_told_so(open_page: OpenPage, content: bytes) -> None:
    page = open_page()
    choose(page, content)
    expect(page.get_by_role("heading")).to_have_text("This photo cannot be opened")
    choose(page, encoded(coloured(60, 80), "JPEG"))
    page.wait_for_selector("body[data-view=photo] [data-count]")


COUNT_READ_BYTES = """
  globalThis.readBytes = 0;
  const { arrayBuffer } = Blob.prototype;
  Blob.prototype.arrayBuffer = function () {
    globalThis.readBytes += this.size;
    return arrayBuffer.call(this);
  };
"""


def test_250_mb_of_zeros_are_refused_without_being_read(open_page: OpenPage, tmp_path: Path) -> None:
    zeros = tmp_path / "zeros.jpg"
    with zeros.open("wb") as file:
        file.truncate(250_000_000)
    page = open_page(script=COUNT_READ_BYTES)
    page.locator("input[type=file]").set_input_files(zeros)
    expect(page.get_by_role("heading")).to_have_text("This photo cannot be opened")
    assert page.evaluate("readBytes") < 1_000_000


UPRIGHT = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""What makes stored pixels of an upright picture, by EXIF orientation: the inverse of what a viewer does."""


def lying(orientation: int, width: int, height: int) -> bytes:
    """A picture that is upright when it is shown, with XMP and fill bytes before its EXIF block."""
    upright = coloured(width, height)
    turn = UPRIGHT[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    jpeg = encoded(upright if turn is None else upright.transpose(turn), "JPEG", exif=exif, subsampling=0)
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"
    segment = b"\xff\xe1" + (len(xmp) + 2).to_bytes(2, "big") + xmp
    return jpeg[:2] + segment + b"\xff\xff\xff" + jpeg[2:]


def corners(jpeg: bytes) -> list[tuple[int, int, int]]:
    """Colours in the middle of each quarter, as a program sees them that ignores EXIF; rounded to 0 or 255."""
    with Image.open(BytesIO(jpeg)) as picture:
        width, height = picture.size
        places = [(x, y) for y in (height // 4, 3 * height // 4) for x in (width // 4, 3 * width // 4)]
        pixels = np.array(picture.convert("RGB"))
    return [tuple(int(255 * (value > 127)) for value in pixels[y, x]) for x, y in places]  # type: ignore[misc]


@pytest.mark.parametrize("orientation", UPRIGHT)
def test_a_photo_that_lies_in_any_way_is_exported_as_its_boxes_lie(
    open_page: OpenPage, tmp_path: Path, orientation: int
) -> None:
    page = open_page()
    start_audit(page, "Corner Shop")
    content = lying(orientation, 60, 80)
    add_photo(page, {"name": "shelf.jpg", "mimeType": "image/jpeg", "buffer": content})
    assert page.evaluate("detectedSizes.at(-1)") == [60, 80]
    with ZipFile(export_zip(page, tmp_path)) as archive:
        (photo,) = (name for name in archive.namelist() if name.startswith("photos/"))
        exported = archive.read(photo)
        (image,) = json.loads(archive.read("coco.json"))["images"]
    assert (image["width"], image["height"]) == (60, 80)
    assert Image.open(BytesIO(exported)).size == (60, 80)
    assert corners(exported) == [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)]


LOSES_LARGE_CANVASES = """
  // As iOS: what is drawn on a canvas of more pixels is lost, without an error.
  for (const { prototype } of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
    const { drawImage } = prototype;
    prototype.drawImage = function (...rest) {
      if (this.canvas.width * this.canvas.height <= 16_777_216) drawImage.apply(this, rest);
    };
  }
"""


def test_a_photo_over_the_limit_of_a_canvas_is_exported_with_its_pixels(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(script=LOSES_LARGE_CANVASES)
    start_audit(page, "Corner Shop")
    content = lying(6, 4284, 5712)
    add_photo(page, {"name": "shelf.jpg", "mimeType": "image/jpeg", "buffer": content})
    with ZipFile(export_zip(page, tmp_path)) as archive:
        photo, marked = (
            next(name for name in archive.namelist() if name.startswith(folder))
            for folder in ("photos/", "marked/")
        )
        exported, drawn = archive.read(photo), archive.read(marked)
    lies, given = Image.open(BytesIO(exported)), Image.open(BytesIO(content))
    assert lies.getexif()[ORIENTATION_TAG] == 6, "it could not be made upright, and says itself how it lies"
    assert lies.tobytes() == given.tobytes(), "its pixels are untouched"
    assert len(set(corners(drawn))) > 1, "not black"
