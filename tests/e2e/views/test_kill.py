"""The browser is killed at a step of what a person does: what was called saved is whole, and nothing is half there.

Each step is a write to the database. It is stopped at a known place, and then every process of the browser is killed.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.phone import Phone
from tests.e2e.views.archives import audit, write_export
from tests.e2e.views.audits import (
    add_photo,
    correct,
    count_photo,
    export_zip,
    fill_form,
    start_audit,
    total,
    wait_until_place_is_stored,
)
from tests.e2e.views.page import OpenPage, wait_until

pytestmark = pytest.mark.service_worker(False)

FOUR = {"boxes": [[0.2 * i, 0.1, 0.2 * i + 0.15, 0.3] for i in range(4)]}
SHOP = {"store": "Shop", "place": "Aisle 1", "photos": 1, "removed": 0}

When = Literal["writing", "stored"]
"""``writing``: the transaction has written and does not end; ``stored``: it has, of which the page never hears."""

STOP = """
globalThis.stop = null; // [object store and method, 'writing' or 'stored', which of these calls]
globalThis.isStopped = false;
let stopped = null;
const { transaction } = IDBDatabase.prototype;
IDBDatabase.prototype.transaction = function (...given) {
  const opened = transaction.apply(this, given);
  opened.addEventListener('complete', (event) => {
    if (opened !== stopped) return;
    event.stopImmediatePropagation();
    isStopped = true;
  });
  return opened;
};
for (const name of ['put', 'add', 'get']) {
  const method = IDBObjectStore.prototype[name];
  IDBObjectStore.prototype[name] = function (...given) {
    const request = method.apply(this, given);
    if (`${this.name}.${name}` !== stop?.[0] || --stop[2] !== 0) return request;
    if (stop[1] === 'stored') stopped = this.transaction;
    const goOn = (event) => {
      event.stopImmediatePropagation();
      isStopped = true;
      this.count().onsuccess = goOn;
    };
    if (stop[1] === 'writing') request.addEventListener('success', goOn);
    return request;
  };
}
"""

STORED = """async () => {
  const open = indexedDB.open('shelfscan-audits');
  await new Promise((resolve, reject) => Object.assign(open, { onsuccess: resolve, onerror: reject }));
  const stores = ['audits', 'shots', 'photos', 'thumbnails'];
  const reading = open.result.transaction(stores);
  const [audits, shots, photos, thumbnails] = await Promise.all(stores.map((name) => new Promise((resolve) => {
    const all = reading.objectStore(name).getAll();
    all.onsuccess = () => resolve(all.result);
  })));
  open.result.close();
  const [auditIds, shotIds, photoIds] = [audits, shots, photos].map((all) => new Set(all.map(({ id }) => id)));
  return {
    audits: audits.filter(({ deleted }) => deleted === null).map(({ id, store, place }) => {
      const own = shots.filter(({ auditId, deleted }) => auditId === id && deleted === null);
      const removed = own.reduce((sum, { review }) => sum + review.corrections.removed.length, 0);
      return { store, place, photos: own.filter(({ id }) => photoIds.has(id)).length, removed };
    }),
    beside: shots.filter(({ auditId, deleted }) => auditId === null && deleted === null).length,
    half: [
      ...shots.filter(({ auditId, id }) => !photoIds.has(id) && !audits.some((a) => a.id === auditId && a.incoming)),
      ...shots.filter(({ auditId }) => auditId !== null && !auditIds.has(auditId)),
      ...[...photos, ...thumbnails].filter(({ id, bytes }) => !shotIds.has(id) || bytes.byteLength === 0),
    ].map(({ id }) => id),
  };
}"""
"""What is in the database, and the ids of records and pictures that miss what belongs to them."""

PURGE = """async () => {
  const { AuditStore } = await import('/static/js/audits/store.js');
  await new AuditStore().purge(Date.now() + 1000);
}"""
"""As minutes later."""


Killed = Callable[..., Page]


@pytest.fixture
def killed(open_page: OpenPage, phone: Phone) -> Killed:
    """Stops a step, kills the browser, and opens the page anew."""

    def killed(
        page: Page, do: Callable[[], None], at: str, when: When, nth: int = 1, *, saved: bool = False
    ) -> Page:
        page.evaluate("(at) => { globalThis.stop = at; }", [at, when, nth])
        do()
        wait_until(page, "isStopped")
        expect(page.locator(".saved")).to_have_count(1 if saved else 0)
        phone.crash()
        return opened(open_page)

    return killed


def opened(open_page: OpenPage) -> Page:
    return open_page(FOUR, script=STOP)


def in_shop(open_page: OpenPage) -> Page:
    """The page of an audit with one photo, at a moment when all is stored."""
    page = opened(open_page)
    start_audit(page, "Shop", place="Aisle 1")
    add_photo(page)
    wait_until_place_is_stored(page, in_audit=True)
    return page


def open_list(page: Page) -> None:
    page.goto(page.url.split("#")[0] + "?again#/audits")


def stored(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(STORED)
    assert found.pop("half") == []
    expect(page.get_by_role("alert")).to_have_count(0)
    return found


@pytest.mark.parametrize(
    ("at", "when", "photos"),
    [("shots.put", "writing", 1), ("photos.put", "writing", 1), ("photos.put", "stored", 2)],
)
def test_killed_while_a_photo_is_taken(
    open_page: OpenPage, killed: Killed, at: str, when: When, photos: int
) -> None:
    """In a visit a photo belongs to it from the moment in which it is stored, and is counted after the next start."""
    page = in_shop(open_page)
    page.get_by_role("button", name="Take photos").click()
    page.wait_for_selector("body[data-view=live] [data-count]")
    page = killed(page, page.get_by_role("button", name="Take a photo").click, at, when)
    expect(page.locator(".shot img")).to_have_count(photos)
    expect(page.get_by_test_id("total")).to_have_attribute("data-count", str(4 * photos))
    assert stored(page)["audits"] == [SHOP | {"photos": photos}]
    page.evaluate(PURGE)
    assert stored(page) == {"audits": [SHOP | {"photos": photos}], "beside": 0}


@pytest.mark.parametrize(
    ("at", "when"), [("shots.put", "writing"), ("shots.put", "stored"), ("thumbnails.put", "writing")]
)
def test_killed_while_a_photo_is_added(open_page: OpenPage, killed: Killed, at: str, when: When) -> None:
    page = in_shop(open_page)
    count_photo(page)
    wait_until_place_is_stored(page, in_audit=False)
    add = "Add to Shop"
    # The thumbnail comes after the photo, and can be made anew.
    saved = at == "thumbnails.put"
    page = killed(page, page.get_by_role("button", name=add).click, at, when, saved=saved)
    page.wait_for_selector("body[data-view=photo] [data-count='4']")
    if (at, when) == ("shots.put", "writing"):
        expect(page.get_by_role("button", name=add)).to_be_visible()
        assert stored(page) == {"audits": [SHOP], "beside": 1}
        page.get_by_role("button", name=add).click()
    expect(page.locator(".saved")).to_have_text("Saved in Shop")
    assert stored(page) == {"audits": [SHOP | {"photos": 2}], "beside": 0}
    page.get_by_role("button", name="Open visit").click()
    expect(page.locator(".shot img")).to_have_count(2)
    assert total(page) == 8


@pytest.mark.parametrize("when", ["writing", "stored"])
def test_killed_while_a_correction_is_stored(open_page: OpenPage, killed: Killed, when: When) -> None:
    page = in_shop(open_page)
    page.get_by_role("button", name="Open photo 1").click()
    page.wait_for_selector("body[data-view=photo] [data-count='4']")
    expect(page.locator(".saved")).to_be_visible()
    page = killed(page, lambda: correct(page), "shots.put", when)
    page.wait_for_selector("body[data-view=photo] [data-count]")
    expect(page.locator(".saved")).to_be_visible()
    left = int(page.get_by_test_id("count").get_attribute("data-count") or 0)
    assert left == 3 or when == "writing"
    assert stored(page) == {"audits": [SHOP | {"removed": 4 - left}], "beside": 0}


def test_killed_while_an_audit_is_begun(open_page: OpenPage, killed: Killed) -> None:
    page = in_shop(open_page)
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Start a visit").click()
    fill_form(page, "Other", place="Aisle 2")
    page = killed(page, page.get_by_role("button", name="Start visit").click, "audits.put", "writing")
    open_list(page)
    expect(page.locator(".audit-card").last).to_contain_text("Shop")
    found = stored(page)["audits"]
    found.remove(SHOP)
    assert found in ([], [{"store": "Other", "place": "Aisle 2", "photos": 0, "removed": 0}])


@pytest.mark.parametrize("when", ["writing", "stored"])
def test_killed_while_details_are_stored(open_page: OpenPage, killed: Killed, when: When) -> None:
    page = in_shop(open_page)
    page.get_by_role("button", name="Change details").click()
    fill_form(page, "Other", place="Aisle 2")
    page = killed(page, page.get_by_role("button", name="Save").click, "audits.put", when)
    open_list(page)
    changed = SHOP | {"store": "Other", "place": "Aisle 2"}
    found = stored(page)["audits"]
    assert found == [changed] or (when == "writing" and found == [SHOP])
    expect(page.locator(".audit-card")).to_contain_text(found[0]["place"])


@pytest.mark.parametrize(
    ("at", "when", "nth", "told"),
    [
        ("audits.add", "writing", 1, None),
        ("photos.put", "writing", 2, "1 of 3"),
        ("audits.put", "writing", 1, "3 of 3"),
        ("audits.put", "stored", 1, None),
    ],
)
def test_killed_in_an_import(
    open_page: OpenPage, killed: Killed, tmp_path: Path, at: str, when: When, nth: int, told: str | None
) -> None:
    file = write_export(tmp_path / "x.zip", audit("a", 3))
    page = opened(open_page)
    page.locator(".entry").click()
    page.wait_for_selector("body[data-view=audits]")
    page = killed(page, lambda: page.get_by_label("Import").set_input_files(file), at, when, nth)
    open_list(page)
    is_whole = when == "stored"
    expect(page.locator(".audit-card") if is_whole else page.get_by_text("No visits yet")).to_be_visible()
    cut_off = page.get_by_test_id("cut-off")
    if told:
        expect(cut_off).to_contain_text(f"The import of Shop A was cut off: {told} photos here so far.")
    page.get_by_label("Import").set_input_files(file)
    news = page.locator("p.notice").filter(
        has_text="nothing was changed" if is_whole else "1 visit imported."
    )
    expect(news).to_be_visible()
    expect(cut_off).to_have_count(0)
    whole = {"store": "Shop A", "place": "", "photos": 3, "removed": 0}
    assert stored(page) == {"audits": [whole], "beside": 0}


def test_killed_in_an_export(open_page: OpenPage, killed: Killed, tmp_path: Path) -> None:
    page = in_shop(open_page)
    page = killed(page, page.get_by_role("button", name="Export").click, "photos.get", "writing")
    expect(page.locator(".shot img")).to_have_count(1)
    assert stored(page) == {"audits": [SHOP], "beside": 0}
    with zipfile.ZipFile(export_zip(page, tmp_path)) as exported:
        shots = json.loads(exported.read("audits.json"))["audits"][0]["shots"]
        assert [exported.read(each["photo"])[:2] for each in shots] == [b"\xff\xd8"]
