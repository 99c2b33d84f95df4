"""Back, Forward, links and reloads work as people expect of an app on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from tests.e2e.views.audits import add_photo, correct, count_photo, start_audit, wait_until_place_is_stored
from tests.e2e.views.page import OpenPage, start_camera, wait_until
from tests.e2e.views.test_camera_problems import camera_rejects
from tests.e2e.watch import camera_is_on

pytestmark = pytest.mark.service_worker(False)

FOUR = {"boxes": [[0.2 * i, 0.1, 0.2 * i + 0.15, 0.3] for i in range(4)]}


def expect_view(page: Page, view: str) -> None:
    expect(page.locator("body")).to_have_attribute("data-view", view)


def expect_address(page: Page, address: str) -> None:
    wait_until(page, f"location.hash === '{address}'")


def back(page: Page) -> None:
    page.evaluate("history.back()")


def forward(page: Page) -> None:
    page.evaluate("history.forward()")


def expect_that_back_leaves(page: Page) -> None:
    """Expects that Back leads to the empty page with which the browser began."""
    back(page)
    page.wait_for_url("about:blank")


def take_photo(page: Page) -> None:
    page.get_by_role("button", name="Take a photo").click()
    expect_photo(page, 4)


def expect_photo(page: Page, count: int) -> None:
    page.wait_for_selector(f"body[data-view=photo] [data-count='{count}']")
    wait_until(page, "/^#.photo.[^/]+$/.test(location.hash)")  # it has an id once it is being stored


def address_of_audit(page: Page) -> str:
    expect_view(page, "audit")
    address: str = page.evaluate("location.hash")
    assert address.startswith("#/audits/")
    return address


def test_back_leads_from_the_photo_to_the_camera_to_the_start_and_out(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    start_camera(page)
    expect_address(page, "#/camera")
    take_photo(page)
    assert not camera_is_on(page)
    back(page)
    page.wait_for_selector("body[data-view=live] [data-count]")
    assert camera_is_on(page)
    back(page)
    expect_view(page, "start")
    expect_address(page, "")
    assert not camera_is_on(page)
    expect_that_back_leaves(page)


def test_back_leads_from_the_photo_to_its_audit_to_the_list_to_the_start(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    start_audit(page, "Corner Shop")
    add_photo(page)
    page.get_by_role("button", name="Open photo 1").click()
    expect_photo(page, 4)
    back(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Corner Shop")
    back(page)
    expect(page.locator(".audit-card")).to_be_visible()
    expect_address(page, "#/audits")
    back(page)
    expect_view(page, "start")
    expect_that_back_leaves(page)


def test_back_twice_in_a_row_leads_two_steps_back(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    start_audit(page, "Corner Shop")
    add_photo(page)
    page.get_by_role("button", name="Open photo 1").click()
    expect_photo(page, 4)
    page.evaluate("history.back(); history.back()")
    expect_address(page, "#/audits")
    expect_view(page, "audits")


def test_back_does_not_reopen_a_view_that_was_closed_with_its_button(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    for _ in range(2):
        start_camera(page)
        page.get_by_role("button", name="Close the camera").click()
        expect_view(page, "start")
    start_audit(page, "Corner Shop")
    page.get_by_role("button", name="Change details").click()
    page.get_by_role("button", name="Save").click()
    expect_view(page, "audit")
    page.get_by_role("button", name="Back").click()
    expect_view(page, "audits")
    page.get_by_role("button", name="Back").click()
    expect_view(page, "start")
    expect_address(page, "")
    expect_that_back_leaves(page)


def test_forward_brings_back_a_photo_that_was_left_too_early_with_its_corrections(
    open_page: OpenPage,
) -> None:
    page = open_page(FOUR)
    start_camera(page)
    take_photo(page)
    correct(page)
    back(page)
    page.wait_for_selector("body[data-view=live] [data-count]")
    forward(page)
    expect_photo(page, 3)
    page.get_by_role("button", name="Add to a visit").click()
    expect_view(page, "audit-form")


def test_back_from_the_details_of_a_new_audit_leads_to_the_photo_behind_them(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    count_photo(page)
    correct(page)
    page.get_by_role("button", name="Add to a visit").click()
    expect_address(page, "#/audits/new")
    back(page)
    expect_photo(page, 3)
    forward(page)
    expect(page.get_by_role("button", name="Start visit and add the photo")).to_be_visible()
    back(page)
    expect_photo(page, 3)


def test_back_closes_a_sheet_and_stays_in_the_view(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    start_audit(page, "Corner Shop")
    add_photo(page)
    page.get_by_role("button", name="Export").click()
    page.get_by_role("button", name="Save to this device").wait_for()
    back(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect_view(page, "audit")

    page.get_by_role("button", name="Open photo 1").click()
    expect_photo(page, 4)
    page.get_by_role("button", name="Sensitivity").click()
    page.locator(".sheet").wait_for()
    back(page)
    expect(page.locator(".sheet")).to_have_count(0)
    expect_photo(page, 4)
    back(page)
    expect_view(page, "audit")

    back(page)
    page.get_by_role("button", name="Select").click()
    expect(page.get_by_role("checkbox")).to_be_visible()
    back(page)
    expect(page.get_by_role("checkbox")).to_have_count(0)
    expect_view(page, "audits")
    back(page)
    expect_view(page, "start")


def test_a_sheet_that_was_closed_with_its_button_leaves_no_history_entry(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    start_audit(page, "Corner Shop")
    add_photo(page)
    page.get_by_role("button", name="Export").click()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    wait_until(page, "history.state.trail.length === 3")
    back(page)
    expect_view(page, "audits")


def test_back_leads_out_of_a_problem(open_page: OpenPage) -> None:
    page = open_page(script=camera_rejects("NotReadableError"))
    page.get_by_role("button", name="Start camera").click()
    page.wait_for_selector("[data-problem=camera-busy]")
    back(page)
    expect_view(page, "start")
    page.get_by_role("button", name="Start camera").click()
    page.wait_for_selector("[data-problem=camera-busy]")
    page.get_by_role("button", name="Back to start").click()
    expect_view(page, "start")
    expect_address(page, "")
    expect_that_back_leaves(page)


def start_audits(page: Page, count: int) -> None:
    """Starts Shop 0, Shop 1 and so on, and goes back to the start view."""
    for number in range(count):
        start_audit(page, f"Shop {number}")
        page.get_by_role("button", name="Back").click()
        page.get_by_role("button", name="Back").click()


def test_the_list_is_at_the_same_scroll_position_after_going_back(open_page: OpenPage) -> None:
    page = open_page(FOUR, viewport={"width": 360, "height": 480})
    start_audits(page, 6)
    page.evaluate("location.hash = '#/audits'")
    expect(page.locator(".audit-card")).to_have_count(6)
    page.evaluate("scrollTo(0, 150)")
    wait_until(page, "scrollY === 150")
    page.locator(".audit-card", has_text="Shop 2").click()
    expect_view(page, "audit")
    wait_until(page, "scrollY === 0")
    back(page)
    expect_view(page, "audits")
    wait_until(page, "scrollY === 150")


READ_SLOWLY = """async () => {
  const { AuditStore } = await import('/static/js/audits/store.js');
  const { list } = AuditStore.prototype;
  AuditStore.prototype.list = async function () {
    await new Promise((answer) => { globalThis.answer = answer; });
    return list.call(this);
  };
}"""


@pytest.mark.parametrize("leaves", ["when it is open", "before it is open"])
def test_whoever_scrolls_a_list_while_it_is_opened_is_not_sent_back_to_its_top(
    open_page: OpenPage, leaves: str
) -> None:
    page = open_page(FOUR, viewport={"width": 360, "height": 240})
    start_audits(page, 2)
    page.evaluate(READ_SLOWLY)
    page.evaluate("location.hash = '#/audits'")
    expect(page.locator(".audit-card")).to_have_count(2)
    page.evaluate("scrollTo(0, 50)")
    page.evaluate("new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))")
    if leaves == "when it is open":
        page.evaluate("answer()")
        page.evaluate("location.hash = '#/settings'")
    else:  # what is asked for next waits until the list is open
        page.evaluate("location.hash = '#/settings'")
        page.evaluate("answer()")
    expect_view(page, "settings")
    back(page)
    expect_view(page, "audits")
    page.evaluate("answer()")
    wait_until(page, "scrollY === 50")


def test_a_browser_that_never_says_how_much_it_stores_stops_nobody(open_page: OpenPage) -> None:
    page = open_page(FOUR, script="StorageManager.prototype.estimate = () => new Promise(() => {});")
    start_audit(page, "Corner Shop")
    page.get_by_role("button", name="Back").click()
    for view in ("settings", "audits", "settings"):
        page.evaluate(f"location.hash = '#/{view}'")
        expect_view(page, view)


def test_the_address_of_a_deleted_photo_leaves_one_in_its_audit_where_undo_is(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    start_audit(page, "Corner Shop")
    add_photo(page)
    page.get_by_role("button", name="Open photo 1").click()
    expect_photo(page, 4)
    back(page)
    expect_view(page, "audit")
    page.get_by_role("button", name="Delete photo 1").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    forward(page)
    expect(page.get_by_role("alert")).to_contain_text("no longer on this device")
    expect_view(page, "audit")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Open photo 1")).to_be_visible()


# Links


def test_a_link_opens_its_view_and_back_leaves(open_page: OpenPage, view_server: ServerProcess) -> None:
    page = open_page(FOUR, url=f"{view_server.url}#/audits")
    expect_view(page, "audits")
    expect_that_back_leaves(page)


def test_the_way_up_from_a_linked_view_leads_to_the_start_and_out(
    open_page: OpenPage, view_server: ServerProcess, phone: Phone
) -> None:
    page = open_page(FOUR)
    start_audit(page, "Corner Shop")
    link = address_of_audit(page)
    page = phone.visit(f"{view_server.url}{link}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Corner Shop")
    page.get_by_role("button", name="Back").click()
    expect_view(page, "audits")
    page.get_by_role("button", name="Back").click()
    expect_view(page, "start")
    expect_that_back_leaves(page)


@pytest.mark.service_worker(True)
def test_links_to_a_photo_and_to_details_open_cold_and_without_a_network(
    open_page: OpenPage, own_view_server: ServerProcess, phone: Phone
) -> None:
    url = own_view_server.url
    page = open_page(FOUR, url=url)
    page.wait_for_selector("body[data-offline=ready]")
    start_audit(page, "Corner Shop")
    add_photo(page)
    audit = address_of_audit(page)
    page.get_by_role("button", name="Open photo 1").click()
    expect_photo(page, 4)
    photo = page.evaluate("location.hash")
    own_view_server.kill()
    page = phone.visit(f"{url}{photo}")
    expect_photo(page, 4)
    expect(page.locator(".saved")).to_have_text("Saved in Corner Shop")
    page = phone.visit(f"{url}{audit}/edit")
    expect(page.get_by_label("Store", exact=True)).to_have_value("Corner Shop")
    page = phone.visit(f"{url}#/audits/new")
    expect(page.get_by_label("Store", exact=True)).to_have_value("")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".audit-card")).to_contain_text("Corner Shop")
    expect_that_back_leaves(page)


def test_an_address_typed_into_the_open_page_is_opened(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate("location.hash = '#/audits'")
    expect_view(page, "audits")
    page.evaluate("location.hash = '#/camera'")
    page.wait_for_selector("body[data-view=live] [data-count]")
    back(page)
    expect_view(page, "audits")
    back(page)
    expect_view(page, "start")


def test_the_link_of_a_deleted_audit_leads_to_the_list_and_says_so(
    open_page: OpenPage, view_server: ServerProcess, phone: Phone
) -> None:
    page = open_page()
    start_audit(page, "Corner Shop")
    link = address_of_audit(page)
    page.get_by_role("button", name="Delete visit").click()
    page.get_by_text("No visits yet").wait_for()
    for address in (link, f"{link}/edit"):
        page = phone.visit(f"{view_server.url}{address}")
        expect_view(page, "audits")
        expect(page.get_by_role("alert")).to_contain_text("not on this device")
        expect_address(page, "#/audits")


def test_forward_skips_a_deleted_audit(open_page: OpenPage) -> None:
    page = open_page()
    start_audit(page, "Corner Shop")
    page.get_by_role("button", name="Delete visit").click()
    page.get_by_text("No visits yet").wait_for()
    expect_address(page, "#/audits")
    forward(page)
    expect(page.get_by_role("alert")).to_contain_text("not on this device")
    expect_address(page, "#/audits")
    back(page)
    expect_view(page, "start")


@pytest.mark.parametrize("address", ["#/photo/gone", "#/photo"])
def test_the_link_of_a_photo_that_is_gone_leads_to_the_start_and_says_so(
    open_page: OpenPage, view_server: ServerProcess, address: str
) -> None:
    page = open_page(url=f"{view_server.url}{address}")
    expect(page.get_by_text("no longer on this device")).to_be_visible()
    expect_view(page, "start")
    expect_address(page, "")


@pytest.mark.parametrize("address", ["#/nowhere", "#", "#/audits/%E0%A4%A", "#camera"])
def test_an_unknown_address_leads_to_the_start(
    open_page: OpenPage, view_server: ServerProcess, address: str
) -> None:
    page = open_page(url=f"{view_server.url}{address}")
    page.wait_for_selector("body[data-model=ready]")
    expect_view(page, "start")
    expect_address(page, "")


def test_the_shortcut_to_the_camera_starts_it(open_page: OpenPage, view_server: ServerProcess) -> None:
    page = open_page(url=f"{view_server.url}#/camera")
    page.wait_for_selector("body[data-view=live] [data-count]")


def test_if_the_camera_needs_a_tap_its_shortcut_leads_to_the_button(
    open_page: OpenPage, view_server: ServerProcess
) -> None:
    page = open_page(url=f"{view_server.url}#/camera", script=camera_rejects("NotAllowedError"))
    expect_view(page, "start")
    expect_address(page, "")
    page.evaluate("cameraWorks = true")
    start_camera(page)


# Reloads, and the way back after a crash


def test_a_reload_keeps_the_place_and_the_way_back(open_page: OpenPage) -> None:
    page = open_page(FOUR)
    start_audit(page, "Corner Shop")
    page.get_by_role("button", name="Change details").click()
    expect_view(page, "audit-form")
    page.reload()
    expect(page.get_by_label("Store", exact=True)).to_have_value("Corner Shop")
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Take photos").click()
    page.wait_for_selector("body[data-view=live] [data-count]")
    page.reload()
    page.wait_for_selector("body[data-view=live] [data-count]")
    count_photo(page)
    expect_photo(page, 4)
    correct(page)
    expect(page.get_by_role("button", name="Add to Corner Shop")).to_be_visible()
    page.reload()
    expect_photo(page, 3)
    expect(page.get_by_role("button", name="Add to Corner Shop")).to_be_visible()
    for view in ("live", "audit", "audits", "start"):
        back(page)
        expect_view(page, view)
    expect_that_back_leaves(page)


def test_a_reload_at_the_start_stays_there_whatever_another_tab_does(open_page: OpenPage) -> None:
    page = open_page()
    other = page.context.new_page()
    other.goto(page.url)
    start_audit(other, "Corner Shop")
    page.reload()
    expect(page.get_by_role("button", name="Continue: Corner Shop")).to_be_visible()
    expect_view(page, "start")


def test_after_a_crash_the_audit_is_open_again_and_back_leads_to_the_start(
    open_page: OpenPage, view_server: ServerProcess, phone: Phone
) -> None:
    page = open_page()
    start_audit(page, "Corner Shop")
    wait_until_place_is_stored(page, in_audit=True)
    phone.crash()
    page = phone.visit(view_server.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Corner Shop")
    address_of_audit(page)
    back(page)
    expect_view(page, "start")
    # Now this view is the last one.
    wait_until_place_is_stored(page, in_audit=False)
    phone.crash()
    page = phone.visit(view_server.url)
    expect(page.get_by_role("button", name="Continue: Corner Shop")).to_be_visible()
    expect_view(page, "start")


def test_after_a_crash_a_link_takes_precedence_over_the_last_view(
    open_page: OpenPage, view_server: ServerProcess, phone: Phone
) -> None:
    page = open_page()
    start_audit(page, "Corner Shop")
    wait_until_place_is_stored(page, in_audit=True)
    phone.crash()
    page = phone.visit(f"{view_server.url}#/audits")
    expect(page.locator(".audit-card")).to_be_visible()
    expect_view(page, "audits")
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("button", name="Continue: Corner Shop")).to_be_visible()


def test_coming_back_from_another_page_shows_the_view_that_was_left(
    open_page: OpenPage, view_server: ServerProcess
) -> None:
    page = open_page(FOUR)
    start_camera(page)
    page.goto(f"{view_server.url}healthz")
    page.go_back()
    page.wait_for_selector("body[data-view=live] [data-count]")
    take_photo(page)
    page.goto(f"{view_server.url}healthz")
    page.go_back()
    expect_photo(page, 4)


# Titles


def test_the_title_names_the_view(open_page: OpenPage) -> None:
    page = open_page(locale="de-DE")
    expect(page).to_have_title("Shelfscan")
    page.locator(".entry").click()
    expect(page).to_have_title("Besuche – Shelfscan")
    page.locator(".page__foot .button").click()
    expect(page).to_have_title("Neuer Besuch – Shelfscan")
    page.locator("input[name=store]").fill("Laden am Eck")
    page.locator("button[type=submit]").click()
    expect(page).to_have_title("Laden am Eck – Shelfscan")
    page.go_back()
    expect(page).to_have_title("Besuche – Shelfscan")
