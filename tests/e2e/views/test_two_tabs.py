"""Two tabs at work on the same audits, and databases with faults: nothing is lost without a word."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.views.audits import add_photo, count_photo, fill_form, start_audit
from tests.e2e.views.page import OpenPage, wait_until

pytestmark = pytest.mark.service_worker(False)

DEAF = "delete globalThis.BroadcastChannel;"
"""As the oldest browsers, and as a tab to which the news of another one comes too late."""

STORED = """async () => {
  const { AuditStore } = await import('/static/js/audits/store.js');
  const audits = await new AuditStore().list();
  return audits.map(({ audit, shots }) => ({
    store: audit.store, place: audit.place, note: audit.note, shots: shots.length, before: 'before' in audit,
  }));
}"""


def other_tab(page: Page) -> Page:
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("body[data-view=audit]")
    return other


def edit(page: Page) -> None:
    page.get_by_role("button", name="Change details").click()
    page.wait_for_selector("body[data-view=audit-form]")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def stored(page: Page) -> list[dict[str, Any]]:
    audits: list[dict[str, Any]] = page.evaluate(STORED)
    return audits


@pytest.mark.parametrize("script", ["", DEAF], ids=["told", "deaf"])
def test_details_that_two_tabs_change_are_all_kept(open_page: OpenPage, script: str) -> None:
    page = open_page(script=script)
    start_audit(page, "Shop", place="Aisle 1", note="First")
    other = other_tab(page)
    edit(page)
    edit(other)
    page.get_by_label("Place").fill("Aisle 2")
    save(page)
    page.wait_for_selector("body[data-view=audit]")
    other.get_by_label("Note").fill("Second")
    save(other)
    other.wait_for_selector("body[data-view=audit]")
    expect(other.locator("body")).to_contain_text("Aisle 2")
    assert stored(page) == [
        {"store": "Shop", "place": "Aisle 2", "note": "Second", "shots": 0, "before": False}
    ]


def test_of_one_text_that_two_tabs_change_neither_goes_without_a_word(open_page: OpenPage) -> None:
    page = open_page()
    start_audit(page, "Shop", place="Aisle 1", note="First")
    other = other_tab(page)
    edit(page)
    edit(other)
    fill_form(page, "Shop", place="Aisle 2", note="Of this tab")
    save(page)
    page.wait_for_selector("body[data-view=audit]")
    fill_form(other, "Shop", place="Aisle 1", note="Of the other")
    save(other)
    expect(other.get_by_role("alert")).to_contain_text("to: “Of this tab”")
    expect(other.get_by_label("Note")).to_have_value("Of the other")
    expect(other.get_by_label("Place")).to_have_value("Aisle 2")
    assert stored(page)[0]["note"] == "Of this tab"
    save(other)
    other.wait_for_selector("body[data-view=audit]")
    assert (stored(page)[0]["note"], stored(page)[0]["place"]) == ("Of the other", "Aisle 2")


def delete_audit(page: Page) -> None:
    page.get_by_role("button", name="Delete visit").click()
    page.wait_for_selector("body[data-view=audits]")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


@pytest.mark.parametrize("purged", [False, True])
def test_a_photo_added_to_an_audit_that_another_tab_deleted_is_in_a_new_one(
    open_page: OpenPage, purged: bool
) -> None:
    page = open_page(script=DEAF)
    start_audit(page, "Shop", place="Aisle 1")
    add_photo(page)
    other = other_tab(page)
    count_photo(page)
    delete_audit(other)
    if purged:
        other.evaluate(
            """async () => {
              const { AuditStore } = await import('/static/js/audits/store.js');
              await new AuditStore().purge(Date.now() + 1000);
            }"""
        )
    page.get_by_role("button", name="Add to Shop").click()
    expect(page.locator("body")).to_contain_text("was deleted in another tab")
    expect(page.locator(".saved")).to_be_visible()
    place = "" if purged else "Aisle 1"
    wait_until(page, f"(await ({STORED})()).every(({{ store }}) => store === 'Shop')")
    assert stored(page) == [{"store": "Shop", "place": place, "note": "", "shots": 1, "before": False}]
    # What follows goes there, too.
    page.get_by_role("button", name="Open visit").click()
    page.wait_for_selector("body[data-view=audit]")
    expect(page.locator(".shot img")).to_have_count(1)
    count_photo(page)
    page.get_by_role("button", name="Add to ").click()
    page.locator(".saved").wait_for()
    assert [audit["shots"] for audit in stored(page)] == [2]


def test_an_audit_that_another_tab_deletes_is_not_offered_any_more(open_page: OpenPage) -> None:
    page = open_page()
    start_audit(page, "Shop")
    other = other_tab(page)
    count_photo(page)
    expect(page.get_by_role("button", name="Add to Shop")).to_be_visible()
    delete_audit(other)
    expect(page.get_by_role("button", name="Add to a visit")).to_be_visible()


SILENT = """
const openDatabase = IDBFactory.prototype.open;
globalThis.isSilent = true;
IDBFactory.prototype.open = function (...given) {
  return isSilent ? Object.create(IDBOpenDBRequest.prototype, {
    addEventListener: { value: () => {} }, removeEventListener: { value: () => {} },
  }) : openDatabase.apply(this, given);
};
const wait = setTimeout;
globalThis.setTimeout = (work, time, ...rest) => wait(work, time === 10_000 ? 200 : time, ...rest);
"""


@pytest.mark.provokes("error: The browser does not open the database")
def test_a_database_that_never_answers_is_told_and_tried_again(open_page: OpenPage) -> None:
    page = open_page(script=SILENT)
    page.locator(".entry").click()
    expect(page.get_by_role("alert")).to_contain_text("does not open your visits")
    expect(page.get_by_text("Opening your visits")).to_have_count(0)
    page.evaluate("isSilent = false")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("No visits yet")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_database_that_is_deleted_is_not_called_an_update(open_page: OpenPage) -> None:
    page = open_page()
    start_audit(page, "Shop")
    page.evaluate(
        """async () => {
          const [{ name }] = await indexedDB.databases();
          await new Promise((resolve, reject) => {
            Object.assign(indexedDB.deleteDatabase(name), { onsuccess: resolve, onerror: reject });
          });
        }"""
    )
    expect(page.locator("body")).to_contain_text("What was stored here was deleted")
    expect(page.get_by_text("newer version")).to_have_count(0)
    page.wait_for_selector("body[data-view=audits]")
    page.get_by_role("button", name="Back").click()
    start_audit(page, "Next shop")
    assert [audit["store"] for audit in stored(page)] == ["Next shop"]


@pytest.mark.parametrize(
    "how",
    [
        "return Promise.reject(new DOMException('', 'SecurityError'))",
        "throw new DOMException('', 'SecurityError')",
    ],
)
def test_locks_that_are_refused_leave_no_error_and_photos_are_added(open_page: OpenPage, how: str) -> None:
    page = open_page(
        script=f"""
      globalThis.unhandled = [];
      addEventListener('unhandledrejection', ({{ reason }}) => unhandled.push(String(reason)));
      LockManager.prototype.request = function () {{ {how}; }};
    """
    )
    start_audit(page, "Shop")
    add_photo(page)
    page.get_by_role("button", name="Open photo 1").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    assert page.evaluate("unhandled") == []
