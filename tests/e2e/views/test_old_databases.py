"""What released versions of the page have stored is opened, counted on and exported without loss."""

from __future__ import annotations

import gzip
import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from tests.e2e.views.audits import add_photo, export_zip, photo, total
from tests.e2e.views.page import OpenPage
from tests.e2e.views.test_products import EAN, open_product, open_products, rows

pytestmark = pytest.mark.service_worker(False)

FOLDER = Path(__file__).parent / "databases"
DATABASES = sorted(FOLDER.glob("schema-*.json.gz"))
CATALOGUES = sorted(FOLDER.glob("products-*.json.gz"))
NINE = {"boxes": [[0.1 * i + 0.01, 0.1, 0.1 * i + 0.09, 0.3] for i in range(9)]}

RENAMED = {"facings": "products", "gaps": "missing", "missingFacings": "missing"}
"""What had another name: facings are those at the front of a shelf alone today, and gaps are told apart by answers."""
TIMES = {"created", "changed", "taken", "counted", "deleted", "added"}
JPEG = b"\xff\xd8"

RESTORE = """async ([name, { version, stores }]) => {
  const bytes = (base64) => Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
  const live = (value) => {
    if (Array.isArray(value)) return value.map(live);
    if (value === null || typeof value !== 'object') return value;
    if ('$blob' in value) return new Blob([bytes(value.$blob)], { type: value.type });
    if ('$buffer' in value) return bytes(value.$buffer).buffer;
    if ('$view' in value) return new globalThis[value.$view](bytes(value.bytes).buffer);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, live(each)]));
  };
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => {
    for (const { name, keyPath, indexes, keys, values } of stores) {
      const store = request.result.createObjectStore(name, keyPath === null ? {} : { keyPath });
      for (const [index, path] of indexes) store.createIndex(index, path);
      values.forEach((value, i) => {
        const record = live(value);
        if (name === 'place') record.time = Date.now(); // An old one is not gone back to.
        store.put(record, ...(keys === null ? [] : [keys[i]]));
      });
    }
  };
  await new Promise((resolve, reject) => {
    request.onsuccess = resolve;
    request.onerror = () => reject(request.error);
  });
  request.result.close();
}"""
"""Makes a database of what databases/make.py has written."""


def restore(phone: Phone, server: ServerProcess, database: str, path: Path) -> dict[str, Any]:
    """Makes the database as it was, and gives all that the file says."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        kept: dict[str, Any] = json.load(file)
    old = phone.open().pages[0]
    empty = f"{server.url}empty"  # of the same origin, and opens no database
    old.route(empty, lambda route: route.fulfill(content_type="text/html", body="<!doctype html>"))
    old.goto(empty)
    old.evaluate(RESTORE, [database, kept["database"]])
    return kept


@pytest.mark.parametrize("path", DATABASES, ids=lambda path: path.name.split(".")[0])
def test_what_an_older_version_has_stored_is_all_there(
    open_page: OpenPage, phone: Phone, view_server: ServerProcess, tmp_path: Path, path: Path
) -> None:
    kept = restore(phone, view_server, "shelfscan-audits", path)
    page = open_page(NINE)
    page.wait_for_selector("body[data-view=photo]")  # where the person was when the update came
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "8")
    page.get_by_role("button", name="Close the photo").click()

    page.locator(".entry").click()
    page.locator("body:is([data-view=audits], [data-view=audit])").wait_for()
    if page.evaluate("document.body.dataset.view") == "audit":  # of a visit that goes on
        page.get_by_role("button", name="Back").click()
        page.wait_for_selector("body[data-view=audits]")
    expect(page.get_by_text("Thrown away")).to_have_count(0)
    page.get_by_text("Corner shop 0047").click()
    page.wait_for_selector("body[data-view=audit]")
    assert total(page) == 15
    expect(page.get_by_text("Aisle 3 <b>")).to_be_visible()
    with zipfile.ZipFile(export_zip(page, tmp_path)) as archive:
        exported = json.loads(archive.read("audits.json"))
        for audit in exported["audits"]:
            for shot in audit["shots"]:
                assert archive.read(shot["photo"])[:2] == JPEG, "its photo is there"
    check_kept(exported["audits"], kept["exported"]["audits"])
    for number, count in ((1, 8), (2, 7)):
        page.get_by_role("button", name=f"Open photo {number}").click()
        expect(page.get_by_test_id("count")).to_have_attribute("data-count", str(count))
        page.get_by_role("button", name="Close the photo").click()
        page.wait_for_selector("body[data-view=audit]")
    add_photo(page, photo(640, 800))  # no photo of the file has that size
    assert total(page) == 24
    if "listed" in kept:
        check_visit_of_a_list(page, kept["listed"], tmp_path)


def check_visit_of_a_list(page: Page, then: dict[str, Any], folder: Path) -> None:
    """The visit to a listed store: what must be in stock, the gap that was named, tags, note and pin are all there."""
    page.get_by_role("button", name="Back").click()
    page.get_by_text("Käse-Eck").click()
    page.wait_for_selector("body[data-view=audit]")
    expect(page.locator(".sold-out__name")).to_have_text(["Moka"])
    expect(page.get_by_test_id("finished")).to_be_visible()
    with zipfile.ZipFile(export_zip(page, folder)) as archive:
        check_kept(json.loads(archive.read("audits.json"))["audits"], then["audits"])
    page.get_by_role("button", name="Open photo 1").click()
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "7")
    expect(page.locator(".note-button")).to_have_accessible_name("Note, 4 entries")


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name.split(".")[0])
def test_what_an_older_version_has_stored_of_products_is_all_there(
    open_page: OpenPage, phone: Phone, view_server: ServerProcess, path: Path
) -> None:
    kept = restore(phone, view_server, "shelfscan-products", path)
    page = open_page(NINE)
    open_products(page)
    rows(page, "Cocoa", "Espresso", "Tea")
    expect(page.locator("[data-product=Cocoa] .product-row__count")).to_have_text("4 pictures")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        exported = json.loads(archive.read("catalogue.json"))
        assert all(archive.read(each["crop"])[:2] == JPEG for each in exported["examples"])
    for part in ("products", "examples"):  # the names of brands lie beside the visits
        check_kept(exported[part], kept["exported"][part], part)
    open_product(page, "Espresso")
    expect(page.get_by_label("Barcode number")).to_have_value(EAN)


def check_kept(now: Any, then: Any, path: str = "audits") -> None:
    """All that was exported then is exported now, with the same values. There may be more."""
    if isinstance(then, dict):
        for key, value in then.items():
            name = key if key in now else RENAMED.get(key, key)
            assert name in now, f"{path}.{key} is gone"
            check_kept(now[name], value, f"{path}.{key}")
    elif isinstance(then, list):
        assert len(now) == len(then), path
        for i, value in enumerate(then):
            check_kept(now[i], value, f"{path}[{i}]")
    elif path.split(".")[-1] in TIMES and isinstance(then, str):
        assert datetime.fromisoformat(now) == datetime.fromisoformat(then), path
    else:
        assert now == then, path
