"""Products that look alike are groups; named once, they are known on the next photo."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.views.page import OpenPage
from tests.e2e.views.test_many import announced, press
from tests.e2e.views.test_review import LOWER, UPPER, expect_count, open_shelf, tap

pytestmark = pytest.mark.service_worker(False)

KINDS = [0] * 4 + [1] * 5 + [2] * 8
"""The upper row holds two products, the lower one a third."""


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
    expect(page.get_by_test_id("groups-line")).to_have_text("3 different products, 17 facings")
    tap(page, 0.09, 0.2)
    announced(page, "Product 3 of 3: Not named, 4 facings.")
    name_it(page, "Espresso", brand="Nordmark")
    announced(page, "4 boxes: Espresso.")
    group(page, "Espresso", "4 facings · named by hand")
    tap(page, 0.49, 0.2)
    group(page, "Not named", "5 facings")
    press(page, "Split")
    tap(page, 0.89, 0.2)
    press(page, "Split off (1)")
    announced(page, "1 box split off.")
    group(page, "Not named", "1 facing")
    press(page, "Join")
    tap(page, 0.09, 0.2)  # the espresso
    announced(page, "1 box: Espresso.")
    group(page, "Espresso", "5 facings · named by hand")
    press(page, "Done")
    press(page, "Done")
    line(page, "3 different products, 17 facings")
    expect(page.get_by_test_id("share")).to_have_text("Ours 29% · unnamed 71%")
    press(page, "Undo")  # joined
    line(page, "4 different products, 17 facings")
    press(page, "Undo")  # split
    line(page, "3 different products, 17 facings")
    press(page, "Undo")  # named
    expect(page.get_by_test_id("share")).to_have_count(0)
    expect_count(page, 17)
