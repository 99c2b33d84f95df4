"""A day with the app: three stores, six categories, forty photos in bursts, without a network, and with two crashes."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from tests.e2e.views.audits import export_zip, open_category, start_audit, take
from tests.e2e.views.page import OpenPage, wait_until
from tests.e2e.views.test_brands import begin_painting, choose
from tests.e2e.views.test_many import press
from tests.e2e.views.test_notes import note, open_photo
from tests.e2e.views.test_report import cells, open_report, opened, save_report
from tests.e2e.views.test_review import LOWER, UPPER, tap
from tests.e2e.views.test_sheets import as_records, sheets_of
from tests.e2e.views.test_stores import check, file_of, import_list, open_lists

pytestmark = pytest.mark.filterwarnings("ignore:Workbook contains no default style")

SHELF = {"boxes": UPPER + LOWER}
"""Two rows: nine products, and eight."""

PRODUCTS = 17
STORES = ("North Street", "South Street", "East Street")
CATEGORIES = ("Coffee", "Tea")
PHOTOS = {"North Street": (7, 7), "South Street": (7, 7), "East Street": (6, 6)}
MUST_STOCK = "category,name,gtin\nCoffee,Espresso,04006381333931\nCoffee,Crema,96385074\nTea,Green,\n"


class Day:
    """The page of the day. It is opened again after a crash, without a network."""

    def __init__(self, phone: Phone, open_page: OpenPage, server: ServerProcess) -> None:
        self.phone = phone
        self.open_page = open_page
        self.url = server.url
        self.page = open_page(SHELF, url=server.url)
        self.page.wait_for_selector("body[data-offline=ready]")
        server.kill()

    def crash(self) -> None:
        """Kills the browser, and opens it again: the visit is there."""
        self.phone.crash()
        self.page = self.open_page(SHELF, url=self.url)
        self.page.wait_for_selector("body[data-view=audit]")

    def take(self, category: str, photos: int, crash_after: int | None) -> None:
        """One tap a photo, before and after a crash."""
        if crash_after is None:
            take(self.page, photos)
            return
        take(self.page, crash_after)
        self.crash()
        open_category(self.page, category)
        take(self.page, photos - crash_after)


def begin(page: Page, store: str, *, is_first: bool) -> None:
    start_audit(page, store)
    if is_first:
        page.locator("[name=category]").fill(", ".join(CATEGORIES))
        page.get_by_role("button", name="Add", exact=True).click()
    else:
        page.get_by_role("button", name="As last time: Coffee, Tea").click()
    expect(page.locator(".category")).to_have_count(2)


def look_at_photos(page: Page, store: str) -> None:
    """Names a row of the first photo, and notes something of it."""
    open_photo(page)
    if store == STORES[0]:
        begin_painting(page)
    else:
        press(page, "Brands")
    press(page, "Whole row")
    choose(page, "Nordmark")
    tap(page, 0.29, 0.2)
    page.get_by_role("button", name="Done", exact=True).click()
    note(page)
    page.get_by_label("Note on this photo").fill(f"Label torn in {store}")
    page.get_by_role("button", name="Open visit").click()
    page.wait_for_selector("body[data-view=audit]")


def test_a_day_of_three_visits_without_a_network_and_with_two_crashes(
    phone: Phone, open_page: OpenPage, own_view_server: ServerProcess, tmp_path: Path
) -> None:
    chance = random.Random(int(os.environ.get("SHELFSCAN_SEED", "1")))  # noqa: S311 - no secret
    # Once in the second category of a visit, and once in the first of the next one.
    crashes = {(STORES[0], "Tea"): chance.randint(1, 5), (STORES[1], "Coffee"): chance.randint(1, 5)}
    day = Day(phone, open_page, own_view_server)
    open_lists(day.page)
    import_list(day.page, "stock", file_of(MUST_STOCK))
    day.page.get_by_role("button", name="Back").click()
    day.page.get_by_role("button", name="Back").click()
    day.page.wait_for_selector("body[data-view=start]")
    reports = []
    for store in STORES:
        begin(day.page, store, is_first=store == STORES[0])
        coffee, tea = PHOTOS[store]
        open_category(day.page, "Coffee")
        day.take("Coffee", coffee, crashes.get((store, "Coffee")))
        day.page.get_by_role("button", name="Next: Tea").click()  # The only tap that the category takes.
        day.take("Tea", tea, crashes.get((store, "Tea")))
        day.page.get_by_role("button", name="Done", exact=True).click()
        page = day.page
        page.locator(".visit__where").click()
        counted = PRODUCTS * (coffee + tea)
        wait_until(page, f"document.querySelector('[data-testid=total]')?.dataset.count === '{counted}'")
        expect(page.locator(".category[data-state=done]")).to_have_count(2)

        page.locator(".category", has_text="Coffee").locator(".stock__open").click()
        check(page, "Espresso", "there")
        check(page, "Crema", "missing")
        page.get_by_role("button", name="Done", exact=True).click()
        look_at_photos(page, store)
        page.get_by_role("button", name="Finish visit").click()
        page.get_by_role("button", name="Finish all the same").click()
        page.get_by_test_id("finished").wait_for()
        open_report(page)
        reports.append((store, coffee, tea, save_report(page, tmp_path)))
        page.get_by_role("button", name="Back").click()
        page.wait_for_selector("body[data-view=audit]")
        page.get_by_role("button", name="Back").click()
        page.get_by_role("button", name="Back").click()
        page.wait_for_selector("body[data-view=start]")

    for store, coffee, tea, report in reports:
        with opened(day.page, report) as file:
            expect(file.locator("h1")).to_have_text(store)
            words = " / ".join(file.locator(".todo li").all_inner_texts())
            assert "Out of stock: Crema" in words and f"Label torn in {store}" in words
            assert cells(file, "Coffee")[0] == str(coffee) and cells(file, "Tea")[0] == str(tea)
            assert str(PRODUCTS * (coffee + tea)) in file.locator(".total").inner_text()
    read_export(day.page, tmp_path)


def read_export(page: Page, folder: Path) -> None:
    """All that was taken, noted, named and looked for is in the export of the day."""
    page.locator(".entry").click()
    page.get_by_role("button", name="Select", exact=True).click()
    page.get_by_role("button", name="Select all").click()
    sheets = sheets_of(export_zip(page, folder))
    counts = as_records(sheets["counts"])
    assert len(counts) == 40
    for store in STORES:
        own = [row for row in counts if row["store"] == store]
        assert sum(row["products"] for row in own) == PRODUCTS * sum(PHOTOS[store])
        assert [row["photo_note"] for row in own if row["photo_note"]] == [f"Label torn in {store}"]
    stock = as_records(sheets["must_stock"])
    assert [(row["name"], row["state"]) for row in stock] == [
        ("Espresso", "present"),
        ("Crema", "missing"),
        ("Green", "not_checked"),
    ] * 3
    assert stock[0]["gtin"] == "04006381333931"
    named = [row["facings"] for row in as_records(sheets["shares"]) if row["brand"] == "Nordmark"]
    assert named == [9, 9, 9]
