"""Products that look alike are groups; named once, they are known on the next photo."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.views.audits import add_categories, count_photo, open_category, photo, start_audit, take
from tests.e2e.views.page import OpenPage, wait_until
from tests.e2e.views.test_many import announced, press
from tests.e2e.views.test_review import LOWER, UPPER, expect_count, open_shelf, tap

pytestmark = pytest.mark.service_worker(False)

KINDS = [0] * 4 + [2] * 4 + [6] + [4] * 8
"""The upper row holds three products, the lower one a fourth."""


SHOTS = "(await new (await import('/static/js/audits/store.js')).AuditStore().list()).flatMap(({ shots }) => shots)"
ALL_COUNTED = f"{SHOTS}.every(({{ uncounted }}) => !uncounted)"
NAMED_ELSEWHERE = (
    f"{SHOTS}.some(({{ review }}) => !review.names && Object.keys(review.recognised ?? {{}}).length === 8)"
)


def open_products(open_page: OpenPage, **plan: Any) -> Page:
    return open_shelf(open_page, {"looks": {"kinds": KINDS} | plan})


def line(page: Page, text: str) -> None:
    expect(page.get_by_test_id("products")).to_have_text(text)


def group(page: Page, name: str, facts: str) -> None:
    """What is chosen."""
    expect(page.get_by_test_id("group-name")).to_have_text(name)
    expect(page.get_by_test_id("group-facts")).to_have_text(facts)


def name_it(page: Page, name: str, *, brand: str = "", button: str = "Name it") -> None:
    press(page, button)
    page.get_by_label("Name", exact=True).fill(name)
    if brand:
        page.get_by_label("Brand", exact=True).fill(brand)
    page.locator("dialog button[type=submit]").click()


def test_alike_products_are_groups_that_are_named_split_joined_and_taken_back(open_page: OpenPage) -> None:
    page = open_products(open_page)
    line(page, "Products")
    assert page.evaluate("globalThis.looksLoads ?? 0") == 0, "nothing is loaded before it is wanted"
    page.get_by_test_id("products").click()
    expect(page.get_by_test_id("groups-line")).to_have_text("4 different products, 17 facings")
    tap(page, 0.09, 0.2)
    announced(page, "Product 2 of 4: Not named, 4 facings.")
    name_it(page, "Espresso", brand="Nordmark")
    announced(page, "4 boxes: Espresso.")
    group(page, "Espresso", "4 facings · named by hand")
    tap(page, 0.49, 0.2)
    group(page, "Not named", "4 facings")
    press(page, "Split")
    tap(page, 0.79, 0.2)
    press(page, "Split off (1)")
    announced(page, "1 box split off.")
    group(page, "Not named", "1 facing")
    tap(page, 0.89, 0.2)
    press(page, "Join")
    tap(page, 0.09, 0.2)  # the espresso
    announced(page, "1 box: Espresso.")
    group(page, "Espresso", "5 facings · named by hand")
    press(page, "Done")
    press(page, "Done")
    line(page, "4 different products")
    expect(page.get_by_test_id("share")).to_have_text("Ours 29% · unnamed 71%")
    press(page, "Undo")  # joined
    line(page, "5 different products")
    press(page, "Undo")  # split
    line(page, "4 different products")
    press(page, "Undo")  # named
    expect(page.get_by_test_id("share")).to_have_count(0)
    expect_count(page, 17)


def test_what_was_named_once_is_known_from_then_on_and_a_correction_is_learnt(open_page: OpenPage) -> None:
    page = open_products(open_page)
    page.get_by_test_id("products").click()
    tap(page, 0.09, 0.2)
    press(page, "Name it")
    page.get_by_text("Category and barcode").click()
    page.get_by_label("Barcode number").fill("4006381333932")
    page.locator("dialog button[type=submit]").click()
    expect(page.get_by_role("alert")).to_have_text("Type what it is called.")
    page.get_by_label("Name", exact=True).fill("Espresso")
    page.locator("dialog button[type=submit]").click()
    expect(page.get_by_role("alert")).to_have_text("This number cannot be right. Check each digit.")
    page.get_by_label("Barcode number").fill("4006381333931")
    page.locator("dialog button[type=submit]").click()
    group(page, "Espresso", "4 facings · named by hand")

    similar = [0] * 4 + [0.3] * 5 + [4] * 8
    """What stands beside it looks nearly the same."""
    next_photo(page, similar)
    line(page, "2 different products")  # nobody has asked for it on this photo
    page.get_by_test_id("products").click()
    tap(page, 0.09, 0.2)
    group(page, "Espresso", "9 facings · known by its looks")
    press(page, "Split")
    for i in range(4, 9):
        tap(page, 0.09 + 0.1 * i, 0.2)
    press(page, "Split off (5)")
    group(page, "Not named", "5 facings")
    tap(page, 0.09, 0.2)
    group(page, "Espresso", "4 facings · known by its looks")
    press(page, "Done")
    name_it_by_suggestion(page)

    next_photo(page, similar)
    page.get_by_test_id("products").click()
    tap(page, 0.49, 0.2)
    group(page, "Ristretto", "5 facings · known by its looks")
    tap(page, 0.09, 0.2)
    group(page, "Espresso", "4 facings · known by its looks")
    press(page, "Ristretto")  # wrong: one tap away
    group(page, "Ristretto", "9 facings · known by its looks")
    press(page, "Undo")
    group(page, "Espresso", "4 facings · known by its looks")

    page.goto(f"{page.url.split('#')[0]}#/products")
    page.get_by_role("button", name="Espresso").click()
    press(page, "Show me where it is")
    expect(page.get_by_test_id("finding")).to_contain_text("Espresso: 4 facings here")


def next_photo(page: Page, kinds: list[float]) -> None:
    while page.get_by_role("button", name="Done", exact=True).count() > 0:
        press(page, "Done")
    page.evaluate("(kinds) => { detectorPlan.looks.kinds = kinds; }", kinds)
    count_photo(page, photo(900, 1200))


def name_it_by_suggestion(page: Page) -> None:
    """Names what is beside the espresso, and on the way says that it is none."""
    tap(page, 0.49, 0.2)
    name_it(page, "Ristretto")
    announced(page, "5 boxes: Ristretto.")


def test_naming_on_one_photo_names_the_others_of_its_visit(open_page: OpenPage) -> None:
    page = open_page({"boxes": UPPER + LOWER, "looks": {"kinds": KINDS}})
    start_audit(page, "Corner Market")
    add_categories(page, "Coffee")
    open_category(page, "Coffee")
    take(page, 2)
    wait_until(page, ALL_COUNTED)
    assert page.evaluate("globalThis.looksLoads ?? 0") == 0, "nothing is loaded before it is wanted"
    page.locator(".visit__where").click()
    page.locator(".shot__open").first.click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    page.get_by_test_id("products").click()
    tap(page, 0.89, 0.6)  # at once: it is chosen when all were looked at
    name_it(page, "Espresso", brand="Nordmark")
    wait_until(page, NAMED_ELSEWHERE)
