"""Brands: products are painted with them, share of shelf follows, and both leave and come back with an export."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.views.audits import add_categories, export_zip, open_category, photos_of, start_audit, take
from tests.e2e.views.page import OpenPage, wait_until
from tests.e2e.views.test_many import announced, draw, lasso, press
from tests.e2e.views.test_review import LOWER, UPPER, expect_count, open_shelf, tap
from tests.e2e.views.test_sheets import as_records, sheets_of

pytestmark = [
    pytest.mark.service_worker(False),
    pytest.mark.filterwarnings("ignore:Workbook contains no default style"),
]

SHELF = {"boxes": UPPER + LOWER}
"""Two rows: nine products, and eight."""


def add_brands(page: Page, names: str, *, ours: bool) -> None:
    """Adds to the list that is open."""
    page.get_by_label("Names of brands").fill(names)
    page.locator(".segment", has_text="Ours" if ours else "Others").click()
    press(page, "Add")
    page.locator(f".brands__row[data-brand='{names.split(', ')[-1]}']").wait_for()


def begin_painting(page: Page) -> None:
    """Adds the first brands over the photo, and goes on with it."""
    press(page, "Brands")
    expect(page.get_by_test_id("paint-hint")).to_have_text("Add the brands that you look for first.")
    press(page, "Add brands")
    add_brands(page, "Nordmark", ours=True)
    add_brands(page, "Alpina, Zeta", ours=False)
    press(page, "Close")
    expect(page.locator(".brush")).to_have_text(["Unnamed", "Nordmark", "Alpina", "Zeta"])


def choose(page: Page, brand: str) -> None:
    page.locator(".brush", has_text=brand).click()


def share(page: Page, text: str) -> None:
    expect(page.get_by_test_id("share")).to_have_text(text)


def test_products_are_painted_in_swipes_and_the_share_follows(open_page: OpenPage) -> None:
    page = open_shelf(open_page)
    begin_painting(page)
    choose(page, "Nordmark")
    press(page, "Whole row")
    tap(page, 0.29, 0.2)
    announced(page, "9 products: Nordmark.")
    share(page, "Ours 53% · unnamed 47%")
    choose(page, "Alpina")
    press(page, "Single")
    draw(page, (0.06, 0.6), (0.33, 0.6))
    announced(page, "3 products: Alpina.")
    lasso(page, 0.34, 0.45, 0.62, 0.75)
    announced(page, "2 products: Alpina.")
    choose(page, "Zeta")
    press(page, "From – to")
    tap(page, 0.89, 0.2)
    announced(page, "Now tap the last product.")
    expect(page.get_by_test_id("paint-hint")).to_have_text("Now tap the last product.")
    tap(page, 0.19, 0.6)  # across rows, in reading order
    announced(page, "3 products: Zeta.")
    share(page, "Ours 47% · unnamed 18%")
    choose(page, "Unnamed")
    press(page, "Single")
    tap(page, 0.09, 0.2)
    announced(page, "1 product without a name.")
    share(page, "Ours 41% · unnamed 24%")
    press(page, "Undo")
    share(page, "Ours 47% · unnamed 18%")
    press(page, "Undo")  # what was painted from here to there is one step
    share(page, "Ours 53% · unnamed 18%")
    press(page, "Redo")
    share(page, "Ours 47% · unnamed 18%")
    expect_count(page, 17)

    # The same without a finger.
    page.locator(".editor").focus()
    page.keyboard.press("1")
    announced(page, "Brand: Nordmark.")
    page.keyboard.press("ArrowLeft")
    announced(page, "box 17 of 17, row 2. Unnamed")
    page.keyboard.press("Space")
    announced(page, "1 product: Nordmark.")
    page.keyboard.press("Delete")
    announced(page, "1 product without a name.")
    page.keyboard.press("Escape")

    # A box keeps its name when it is moved, and takes it along when it is removed.
    tap(page, 0.09, 0.2)
    expect(page.locator(".context__title")).to_have_text("Product in row 1 · Nordmark")
    page.locator(".editor").focus()
    page.keyboard.press("ArrowRight")
    share(page, "Ours 47% · unnamed 18%")
    press(page, "Remove")
    share(page, "Ours 44% · unnamed 19%")
    press(page, "Undo")
    share(page, "Ours 47% · unnamed 18%")


def test_shares_are_on_category_and_visit_in_the_export_and_come_back(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(SHELF)
    start_audit(page, "Corner Shop")
    add_categories(page, "Coffee", "Tea")
    open_category(page, "Coffee")
    take(page, 1)
    press(page, "Next: Tea")
    take(page, 1)
    page.locator(".visit__where").click()
    wait_until(page, "document.querySelector('[data-testid=total]')?.dataset.count === '34'")
    expect(page.get_by_test_id("visit-share")).to_have_count(0)  # nothing is named: nothing is said

    page.locator(".shot__open").first.click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    begin_painting(page)
    press(page, "Whole row")
    choose(page, "Nordmark")
    tap(page, 0.29, 0.2)
    choose(page, "Zeta")
    tap(page, 0.29, 0.6)
    share(page, "Ours 53%")
    page.get_by_role("button", name="Done", exact=True).click()
    press(page, "Close the photo")
    page.wait_for_selector("body[data-view=audit]")
    assert photos_of(page, "Coffee") == "1 photo, 17 products · 1 unchecked gap · Ours 53%"
    assert "Ours" not in photos_of(page, "Tea")
    expect_visit_share(page)

    file = export_zip(page, tmp_path)
    assert [each["brand"] for each in as_records(sheets_of(file)["shares"])] == ["Nordmark", "Zeta", None]
    with ZipFile(file) as archive:
        shares = list(csv.DictReader(StringIO(archive.read("shares.csv").decode("utf-8-sig"), newline="")))
        audits = json.loads(archive.read("audits.json"))
        coco = json.loads(archive.read("coco.json"))
    assert [(each["category"], each["brand"], each["whose"], each["facings"]) for each in shares] == [
        ("Coffee", "Nordmark", "own", "9"),
        ("Coffee", "Zeta", "other", "8"),
        ("Tea", "", "unnamed", "17"),
    ]
    assert [each["facings_share"] for each in shares] == ["0.529", "0.471", "1"]
    assert [each["name"] for each in audits["brands"]] == ["Nordmark", "Zeta"]  # Alpina names nothing
    brands = [each["attributes"].get("brand") for each in coco["annotations"]]
    assert (brands.count("Nordmark"), brands.count("Zeta"), brands.count(None)) == (9, 8, 17)
    assert len(coco["categories"]) == 1

    # Without the audit and one of its brands: the import brings both.
    press(page, "Delete visit")
    page.wait_for_selector("body[data-view=audits]")
    press(page, "Back")
    page.get_by_role("button", name="Settings").click()
    page.locator(".setting--link", has_text="Brands").click()
    press(page, "Delete Zeta")
    expect(page.locator(".brands__deleted")).to_contain_text("Zeta was deleted")
    press(page, "Undo")
    expect(page.locator(".brands__row")).to_have_count(3)
    press(page, "Delete Zeta")
    name = page.get_by_label("Name of Nordmark")
    name.fill("alpina")
    name.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("There is a brand named alpina already.")
    press(page, "Delete Nordmark")
    add_brands(page, "NORDMARK", ours=True)  # as on another phone: the same name, and another id
    expect(page.locator(".brands__row")).to_have_count(2)
    press(page, "Back")
    press(page, "Back")
    page.locator(".entry").click()
    page.locator("input[type=file]").set_input_files(file)
    page.locator(".audit-card").click()
    page.wait_for_selector("body[data-view=audit]")
    expect_visit_share(page, ours="NORDMARK")

    # The names are those that are here, though a brand is another one of the same name, and one is gone again.
    expect_known(page, file)
    press(page, "Back")
    press(page, "Settings")
    page.locator(".setting--link", has_text="Brands").click()
    press(page, "Delete Zeta")
    expect(page.locator(".brands__row")).to_have_count(2)
    press(page, "Back")
    press(page, "Back")
    page.locator(".entry").click()
    page.locator(".audit-card").click()
    page.wait_for_selector("body[data-view=audit]")
    expect(page.get_by_test_id("visit-share").locator("li").last).to_have_text("Unnamed 74%")
    expect_known(page, export_zip(page, tmp_path))


def expect_known(page: Page, file: Path) -> None:
    """Imports what is here already, and goes back to the start."""
    press(page, "Back")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator("p.notice")).to_have_text("1 visit already here, so nothing was changed.")


def expect_visit_share(page: Page, ours: str = "Nordmark") -> None:
    section = page.get_by_test_id("visit-share")
    expect(section.locator("li")).to_have_text(["Ours 26%", "Others 24%", "Unnamed 50%"])
    expect(
        section.get_by_role("img", name="Ours 26%, others 24%, unnamed 50% of all facings")
    ).to_be_visible()
    section.locator("summary").click()
    rows = [row.split() for row in section.locator("tbody tr").all_inner_texts()]
    assert rows == [
        [ours, "Ours", "9", "26%", "26%"],
        ["Zeta", "8", "24%", "24%"],
        ["Unnamed", "17", "50%", "50%"],
    ]
