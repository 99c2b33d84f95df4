"""The page in the person's language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from tests.e2e.shell import wait_until_kept
from tests.e2e.views.page import OpenPage
from tests.e2e.views.test_review import open_shelf

pytestmark = pytest.mark.service_worker(False)

HEADLINES = {
    "en": "Count every product on the shelf",
    "pt": "Conte cada produto da prateleira",
    "es": "Cuenta cada producto del estante",
    "de": "Zählen Sie jedes Produkt im Regal",
}
LOCALES = {"de-DE": "de", "pt-BR": "pt", "es-MX": "es", "fr-FR": "en"}

NARROW = {"width": 360, "height": 640}
CUT = """
[...document.querySelectorAll(
  'button, .button, .tool, .fact, .slider__ends, .row, .entry__line, .page h1, .segment, .option, .setting, .model *',
)]
  .filter((each) => each.checkVisibility() && each.scrollWidth > each.clientWidth + 1)
  .map((each) => each.textContent.trim())
"""
"""Texts of controls that overflow."""


def expect_room(page: Page) -> None:
    assert page.evaluate(CUT) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def expect_language(page: Page, language: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINES[language])
    expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_speaks_the_language_of_the_phone(open_page: OpenPage, locale: str) -> None:
    page = open_page(locale=locale)
    expect_language(page, LOCALES[locale])
    loaded = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    fetched = {url.rpartition("/")[2].removesuffix(".js") for url in loaded if "/languages/" in url}
    assert fetched & set(HEADLINES) == {LOCALES[locale]}, "no other language"


def test_a_chosen_language_takes_precedence_over_the_phones(open_page: OpenPage) -> None:
    page = open_page(script="localStorage.setItem('shelfscan.language', 'es');", locale="de-DE")
    expect_language(page, "es")


def test_a_browser_that_stores_nothing_speaks_its_own_language(open_page: OpenPage) -> None:
    blocked = (
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked'); } });"
    )
    expect_language(open_page(script=blocked, locale="de-DE"), "de")


def test_if_a_language_cannot_be_loaded_the_page_is_in_english(
    phone: Phone, view_server: ServerProcess
) -> None:
    context = phone.open(locale="de-DE")
    context.route("**/languages/de.js", lambda route: route.abort())
    page = context.pages[0]
    page.goto(view_server.url)
    expect_language(page, "en")


def test_every_language_works_without_a_network(phone: Phone, own_view_server: ServerProcess) -> None:
    wait_until_kept(phone.visit(own_view_server.url, locale="en-US"))
    own_view_server.kill()
    for locale, language in LOCALES.items():
        expect_language(phone.visit(own_view_server.url, locale=locale), language)


@pytest.mark.parametrize("locale", LOCALES)
def test_texts_have_room_on_a_narrow_phone(open_page: OpenPage, locale: str) -> None:
    page = open_shelf(open_page, viewport=NARROW, locale=locale)
    expect_room(page)
    for sheet in page.locator(".tool[aria-expanded]").all():  # sensitivity and rows
        sheet.click()
        page.locator(".sheet").wait_for()
        expect_room(page)
    page.locator(".tool[aria-expanded] + .tool:not([aria-expanded])").click()  # part only
    page.locator(".region").wait_for()
    expect_room(page)
    page.locator(".context .round").click()
    page.locator(".tool:nth-child(3)").click()  # brands
    page.locator(".brushes__edit").click()
    page.locator("[name=names]").fill("Nordmark, Alpina Extra")
    page.locator(".brands__add button").click()
    page.locator(".brands__row").nth(1).wait_for()
    expect_room(page)
    page.locator("dialog .page__back").first.click()
    expect_room(page)
    page.locator(".camera__top .round").first.click()
    page.wait_for_selector("body[data-view=start]")
    expect_room(page)
    page.locator(".start__settings").click()
    page.wait_for_selector("body[data-view=settings]")
    expect_room(page)
    page.locator(".setting--link").nth(1).click()
    page.wait_for_selector("body[data-view=products] .empty")
    expect_room(page)
    page.locator(".button--primary").click()
    page.wait_for_selector("body[data-view=product]")
    expect_room(page)
    page.locator(".page__back").click()
    page.wait_for_selector("body[data-view=products]")
    page.locator(".page__back").click()
    page.wait_for_selector("body[data-view=settings]")
    page.locator(".setting--link").nth(2).click()
    page.wait_for_selector("body[data-view=lists] [data-list=stock] [data-count]")
    expect_room(page)
    page.locator(".page__back").click()
    page.wait_for_selector("body[data-view=audits]")
    page.locator(".page__back").click()
    page.locator(".start__settings").click()
    page.locator(".setting--link").last.click()
    page.wait_for_selector("body[data-view=models] .models")
    expect_room(page)
    for _ in ("to the settings", "to the start"):
        page.locator(".page__back").click()
    page.locator(".entry").click()
    page.wait_for_selector("body[data-view=audits]")
    expect_room(page)
    page.locator(".button--primary").click()
    page.wait_for_selector("body[data-view=audit-form]")
    expect_room(page)
