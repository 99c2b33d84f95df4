"""Makes a file of this folder: what a released version of the page had stored, and what it exported.

It is run in a checkout of that version, with the tools of its tests:

    cp tests/e2e/views/databases/make.py CHECKOUT/tests/e2e/views/test_make.py
    cd CHECKOUT && DATABASE=FILE.json.gz python -m pytest tests/e2e/views/test_make.py
"""

from __future__ import annotations

import gzip
import json
import os
import zipfile
from pathlib import Path

import pytest

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


def test_make_a_database(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page({"boxes": BOXES}, viewport={"width": 390, "height": 844})
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
        json.dump({"database": database, "exported": exported, "counted": counted}, file)
