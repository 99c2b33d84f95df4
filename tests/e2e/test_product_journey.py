"""Named on one phone, known on another: with the published networks, and without a network."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.barcode import draw_pack
from tests.e2e.camera import write_mjpeg
from tests.e2e.phone import Phone, Visitor
from tests.e2e.server import ServerProcess
from tests.e2e.test_named_once import (
    BOXES,
    DESK,
    EXAMPLES,
    PAIRS,
    READY_MS,
    Facing,
    area,
    is_chosen,
    open_photo,
    read_photo,
    shared_products,
    shot_id,
)
from tests.e2e.views.audits import fill_form
from tests.e2e.views.page import wait_until
from tests.e2e.views.test_report import open_report, save_report

EAN = "4006381333931"
OURS = "Nordmark"

Photo = tuple[Path, list[Facing], tuple[int, int]]


def test_three_names_without_a_network_reach_the_report_and_another_phone(
    shop: Path,
    own_server: ServerProcess,
    server: ServerProcess,
    phone: Phone,
    visitor: Visitor,
    tmp_path: Path,
) -> None:
    pack = write_mjpeg(draw_pack(EAN, tmp_path / "pack.png"), tmp_path / "pack.mjpeg", size=(720, 1280))
    first, second = (read_photo(shop, photo) for photo in PAIRS["coffee"])
    page = phone.visit(own_server.url, camera=pack, viewport=DESK, is_mobile=False)
    page.wait_for_selector("body[data-model=ready][data-offline=ready]", timeout=READY_MS)
    phone.close()
    own_server.kill()

    page = phone.visit(own_server.url, camera=pack, viewport=DESK, is_mobile=False)
    page.wait_for_selector("body[data-model=ready]", timeout=READY_MS)
    open_photo(page, first[0])
    page.get_by_test_id("products").click()
    page.get_by_test_id("groups-line").wait_for(timeout=READY_MS)
    names = shared_products(first[1], second[1])[:3]
    for name in names:
        name_group(page, first, name, scans=name == names[0])
    leave_groups(page)

    # What the second photo shows is known, and one answer of the person is learnt.
    open_photo(page, second[0])
    expect(page.get_by_test_id("products")).to_contain_text("different products", timeout=READY_MS)
    wait_until(page, f"(await ({BOXES})('{shot_id(page)}'))?.some(({{ name }}) => name)")
    page.get_by_test_id("products").click()
    before = page.evaluate(f"async () => {EXAMPLES}")
    choose_unnamed(page, second, names[1])
    page.locator(".groups__name").click()
    page.get_by_label("Name", exact=True).fill(names[1])
    page.locator("dialog button[type=submit]").click()
    expect(page.get_by_test_id("group-name")).to_have_text(names[1])
    wait_until(page, f"{EXAMPLES} > {before}")
    leave_groups(page)

    page.get_by_role("button", name="Add to a visit").click()
    fill_form(page, "Corner shop")
    page.get_by_role("button", name="Start visit and add the photo").click()
    page.locator(".saved").wait_for()
    page.get_by_role("button", name="Open visit").click()
    open_report(page)
    report = save_report(page, tmp_path).read_text(encoding="utf-8")
    for word in (names[1], OURS, "Not named"):
        assert word in report, word

    # The catalogue goes to another phone, which has the same names.
    page.goto(f"{page.url.split('#')[0]}#/products")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    file = tmp_path / "products.zip"
    download.value.save_as(file)
    with zipfile.ZipFile(file) as archive:
        content = json.loads(archive.read("catalogue.json"))
    assert {each["name"]: each["gtin"] for each in content["products"]} == {
        name: EAN if name == names[0] else "" for name in names
    }
    other = visitor.visit(f"{server.url}#/products")
    other.locator("input[type=file]").set_input_files(file)
    expect(other.get_by_test_id("imported")).to_contain_text("Products: 3 new, 0 changed")
    expect(other.locator(".product-row__name")).to_have_count(3)
    assert sorted(other.locator(".product-row__name").all_inner_texts()) == sorted(names)


def name_group(page: Page, photo: Photo, name: str, *, scans: bool) -> None:
    """Names a facing of a product and what looks like it; the number comes from the barcode before the camera."""
    choose_unnamed(page, photo, name)
    page.locator(".groups__name").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Brand", exact=True).fill(OURS)
    if scans:
        page.get_by_text("Category and barcode").click()
        page.get_by_role("dialog").get_by_role("button", name="Scan", exact=True).click()
        expect(page.get_by_label("Barcode number")).to_have_value(EAN, timeout=READY_MS)
    before = page.evaluate(f"async () => {EXAMPLES}")
    page.locator("dialog button[type=submit]").click()
    expect(page.get_by_test_id("group-name")).to_have_text(name)
    wait_until(page, f"{EXAMPLES} > {before}")
    leave_groups(page, to_list=True)


def choose_unnamed(page: Page, photo: Photo, name: str) -> None:
    """Taps facings of a product, the largest first, until a box is met that has another name or none."""
    _, facings, (width, height) = photo
    for box in sorted((each.box for each in facings if each.product == name), key=area, reverse=True):
        shown = page.locator(".editor__photo").bounding_box()
        assert shown
        page.mouse.click(
            shown["x"] + (box[0] + box[2]) / 2 / width * shown["width"],
            shown["y"] + (box[1] + box[3]) / 2 / height * shown["height"],
        )
        if not is_chosen(page):
            continue  # the detector has no box there
        if page.get_by_test_id("group-name").inner_text() != name:
            return
        page.get_by_role("button", name="Done", exact=True).click()
    raise AssertionError(f"All facings of {name} are known, or have no box.")


def leave_groups(page: Page, *, to_list: bool = False) -> None:
    """Back to the list of groups, or to the photo."""
    done = page.get_by_role("button", name="Done", exact=True)
    done.click()
    while not to_list and done.count() > 0:
        done.click()
