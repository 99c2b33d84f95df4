"""A browser that is too old gets one honest sentence, and no page that would fail later."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess

NO_SIMD = "WebAssembly.validate = () => false;"
NO_SORT = "delete Array.prototype.toSorted;"
NO_MODULES = "delete HTMLScriptElement.prototype.noModule;"

SENTENCES = {
    "en-GB": "This browser is too old for Shelfscan",
    "pt-BR": "Este navegador é antigo demais",
    "es-MX": "Este navegador es demasiado antiguo",
    "de-CH": "Dieser Browser ist zu alt",
    "fr-FR": "This browser is too old for Shelfscan",
}


def open_in(visitor: Phone, url: str, script: str = "", main: str | None = None, **options: Any) -> Page:
    """Opens the page in a browser that a script makes old; ``main`` takes the place of ``main.js``."""
    context = visitor.open(**options)
    context.add_init_script(script)
    page = context.pages[0]
    if main is not None:
        page.route("**/main.js", lambda route: route.fulfill(body=main, content_type="text/javascript"))
    page.goto(url)
    return page


@pytest.mark.parametrize("locale", SENTENCES)
def test_an_old_browser_is_told_so_in_the_persons_language(
    visitor: Phone, view_server: ServerProcess, locale: str
) -> None:
    page = open_in(visitor, view_server.url, NO_SIMD, locale=locale)
    note = page.locator(".boot__old")
    expect(note).to_contain_text(SENTENCES[locale])
    expect(note).to_contain_text("Firefox 128")
    assert note.evaluate("(note) => Number(getComputedStyle(note).opacity)") == 1
    expect(page.locator("html")).to_have_attribute("lang", locale[:2] if locale[:2] != "fr" else "en")


@pytest.mark.parametrize("script", [NO_SIMD, NO_SORT, NO_MODULES], ids=["simd", "sort", "modules"])
def test_a_page_that_an_old_browser_cannot_run_is_not_started(
    visitor: Phone, view_server: ServerProcess, script: str
) -> None:
    page = open_in(visitor, view_server.url, script)
    page.wait_for_load_state()
    expect(page.locator(".boot__old")).to_be_visible()
    assert page.locator("h1").count() == 0
    assert page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found === undefined)")


@pytest.mark.provokes("error: Missing initializer")
def test_a_browser_that_cannot_parse_the_page_is_told_so(visitor: Phone, view_server: ServerProcess) -> None:
    page = open_in(visitor, view_server.url, main="const { a } using = b;")
    expect(page.locator(".boot__old")).to_contain_text("too old")


def test_files_that_do_not_belong_together_are_not_blamed_on_the_browser(
    visitor: Phone, view_server: ServerProcess
) -> None:
    page = open_in(
        visitor, view_server.url, main="import { nothingOfThatName } from './settings/settings.js';"
    )
    page.wait_for_load_state()
    assert page.locator(".boot__old").count() == 0
    expect(page.locator(".boot__late")).to_contain_text("Nothing happening?")


def test_a_current_browser_is_told_nothing(visitor: Phone, view_server: ServerProcess) -> None:
    page = open_in(visitor, view_server.url)
    page.wait_for_selector("h1")
    assert page.locator(".boot__old").count() == 0
