"""Nothing is counted twice: what is asked before a photo is added that shows what the audit has already."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.e2e.views.audits import count_photo, full_device, large_photo, start_audit, total
from tests.e2e.views.page import OpenPage, named_rects, on_screens

pytestmark = pytest.mark.service_worker(False)

SHELF = (2400, 1200)
PHOTO = (900, 1200)

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Photo:
    """A photo, and its products, as fractions of its size."""

    file: FilePayload
    boxes: list[list[float]]


class Shelf:
    """Four boards of packs, each with a label of its own. The same seed draws the same shelf."""

    def __init__(self, seed: int) -> None:
        draws = random.Random(seed)  # noqa: S311 - no secret
        self.picture = Image.new("RGB", SHELF, (40, 40, 40))
        self.boxes: list[Box] = []
        draw = ImageDraw.Draw(self.picture)
        for bottom in range(290, SHELF[1], 300):
            draw.rectangle((0, bottom, SHELF[0], bottom + 24), (210, 210, 205))
            left = 5.0
            while left < SHELF[0] - 130:
                width, height = draws.uniform(70, 120), draws.uniform(170, 230)
                box = (left, bottom - height, left + width, float(bottom))
                draw.rectangle(box, tuple(draws.randrange(40, 240) for _ in range(3)))
                middle = bottom - height * draws.uniform(0.3, 0.7)
                draw.ellipse(
                    (left + 12, middle - 30, left + width - 12, middle + 30),
                    tuple(draws.randrange(20, 256) for _ in range(3)),
                )
                self.boxes.append(box)
                left += width + draws.uniform(2, 14)

    def photo(self, left: int, *, quality: int = 90, width: int = PHOTO[0], comment: str = "") -> Photo:
        """A photo that begins at `left`; `width` is that of the file."""
        part = self.picture.crop((left, 0, left + PHOTO[0], PHOTO[1]))
        part = part.resize((width, width * PHOTO[1] // PHOTO[0]))
        data = BytesIO()
        part.save(data, "JPEG", quality=quality, comment=comment)
        boxes = [
            [(x - left) / PHOTO[0] if i % 2 == 0 else x / PHOTO[1] for i, x in enumerate(box)]
            for box in self.boxes
            if left <= box[0] and box[2] <= left + PHOTO[0]
        ]
        return Photo({"name": "shelf.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}, boxes)

    def shared(self, first: int, second: int) -> int:
        """How many products of the photo at `second` have their middle on the one at `first`."""
        return sum(
            second <= box[0]
            and box[2] <= second + PHOTO[0]
            and first <= (box[0] + box[2]) / 2 <= first + PHOTO[0]
            for box in self.boxes
        )


def choose(page: Page, photo: Photo) -> None:
    """Chooses a photo on the audit's page and lets it be counted."""
    page.evaluate("boxes => { globalThis.detectorPlan.boxes = boxes; }", photo.boxes)
    count_photo(page, photo.file)
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", str(len(photo.boxes)))


def add(page: Page, photo: Photo) -> None:
    choose(page, photo)
    page.get_by_role("button", name="Add to ").click()


def to_audit(page: Page) -> None:
    page.locator(".saved").wait_for()
    page.get_by_role("button", name="Open visit").click()
    page.wait_for_selector("body[data-view=audit]")


def audit_with(open_page: OpenPage, *photos: Photo) -> Page:
    page = open_page({})
    start_audit(page, "Corner Shop")
    for photo in photos:
        add(page, photo)
        to_audit(page)
    return page


def sheet(page: Page) -> Locator:
    return page.get_by_role("dialog")


def answer(page: Page, name: str) -> None:
    sheet(page).get_by_role("button", name=name).click()
    expect(sheet(page)).to_have_count(0)


def test_the_same_file_is_noticed_and_can_be_left_out(open_page: OpenPage) -> None:
    photo = Shelf(1).photo(0)
    page = audit_with(open_page, Shelf(2).photo(0), photo)
    before = total(page)
    add(page, photo)
    expect(sheet(page)).to_have_accessible_name("This looks like photo 2")
    expect(sheet(page)).to_have_accessible_description(re.compile("a second time"))
    expect(sheet(page).locator("figcaption")).to_contain_text(["Photo 2", "This photo"])
    expect(sheet(page).get_by_role("button", name="Count only what is new")).to_have_count(0)
    answer(page, "Leave it out")
    page.wait_for_selector("body[data-view=audit]")
    expect(page.get_by_text("The photo was left out")).to_be_visible()
    expect(page.locator(".shot")).to_have_count(2)
    assert total(page) == before


@pytest.mark.parametrize("change", [{"quality": 60}, {"width": 600}, {"width": 1350, "quality": 70}])
def test_a_picture_that_was_saved_anew_or_in_another_size_is_noticed(
    open_page: OpenPage, change: dict[str, int]
) -> None:
    shelf = Shelf(1)
    page = audit_with(open_page, shelf.photo(0))
    add(page, shelf.photo(0, **change))  # type: ignore[arg-type]
    expect(sheet(page)).to_have_accessible_name("This looks like photo 1")


def test_what_looks_the_same_can_be_counted_too(open_page: OpenPage) -> None:
    photo = Shelf(1).photo(0)
    page = audit_with(open_page, photo)
    add(page, photo)
    answer(page, "Count it too")
    to_audit(page)
    assert total(page) == 2 * len(photo.boxes)


def test_another_shelf_and_the_next_bay_are_added_without_a_question(open_page: OpenPage) -> None:
    shelf = Shelf(1)
    page = audit_with(open_page, shelf.photo(0), Shelf(2).photo(0), shelf.photo(950))
    expect(page.locator(".shot")).to_have_count(3)


def test_only_what_is_new_is_counted_where_photos_overlap_and_that_can_be_undone(open_page: OpenPage) -> None:
    shelf = Shelf(1)
    first, second = shelf.photo(0), shelf.photo(400)
    page = audit_with(open_page, first)
    add(page, second)
    expect(sheet(page)).to_have_accessible_name("Part of this shelf is already on photo 1")
    fresh = len(second.boxes) - shelf.shared(0, 400)
    assert 0 < fresh < len(second.boxes)
    expect(sheet(page)).to_have_accessible_description(
        re.compile(f"^{fresh} of its {len(second.boxes)} products")
    )
    answer(page, "Count only what is new")
    page.locator(".saved").wait_for()
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", str(fresh))
    expect(page.get_by_role("button", name=re.compile("Check .* gap"))).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", str(len(second.boxes)))
    page.get_by_role("button", name="Redo").click()
    to_audit(page)
    assert total(page) == len(first.boxes) + fresh


def test_what_several_photos_show_is_taken_out_of_one_between_them(open_page: OpenPage) -> None:
    shelf = Shelf(1)
    left, right, between = shelf.photo(0), shelf.photo(1000), shelf.photo(500)
    page = audit_with(open_page, left, right)
    add(page, between)
    expect(sheet(page).locator("figure")).to_have_count(3)
    answer(page, "Count only what is new")
    to_audit(page)
    seen = [box for box in shelf.boxes if box[0] >= 500 and box[2] <= 1400]
    middles = [(box[0] + box[2]) / 2 for box in seen]
    fresh = sum(900 < middle < 1000 for middle in middles)
    assert abs(total(page) - len(left.boxes) - len(right.boxes) - fresh) <= 1  # a middle may lie on the edge


def test_escape_back_and_close_decide_nothing_and_lose_nothing(open_page: OpenPage) -> None:
    photo = Shelf(1).photo(0)
    page = audit_with(open_page, photo)
    add(page, photo)
    add_button = page.get_by_role("button", name="Add to ")
    for leave in (
        lambda: page.keyboard.press("Escape"),
        lambda: page.evaluate("history.back()"),
        lambda: sheet(page).get_by_role("button", name="Close").click(),
    ):
        expect(sheet(page)).to_be_visible()
        leave()
        expect(sheet(page)).to_have_count(0)
        expect(page.locator("body")).to_have_attribute("data-view", "photo")
        expect(page.locator(".saved")).to_have_count(0)
        add_button.click()
    expect(sheet(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(add_button).to_be_focused()
    page.reload()  # the photo is still there, and so is the question
    page.wait_for_selector("body[data-view=photo] [data-count]")
    add_button.click()
    expect(sheet(page)).to_have_accessible_name("This looks like photo 1")


def test_the_question_is_answered_with_the_keyboard_alone(open_page: OpenPage) -> None:
    shelf = Shelf(1)
    page = audit_with(open_page, shelf.photo(0))
    add(page, shelf.photo(400))
    expect(sheet(page)).to_be_visible()
    for _ in range(8):
        if page.evaluate("document.activeElement.textContent.trim()") == "Count it too":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".saved").wait_for()


def test_a_photo_of_an_older_version_is_known_by_its_thumbnail(open_page: OpenPage) -> None:
    shelf = Shelf(1)
    page = audit_with(open_page, shelf.photo(0))
    page.evaluate(
        """async () => {
          const { AuditStore } = await import('/static/js/audits/store.js');
          const store = new AuditStore();
          for (const { shots } of await store.list())
            for (const { fingerprint, ...older } of shots) {
              if (!fingerprint?.sha256) throw new Error('no fingerprint was stored');
              await store.saveShot(older, null, Date.now());
            }
        }"""
    )
    add(page, shelf.photo(400))
    expect(sheet(page)).to_have_accessible_name("Part of this shelf is already on photo 1")


@pytest.mark.provokes("error: no memory")
def test_where_comparing_fails_the_photo_is_added_as_before(open_page: OpenPage) -> None:
    photo = Shelf(1).photo(0)
    page = audit_with(open_page, photo)
    page.evaluate(
        """() => {
          for (const { prototype } of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D])
            prototype.getImageData = () => { throw new Error('no memory'); };
        }"""
    )
    add(page, photo)
    to_audit(page)
    assert total(page) == 2 * len(photo.boxes)


def test_whoever_goes_on_while_photos_are_compared_has_added_the_photo(open_page: OpenPage) -> None:
    shelf = Shelf(1)
    page = audit_with(open_page, shelf.photo(0))
    choose(page, Shelf(2).photo(0))
    # Both in one task: nothing can have been compared in between.
    page.evaluate(
        """() => {
          const named = (name) => [...document.querySelectorAll('button')]
            .find((each) => (each.ariaLabel ?? each.textContent).trim().startsWith(name));
          named('Add to').click();
          named('Close the photo').click();
        }"""
    )
    page.wait_for_selector("body[data-view=audit]")
    expect(page.locator(".shot")).to_have_count(2)


def test_a_photo_that_waits_to_be_saved_is_compared_too(open_page: OpenPage) -> None:
    page = open_page({})
    photo = large_photo()
    with full_device(page):
        start_audit(page, "Corner Shop")
        count_photo(page, photo)
        page.get_by_role("button", name="Add to ").click()
        page.get_by_test_id("unsaved").wait_for()
        page.get_by_role("button", name="Open visit").click()
        page.wait_for_selector("body[data-view=audit]")
        count_photo(page, photo)
        page.get_by_role("button", name="Add to ").click()
        expect(sheet(page)).to_have_accessible_name("This looks like photo 1")


def test_the_question_fits_on_every_screen(open_page: OpenPage) -> None:
    shelf = Shelf(1)
    page = audit_with(open_page, shelf.photo(0), shelf.photo(1000))
    add(page, shelf.photo(500))
    expect(sheet(page)).to_be_visible()
    for width, _ in on_screens(page):
        for each in named_rects(sheet(page).locator("button, figure")):
            assert each["left"] >= 0 and each["right"] <= width, each
        last = sheet(page).get_by_role("button", name="Count it too")
        last.scroll_into_view_if_needed()
        expect(last).to_be_in_viewport()
