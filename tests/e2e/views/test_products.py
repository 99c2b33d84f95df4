"""The catalogue of products: kept by hand, by the barcode of a pack, and by files."""

from __future__ import annotations

import base64
import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.barcode import draw_pack
from tests.e2e.camera import write_mjpeg
from tests.e2e.views.page import OpenPage, wait_until
from tests.e2e.views.test_many import announced, press
from tests.e2e.views.test_stores import file_of
from tests.e2e.watch import camera_is_on

pytestmark = pytest.mark.service_worker(False)

EAN = "4006381333931"
STORED = """await new (await import('/static/js/products/store.js')).ProductStore(
  { onChanged: () => {}, onCleared: () => {} }).readProducts()"""
MANY = 5000


def catalogue(pictures: dict[str, tuple[int, int]]) -> FilePayload:
    """An export of another phone: for each product, how many pictures show it, and how many do not."""
    when = "2026-03-09T14:05:00+01:00"
    content: dict[str, object] = {
        "format": "shelfscan-products",
        "version": 1,
        "exported": when,
        "brands": [],
    }
    content["products"] = [
        {"id": name, "name": name, "gtin": "", "brand": "", "category": "", "size": "", "changed": when}
        for name in pictures
    ]
    examples = []
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for number, (name, (right, wrong)) in enumerate(pictures.items()):
            for i in range(right + wrong):
                jpeg = BytesIO()
                Image.new("RGB", (48, 64), (60 + 25 * i, 90, 40 + 80 * number)).save(jpeg, "JPEG")
                crop = f"crops/{number}-{i}.jpg"
                archive.writestr(crop, jpeg.getvalue())
                vector = bytes((127 if k == 8 * number + i else 0) for k in range(32))
                examples.append(
                    {"id": f"{number}-{i}", "product": name, "right": i < right, "added": when, "crop": crop}
                    | {"embedder": "looks", "vector": base64.b64encode(vector).decode(), "type": "image/jpeg"}
                )
        archive.writestr("catalogue.json", json.dumps(content | {"examples": examples}))
    return {"name": "products.zip", "mimeType": "application/zip", "buffer": file.getvalue()}


def open_products(page: Page) -> None:
    press(page, "Settings")
    page.locator(".setting--link", has_text="Products").click()
    page.wait_for_selector("body[data-view=products] .list-card")


def fill(page: Page, label: str, text: str) -> None:
    """Types into a field, and leaves it."""
    field = page.get_by_label(label)
    field.fill(text)
    field.press("Tab")


def add_product(page: Page, name: str, **fields: str) -> None:
    press(page, "Add a product")
    fill(page, "Name", name)
    for label, text in fields.items():
        fill(page, f"{label.replace('_', ' ')} optional", text)
    press(page, "Add the product")
    page.locator(f"[data-product='{name}']").wait_for()


def open_product(page: Page, name: str) -> None:
    page.locator(f"[data-product='{name}']").click()
    page.wait_for_selector("body[data-view=product]")
    expect(page.locator("h1")).to_have_text(name)


def back(page: Page) -> None:
    press(page, "Back")
    page.wait_for_selector("body[data-view=products]")


def rows(page: Page, *names: str) -> None:
    expect(page.locator(".product-row__name")).to_have_text(list(names))


def test_products_are_added_found_changed_merged_and_deleted(open_page: OpenPage) -> None:
    page = open_page()
    open_products(page)
    expect(page.locator(".empty__title")).to_have_text("No products yet")
    add_product(page, "Espresso", Brand="Nordmark", Size="250 g", Category="Coffee")
    add_product(page, "Crème brûlée", Brand="nordmark", Size="90 g")
    add_product(page, "Tea")
    rows(page, "Crème brûlée", "Espresso", "Tea")
    expect(page.locator("[data-product=Espresso] .product-row__line")).to_have_text(
        "Nordmark 250 g No pictures", use_inner_text=True
    )

    search = page.get_by_label("Search products")
    search.fill("NORD creme")
    rows(page, "Crème brûlée")
    search.fill("coffee")
    rows(page, "Espresso")
    search.fill("cocoa")
    expect(page.get_by_text("Nothing found for “cocoa”.")).to_be_visible()
    search.fill("")

    # What is typed is stored when the field is left, and is there after a reload.
    open_product(page, "Tea")
    fill(page, "Size optional", " 20  bags ")
    fill(page, "Brand optional", "Zeta")
    own = page.get_by_label("Zeta is ours")
    expect(own).not_to_be_checked()
    own.check()
    fill(page, "Barcode number", "4006381333932")
    expect(page.get_by_role("alert")).to_have_text("This number cannot be right. Check each digit.")
    fill(page, "Barcode number", "4 006381 333931")
    expect(page.get_by_role("alert")).to_have_count(0)
    # Leaving the field stores it, a moment later.
    wait_until(page, f"({STORED}).some(({{ gtin }}) => gtin === '{EAN}')")
    page.reload()
    expect(page.get_by_label("Barcode number")).to_have_value(EAN)
    expect(page.get_by_label("Size optional")).to_have_value("20 bags")
    expect(page.get_by_label("Zeta is ours")).to_be_checked()
    back(page)
    open_product(page, "Espresso")
    fill(page, "Barcode number", EAN)
    expect(page.get_by_role("alert")).to_have_text("Tea has this number already.")
    press(page, "Open Tea")
    expect(page.locator("h1")).to_have_text("Tea")

    # Two that are the same.
    press(page, "Merge with another product")
    dialog = page.get_by_role("dialog", name="Which one is the same as Tea?")
    dialog.get_by_label("Search products").fill("creme")
    dialog.locator(".product-row").click()
    expect(page.locator("h1")).to_have_text("Crème brûlée")
    expect(page.get_by_test_id("undo")).to_contain_text("Tea is part of Crème brûlée now")
    press(page, "Undo")
    announced(page, "It is back")
    back(page)
    rows(page, "Crème brûlée", "Espresso", "Tea")

    open_product(page, "Espresso")
    press(page, "Delete the product")
    rows(page, "Crème brûlée", "Tea")
    expect(page.get_by_test_id("undo")).to_contain_text("Espresso was deleted")
    press(page, "Undo")
    rows(page, "Crème brûlée", "Espresso", "Tea")
    press(page, "Back")
    expect(page.locator(".setting--link", has_text="Products")).to_contain_text("3 products")


def test_pictures_come_with_a_file_are_taken_away_and_go_along_in_a_merge(open_page: OpenPage) -> None:
    page = open_page()
    open_products(page)
    page.locator("input[type=file]").set_input_files(catalogue({"Cocoa": (4, 1), "Tea": (2, 0)}))
    expect(page.get_by_test_id("imported")).to_have_text("Products: 2 new, 0 changed, 7 pictures.")
    expect(page.locator("[data-product=Cocoa] .product-row__count")).to_have_text("4 pictures")
    assert page.locator("[data-product=Cocoa] img").evaluate(
        "(img) => img.decode().then(() => img.naturalWidth)"
    )
    open_product(page, "Cocoa")
    expect(page.locator(".look")).to_have_count(5)
    expect(page.get_by_text("Not this product")).to_be_visible()
    press(page, "Take picture 5 away")
    expect(page.locator(".look")).to_have_count(4)
    expect(page.get_by_text("Not this product")).to_have_count(0)
    announced(page, "The picture was taken away")
    press(page, "Take picture 1 away")
    expect(page.locator(".look")).to_have_count(3)
    back(page)
    expect(page.locator("[data-product=Cocoa] .product-row__count")).to_have_text("3 pictures")
    open_product(page, "Tea")
    press(page, "Merge with another product")
    page.get_by_role("dialog").locator("[data-product=Cocoa]").click()
    expect(page.locator("h1")).to_have_text("Cocoa")
    expect(page.locator(".look")).to_have_count(5)
    press(page, "Undo")
    expect(page.locator(".look")).to_have_count(3)


def test_a_barcode_is_read_by_the_camera_or_typed(open_page: OpenPage, tmp_path: Path) -> None:
    clip = write_mjpeg(draw_pack(EAN, tmp_path / "pack.png"), tmp_path / "pack.mjpeg")
    page = open_page(camera=clip)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    open_products(page)
    assert not any("zxing" in url for url in fetched)  # not before it is wanted

    # Of a product that is not known yet, one with this number is offered.
    press(page, "Scan a barcode to find its product")
    page.wait_for_selector("body[data-view=product]")
    expect(page.get_by_label("Barcode number")).to_have_value(EAN)
    assert not camera_is_on(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert any(url.endswith("zxing_reader.wasm") for url in fetched)
    fill(page, "Name", "Pencils")
    press(page, "Add the product")
    rows(page, "Pencils")
    press(page, "Scan a barcode to find its product")
    expect(page.locator("h1")).to_have_text("Pencils")

    # Typed in its place. The digits of the pack before the camera must not come first.
    page.evaluate("HTMLVideoElement.prototype.requestVideoFrameCallback = () => 0")
    press(page, "Scan the barcode")
    sheet = page.get_by_role("dialog", name="Scan the barcode")
    expect(sheet.get_by_text("Hold the barcode in the frame")).to_be_visible()
    assert camera_is_on(page)
    digits = sheet.get_by_label("Or type the digits under the bars")
    digits.fill("9638 5075")
    press(page, "Use")
    expect(sheet.get_by_role("alert")).to_have_text("This number cannot be right. Check each digit.")
    digits.fill("9638 5074")
    digits.press("Enter")
    expect(sheet).to_have_count(0)
    expect(page.get_by_label("Barcode number")).to_have_value("96385074")
    assert not camera_is_on(page)

    # Back closes the sheet and the camera, and the product stays open.
    press(page, "Scan the barcode")
    sheet.wait_for()
    wait_until(page, "document.querySelector('.barcode__stage')?.dataset.phase === 'looking'")
    page.go_back()
    expect(sheet).to_have_count(0)
    assert not camera_is_on(page)
    expect(page.locator("h1")).to_have_text("Pencils")


def test_without_a_camera_the_digits_are_typed(open_page: OpenPage) -> None:
    page = open_page(camera=None)
    open_products(page)
    press(page, "Scan a barcode to find its product")
    expect(page.get_by_role("alert")).to_have_text("No camera found. Type the digits instead.")
    page.get_by_label("Or type the digits under the bars").fill(EAN)
    press(page, "Use")
    expect(page.get_by_label("Barcode number")).to_have_value(EAN)


def test_thousands_of_products_go_to_another_phone(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page()
    open_products(page)
    choose = page.locator("input[type=file]")
    lines = [f"Product {i:04},Brand {i % 20},,Shelf {i % 7},{i} g" for i in range(MANY)]
    broken = ["", ",Nameless,,,", "Bad number,Zeta,4006381333932,,"]
    choose.set_input_files(file_of("\n".join(["name,brand,gtin,category,size", *lines[:-1], *broken])))
    expect(page.get_by_test_id("imported")).to_have_text("Products: 5,000 new, 0 changed.", timeout=60_000)
    expect(page.get_by_test_id("left")).to_contain_text("no name")
    expect(page.get_by_test_id("notes")).to_contain_text("4006381333932")
    expect(page.locator(".page__subtitle")).to_have_text("5,000 products")

    expect(page.locator(".product-row")).to_have_count(60)
    press(page, "Show more (4,940)")
    expect(page.locator(".product-row")).to_have_count(120)
    search = page.get_by_label("Search products")
    for typed in ("p", "pr", "product 48", "product 4812", "brand 12 4812"):
        search.fill(typed)
    rows(page, "Product 4812")

    with page.expect_download() as download:
        press(page, "Export")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.suffix == ".zip"

    other = open_page()
    open_products(other)
    other.locator("input[type=file]").set_input_files(file)
    expect(other.get_by_test_id("imported")).to_have_text("Products: 5,000 new, 0 changed.", timeout=60_000)
    other.get_by_label("Search products").fill("brand 12 4812")
    rows(other, "Product 4812")
    other.locator("input[type=file]").set_input_files(file_of(b"PK\x03\x04 no more of it", "list.zip"))
    expect(other.get_by_role("alert")).to_contain_text("This file")
