"""Makes a file of this folder: what a released version of the page had stored, and what it exported.

It is run in a checkout of that version, with the tools of its tests:

    cp tests/e2e/views/databases/make.py CHECKOUT/tests/e2e/views/test_make.py
    cd CHECKOUT && DATABASE=FILE.json.gz python -m pytest tests/e2e/views/test_make.py -k database

`-k catalogue` makes that of the products instead.
"""

from __future__ import annotations

import gzip
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.views.audits import add_photo, correct, count_photo, export_zip, photo, start_audit
from tests.e2e.views.page import OpenPage

pytestmark = pytest.mark.service_worker(False)

BOXES = [
    [0.2 * column + 0.01, row, 0.2 * column + 0.16, row + 0.2] for row in (0.1, 0.5) for column in range(4)
]
ROTATED_90 = 6

DUMP = """async (name) => {
  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const coded = async (bytes) => {
    const reader = new FileReader();
    reader.readAsDataURL(new Blob([bytes]));
    await new Promise((resolve) => { reader.onload = resolve; });
    return reader.result.split(',')[1];
  };
  // JSON has no bytes: they are written in base64, and how they were stored beside them.
  const plain = async (value) => {
    if (value instanceof Blob) return { $blob: await coded(value), type: value.type };
    if (value instanceof ArrayBuffer) return { $buffer: await coded(value) };
    if (ArrayBuffer.isView(value)) return { $view: value.constructor.name, bytes: await coded(value) };
    if (Array.isArray(value)) return Promise.all(value.map(plain));
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value).map(async ([key, each]) => [key, await plain(each)]);
    return Object.fromEntries(await Promise.all(entries));
  };
  const database = await settled(indexedDB.open(name));
  const stores = [];
  for (const store of database.objectStoreNames) {
    const open = () => database.transaction(store).objectStore(store);
    const [keys, values] = [await settled(open().getAllKeys()), await settled(open().getAll())];
    const { keyPath, indexNames } = open();
    const indexes = [...indexNames].map((each) => [each, open().index(each).keyPath]);
    stores.push({ name: store, keyPath, indexes, keys: keyPath === null ? keys : null, values: await plain(values) });
  }
  return { version: database.version, stores };
}"""
"""All of a database: its version, and for each store name, path of its keys, indexes, keys without a path, values."""


HERE = Path(__file__).parent

STORES = """id,name,address,latitude,longitude,categories
0047,Käse-Eck,"Weg 1; Hof",52.53,13.38,Kaffee|Tee
"""
MUST_STOCK = """category,name,brand,gtin,facings
Kaffee,Crema,Alto,04006381333931,2
Kaffee,Moka,Alto,96385074,1
Tee,Grün,Nero,,3
"""


def test_make_a_database(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page({"boxes": BOXES}, viewport={"width": 390, "height": 844})
    has_lists = (HERE / "test_stores.py").exists()  # since version 3
    listed = make_visit_of_a_list(page, tmp_path) if has_lists else None
    start_audit(page, "Thrown away")
    add_photo(page)
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Select").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Back").click()

    start_audit(page, "Corner shop 0047", place="Aisle 3 <b>", note='Second line,\n"quoted" 🛒')
    add_photo(page)
    add_photo(page, photo(800, 600, ROTATED_90))
    page.get_by_role("button", name="Open photo 2").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    correct(page)
    page.get_by_role("button", name="Close the photo").click()
    page.wait_for_selector("body[data-view=audit]")
    with zipfile.ZipFile(export_zip(page, tmp_path)) as archive:
        exported = json.loads(archive.read("audits.json"))
        counted = archive.read("counts.csv").decode("utf-8-sig")

    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Back").click()
    count_photo(page)  # under review, and added to no audit
    page.wait_for_timeout(2_000)  # until all is stored
    database = page.evaluate(DUMP, "shelfscan-audits")
    with gzip.open(os.environ["DATABASE"], "wt", encoding="utf-8") as file:
        kept = {"database": database, "exported": exported, "counted": counted}
        json.dump(kept if listed is None else kept | {"listed": listed}, file)


def make_visit_of_a_list(page: Page, folder: Path) -> Any:
    """A visit to a listed store, with its must-stock list, answered gaps, tags, a note and a pin; what it exports."""
    from tests.e2e.views.test_notes import add_tag, mark, note
    from tests.e2e.views.test_stores import check, file_of, import_list, open_lists

    open_lists(page)
    import_list(page, "stores", file_of(STORES))
    import_list(page, "stock", file_of(MUST_STOCK))
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Start a visit").click()
    page.locator(".stores__store").first.click()
    page.wait_for_selector("body[data-view=audit]")
    page.locator(".category", has_text="Kaffee").locator(".stock__open").click()
    check(page, "Crema", "there")
    page.get_by_role("button", name="Done", exact=True).click()

    page.locator("input[type=file][multiple]").set_input_files(photo(900, 1200))
    page.wait_for_selector("body[data-view=photo] [data-count]")
    page.get_by_role("button", name="Add to Käse-Eck").click()
    page.locator(".saved").wait_for()
    page.locator(".editor").focus()
    for key in ("ArrowRight", "ArrowRight", "Delete", "Escape"):
        page.keyboard.press(key)  # a gap where the second box was
    page.get_by_role("button", name="Check 1 gap").click()
    page.get_by_role("button", name="Name it").click()
    page.locator("dialog .stock__choice", has_text="Moka").click()
    note(page)
    page.get_by_role("button", name="Damaged").click()
    add_tag(page, "Two labels")
    page.get_by_role("button", name="Mark a place").click()
    mark(page, 0.25, 0.5, "torn <b>label</b>")
    page.get_by_role("button", name="Done").click()
    page.get_by_label("Note on this photo").fill("The lower board hangs.")
    page.locator(".note-button").click()
    page.get_by_role("button", name="Open visit").click()
    page.wait_for_selector("body[data-view=audit]")
    page.get_by_role("button", name="Finish visit").click()
    page.get_by_role("button", name="Finish all the same").click()
    page.get_by_test_id("finished").wait_for()
    with zipfile.ZipFile(export_zip(page, folder)) as archive:
        listed = json.loads(archive.read("audits.json"))
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Back").click()
    return listed


def test_make_a_catalogue(open_page: OpenPage) -> None:
    from tests.e2e.views import test_products as views

    page = open_page({"boxes": BOXES}, viewport={"width": 390, "height": 844})
    views.open_products(page)
    page.locator("input[type=file]").set_input_files(views.catalogue({"Cocoa": (4, 1), "Tea": (2, 0)}))
    page.get_by_test_id("imported").wait_for()
    views.add_product(page, "Espresso", Brand="Nordmark", Size="250 g", Barcode_number=views.EAN)
    views.add_product(page, "Thrown away")
    views.open_product(page, "Thrown away")
    page.get_by_role("button", name="Delete the product").click()
    expect(page.locator("[data-product=Espresso]")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        exported = json.loads(archive.read("catalogue.json"))
    page.wait_for_timeout(2_000)  # until all is stored
    kept = {"database": page.evaluate(DUMP, "shelfscan-products"), "exported": exported}
    with gzip.open(os.environ["DATABASE"], "wt", encoding="utf-8") as file:
        json.dump(kept, file)
