"""Accessibility of every view, as far as axe-core, contrast over pictures and large text can check it.

A new view or an important state of one is a line in ``STATES``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.phone import VIEWPORT, Phone
from tests.e2e.server import ServerProcess
from tests.e2e.views.accessibility import (
    AXE,
    faults_of_layout,
    open_with,
    plan_script,
    set_text_size,
    under_the_edges,
    violations,
    weak_on_pictures,
    zoomed_by_two_taps,
)
from tests.e2e.views.audits import (
    add_categories,
    add_photo,
    count_photo,
    open_category,
    photo,
    start_audit,
    take,
)
from tests.e2e.views.page import start_camera, wait_until
from tests.e2e.views.test_stores import MUST_STOCK, STORES, file_of, import_list, open_lists

NO_OFFLINE = "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });"
"""Without service workers, which would store the whole site for every state."""

CAPABLE_CAMERA = """
MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true, zoom: { min: 1, max: 8 } });
MediaStreamTrack.prototype.applyConstraints = async () => {};
navigator.mediaDevices.enumerateDevices = async () => ['front', 'back'].map((side, i) =>
  ({ kind: 'videoinput', deviceId: side, label: `camera2 ${i}, facing ${side}` }));
"""

UPPER = [[0.05 + 0.1 * i, 0.1, 0.13 + 0.1 * i, 0.3] for i in range(9)]
LOWER = [[0.05 + 0.1 * i, 0.5, 0.13 + 0.1 * i, 0.7] for i in range(9) if i != 4]
SHELF = {"boxes": UPPER + LOWER}
"""Two rows, the lower one with a gap."""
KINDS = SHELF | {"labels": ["Cola", "Lemonade"], "boxLabels": [0] * 10 + [1] * 7}
FAR = {
    "boxes": [
        [0.02 + 0.055 * (i % 12), 0.3 + 0.13 * (i // 12), 0.07 + 0.055 * (i % 12), 0.4 + 0.13 * (i // 12)]
        for i in range(60)
    ]
    + [
        [0.2 + 0.022 * (i % 10), 0.08 + 0.06 * (i // 10), 0.22 + 0.022 * (i % 10), 0.12 + 0.06 * (i // 10)]
        for i in range(30)
    ]
}
"""A shelf, and small products above it."""
ALIKE = SHELF | {"looks": {"kinds": [0] * 4 + [1] * 5 + [2] * 8}}
"""Three products."""
DOUBTFUL = SHELF | {
    "scores": [0.9] * 14 + [0.6, 0.45, 0.3],
    "certainty": {"offset": 0, "slope": 2, "missed": 0.3, "spread": 0.5},
}
"""Three boxes may or may not be products."""
LOADING = {"waits": True, "progress": {"phase": "download", "loaded": 2_000_000, "total": 8_000_000}}


@dataclass(frozen=True)
class State:
    """A state of a view."""

    name: str
    reach: Callable[[Page], None]
    """Reaches it from the start view."""
    plan: dict[str, Any] = field(default_factory=lambda: SHELF)
    """Plan of the fake detector."""


def press(*names: str) -> Callable[[Page], None]:
    """Presses buttons one after the other."""

    def reach(page: Page) -> None:
        for name in names:
            page.get_by_role("button", name=name).first.click()

    return reach


def stay(page: Page) -> None:
    """The start view itself."""


def live(*names: str) -> Callable[[Page], None]:
    """Starts the camera and presses buttons."""

    def reach(page: Page) -> None:
        start_camera(page)
        press(*names)(page)

    return reach


def counted(*names: str) -> Callable[[Page], None]:
    """Counts a photo and presses buttons."""

    def reach(page: Page) -> None:
        count_photo(page, photo(900, 1200))
        press(*names)(page)

    return reach


def add_boxes(page: Page) -> None:
    counted()(page)
    page.get_by_role("button", name="Add", exact=True).click()


def select_box(page: Page) -> None:
    counted()(page)
    page.get_by_role("application").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Remove")).to_be_visible()


def adjust_box(page: Page) -> None:
    select_box(page)
    press("Adjust")(page)


def move_over_paused_picture(page: Page) -> None:
    live("Pause")(page)
    page.get_by_role("application").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 product marked")).to_be_visible()


def see_nothing(page: Page) -> None:
    live()(page)
    expect(page.get_by_text("Point the camera at a shelf")).to_be_visible()


def wait_for_the_count(page: Page) -> None:
    page.locator("input[type=file]").last.set_input_files(photo())
    expect(page.get_by_text("Looking at every corner")).to_be_visible()


def fail_at_a_photo(page: Page) -> None:
    broken = {"name": "broken.jpg", "mimeType": "image/jpeg", "buffer": b"broken"}
    page.locator("input[type=file]").first.set_input_files(broken)  # type: ignore[arg-type]
    page.wait_for_selector("body[data-view=problem]")


def fail_to_name_the_store(page: Page) -> None:
    press("Visits", "Start a visit")(page)
    page.get_by_role("button", name="Start visit").click()
    expect(page.get_by_role("alert")).to_be_visible()


def keep_an_audit(*names: str) -> Callable[[Page], None]:
    """Creates an audit with a photo and presses buttons on its page."""

    def reach(page: Page) -> None:
        start_audit(page, "Corner Market, Station Road", place="Aisle 4, soft drinks", note="Promotion week")
        add_photo(page)
        press(*names)(page)

    return reach


def add_a_photo_twice(page: Page) -> None:
    file = photo()
    start_audit(page, "Corner Market, Station Road")
    add_photo(page, file)
    count_photo(page, file)
    page.get_by_role("button", name="Add to ").click()
    page.get_by_role("dialog").wait_for()


def export(page: Page) -> None:
    keep_an_audit("Export")(page)
    page.get_by_role("button", name="Save to this device").wait_for()


def report(page: Page) -> None:
    keep_an_audit("Report")(page)
    page.locator(".report-preview").wait_for()


def go_on_from_the_start(page: Page) -> None:
    keep_an_audit("Back", "Back")(page)
    page.wait_for_selector("body[data-view=start]")


def list_brands(page: Page) -> None:
    counted("Brands", "Add brands")(page)
    page.get_by_label("Names of brands").fill("Nordmark, Alpina")
    page.get_by_role("dialog").get_by_role("button", name="Add").click()
    page.get_by_label("Delete Alpina").click()
    page.get_by_text("Alpina was deleted").wait_for()


def paint(page: Page) -> None:
    list_brands(page)
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    press("Whole row")(page)
    page.get_by_role("application").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.get_by_test_id("share").wait_for()


def see_shares(page: Page) -> None:
    paint(page)
    press("Done", "Add to a visit")(page)
    page.get_by_label("Store", exact=True).fill("Corner Market")
    press("Start visit and add the photo")(page)
    page.locator(".saved").wait_for()
    press("Open visit")(page)
    page.locator(".share summary").click()


def visit(*names: str) -> Callable[[Page], None]:
    """Takes photos of the first of three categories, and presses buttons on the visit's page."""

    def reach(page: Page) -> None:
        take_in_a_visit(page)
        page.locator(".visit__where").click()
        page.wait_for_selector("body[data-view=audit]")
        press(*names)(page)

    return reach


def take_in_a_visit(page: Page) -> None:
    start_audit(page, "Corner Market, Station Road")
    add_categories(page, "Coffee", "Tea", "Chocolate and sweets")
    open_category(page, "Coffee")
    take(page, 2)
    expect(page.locator(".visit__photo[data-uncounted]")).to_have_count(0)


def look_at_detectors(page: Page) -> None:
    press("Settings", "Detectors")(page)
    page.get_by_text("There is no other detector yet.").or_(page.get_by_text("In use")).first.wait_for()


def have_lists(page: Page) -> None:
    open_lists(page)
    import_list(page, "stock", file_of(MUST_STOCK))
    import_list(page, "stores", file_of(STORES))


def begin_with_lists(*names: str) -> Callable[[Page], None]:
    """Imports the lists and presses buttons on the page of a new audit."""

    def reach(page: Page) -> None:
        have_lists(page)
        press("Back", "Start a visit", *names)(page)

    return reach


def name_a_gap(page: Page) -> None:
    begin_with_lists("Käse-Eck", "Must stock: 3", "Crema is missing", "Done")(page)
    count_photo(page, photo(900, 1200))
    press("Add to ", "Check 1 gap", "Name it")(page)
    page.get_by_role("dialog").wait_for()


def see_products(page: Page) -> None:
    counted()(page)
    page.get_by_test_id("products").click()
    page.get_by_test_id("groups-line").wait_for()


def choose_product(page: Page) -> None:
    see_products(page)
    page.locator(".group").first.click()
    press("Name it")(page)
    page.get_by_label("Name", exact=True).fill("Espresso")
    page.get_by_label("Brand", exact=True).fill("Nordmark")
    page.locator("dialog button[type=submit]").click()
    expect(page.get_by_test_id("group-name")).to_have_text("Espresso")


def fail_to_name_a_product(page: Page) -> None:
    choose_product(page)
    press("Other name")(page)
    page.get_by_text("Category and barcode").click()
    page.locator("dialog button[type=submit]").click()
    page.get_by_role("alert").wait_for()


def have_products(*names: str) -> Callable[[Page], None]:
    """Adds two products, then opens the first of them and presses buttons."""

    def reach(page: Page) -> None:
        press("Settings", "Products")(page)
        for name in ("Espresso, dark roast, whole beans", "Tea"):
            press("Add a product")(page)
            page.get_by_label("Name", exact=True).fill(name)
            page.get_by_label("Brand optional").fill("Nordmark")
            press("Add the product")(page)
            page.locator(f"[data-product='{name}']").wait_for()
        if names:
            page.locator(".product-row").first.click()
            page.wait_for_selector("body[data-view=product]")
            press(*names)(page)

    return reach


def mistype_a_number(page: Page) -> None:
    have_products()(page)
    page.locator(".product-row").first.click()
    page.get_by_label("Barcode number").fill("4006381333932")
    page.keyboard.press("Tab")
    page.get_by_role("alert").wait_for()


STATES = [
    State("start, detector is fetched", stay, LOADING),
    State("start, ready", stay),
    State("start, detector failed", stay, {"fails": "no-network-no-model"}),
    State("start, audit goes on", go_on_from_the_start),
    State("live, detector is fetched", press("Start camera"), LOADING),
    State("live", live()),
    State("live, paused and marked", move_over_paused_picture),
    State("live, this part only", live("This part only", "Top left corner")),
    State("live, hint", see_nothing, {"boxes": []}),
    State("photo, counting", wait_for_the_count, {"photoWaits": True}),
    State("photo, counted", counted()),
    State("photo, nothing found", counted(), {"boxes": []}),
    State("photo, several kinds", add_boxes, KINDS),
    State("photo, box selected", select_box),
    State("photo, box being adjusted", adjust_box, KINDS),
    State("photo, gap selected", counted("Check 1 gap")),
    State("photo, gap accepted", counted("Check 1 gap", "Yes, missing")),
    State("photo, count with its range", counted(), DOUBTFUL),
    State("photo, check of a box", counted("Check 3 boxes"), DOUBTFUL),
    State("photo, check of the whole", counted("Check 3 boxes", "Product", "Product", "Product"), DOUBTFUL),
    State("photo, adding", add_boxes),
    State("photo, marking", counted("Mark"), KINDS),
    State("photo, painting without brands", counted("Brands")),
    State("photo, painting", paint),
    State("photo, list of brands", list_brands),
    State("photo, products", see_products, ALIKE),
    State("photo, product chosen", choose_product, ALIKE),
    State("photo, naming a product", fail_to_name_a_product, ALIKE),
    State("photo, products further away", counted(), FAR),
    State("photo, sensitivity", counted("Sensitivity")),
    State("photo, rows", counted("Rows")),
    State("photo, part only", counted("Part only")),
    State("photo, part only, done", counted("Part only", "Done")),
    State("photo, counted before", add_a_photo_twice),
    State("photo, note", counted("Note", "Damaged")),
    State("photo, note, list of tags", counted("Note", "Change list")),
    State("photo, marking a place", counted("Note", "Mark a place", "Mark the middle"), DOUBTFUL),
    State("problem", fail_at_a_photo),
    State("audits, none", press("Visits")),
    State("audits", keep_an_audit("Back")),
    State("audits, selecting", keep_an_audit("Back", "Select", "Select all")),
    State("audits, deleted", keep_an_audit("Delete visit")),
    State("audit form", press("Visits", "Start a visit")),
    State("audit form, error", fail_to_name_the_store),
    State("audit", keep_an_audit()),
    State("live, in a visit", take_in_a_visit),
    State("audit, categories", visit()),
    State("audit, category skipped", visit("Skip")),
    State("audit, photos being moved", visit("Move", "Photo 1", "Move 1 photo")),
    State("audit, finishing", visit("Finish visit")),
    State("audit, export", export),
    State("audit, share of shelf", see_shares),
    State("report", report),
    State("welcome", press("How it works")),
    State("welcome, last screen", press("How it works", "Next", "Next")),
    State("settings", press("Settings")),
    State("brands", press("Settings", "Brands")),
    State("products, none", press("Settings", "Products")),
    State("products", have_products()),
    State("product, wrong number", mistype_a_number),
    State("product, merging", have_products("Merge with another product")),
    State("product, barcode", have_products("Scan the barcode")),
    State("detectors", look_at_detectors),
    State("lists, with remarks", have_lists),
    State("audit form, stores", begin_with_lists()),
    State("audit, must-stock", begin_with_lists("Käse-Eck", "Must stock: 3", "Crema is missing")),
    State("audit, out of stock", begin_with_lists("Käse-Eck", "Must stock: 3", "Crema is missing", "Done")),
    State("photo, gap being named", name_a_gap),
]


@pytest.fixture(scope="module")
def page(
    playwright: Playwright, grey_camera: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """One page for all states, because a browser for each would take minutes."""
    phone = Phone(playwright, tmp_path_factory.mktemp("accessibility"))
    context = phone.open(camera=grey_camera, reduced_motion="reduce")
    for script in (plan_script(), NO_OFFLINE, CAPABLE_CAMERA):
        context.add_init_script(script)
    context.add_init_script(path=AXE)
    yield context.pages[0]
    phone.close()


@pytest.fixture(scope="module", params=STATES, ids=lambda state: state.name)
def view(request: pytest.FixtureRequest, page: Page, view_server: ServerProcess) -> Page:
    """The page in each of the states. All tests of this file run in one state before the next."""
    page.set_viewport_size(VIEWPORT)  # type: ignore[arg-type]
    open_with(page, view_server.url, request.param.plan)
    request.param.reach(page)
    return page


SPOIL = """() => {
  const picture = document.createElement('div');
  picture.className = 'camera';
  picture.style.position = 'static';
  picture.append(Object.assign(document.createElement('p'), { textContent: 'Grey' }));
  picture.firstChild.style.color = '#999';
  const wide = document.createElement('button');
  wide.textContent = 'W'.repeat(80);
  Object.assign(wide.style, { color: '#999', background: '#777' });
  document.querySelector('main').append(document.createElement('button'), picture, wide);
}"""
"""Adds a button without a name, text of one grey, and a button that is wider than the screen."""


def test_the_checks_find_planted_faults(page: Page, view_server: ServerProcess) -> None:
    page.set_viewport_size(VIEWPORT)  # type: ignore[arg-type]
    open_with(page, view_server.url, SHELF)
    assert not violations(page) + weak_on_pictures(page) + faults_of_layout(page)
    page.evaluate(SPOIL)
    found = "".join(violations(page))
    assert "button-name" in found
    assert "color-contrast" in found
    assert any("Grey" in weak for weak in weak_on_pictures(page))
    assert any("WWW" in fault and "leaves the screen" in fault for fault in faults_of_layout(page))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violations(view: Page, scheme: Any) -> None:
    view.emulate_media(color_scheme=scheme)
    found = violations(view)
    assert not found, "\n".join(found)


def test_text_over_pictures_is_readable_on_white_and_on_black(view: Page) -> None:
    weak = weak_on_pictures(view)
    assert not weak, "\n".join(weak)


@pytest.mark.parametrize(("width", "height", "percent"), [(320, 640, 100), (390, 844, 200)])
def test_everything_stays_in_reach_on_a_narrow_screen_and_in_large_text(
    view: Page, width: int, height: int, percent: int
) -> None:
    view.set_viewport_size({"width": width, "height": height})
    set_text_size(view, percent)
    wait_until(view, f"document.documentElement.clientWidth === {width}")
    try:
        faults = faults_of_layout(view)
        assert not faults, "\n".join(faults)
    finally:
        set_text_size(view, 100)
        view.set_viewport_size(VIEWPORT)  # type: ignore[arg-type]


def test_no_control_lies_under_the_notch_or_the_home_indicator(view: Page) -> None:
    """As of an iPhone 15: the page is drawn from edge to edge (viewport-fit=cover)."""
    view.set_viewport_size(VIEWPORT)  # type: ignore[arg-type]
    assert not under_the_edges(view, top=59, bottom=34)
    view.set_viewport_size({"width": 844, "height": 390})
    assert not under_the_edges(view, left=59, right=59, bottom=21)
    view.set_viewport_size(VIEWPORT)  # type: ignore[arg-type]


def test_two_quick_taps_on_a_control_do_not_zoom(view: Page) -> None:
    assert not zoomed_by_two_taps(view)
