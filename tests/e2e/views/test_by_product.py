"""What follows from names: facings by product and must-stock that fills itself, on page and report, and in exports."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from pycocotools.coco import COCO

from tests.e2e.views.archives import audit, shot
from tests.e2e.views.audits import export_zip
from tests.e2e.views.page import OpenPage
from tests.e2e.views.test_report import open_report, save_report
from tests.e2e.views.test_sheets import as_records, sheets_of

pytestmark = [
    pytest.mark.service_worker(False),
    pytest.mark.filterwarnings("ignore:Workbook contains no default style"),
]

BOXES = [[20 + 72 * i, top, 84 + 72 * i, top + 160] for top in (80, 320, 560) for i in range(8)]
"""Three rows of eight."""

BRANDS = [
    {"id": "b1", "name": "Nordmark", "own": True, "colour": 0},
    {"id": "b2", "name": "Alpina", "own": False, "colour": 1},
]
PRODUCTS = [
    ("p1", "Crema", "b1", "250 g", "0000096385074"),
    ("p2", "Moka", "b2", "1 kg", "4006381333931"),
    ("p3", "Filter", "", "", ""),
]
STOCK = [
    ("Crema", "Nordmark", "96385074"),
    ("Moka", "Alpina", ""),
    ("Filter", "", ""),
    ("Ristretto", "Alpina", ""),
]

NOW = {
    "names": {**{f"m{i}": {"product": "p1"} for i in range(10)}, "m23": {"brand": "b2"}},
    "recognised": {f"m{i}": {"product": "p2", "score": 0.83} for i in range(10, 22)},
}
"""Ten facings of Crema as a person said, twelve of Moka by the looks, one of a brand alone, and one unknown."""

BEFORE = {
    "names": {f"m{i}": {"product": "p1" if i < 4 else "p2" if i < 20 else "p3"} for i in range(24)},
}


def product(product_id: str, name: str, brand: str, size: str, gtin: str) -> dict[str, Any]:
    changed = "2026-03-01T10:00:00.000Z"
    return {
        "id": product_id,
        "name": name,
        "brand": brand,
        "size": size,
        "gtin": gtin,
        "category": "",
        "changed": changed,
    }


def photo(audit_name: str, named: dict[str, Any], category: str) -> dict[str, Any]:
    machine = [{"box": box, "score": 0.9, "label": 0} for box in BOXES]
    size = {"width": 600, "height": 800}
    return shot(1, audit_name, machine=machine, categoryId=category, **size, **named)


def visit(name: str, day: int, category: str, named: dict[str, Any], **other: Any) -> dict[str, Any]:
    time = f"2026-03-{day:02}T10:00:00.000Z"
    categories = [{"id": category, "name": "Coffee", "state": "done", "reason": ""}]
    shots = [photo(name, named, category)]
    at = {"store": "Corner Shop", "created": time, "changed": time}
    return audit(name, 0, categories=categories, shots=shots, **at, **other)


def write_named(path: Path) -> Path:
    """Two visits of a store with names on their photos; in the second, open one some products must be in stock."""
    stock = [
        {
            "id": f"s{i}",
            "category": "Coffee",
            "name": name,
            "brand": brand,
            "gtin": gtin,
            "facings": 2,
            "state": "open",
        }
        for i, (name, brand, gtin) in enumerate(STOCK)
    ]
    audits = [
        visit("then", 2, "c1", BEFORE, finished="2026-03-02T11:00:00.000Z"),
        visit("now", 9, "c2", NOW, finished=None, stock=stock),
    ]
    products = [product(*each) for each in PRODUCTS]
    content = {
        "format": "shelfscan-audits",
        "version": 1,
        "models": [],
        "brands": BRANDS,
        "products": products,
    }
    picture = BytesIO()
    Image.new("RGB", (600, 800), (128, 128, 128)).save(picture, "JPEG")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("audits.json", json.dumps({**content, "audits": audits}))
        for each in audits:
            archive.writestr(each["shots"][0]["photo"], picture.getvalue())
    return path


def rows_of(section: Any) -> list[str]:
    return [re.sub(r"\s+", " ", text).strip() for text in section.locator("tbody tr").all_inner_texts()]


def expect_stock(page: Page, item: str, state: str, why: str) -> None:
    row = page.locator(f".stock__item[data-item={item}]")
    expect(row).to_have_attribute("data-state", state)
    expect(row.locator(".stock__seen")).to_have_text(why)


def test_names_become_facings_by_product_stock_and_differences_and_leave_with_every_file(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page({})
    page.locator(".entry").click()
    file = write_named(tmp_path / "named.zip")
    page.get_by_label("Import").set_input_files(file)
    expect(page.locator("p.notice")).to_contain_text("2 visits")
    page.locator(".audit-card").first.click()
    page.wait_for_selector("body[data-view=audit]")

    # The page of the visit: the sum of its rows is its number.
    section = page.get_by_test_id("visit-share")
    expect(section.locator("li")).to_have_text(["Ours 42%", "Others 54%", "Unnamed 4%"])
    by_product = page.get_by_test_id("visit-products")
    by_product.locator("summary").click()
    expect(by_product).to_contain_text("2 products named on 22 of 24 facings. Not named: 2 facings")
    assert rows_of(by_product) == [
        "Moka Alpina · 1 kg 12 50% 50%",
        "Crema Nordmark · 250 g 10 42% 42%",
        "Alpina, product not named 1 4% 4%",
        "Not named 1 4% 4%",
    ]
    expect(by_product).to_contain_text("Named by people: 10. Known by their looks: 12.")

    # What must be in stock fills itself; what a person says counts, and is kept apart.
    page.locator(".stock__open").click()
    expect(page.locator("dialog [role=status]")).to_have_text("Must stock: 4, 1 not sure, 1 not checked")
    expect_stock(page, "s0", "present", "There: 10 facings named on photos")
    expect_stock(page, "s1", "present", "There: 12 facings known by the looks")
    expect_stock(page, "s2", "unsure", "Not sure: not seen on the photos. Have a look.")
    expect(page.locator(".stock__item[data-item=s3] .stock__seen")).to_have_count(0)  # not in the catalogue
    page.get_by_role("button", name="Moka is missing").click()
    expect_stock(page, "s1", "missing", "There: 12 facings known by the looks")
    page.get_by_role("button", name="Done").click()
    expect(page.locator(".sold-out__name")).to_have_text(["Moka"])

    open_report(page)
    text = re.sub(r"\s+", " ", page.locator(".report-preview .report").inner_text())
    assert "2 products named on 22 of 24 facings" in text
    assert "Coffee: Out of stock: Moka" in text
    assert "Coffee: Not seen on the photos, have a look: Filter" in text
    assert rows_of(page.locator(".report-preview .products")) == [
        "Alpina 13 54% 54%",
        "Moka 1 kg 12−4 50% 50%",
        "Product not named 1 4% 4%",
        "Nordmark 10 42% 42%",
        "Crema 250 g 10+6 42% 42%",
        "Not named 1 4% 4%",
    ]
    assert "Compared by 3 named products. Gone since the last visit: Filter (4)." in text
    assert "Crema" in save_report(page, tmp_path).read_text()
    page.get_by_role("button", name="Back").click()

    exported = export_zip(page, tmp_path)
    read_tables(exported)
    read_json(exported)
    read_coco(exported, tmp_path)

    # It comes back as what it is: the products are those that are here.
    page.get_by_role("button", name="Back").click()
    page.get_by_label("Import").set_input_files(exported)
    expect(page.locator("p.notice")).to_have_text("1 visit already here, so nothing was changed.")


def read_tables(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        book = openpyxl.load_workbook(BytesIO(opened.read("counts.xlsx")))
        text = opened.read("products.csv").decode("utf-8-sig")
    header = [cell.value for cell in book["products"][1]]
    gtin = book["products"].cell(3, header.index("gtin") + 1)
    assert (gtin.value, gtin.data_type) == ("0000096385074", "s")
    keys = ["product", "brand", "size", "gtin", "facings", "named_by_person", "named_by_looks", "not_named"]
    rows = [
        [row[key] for key in [*keys, "facings_before", "change"]] for row in csv.DictReader(StringIO(text))
    ]
    assert rows == [
        ["Moka", "Alpina", "1 kg", "4006381333931", "12", "0", "12", "0", "16", "fewer"],
        ["Crema", "Nordmark", "250 g", "0000096385074", "10", "10", "0", "0", "4", "more"],
        ["", "Alpina", "", "", "1", "0", "0", "1", "", ""],
        ["", "", "", "", "1", "0", "0", "1", "", ""],
        ["Filter", "", "", "", "0", "0", "0", "0", "4", "gone"],
    ]
    sheets = sheets_of(archive)
    records = as_records(sheets["products"])
    assert sum(row["facings"] for row in records) == as_records(sheets["counts"])[0]["facings"] == 24
    assert abs(sum(row["facings_share"] for row in records) - 1) < 0.005
    stock = [
        [row[key] for key in ("name", "state", "said_by", "person_says", "facings_seen")]
        for row in as_records(sheets["must_stock"])
    ]
    assert stock == [
        ["Crema", "present", "name", None, 10],
        ["Moka", "missing", "person", "missing", 12],
        ["Filter", "not_sure", None, None, 0],
        ["Ristretto", "not_checked", None, None, None],
    ]


def read_json(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        content = json.loads(opened.read("audits.json"))
    assert [(each["id"], each["gtin"], each["size"]) for each in content["products"]] == [
        ("p1", "0000096385074", "250 g"),
        ("p2", "4006381333931", "1 kg"),
    ]
    (shot,) = content["audits"][0]["shots"]
    assert shot["boxProducts"]["m0"] == {"product": "p1", "by": "person"}
    assert shot["boxProducts"]["m10"] == {"product": "p2", "by": "machine", "score": 0.83}
    (total,) = [each for each in content["audits"][0]["byProduct"] if each["product"] == "p2"]
    assert (total["facings"], total["byLooks"], total["before"], total["change"]) == (12, 12, 16, "fewer")
    assert content["audits"][0]["stock"][0]["seen"] == {"state": "present", "by": "name", "facings": 10}
    assert len(shot["boxProducts"]) == 22 and shot["recognised"] == NOW["recognised"]


def read_coco(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        path = Path(opened.extract("coco.json", folder))
    coco = COCO(str(path))
    names = {each["id"]: each["name"] for each in coco.loadCats(coco.getCatIds())}
    assert names == {1: "product", 2: "Crema 250 g", 3: "Moka 1 kg"}
    assert {name: len(coco.getAnnIds(catIds=[each])) for each, name in names.items()} == {
        "product": 2,
        "Crema 250 g": 10,
        "Moka 1 kg": 12,
    }
    said = {(each["category_id"], each["attributes"].get("named_by")) for each in coco.dataset["annotations"]}
    assert said == {(1, None), (2, "person"), (3, "machine")}
