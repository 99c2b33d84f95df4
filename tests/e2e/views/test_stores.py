"""The person's lists: where a visit begins, and what must be in stock there."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.views.audits import export_zip, photo, start_audit
from tests.e2e.views.page import OpenPage, wait_until
from tests.e2e.views.test_review import LOWER, UPPER

pytestmark = [
    pytest.mark.service_worker(False),
    # The writer names no style; every spreadsheet then takes its own, and says nothing.
    pytest.mark.filterwarnings("ignore:Workbook contains no default style"),
]

SHELF = {"boxes": UPPER + LOWER}
"""Two shelf rows with one gap."""

HERE = {"latitude": 52.531677, "longitude": 13.381777}
ALLOWED = {"geolocation": HERE, "permissions": ["camera", "geolocation"]}

STORES = """Filialnummer;Marktname;Straße;Ort;Breitengrad;Längengrad;Kategorien
0047;Käse-Eck;"Weg 1; Hof";Berlin;52,53;13,38;Kaffee|Tee
0048;Zum Löwen;Allee 2;Köln;50,94;6,96;Kaffee
0049;;Allee 3;Köln;;;
0050;Ohne Ort;;;nord;13;
0051;"Offen;Allee 4;Köln;;;
"""
MUST_STOCK = """category,name,brand,gtin,facings
Kaffee,Crema,Alto,04006381333931,2
Kaffee,Moka,Alto,96385074,1
Kaffee,Ristretto,Nero,4006381333932,
Tee,=Grün+1,Nero,,3
"""


def file_of(content: str | bytes, name: str = "list.csv", encoding: str = "utf-8") -> FilePayload:
    data = content if isinstance(content, bytes) else content.encode(encoding)
    return {"name": name, "mimeType": "text/csv", "buffer": data}


def open_lists(page: Page) -> None:
    page.get_by_role("button", name="Visits").click()
    page.get_by_role("button", name="Lists: stores and must-stock").click()
    page.wait_for_selector("body[data-view=lists] [data-list=stock] [data-count]")


def import_list(page: Page, kind: str, file: FilePayload) -> None:
    page.locator(f"[data-list={kind}] input[type=file]").set_input_files(file)
    # The picker makes room for the progress, and comes back when the file was read.
    page.locator(f"[data-list={kind}] .notice").first.wait_for()


def lines_of(page: Page, kind: str, test_id: str) -> list[str]:
    lines = page.locator(f"[data-list={kind}] [data-testid={test_id}] li")
    lines.first.wait_for()
    return [line.split(":")[0] for line in lines.all_inner_texts()]


def check(page: Page, name: str, state: str) -> None:
    row = page.locator(".stock__item", has_text=name)
    row.get_by_role("button", name=f"is {state}").click()
    expect(row).to_have_attribute("data-state", {"there": "present"}.get(state, state))


def expect_stock(page: Page, category: str, text: str) -> None:
    row = page.locator(".category", has_text=category)
    expect(row.locator(".stock__open > span").first).to_have_text(text)


WIDE = """(({ width, height }) => width > height)(document.querySelector('.editor__photo').getBoundingClientRect())"""

STORED = """async () => {
  const { AuditStore } = await import('/static/js/audits/store.js');
  const store = new AuditStore();
  return JSON.stringify([await store.list(), await store.readList('stores'), { ...localStorage }]);
}"""


def test_a_visit_begins_at_the_nearest_store_and_says_by_name_what_is_out_of_stock(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(SHELF, **ALLOWED)
    open_lists(page)
    import_list(page, "stores", file_of(STORES, encoding="windows-1252"))
    expect(page.get_by_test_id("changed")).to_have_text("Stores: 3 new, 0 changed, 0 as before.")
    assert lines_of(page, "stores", "left") == ["Line 4", "Line 6"]
    assert lines_of(page, "stores", "notes") == ["Line 5"]
    import_list(page, "stores", file_of(STORES.replace("Zum Löwen", "Zum Tiger"), encoding="utf-16"))
    expect(page.get_by_test_id("changed")).to_have_text("Stores: 0 new, 1 changed, 2 as before.")
    import_list(page, "stock", file_of(MUST_STOCK))
    assert lines_of(page, "stock", "notes") == ["Line 4"]
    expect(page.locator("[data-list=stock] .list-card__facts")).to_contain_text("4 products")

    # The nearest store, in two taps.
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Start a visit").click()
    expect(page.locator(".stores__name")).to_have_count(3)
    page.get_by_role("button", name="Show the nearest").click()
    expect(page.locator(".stores__order")).to_have_text("Nearest first")
    expect(page.locator(".stores__store").first).to_contain_text("220 m")
    page.locator(".stores__store").first.click()
    page.wait_for_selector("body[data-view=audit]")
    expect(page.locator("h1")).to_have_text("Käse-Eck")
    expect(page.locator(".page__subtitle")).to_have_text("Weg 1; Hof, Berlin")
    expect(page.locator(".category__name")).to_have_text(["Kaffee", "Tee"])
    assert "52.531677" not in page.evaluate(STORED), "where the person was is stored nowhere"

    # Must-stock: one tap for each product.
    expect_stock(page, "Kaffee", "Must stock: 3, 3 not checked")
    page.locator(".category", has_text="Kaffee").locator(".stock__open").click()
    check(page, "Crema", "there")
    check(page, "Ristretto", "missing")
    expect(page.locator("dialog [role=status]")).to_have_text("Must stock: 3, 1 missing, 1 not checked")
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator(".sold-out__name")).to_have_text(["Ristretto"])

    # A gap on a photo of the category has a name.
    page.locator("input[type=file][multiple]").set_input_files(photo(900, 1200))
    page.wait_for_selector("body[data-view=photo] [data-count]")
    page.get_by_role("button", name="Add to Käse-Eck").click()
    page.locator(".saved").wait_for()
    page.get_by_role("button", name="Check 1 gap").click()
    page.get_by_role("button", name="Name it").click()
    expect(page.locator("dialog .stock__name")).to_have_text(["Moka", "Ristretto", "Crema"])
    page.locator("dialog .stock__choice", has_text="Moka").click()
    expect(page.get_by_text("1 missing", exact=True)).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("1 missing", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Redo").click()
    page.get_by_role("button", name="Turn the photo to the right").click()
    wait_until(page, WIDE)
    expect(page.get_by_text("1 missing", exact=True)).to_be_visible()
    page.get_by_role("button", name="Open visit").click()
    page.wait_for_selector("body[data-view=audit]")
    expect(page.locator(".sold-out__name")).to_have_text(["Moka", "Ristretto"])
    page.reload()
    page.wait_for_selector("body[data-view=audit]")
    expect(page.locator(".sold-out__name")).to_have_text(["Moka", "Ristretto"])
    expect_stock(page, "Kaffee", "Must stock: 3, 2 missing")

    # The end says what nobody has looked for; a later list does not change what this visit was about.
    page.get_by_role("button", name="Finish visit").click()
    expect(page.locator("dialog li", has_text="must-stock")).to_have_text("1 must-stock product not checked.")
    page.get_by_role("button", name="Finish all the same").click()
    page.get_by_test_id("finished").wait_for()
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Lists: stores and must-stock").click()
    import_list(page, "stock", file_of("category,name\nKaffee,Another\n"))
    page.get_by_role("button", name="Back").click()
    page.locator(".audit-card").click()
    page.wait_for_selector("body[data-view=audit]")
    expect_stock(page, "Tee", "Must stock: 1, 1 not checked")
    expect(page.locator(".sold-out__name")).to_have_text(["Moka", "Ristretto"])
    read_export(export_zip(page, tmp_path))


def read_export(archive: Path) -> None:
    """What the test above has left, in each file of the export."""
    with ZipFile(archive) as opened:
        book = openpyxl.load_workbook(BytesIO(opened.read("counts.xlsx")))
        rows = list(csv.DictReader(StringIO(opened.read("must_stock.csv").decode("utf-8-sig"), newline="")))
        (audit,) = json.loads(opened.read("audits.json"))["audits"]
    states = [(row["name"], row["state"], row["gtin"], row["named_gaps"]) for row in rows]
    assert states == [
        ("Crema", "present", "04006381333931", "0"),
        ("Moka", "missing", "96385074", "1"),
        ("Ristretto", "missing", "4006381333932", "0"),
        ("'=Grün+1", "not_checked", "", "0"),
    ]
    sheet = book["must_stock"]
    header = [cell.value for cell in sheet[1]]
    first = dict(zip(header, sheet[2], strict=True))
    assert first["gtin"].value == "04006381333931" and first["gtin"].data_type == "s"
    assert first["store_id"].value == "0047" and first["store_id"].data_type == "s"
    assert sheet.cell(5, header.index("name") + 1).value == "=Grün+1"
    counts = dict(zip([cell.value for cell in book["counts"][1]], book["counts"][2], strict=True))
    assert (counts["store_id"].value, counts["address"].value) == ("0047", "Weg 1; Hof, Berlin")
    assert (audit["storeId"], audit["stock"][1]["state"]) == ("0047", "missing")
    (shot,) = audit["shots"]
    (named,) = shot["gapNames"]
    (gap,) = shot["corrections"]["gaps"]["accepted"]
    assert named == {"box": gap, "name": "Moka", "itemId": audit["stock"][1]["id"]}, "both were turned"


REFUSED = """navigator.geolocation.getCurrentPosition = (_found, refused) =>
  refused({ code: 1, PERMISSION_DENIED: 1 });"""


def test_a_new_store_is_typed_and_begins_as_last_time_and_no_position_is_needed(open_page: OpenPage) -> None:
    page = open_page(SHELF, script=REFUSED)
    start_audit(page, "Corner Shop")
    page.locator("[name=category]").fill("Coffee, Tea")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".category")).to_have_count(2)
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Lists: stores and must-stock").click()
    import_list(
        page, "stores", file_of("id,name,address,lat,lng\n7,High Street,Road 7,1,1\n8,Low Street,Road 8,,\n")
    )
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Start a visit").click()
    expect(page.locator(".stores__name")).to_have_text(["Corner Shop", "High Street", "Low Street"])
    page.get_by_role("button", name="Show the nearest").click()
    expect(page.get_by_role("alert")).to_contain_text("Your position is not allowed for this page.")
    page.get_by_label("Store", exact=True).fill("road 8")
    expect(page.locator(".stores__name")).to_have_text(["Low Street"])
    page.get_by_label("Store", exact=True).fill("New Shop")
    expect(page.locator(".stores__name")).to_have_count(0)
    page.get_by_role("button", name="Start visit").click()
    page.wait_for_selector("body[data-view=audit]")
    expect(page.locator("h1")).to_have_text("New Shop")
    page.get_by_role("button", name="As last time: Coffee, Tea").click()
    expect(page.locator(".category")).to_have_count(2)
    page.get_by_role("button", name="Change details").click()
    page.get_by_label("Store", exact=True).fill("High Street")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector("body[data-view=audit]")
    expect(page.locator(".page__subtitle")).to_have_text("Road 7")
    # A visit in which nobody has looked for anything keeps, too, what it was about.
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Lists: stores and must-stock").click()
    import_list(page, "stock", file_of("category,name\nTea,Green\nTea,Black\n"))
    page.get_by_role("button", name="Back").click()
    page.locator(".audit-card", has_text="High Street").click()
    expect_stock(page, "Tea", "Must stock: 2, 2 not checked")
    page.get_by_role("button", name="Finish visit").click()
    page.get_by_role("button", name="Finish all the same").click()
    page.get_by_test_id("finished").wait_for()
    expect_stock(page, "Tea", "Must stock: 2, 2 not checked")


HOSTILE = """id,name,address,__proto__
__proto__,<img src=x onerror=alert(1)>,"=HYPERLINK(""http://example.com"")",1
constructor,<script>alert(2)</script>,@SUM(A1),2
"""


def test_a_hostile_file_does_no_harm_and_is_told(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate("() => { globalThis.alert = () => { document.body.dataset.ran = 'yes'; }; }")
    open_lists(page)
    for content, words in [
        (bytes(range(256)) * 40, "This file is no CSV."),
        (b"PK\x03\x04 and so on", "This is a workbook."),
        (b"id,name\n" + b'1,"x\n' * 1_000_000, "This file has more than 50,000 lines."),
        (b"x" * 21_000_000, "This file is larger than any list."),
        (b"", "This file has no lines below the first one."),
        (b"a,b\n1,2\n", "one of them has to be \N{LEFT DOUBLE QUOTATION MARK}name"),
    ]:
        import_list(page, "stores", file_of(content))
        expect(page.locator("[data-list=stores] .notice--warn")).to_contain_text(words)
    expect(page.locator("[data-list=stores] .list-card__facts")).to_have_text("Nothing imported yet.")
    import_list(page, "stores", file_of(HOSTILE))
    expect(page.locator("[data-list=stores] .list-card__facts")).to_contain_text("2 stores")
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Start a visit").click()
    expect(page.locator(".stores__name").first).to_have_text("<img src=x onerror=alert(1)>")
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Lists: stores and must-stock").click()
    page.get_by_role("button", name="Delete the list Stores").click()
    expect(page.locator("[data-list=stores] .list-card__facts")).to_have_text("Nothing imported yet.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-list=stores] .list-card__facts")).to_contain_text("2 stores")
    with page.expect_download() as download:
        page.locator("[data-list=stores]").get_by_role("button", name="Example file").click()
    example = Path(download.value.path()).read_bytes()
    import_list(page, "stores", file_of(example))
    expect(page.locator("[data-list=stores] .list-card__facts")).to_contain_text("3 stores")
    assert page.evaluate("document.body.dataset.ran") is None
