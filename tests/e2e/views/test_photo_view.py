"""The photo view: a photo from the camera, the device or the sample, with boxes and count."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.views.page import PORTRAIT, OpenPage, rect, start_camera, wait_until
from tests.e2e.watch import camera_is_on

pytestmark = pytest.mark.service_worker(False)

ORIENTATION_TAG = 0x0112
ROTATED_90 = 6  # EXIF orientation: stored sideways, shown upright


def jpeg(width: int, height: int, orientation: int = 1) -> FilePayload:
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = orientation
    data = BytesIO()
    Image.new("RGB", (width, height), (128, 128, 128)).save(data, "JPEG", exif=exif)
    return {"name": "shelf.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def choose(page: Page, file: FilePayload) -> None:
    page.locator("input[type=file]").set_input_files(file)


def test_a_chosen_photo_is_counted_and_shown_whole(open_page: OpenPage) -> None:
    page = open_page({"boxes": [[0.1, 0.1, 0.2, 0.2], [0.3, 0.1, 0.4, 0.2], [0.5, 0.1, 0.6, 0.2]]})
    choose(page, jpeg(900, 1200))
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "3")
    expect(page.get_by_test_id("announcer")).to_have_text("3 products")
    picture = rect(page, ".editor__photo")
    assert abs(picture["width"] / picture["height"] - 0.75) < 0.01
    stage = rect(page, ".stage")
    assert picture["width"] == stage["width"] or picture["height"] == stage["height"], "as large as it can be"
    assert stage["bottom"] <= rect(page, ".camera__bar")["top"], "no controls lie over the photo"


def test_a_photo_lying_on_its_side_is_counted_and_shown_upright(open_page: OpenPage) -> None:
    page = open_page()
    choose(page, jpeg(1200, 900, ROTATED_90))
    page.wait_for_selector("body[data-view=photo] [data-count]")
    # The element has the shape of the picture that the detector got; the browser rotates the image in it.
    picture = rect(page, ".editor__photo")
    assert abs(picture["width"] / picture["height"] - 0.75) < 0.01
    assert page.locator(".editor__photo").evaluate("i => [i.naturalWidth, i.naturalHeight]") == [900, 1200]


def test_a_file_that_is_not_a_picture_is_explained_and_another_can_be_chosen(open_page: OpenPage) -> None:
    page = open_page()
    choose(page, {"name": "shelf.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"})
    page.wait_for_selector("[data-problem=picture-unreadable]")
    expect(page.get_by_role("heading")).to_have_text("This photo cannot be opened")
    choose(page, jpeg(90, 120))
    page.wait_for_selector("body[data-view=photo] [data-count]")


SHOWS_WHAT_THERE_IS = """
  const decode = globalThis.createImageBitmap;
  globalThis.createImageBitmap = (file, options) =>
    decode(file, options).catch(() => decode(new OffscreenCanvas(90, 120)));
"""


def test_a_photo_that_is_cut_off_is_explained_where_the_browser_shows_what_there_is_of_it(
    open_page: OpenPage,
) -> None:
    """As Firefox does."""
    page = open_page(script=SHOWS_WHAT_THERE_IS)
    photo = jpeg(90, 120)
    choose(page, {**photo, "buffer": photo["buffer"][:-20]})
    page.wait_for_selector("[data-problem=picture-unreadable]")
    choose(page, photo)
    page.wait_for_selector("body[data-view=photo] [data-count]")


def test_the_same_photo_can_be_chosen_again(open_page: OpenPage) -> None:
    page = open_page()
    for _ in range(2):
        choose(page, jpeg(90, 120))
        page.wait_for_selector("body[data-view=photo] [data-count]")
        page.get_by_role("button", name="Close the photo").click()
        page.wait_for_selector("body[data-view=start]")


def test_waiting_is_explained_in_words(open_page: OpenPage) -> None:
    page = open_page({"photoWaits": True})
    choose(page, jpeg(90, 120))
    expect(page.get_by_text("Counting", exact=True)).to_be_visible()
    assert page.get_by_test_id("count").get_attribute("data-count") is None
    wait_until(page, "globalThis.finishPhoto")
    page.evaluate("finishPhoto()")
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "1")
    assert page.get_by_text("Counting", exact=True).count() == 0


def test_no_products_comes_with_advice(open_page: OpenPage) -> None:
    page = open_page({"boxes": []})
    choose(page, jpeg(90, 120))
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "0")
    expect(page.get_by_text("Step closer")).to_be_visible()
    # It can be kept all the same: an empty shelf is worth a photo, too.
    expect(page.get_by_role("button", name="Add to a visit")).to_be_visible()
    page.get_by_role("button", name="Take it again").click()
    expect(page.locator("body")).to_have_attribute("data-view", "live")


KEEP_CHANGES = """
globalThis.changes = [];
addEventListener('DOMContentLoaded', () => {
  const keep = () => {
    const change = `${document.body.dataset.view}: ${document.querySelector('[data-testid=announcer]')?.textContent}`;
    if (changes.at(-1) !== change) changes.push(change);
  };
  new MutationObserver(keep).observe(document.body, {
    attributes: true, childList: true, characterData: true, subtree: true,
  });
});
"""
"""Records in ``changes`` each view that was shown, with its announcements to screen readers."""


def test_a_photo_that_was_left_does_not_come_back(open_page: OpenPage) -> None:
    page = open_page({"photoWaits": True}, script=KEEP_CHANGES)
    choose(page, jpeg(90, 120))
    wait_until(page, "globalThis.finishPhoto")
    page.get_by_role("button", name="Close the photo").click()
    expect(page.locator("body")).to_have_attribute("data-view", "start")
    page.evaluate(
        "globalThis.changes = []; globalThis.finishFirst = finishPhoto; delete globalThis.finishPhoto"
    )
    page.evaluate("finishFirst()")
    # By the time that the next photo is being counted, the first one would have appeared.
    choose(page, jpeg(120, 90))
    wait_until(page, "globalThis.finishPhoto")
    assert page.get_by_test_id("count").get_attribute("data-count") is None
    assert not [change for change in page.evaluate("changes") if "product" in change]


def test_the_shutter_takes_the_cameras_full_picture_and_switches_it_off(open_page: OpenPage) -> None:
    page = open_page()
    start_camera(page)
    page.get_by_role("button", name="Take a photo").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    size = page.locator(".editor__photo").evaluate("i => [i.naturalWidth, i.naturalHeight]")
    assert tuple(size) == PORTRAIT
    assert not camera_is_on(page)


SENSOR_STILL = """
ImageCapture.prototype.getPhotoCapabilities = async () => ({ imageWidth: { max: 1440 }, imageHeight: { max: 2560 } });
ImageCapture.prototype.takePhoto = async ({ imageWidth, imageHeight }) => {
  const canvas = new OffscreenCanvas(imageWidth, imageHeight);
  canvas.getContext('2d').fillRect(0, 0, imageWidth, imageHeight);
  return canvas.convertToBlob({ type: 'image/jpeg' });
};
"""


def test_the_shutter_uses_the_full_resolution_of_the_sensor(open_page: OpenPage) -> None:
    page = open_page(script=SENSOR_STILL)
    start_camera(page)
    page.get_by_role("button", name="Take a photo").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    size = page.locator(".editor__photo").evaluate("i => [i.naturalWidth, i.naturalHeight]")
    assert size == [1440, 2560]
    assert not camera_is_on(page)


def test_after_a_photo_the_camera_goes_on(open_page: OpenPage) -> None:
    page = open_page()
    start_camera(page)
    page.get_by_role("button", name="Take a photo").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    page.get_by_role("button", name="Back to camera").click()
    page.wait_for_selector("body[data-view=live] [data-count]")


def test_the_shutter_waits_for_a_picture(open_page: OpenPage) -> None:
    never = "navigator.mediaDevices.getUserMedia = () => new Promise(() => {});"
    page = open_page(script=never)
    page.get_by_role("button", name="Start camera").click()
    expect(page.get_by_role("button", name="Take a photo")).to_be_disabled()
    expect(page.get_by_text("tap Allow")).to_be_visible()
