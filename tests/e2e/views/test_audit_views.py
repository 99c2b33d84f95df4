"""Audits in the views: starting one, adding photos, correcting them, leaving and returning."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from tests.e2e.views.audits import (
    add_photo,
    correct,
    count_photo,
    export_zip,
    fill_form,
    full_device,
    large_photo,
    start_audit,
    stored_shots,
    total,
    wait_until_place_is_stored,
    wait_until_stored,
)
from tests.e2e.views.page import OpenPage, named_rects, on_screens, start_camera, wait_until

pytestmark = pytest.mark.service_worker(False)

FOUR = {"boxes": [[0.2 * i, 0.1, 0.2 * i + 0.15, 0.3] for i in range(4)]}


def test_an_audit_is_started_and_photos_are_added_to_it(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    start_audit(page, "Mercado Central", place="Aisle 4", note="Two bays\nwere empty")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mercado Central")
    expect(page.get_by_text("Two bays")).to_be_visible()
    add_photo(page)
    add_photo(page)
    assert total(page) == 8
    page.get_by_role("button", name="Back").click()
    card = page.locator(".audit-card")
    expect(card).to_contain_text("Mercado Central")
    expect(card).to_contain_text("Aisle 4")
    expect(card).to_contain_text("2 photos")
    expect(card).to_contain_text("8 products")
    expect(card.locator("img")).to_be_visible()


def test_a_store_needs_a_name(open_page: OpenPage) -> None:
    page = open_page()
    page.locator(".entry").click()
    page.get_by_role("button", name="Start a visit").click()
    fill_form(page, "   ", place="Aisle 4")
    page.get_by_role("button", name="Start visit").click()
    expect(page.get_by_role("alert")).to_have_text("Enter the name of the store.")
    expect(page.get_by_label("Place")).to_have_value("Aisle 4")
    fill_form(page, "Corner Shop", place="Aisle 4")
    page.get_by_role("button", name="Start visit").click()
    page.wait_for_selector("body[data-view=audit]")


def test_details_can_be_changed_later(open_page: OpenPage) -> None:
    page = open_page()
    start_audit(page, "Corner Shop")
    page.get_by_role("button", name="Change details").click()
    fill_form(page, "Corner Shop, Station Road", note="Closed at noon")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Corner Shop, Station Road")
    expect(page).not_to_have_url(
        re.compile("/edit$")
    )  # The browser's history follows a moment after the page.
    page.reload()
    expect(page.get_by_text("Closed at noon")).to_be_visible()


def test_a_photo_from_the_camera_starts_an_audit_of_its_own(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    start_camera(page)
    page.get_by_role("button", name="Take a photo").click()
    page.get_by_role("button", name="Add to a visit").click()
    fill_form(page, "Corner Shop")
    page.get_by_role("button", name="Start visit and add the photo").click()
    expect(page.locator(".saved")).to_have_text("Saved in Corner Shop")
    page.get_by_role("button", name="Next photo").click()
    page.wait_for_selector("body[data-view=live] [data-count]")
    page.get_by_role("button", name="Take a photo").click()
    expect(page.get_by_test_id("visit-total")).to_have_attribute(
        "data-photos", "2"
    )  # From now on one tap a photo.
    page.locator(".visit__where").click()
    page.wait_for_selector("body[data-view=audit]")
    wait_until(page, "document.querySelector('[data-testid=total]').dataset.count === '8'")


def test_the_form_for_a_new_audit_can_be_cancelled_and_the_photo_is_still_there(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    count_photo(page)
    correct(page)
    page.get_by_role("button", name="Add to a visit").click()
    page.get_by_role("button", name="Cancel").click()
    page.wait_for_selector("body[data-view=photo]")
    expect(page.get_by_test_id("count")).to_have_attribute("data-count", "3")


def open_photo_of_an_audit(open_page: OpenPage) -> Page:
    """A photo of four products, stored in the audit of Corner Shop and opened from its page."""
    page = open_page(FOUR)
    start_audit(page, "Corner Shop")
    add_photo(page)
    page.get_by_role("button", name="Open photo 1").click()
    page.wait_for_selector("body[data-view=photo] [data-count='4']")
    return page


def test_a_photo_is_opened_again_with_its_corrections_and_corrected_further(open_page: OpenPage) -> None:
    page = open_photo_of_an_audit(open_page)
    correct(page)
    page.get_by_role("button", name="Close the photo").click()
    page.wait_for_selector("body[data-view=audit]")
    assert total(page) == 3
    expect(page.locator(".shot")).to_contain_text("Corrected")
    page.get_by_role("button", name="Open photo 1").click()
    page.wait_for_selector("body[data-view=photo] [data-count='3']")


def test_a_reload_in_the_middle_of_a_correction_loses_nothing(open_page: OpenPage) -> None:
    page = open_photo_of_an_audit(open_page)
    correct(page)
    page.reload()
    page.wait_for_selector("body[data-view=photo] [data-count='3']")
    expect(page.locator(".saved")).to_have_text("Saved in Corner Shop")
    page.get_by_role("button", name="Close the photo").click()
    page.wait_for_selector("body[data-view=audit]")
    assert total(page) == 3


HOLD_STORAGE = """async () => {
  const [{ name }] = await indexedDB.databases();
  const open = indexedDB.open(name);
  await new Promise((done) => { open.onsuccess = done; });
  const stores = [...open.result.objectStoreNames];
  const store = open.result.transaction(stores, 'readwrite').objectStore(stores[0]);
  const wait = () => {
    if (globalThis.storageReleased) open.result.close();
    else store.count().onsuccess = wait;
  };
  wait();
}"""
"""Whatever the page writes waits behind this transaction until ``storageReleased``."""


def test_saved_is_said_only_once_the_photo_is_stored(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    start_audit(page, "Corner Shop")
    count_photo(page)
    page.evaluate(HOLD_STORAGE)
    page.get_by_role("button", name="Add to Corner Shop").click()
    expect(page.locator(".saving")).to_have_text("Saving in Corner Shop")
    assert page.locator(".saved").count() == 0
    assert "Saved" not in page.get_by_test_id("announcer").inner_text()
    page.evaluate("globalThis.storageReleased = true")
    expect(page.locator(".saved")).to_have_text("Saved in Corner Shop")
    expect(page.get_by_test_id("announcer")).to_have_text("Saved in Corner Shop")
    assert page.locator(".saving").count() == 0


STORE_NOTHING = """() => {
  IDBDatabase.prototype.transaction = () => { throw new DOMException('not now', 'UnknownError'); };
}"""


def test_a_photo_that_is_stored_only_at_a_second_try_is_called_saved_then(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    start_audit(page, "Corner Shop")
    count_photo(page)
    page.evaluate("() => { globalThis.works = IDBDatabase.prototype.transaction; }")
    page.evaluate(STORE_NOTHING)
    page.get_by_role("button", name="Add to Corner Shop").click()
    expect(page.get_by_test_id("unsaved")).to_be_visible()
    page.evaluate("() => { IDBDatabase.prototype.transaction = works; }")
    # It may be stored already, with its thumbnail.
    page.evaluate("document.querySelector('[data-testid=unsaved] button')?.click()")
    expect(page.locator(".saved")).to_have_text("Saved in Corner Shop")


def correct_unstored(open_page: OpenPage) -> Page:
    """An open photo of an audit, three of four products left, of which the database knows nothing."""
    page = open_photo_of_an_audit(open_page)
    page.evaluate(STORE_NOTHING)
    correct(page)
    return page


def test_what_the_database_did_not_store_in_time_is_there_after_a_reload(open_page: OpenPage) -> None:
    page = correct_unstored(open_page)
    page.reload()
    page.wait_for_selector("body[data-view=photo] [data-count='3']")
    correct(page)
    page.get_by_role("button", name="Close the photo").click()

    page.get_by_role("button", name="Change details").click()
    page.evaluate(STORE_NOTHING)
    fill_form(page, "Corner Shop", place="Aisle 4")
    page.get_by_role("button", name="Save").click()
    page.goto(page.url.split("#")[0] + "?again#/audits")
    expect(page.locator(".audit-card")).to_contain_text("Aisle 4")
    expect(page.locator(".audit-card")).to_contain_text("2 products")
    # Nothing is left from which an older state could come back.
    wait_until(page, "!Object.keys(localStorage).some((key) => key.includes('unsaved'))")


def test_a_correction_that_was_not_stored_in_time_is_seen_in_the_list(open_page: OpenPage) -> None:
    page = correct_unstored(open_page)
    page.goto(page.url.split("#")[0] + "?again#/audits")
    expect(page.locator(".audit-card")).to_contain_text("3 products")


def test_a_photo_that_was_not_added_yet_survives_a_crash_with_its_corrections(
    open_page: OpenPage, phone: Phone, view_server: ServerProcess
) -> None:
    page = open_page(FOUR)
    start_audit(page, "Corner Shop")
    count_photo(page)
    correct(page)
    wait_until_place_is_stored(page, in_audit=False, corrections=1)
    phone.crash()
    page = phone.visit(view_server.url)
    page.wait_for_selector("body[data-view=photo] [data-count='3']")
    page.get_by_role("button", name="Add to Corner Shop").click()
    page.get_by_role("button", name="Open visit").click()
    page.wait_for_selector("body[data-view=audit]")
    assert total(page) == 3


def test_a_photo_that_was_closed_without_adding_it_is_not_kept(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    count_photo(page)
    page.get_by_role("button", name="Close the photo").click()
    page.wait_for_selector("body[data-view=start]")
    page.reload()
    page.wait_for_selector("body[data-model=ready]")
    assert page.evaluate("document.body.dataset.view") == "start"


def test_the_start_view_leads_back_to_the_current_audit(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    start_audit(page, "Corner Shop")
    add_photo(page)
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Back").click()
    page.reload()
    page.get_by_role("button", name="Continue: Corner Shop").click()
    page.wait_for_selector("body[data-view=audit]")
    assert total(page) == 4


def test_a_deleted_photo_and_a_deleted_audit_can_be_restored(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    start_audit(page, "Corner Shop")
    add_photo(page)
    page.get_by_role("button", name="Delete photo 1").click()
    expect(page.locator(".shot")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".shot")).to_have_count(1)
    page.get_by_role("button", name="Delete visit").click()
    expect(page.get_by_text("No visits yet")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".audit-card")).to_contain_text("4 products")


PURGE_ALL = """async () => {
  const { AuditStore } = await import('/static/js/audits/store.js');
  await new AuditStore().purge(Date.now() + 1);
}"""


def test_a_purged_photo_is_not_reported_as_restored(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    start_audit(page, "Corner Shop")
    add_photo(page)
    page.get_by_role("button", name="Delete photo 1").click()
    expect(page.locator(".shot")).to_have_count(0)
    page.evaluate(PURGE_ALL)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("alert")).to_contain_text("no longer on this device")
    expect(page.get_by_text("It is back")).to_have_count(0)
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)


def test_a_deleted_audit_stays_deleted(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    start_audit(page, "Corner Shop")
    page.get_by_role("button", name="Delete visit").click()
    page.get_by_text("No visits yet").wait_for()
    page.reload()
    page.wait_for_selector("body[data-model=ready]")
    expect(page.get_by_text("No visits yet")).to_be_visible()


def test_on_a_full_device_the_person_is_told_and_the_photo_can_be_exported_and_is_saved_later(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(FOUR)
    with full_device(page):
        start_audit(page, "Corner Shop")
        count_photo(page, large_photo())
        page.get_by_role("button", name="Add to Corner Shop").click()
        expect(page.get_by_test_id("unsaved")).to_contain_text("no space left")
        correct(page)
        page.get_by_role("button", name="Open visit").click()
        page.wait_for_selector("body[data-view=audit]")
        expect(page.locator(".shot")).to_contain_text("Not saved")
        expect(page.get_by_test_id("unsaved")).to_contain_text("1 photo is not saved yet")
        assert total(page) == 3
        assert stored_shots(page) == 0
        assert export_zip(page, tmp_path).stat().st_size > 1_000_000
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_test_id("unsaved")).to_have_count(0)
    wait_until_stored(page, 1)
    assert total(page) == 3


def test_persistent_storage_is_requested_after_the_first_audit_and_usage_is_shown(
    open_page: OpenPage,
) -> None:
    ask = "globalThis.asked = 0; StorageManager.prototype.persist = async () => { asked += 1; return true; };"
    page = open_page(script=ask)
    page.locator(".entry").click()
    page.wait_for_selector("body[data-view=audits]")
    assert page.evaluate("asked") == 0
    page.get_by_role("button", name="Start a visit").click()
    fill_form(page, "Corner Shop")
    page.get_by_role("button", name="Start visit").click()
    wait_until(page, "asked === 1")
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_test_id("space")).to_contain_text("used on this device")


def test_a_photo_that_is_open_in_one_tab_is_not_opened_in_another(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    start_audit(page, "Corner Shop")
    add_photo(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("body[data-view=audit]")
    page.get_by_role("button", name="Open photo 1").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    other.get_by_role("button", name="Open photo 1").click()
    expect(other.get_by_role("alert")).to_contain_text("open in another tab")
    correct(page)
    # A change in one tab is shown in the other.
    expect(other.get_by_test_id("total")).to_have_attribute("data-count", "3")
    page.get_by_role("button", name="Close the photo").click()
    other.get_by_role("button", name="Open photo 1").click()
    other.wait_for_selector("body[data-view=photo] [data-count='3']")


def test_everything_works_with_the_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    page.locator(".entry").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-view=audits]")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.get_by_role("button", name="Start a visit").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Store", exact=True).focus()
    page.keyboard.type("Corner Shop")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-view=audit]")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


@pytest.mark.service_worker(True)
def test_an_update_is_not_offered_in_an_open_audit(open_page: OpenPage) -> None:
    waits = "Object.defineProperty(ServiceWorkerRegistration.prototype, 'waiting', { get() { return this.active; } });"
    page = open_page(script=waits)
    page.wait_for_selector("body[data-offline=ready]")
    page.reload()  # an update waits only if another version is active
    offer = page.get_by_text("A new version is ready")
    expect(offer).to_be_visible()
    start_audit(page, "Corner Shop")
    assert offer.count() == 0


def test_deleting_with_the_keyboard_moves_the_focus_to_undo(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    start_audit(page, "Corner Shop")
    add_photo(page)
    page.get_by_role("button", name="Delete photo 1").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".shot")).to_have_count(1)


def test_text_of_twice_the_size_does_not_leave_the_screen(open_page: OpenPage) -> None:
    page = open_page(FOUR, viewport={"width": 360, "height": 640}, bypass_csp=True)
    page.add_style_tag(content="html { font-size: 200% }")
    start_audit(page, "Supermercado Bom Preço da Avenida Paulista")
    add_photo(page)
    assert not scrolls_sideways(page)
    page.get_by_role("button", name="Export").click()
    page.get_by_role("button", name="Save to this device").wait_for()
    assert not scrolls_sideways(page)
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Back").click()
    page.wait_for_selector("body[data-view=audits]")
    assert not scrolls_sideways(page)
    page.get_by_role("button", name="Start a visit").click()
    assert not scrolls_sideways(page)


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.service_worker(True)
def test_a_whole_audit_needs_no_server(
    open_page: OpenPage, own_view_server: ServerProcess, tmp_path: Path
) -> None:
    page = open_page(FOUR, url=own_view_server.url)
    page.wait_for_selector("body[data-offline=ready]")
    own_view_server.kill()
    page.reload()
    start_audit(page, "Corner Shop")
    add_photo(page)
    file = export_zip(page, tmp_path)
    page.get_by_role("button", name="Delete visit").click()
    page.get_by_text("No visits yet").wait_for()
    page.get_by_label("Import").set_input_files(file)
    expect(page.locator(".audit-card")).to_contain_text("4 products")
    page.locator(".audit-card").click()
    page.get_by_role("button", name="Open photo 1").click()
    page.wait_for_selector("body[data-view=photo] [data-count='4']")


def test_every_view_fits_the_screen_and_the_finger(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    name = "Supermercado Bom Preço da Avenida Paulista, Loja 1234"
    page.locator(".entry").click()
    page.wait_for_selector("body[data-view=audits]")
    check_layout(page)
    page.get_by_role("button", name="Start a visit").click()
    check_layout(page)
    fill_form(page, name, place=name, note="W" * 200)
    page.get_by_role("button", name="Start visit").click()
    page.wait_for_selector("body[data-view=audit]")
    count_photo(page)
    check_layout(page)
    page.get_by_role("button", name="Add to Supermercado").click()
    page.locator(".saved").wait_for()
    check_layout(page)
    page.get_by_role("button", name="Open visit").click()
    page.wait_for_selector("body[data-view=audit] .shot img")
    check_layout(page)
    page.get_by_role("button", name="Export").click()
    page.get_by_role("button", name="Save to this device").wait_for()
    check_layout(page)
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Back").click()
    page.wait_for_selector(".audit-card img")
    page.get_by_role("button", name="Select").click()
    check_layout(page)


def check_layout(page: Page) -> None:
    """On no screen anything extends beyond it, and all controls are at least 44 pixels high and wide."""
    for width, _ in on_screens(page):
        check_screen(page, width)


def check_screen(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    targets = page.locator(
        "button:visible, label.button:visible, .audit-card:visible, input.form__input:visible"
    )
    for box in named_rects(targets):
        assert box["height"] >= 44 and box["width"] >= 44, box
        assert box["left"] >= 0 and box["right"] <= width, box
