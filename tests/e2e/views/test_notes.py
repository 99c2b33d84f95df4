"""What a person notes: tags, a text and places of a photo; their name, and where they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.phone import Phone
from tests.e2e.views.audits import add_photo, export_zip, start_audit
from tests.e2e.views.page import OpenPage, wait_until

pytestmark = pytest.mark.service_worker(False)

ASKED = """
  globalThis.asked = 0;
  const { getCurrentPosition } = Geolocation.prototype;
  Geolocation.prototype.getCurrentPosition = function (...rest) {
    asked += 1;
    return getCurrentPosition.apply(this, rest);
  };
"""

STORED = """async () => {
  const { AuditStore } = await import('/static/js/audits/store.js');
  const [{ audit, shots }] = await new AuditStore().list();
  const { tags, note, places } = shots[0];
  return { who: audit.who, where: audit.where, tags, note, places };
}"""


def stored(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(STORED)
    return found


def open_photo(page: Page, index: int = 0) -> None:
    page.locator(".shot__open").nth(index).click()
    page.wait_for_selector("body[data-view=photo] [data-count]")


def note(page: Page) -> None:
    page.locator(".note-button").click()
    page.locator(".notes").wait_for()


def add_tag(page: Page, tag: str) -> None:
    page.get_by_label("New tag").fill(tag)
    page.get_by_label("New tag").press("Enter")
    expect(page.get_by_role("button", name=tag, exact=True)).to_have_attribute("aria-pressed", "true")


def mark(page: Page, x: float, y: float, word: str = "") -> None:
    """Marks a place, at these parts of the photo's width and height, with a tap."""
    box = page.locator(".editor__photo").bounding_box()
    assert box
    page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])
    if word:
        page.get_by_label("What is there?").fill(word)


def test_tags_a_text_and_places_of_a_photo_are_kept_over_a_crash_and_exported(
    phone: Phone, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page()
    start_audit(page, "Corner Shop")
    add_photo(page)
    open_photo(page)
    expect(page.locator(".note-button")).to_have_accessible_name("Note")
    note(page)
    page.get_by_role("button", name="Damaged").click()
    add_tag(page, "Two labels")
    page.get_by_role("button", name="Mark a place").click()
    mark(page, 0.25, 0.5, "torn <b>label</b>")
    mark(page, 0.75, 0.25)
    page.get_by_role("button", name="Done").click()
    page.get_by_label("Note on this photo").fill("The lower board hangs.")
    expect(page.locator(".note-button")).to_have_accessible_name("Note, 5 entries")
    expect(page.locator(".notes__places li")).to_have_text(["1 torn <b>label</b>", "2 Place 2"])
    # Without a wait: what was typed last is kept too.
    phone.crash()
    page = open_page()
    page.wait_for_selector("body[data-view=photo] [data-count]")  # The photo is opened again by itself.
    expect(page.locator(".note-button")).to_have_accessible_name("Note, 5 entries")
    note(page)
    expect(page.get_by_label("Note on this photo")).to_have_value("The lower board hangs.")
    # A pin is moved with the arrow keys, and removed.
    page.locator(".notes__places button").first.click()
    page.get_by_role("button", name="Place 1: torn").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Place 2").click()
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Done").click()
    # A tag that is taken off the list stays on the photo.
    page.get_by_role("button", name="Change list").click()
    page.get_by_role("button", name="Take “Two labels” off the list").click()
    page.locator(".notes__list").click()
    page.get_by_role("button", name="Damaged").click()
    expect(page.locator(".note-button")).to_have_accessible_name("Note, 3 entries")
    # The photo is turned, and the pin with it.
    page.locator(".note-button").click()
    (before,) = stored(page)["places"]
    assert before["y"] == pytest.approx(0.5, abs=0.01)
    assert 0.25 < before["x"] < 0.3
    page.get_by_role("button", name="Turn the photo").click()
    wait_until(page, f"(await ({STORED})()).places[0].x !== {before['x']}")
    (turned,) = stored(page)["places"]
    assert (turned["x"], turned["y"]) == pytest.approx((1 - before["y"], before["x"]), abs=1e-4)
    page.get_by_role("button", name="Open visit").click()
    page.wait_for_selector("body[data-view=audit]")
    with ZipFile(export_zip(page, tmp_path)) as archive:
        ((audit,), table) = json.loads(archive.read("audits.json"))["audits"], archive.read("counts.csv")
    (shot,) = audit["shots"]
    assert (shot["tags"], shot["note"]) == (["Two labels"], "The lower board hangs.")
    assert shot["places"] == [turned]
    assert "who" not in audit
    for text in ("Two labels", "The lower board hangs.", "1 torn <b>label</b>"):
        assert text in table.decode()


def test_two_tabs_that_add_tags_keep_both(open_page: OpenPage) -> None:
    page = open_page()
    start_audit(page, "Corner Shop")
    add_photo(page)
    add_photo(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("body[data-view=audit]")
    for tab, index in ((page, 0), (other, 1)):
        open_photo(tab, index)
        note(tab)
    add_tag(page, "Mine")
    add_tag(other, "Yours")
    for tab in (page, other):
        tab.get_by_role("button", name="Open visit").click()
        tab.wait_for_selector("body[data-view=audit]")
    open_photo(page, 0)
    note(page)
    tags = page.locator(".notes__tags .tag")
    expect(tags).to_have_text(["Price missing", "Promotion not built", "Damaged", "Mine", "Yours"])
    # In another language the person's list is as they have made it; the suggestions were of this one.
    assert stored(page)["tags"] == ["Mine"]


def test_who_is_set_once_and_where_is_asked_only_when_switched_on(open_page: OpenPage) -> None:
    page = open_page(script=ASKED, url="")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 48.137154, "longitude": 11.576124, "accuracy": 20})
    start_audit(page, "Without")
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Your name").fill("  Ana   Silva ")
    page.get_by_label("Your name").press("Enter")
    switch = page.get_by_role("switch", name="Location of each visit")
    expect(switch).not_to_be_checked()
    assert page.evaluate("asked") == 0
    switch.check()
    page.get_by_role("button", name="Back").click()
    start_audit(page, "With")
    add_photo(page)
    wait_until(page, f"(await ({STORED})()).where")
    found = stored(page)
    assert found["who"] == "Ana Silva"
    assert (found["where"]["latitude"], found["where"]["longitude"]) == (48.137154, 11.576124)
    assert page.evaluate("asked") == 1
    # A refusal is told, and the visit goes on.
    page.context.clear_permissions()
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Start a visit").click()
    page.get_by_label("Store", exact=True).fill("Refused")
    page.get_by_role("button", name="Start visit").click()
    page.wait_for_selector("body[data-view=audit]")
    expect(page.get_by_test_id("notice")).to_contain_text("This visit has no location")
    add_photo(page)
    wait_until(page, f"(await ({STORED})()).who === 'Ana Silva'")
    assert "where" not in stored(page) or stored(page)["where"] is None
