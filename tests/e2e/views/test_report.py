"""The report of a visit: one file that anybody can open, and that says what the screen says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.views.audits import add_categories, add_photo, correct, start_audit, total
from tests.e2e.views.page import OpenPage, wait_until
from tests.e2e.views.test_notes import add_tag, mark, note, open_photo
from tests.e2e.views.test_visit import start_audit_again

pytestmark = pytest.mark.service_worker(False)

THREE_BOXES = {"boxes": [[0.1, 0.1, 0.3, 0.4], [0.4, 0.1, 0.6, 0.4], [0.7, 0.1, 0.9, 0.4]]}
HOSTILE = 'Shop "><img src=x onerror="globalThis.ran=1"><script>globalThis.ran=1</script>\''

SHARING = """
  globalThis.shared = [];
  navigator.canShare = ({ files }) => files.every(({ type }) => type === 'text/html');
  navigator.share = async ({ files }) => { shared.push(files[0]); };
"""


def move_all(page: Page, category: str) -> None:
    """Puts all photos of the open visit into a category."""
    page.get_by_role("button", name="Move", exact=True).click()
    for index in range(page.locator(".shot__open").count()):
        page.locator(".shot__open").nth(index).click()
    page.get_by_role("button", name="Move ").click()
    page.locator("dialog").get_by_role("button", name=category).first.click()
    page.locator(".notice", has_text="moved").wait_for()


def finish(page: Page) -> None:
    page.get_by_role("button", name="Finish visit").click()
    page.get_by_role("button", name="Finish all the same").click()
    page.get_by_test_id("finished").wait_for()


def open_report(page: Page) -> None:
    page.get_by_role("button", name="Report").click()
    page.locator(".report-preview").wait_for()


def save_report(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to this device").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


@contextmanager
def opened(page: Page, path: Path) -> Iterator[Page]:
    """The file as somebody opens it who got it: without the page, and without a network."""
    browser = page.context.browser
    assert browser
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 844})
    file = context.new_page()
    told: list[str] = []
    asked: list[str] = []
    file.on("console", lambda message: told.append(message.text))
    file.on("request", lambda request: asked.append(request.url))
    file.goto(path.as_uri())
    yield file
    assert told == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    context.close()


def cells(page: Page, row: str) -> list[str]:
    found = page.locator(".numbers tr", has=page.locator("th", has_text=row)).locator("td").all_inner_texts()
    return [re.sub(r"\s+", " ", text) for text in found]


def test_the_file_of_a_report_says_what_the_screen_says_compared_with_the_last_visit(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(THREE_BOXES, script=SHARING)
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Your name").fill("Ana Silva")
    page.get_by_label("Your name").press("Enter")
    page.get_by_role("button", name="Back").click()
    start_audit(page, "Corner Shop")
    add_categories(page, "Coffee", "Tea")
    add_photo(page)
    open_photo(page)
    correct(page)  # two products
    page.get_by_role("button", name="Open visit").click()
    page.wait_for_selector("body[data-view=audit]")
    move_all(page, "Coffee")
    finish(page)
    start_audit_again(page, "corner shop")
    add_categories(page, "Coffee", "Tea")
    add_photo(page)
    move_all(page, "Coffee")
    open_photo(page)
    note(page)
    add_tag(page, "Torn")
    page.get_by_role("button", name="Mark a place").click()
    mark(page, 0.5, 0.8, "here")
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Open visit").click()
    page.wait_for_selector("body[data-view=audit]")
    page.get_by_role("button", name="Skip Tea").click()
    page.get_by_role("button", name="Not sold here").click()
    assert total(page) == 3
    open_report(page)
    shown = page.locator(".report").inner_text()
    page.get_by_role("button", name="Share").click()
    wait_until(page, "shared.length === 1")
    path = save_report(page, tmp_path)
    assert re.fullmatch(r"report-corner-shop-\d{4}-\d\d-\d\d\.html", path.name)
    assert page.evaluate("shared[0].text()") == path.read_text()
    with opened(page, path) as file:
        assert file.locator(".report").inner_text() == shown
        head = file.locator(".head").inner_text()
        for words in ("corner shop", "Visited by Ana Silva", "3 products +1", "This visit is not finished"):
            assert words in head
        todo = file.locator(".todo li").all_inner_texts()
        assert "Skipped: Tea (Not sold here)" in todo
        assert "Torn Photo 1 (Coffee): 1 here" in todo
        assert cells(file, "Coffee")[:2] == ["1", "3 +1"]
        assert cells(file, "Tea")[:2] == ["0", "–"]
        expect(file.locator(".pair figure")).to_have_count(2)  # before and after
        # All pictures are there, small; the full size comes with a tap.
        file.evaluate("Promise.all([...document.images].map((image) => image.decode()))")
        small, full = file.locator(".thumb").last, file.locator(".full").first
        assert small.evaluate("image => Math.max(image.naturalWidth, image.naturalHeight)") == 360
        expect(full).not_to_be_visible()
        file.locator("summary").first.click()
        expect(full).to_be_visible()
        assert full.evaluate("image => Math.max(image.naturalWidth, image.naturalHeight)") == 800
        assert yellow_at(file, 0.5, 0.8)
        file.emulate_media(media="print")
        expect(full).not_to_be_visible()
        expect(small).to_be_visible()
        assert file.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # Printed from the app, the page around the report stays away.
    page.emulate_media(media="print")
    expect(page.locator(".page__foot")).not_to_be_visible()
    expect(page.locator(".report")).to_be_visible()


def yellow_at(file: Page, x: float, y: float) -> bool:
    """Whether a pin is drawn on the full-size picture, a little beside the middle of these parts of it."""
    found: bool = file.locator(".full").first.evaluate(
        """(image, [x, y]) => {
          const canvas = document.createElement('canvas');
          const { naturalWidth: width, naturalHeight: height } = image;
          Object.assign(canvas, { width, height });
          const context = canvas.getContext('2d');
          context.drawImage(image, 0, 0);
          const [red, green, blue] = context.getImageData(x * width - 8, y * height, 1, 1).data;
          return red > 200 && green > 160 && blue < 140;
        }""",
        [x, y],
    )
    return found


def test_a_hostile_name_runs_nothing_and_what_is_not_here_is_told(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(THREE_BOXES)
    start_audit(page, HOSTILE, note=HOSTILE)
    add_categories(page, "<b>Coffee</b>")
    add_photo(page)
    add_photo(page)
    open_photo(page)
    note(page)
    add_tag(page, "<i>")
    page.get_by_label("Note on this photo").fill(HOSTILE)
    page.get_by_role("button", name="Open visit").click()
    page.wait_for_selector("body[data-view=audit]")
    # One photo goes, as from an import that did not hold it; the other one was not counted yet.
    page.evaluate(
        """async () => {
          const { AuditStore } = await import('/static/js/audits/store.js');
          const [{ shots: [first, second] }] = await new AuditStore().list();
          const database = await new Promise((resolve) => {
            const opening = indexedDB.open('shelfscan-audits');
            opening.onsuccess = () => resolve(opening.result);
          });
          const stores = ['photos', 'thumbnails', 'shots'];
          const transaction = database.transaction(stores, 'readwrite');
          for (const name of ['photos', 'thumbnails']) transaction.objectStore(name).delete(first.id);
          transaction.objectStore('shots').put({ ...second, uncounted: { added: 1, region: null, failure: 'x' } });
          await new Promise((resolve) => { transaction.oncomplete = resolve; });
          database.close();
        }"""
    )
    open_report(page)
    path = save_report(page, tmp_path)
    assert page.evaluate("globalThis.ran") is None
    with opened(page, path) as file:
        assert file.evaluate("globalThis.ran") is None
        expect(file.locator("h1")).to_have_text(HOSTILE)
        expect(file.locator("script, img:not([src^='data:image/jpeg;base64,'])")).to_have_count(0)
        todo = " / ".join(file.locator(".todo li").all_inner_texts())
        assert "1 photo not counted: what is on it is in no number here (photo 2)" in todo
        assert "1 photo not on this device, so only the numbers are shown (photo 1)" in todo
        assert "3 products" in file.locator(".total").inner_text()
        expect(file.locator(".absent")).to_have_text("This photo is not on the device that made the report.")
        expect(file.locator("figcaption").last).to_contain_text("Could not be counted")


def test_a_report_that_is_being_made_tells_how_far_and_can_be_cancelled(open_page: OpenPage) -> None:
    page = open_page(THREE_BOXES)
    start_audit(page, "Corner Shop")
    add_photo(page)
    add_photo(page)
    page.evaluate(
        """() => {
          const { convertToBlob } = OffscreenCanvas.prototype;
          Object.assign(globalThis, { made: 0, waiting: [] });
          OffscreenCanvas.prototype.convertToBlob = async function (...rest) {
            made += 1;
            await new Promise((resolve) => waiting.push(resolve));
            return convertToBlob.apply(this, rest);
          };
        }"""
    )
    page.get_by_role("button", name="Report").click()
    expect(page.get_by_test_id("report-progress")).to_contain_text("photo 1 of 2")
    page.get_by_role("button", name="Cancel").click()
    page.wait_for_selector("body[data-view=audit]")
    page.get_by_role("button", name="Report").click()
    expect(page.get_by_test_id("report-progress")).to_contain_text("photo 1 of 2")
    go_on = "waiting.splice(0).map((each) => each())"
    wait_until(page, f"({go_on}, document.querySelector('.report-preview'))")
    # Two pictures for each of two photos, and those of the photo at which it was cancelled.
    assert page.evaluate("made") == 6
