"""Named once, known on the next photo: with the published networks, offline, on photos of real shelves.

Six products of one category are named on a photo, all their facings; then another photo of the category is
opened. What the boxes are is known from the data set: a box of the app is a facing of it from an IoU of 0.5 on. One
pair of photos is tried; with SHELFSCAN_ALL_PAIRS set, all are. What is printed is the measure (-s shows it).
"""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from tests.e2e.views.page import NEXT_PAINT, wait_until

Box = list[float]

PAIRS = {"coffee": (54, 66), "egg": (75, 76), "crisp": (305, 376)}
"""Ids of two photos of one category: of those that share six products the ones with most facings of them."""
NAMED = 6
FACINGS = 20
LEAST_RIGHT, MOST_WRONG = 0.5, 0.05
"""Parts of their facings, and of all others. The goal is 0.8 of the first. looks-0.4.1 names 0.67 and 0.044 of them in
coffee, 0.77 and 0.045 in egg, 0.66 and 0.032 in crisp: 0.69 and 0.039 in all. Which facings are named by hand hangs on
what is known by then, so that a little change there gives or takes a few of these."""
SAME_PLACE = 0.5

READY_MS = 120_000
DESK = {"width": 1280, "height": 1000}

BOXES = """async (id) => {
  const { AuditStore } = await import('/static/js/audits/store.js');
  const { currentBoxes } = await import('/static/js/photo/corrections.js');
  const { ProductStore } = await import('/static/js/products/store.js');
  const { productOf } = await import('/static/js/photo/names.js');
  const shot = await new AuditStore({}).readShot(id);
  if (!shot) return null;
  const products = await new ProductStore({ onChanged: () => {}, onCleared: () => {} }).readProducts();
  const names = new Map(products.map(({ id, name }) => [id, name]));
  return currentBoxes(shot.review).map(({ key, box }) =>
    ({ box, name: names.get(productOf(shot.review, key)) ?? null }));
}"""

EXAMPLES = """(await new (await import('/static/js/products/store.js')).ProductStore(
  { onChanged: () => {}, onCleared: () => {} }).readLooks()).length"""


@dataclass(frozen=True)
class Facing:
    """What stands on a shelf, as the data set says."""

    box: Box
    product: str


@pytest.mark.parametrize("category", PAIRS if os.environ.get("SHELFSCAN_ALL_PAIRS") else ["coffee"])
def test_who_names_six_products_on_one_photo_finds_them_on_the_next(
    shop: Path, server: ServerProcess, phone: Phone, category: str
) -> None:
    first, second = (read_photo(shop, photo) for photo in PAIRS[category])
    page = phone.visit(server.url, viewport=DESK, is_mobile=False)
    page.wait_for_selector("body[data-model=ready][data-offline=ready]", timeout=READY_MS)
    page.context.set_offline(True)
    open_photo(page, first[0])
    page.get_by_test_id("products").click()
    page.get_by_test_id("groups-line").wait_for(timeout=READY_MS)
    chosen = shared_products(first[1], second[1])
    for product in chosen:
        name_facings(page, first, product)
    while page.get_by_role("button", name="Done", exact=True).count() > 0:
        page.get_by_role("button", name="Done", exact=True).click()

    open_photo(page, second[0])
    expect(page.get_by_test_id("products")).to_contain_text("different products", timeout=READY_MS)
    wait_until(page, f"(await ({BOXES})('{shot_id(page)}'))?.some(({{ name }}) => name)")
    right, total, wrong, others = judge(page.evaluate(BOXES, shot_id(page)), second[1], chosen)
    print(f"{category}: {right} of {total} right, {wrong} of {others} others wrong")
    assert right >= LEAST_RIGHT * total
    assert wrong <= MOST_WRONG * others


def read_photo(shop: Path, photo: int) -> tuple[Path, list[Facing], tuple[int, int]]:
    """File, facings and size of a photo."""
    coco = json.loads((shop / "coco.json").read_text())
    image = next(each for each in coco["images"] if each["id"] == photo)
    names = {each["id"]: "" if each.get("unknown") else each["name"] for each in coco["categories"]}
    facings = []
    for each in coco["annotations"]:
        if each["image_id"] == photo:
            left, top, width, height = each["bbox"]
            facings.append(Facing([left, top, left + width, top + height], names[each["category_id"]]))
    return shop / "images" / image["file_name"], facings, (image["width"], image["height"])


def shared_products(first: list[Facing], second: list[Facing]) -> list[str]:
    """Those that have most facings on both."""
    counts = Counter(each.product for each in first) & Counter(each.product for each in second)
    del counts[""]
    return [product for product, _ in counts.most_common(NAMED)]


def open_photo(page: Page, file: Path) -> None:
    before = shot_id(page) or "none"
    page.locator("input[type=file]").last.set_input_files(file)
    wait_until(page, f"document.body.dataset.view === 'photo' && !location.hash.endsWith('{before}')")
    page.wait_for_selector("body[data-view=photo] [data-count]", timeout=READY_MS)
    page.wait_for_selector("[data-testid=products]", timeout=READY_MS)


def shot_id(page: Page) -> str:
    return page.url.rpartition("/")[2]


def name_facings(page: Page, photo: tuple[Path, list[Facing], tuple[int, int]], product: str) -> None:
    """Says of the largest facings of a product what they are, one by one, unless it is known by then."""
    _, facings, (width, height) = photo
    boxes = sorted((each.box for each in facings if each.product == product), key=area, reverse=True)
    for box in boxes[:FACINGS]:
        shown = page.locator(".editor__photo").bounding_box()
        assert shown
        x = shown["x"] + (box[0] + box[2]) / 2 / width * shown["width"]
        y = shown["y"] + (box[1] + box[3]) / 2 / height * shown["height"]
        page.mouse.click(x, y)
        if not is_chosen(page):
            continue  # the detector has no box there
        if page.get_by_test_id("group-name").inner_text() != product:
            if not page.get_by_test_id("group-facts").inner_text().startswith("1 facing"):
                page.mouse.click(x, y)  # that one alone: what looks like it may be something else
            before = page.evaluate(f"async () => {EXAMPLES}")
            page.locator(".groups__name").click()
            page.get_by_label("Name", exact=True).fill(product)
            page.locator("dialog button[type=submit]").click()
            expect(page.get_by_test_id("group-name")).to_have_text(product)
            wait_until(page, f"{EXAMPLES} > {before}")  # it is learnt
        page.get_by_role("button", name="Done", exact=True).click()


def is_chosen(page: Page) -> bool:
    """Whether the tap has met a box."""
    page.evaluate(NEXT_PAINT)
    return page.get_by_test_id("group-name").count() > 0


def judge(boxes: list[dict[str, Any]], facings: list[Facing], named: list[str]) -> tuple[int, int, int, int]:
    """Facings of the named products: those with their name, and all. Then of others: those with a name, and all."""
    overlap = iou([each["box"] for each in boxes], [each.box for each in facings])
    right = total = wrong = others = 0
    for number, box in enumerate(boxes):
        best = int(overlap[number].argmax())
        product = facings[best].product if overlap[number, best] >= SAME_PLACE else None
        if product in named:
            total += 1
            right += box["name"] == product
        elif product is not None:
            others += 1
            wrong += box["name"] is not None
    return right, total, wrong, others


def area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def iou(boxes: list[Box], others: list[Box]) -> np.ndarray[Any, Any]:
    a, b = np.array(boxes)[:, None], np.array(others)[None]
    sides = np.minimum(a[..., 2:], b[..., 2:]) - np.maximum(a[..., :2], b[..., :2])
    common = sides.clip(0).prod(-1)
    sizes = [(each[..., 2:] - each[..., :2]).prod(-1) for each in (a, b)]
    return np.asarray(common / (sizes[0] + sizes[1] - common))
