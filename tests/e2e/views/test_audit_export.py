"""Exports can be read by spreadsheets, by pycocotools, by the training of this project, and by the page."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.conftest import ROOT
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from tests.e2e.views.audits import GREY, add_photo, correct, export_zip, photo, start_audit, total
from tests.e2e.views.page import OpenPage, wait_until

pytestmark = pytest.mark.service_worker(False)

FOUR = {"boxes": [[0.2 * i + 0.01, 0.1, 0.2 * i + 0.16, 0.3] for i in range(4)]}
HOSTILE = '=HYPERLINK("http://evil.test";"a, b") ;+1'
ROTATED_90 = 6
DATA_DESCRIPTOR = 0x08
STEPS = [("found", "detector"), ("added", "hand"), ("removed", "hand")]
READ_COCO = """
import json, sys
from pycocotools.coco import COCO
coco = COCO(sys.argv[1])
counts = {coco.imgs[i]["file_name"]: len(coco.getAnnIds([i])) for i in coco.getImgIds()}
assert all(len(coco.loadRes([a]).anns) == 1 for a in coco.dataset["annotations"])
print(json.dumps(counts))
"""


@pytest.fixture
def exported(open_page: OpenPage, tmp_path: Path) -> Path:
    """An audit with two photos, one stored sideways and corrected to three products, exported and unpacked."""
    page = open_page(FOUR)
    start_audit(page, HOSTILE, place="@SUM(A1)", note='-1+1\n"quoted", and more 🛒')
    add_photo(page)
    add_photo(page, photo(800, 600, ROTATED_90))
    page.get_by_role("button", name="Open photo 2").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    correct(page)
    page.get_by_role("button", name="Close the photo").click()
    page.wait_for_selector("body[data-view=audit]")
    assert total(page) == 7
    folder = tmp_path / "exported"
    with zipfile.ZipFile(export_zip(page, tmp_path)) as archive:
        assert archive.testzip() is None
        for entry in archive.infolist():
            assert not entry.flag_bits & DATA_DESCRIPTOR, "sizes are where every reader looks for them"
            is_packed = entry.filename.endswith((".jpg", ".xlsx"))
            assert entry.compress_type == (zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED)
        archive.extractall(folder)
    return folder


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_an_export_is_read_by_spreadsheets_pycocotools_and_the_training(
    exported: Path, tmp_path: Path
) -> None:
    check_table(exported)
    check_pictures(exported)
    check_terms(exported)
    coco = exported / "coco.json"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", READ_COCO, str(coco)],
        check=True,
        capture_output=True,
        text=True,
    )
    counts = json.loads(done.stdout.splitlines()[-1])
    assert sorted(counts.values()) == [3, 4]
    for name in counts:
        assert (exported / name).is_file()
    check_conversion(coco, exported, tmp_path / "records")


def check_table(exported: Path) -> None:
    content = (exported / "counts.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), "without it a spreadsheet does not read UTF-8"
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines(keepends=True), strict=True))
    assert [int(row["products"]) for row in rows] == [4, 3]
    assert [int(row["removed_by_hand"]) for row in rows] == [0, 1]
    for row in rows:
        found, added, removed = (int(row[f"{what}_by_{who}"]) for what, who in STEPS)
        assert int(row["products"]) == found + added - removed
        assert (row["gaps_missing"], row["gaps_unchecked"], row["missing_facings"]) == ("0", "0", "0")
    assert rows[0]["place"] == "'@SUM(A1)", "a formula is guarded"
    assert rows[0]["store"] == "'" + HOSTILE.replace(" ;+1", " ;'+1")
    assert rows[0]["note"] == '\'-1+1\n"quoted", and more 🛒'
    assert all((exported / row["photo_file"]).is_file() for row in rows)


def check_pictures(exported: Path) -> None:
    data = read_json(exported / "audits.json")
    audit = data["audits"][0]
    assert audit["store"] == HOSTILE
    for shot in audit["shots"]:
        with Image.open(exported / shot["photo"]) as image:
            assert image.size == (shot["width"], shot["height"]) == (600, 800), "upright as its boxes"
            assert image.getexif().get(0x0112, 1) == 1
        with Image.open(exported / shot["marked"]) as image:
            left, top, right, _ = shot["machine"][3]["box"]
            red, green, _ = image.convert("RGB").getpixel(((left + right) // 2, int(top + 1.5)))  # type: ignore[misc]
            assert green > 150 > red, "a green stroke where the box begins"
            inside = image.convert("RGB").getpixel((300, 500))
            assert all(abs(value - grey) < 5 for value, grey in zip(inside, GREY, strict=True))  # type: ignore[arg-type]


def check_terms(exported: Path) -> None:
    """Every part of an export that can be read on its own states the detector's terms of use."""
    readme = (exported / "README.txt").read_text(encoding="utf-8")
    assert "shelf 1.0.0\nLicence of the detector: For tests alone\n" in readme
    (model,) = read_json(exported / "audits.json")["models"]
    assert (model["name"], model["version"]) == ("shelf", "1.0.0")
    assert model["licence"]["weights"] == "For tests alone"
    assert "For tests alone" in read_json(exported / "coco.json")["licenses"][0]["name"]


def check_conversion(coco: Path, images: Path, records: Path) -> None:
    """`python -m training convert` reads the export, with every box."""
    command = ["convert", "coco", "--annotations", str(coco), "--images", str(images), "--out", str(records)]
    subprocess.run([sys.executable, "-m", "training", *command], check=True, cwd=ROOT, capture_output=True)
    card = read_json(records / "data.json")
    assert (card["photos"], card["boxes"]) == (2, 7)


def test_an_export_is_imported_on_another_phone_with_its_photos_and_corrections(
    open_page: OpenPage, phone: Phone, view_server: ServerProcess, tmp_path: Path
) -> None:
    page = open_page(FOUR)
    start_audit(page, "Corner Shop", note="Closed at noon")
    add_photo(page)
    page.get_by_role("button", name="Open photo 1").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    correct(page)
    page.get_by_role("button", name="Close the photo").click()
    page.wait_for_selector("body[data-view=audit]")
    file = export_zip(page, tmp_path)
    page.get_by_role("button", name="Back").click()

    # On the same phone it is known already.
    import_file(page, file)
    expect(page.get_by_text("1 visit already here")).to_be_visible()
    expect(page.locator(".audit-card")).to_have_count(1)

    # If it was changed since, both versions are kept.
    page.locator(".audit-card").click()
    page.get_by_role("button", name="Change details").click()
    page.get_by_label("Note").fill("Open again")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Back").click()
    for words in ("1 visit different from yours", "1 visit already here"):
        import_file(page, file)
        expect(page.get_by_text(words)).to_be_visible()
        expect(page.locator(".audit-card")).to_have_count(2)

    # On another phone it is new.
    page.evaluate(
        "indexedDB.databases().then((all) => all.forEach(({ name }) => indexedDB.deleteDatabase(name)))"
    )
    page = phone.visit(view_server.url)
    page.locator(".entry").click()
    import_file(page, file)
    expect(page.get_by_text("1 visit imported")).to_be_visible()
    page.locator(".audit-card").click()
    page.wait_for_selector("body[data-view=audit] .shot img")
    assert total(page) == 3
    expect(page.get_by_text("Closed at noon")).to_be_visible()
    page.get_by_role("button", name="Open photo 1").click()
    page.wait_for_selector("body[data-view=photo] [data-count='3']")
    page.get_by_role("button", name="Undo").wait_for(
        state="detached"
    )  # the corrections are restored, but not their history


def import_file(page: Page, file: Path) -> None:
    page.get_by_label("Import").set_input_files(file)


@pytest.mark.provokes("error: The file is not an export", "error: The archive cannot be read")
def test_a_file_of_another_kind_is_refused_with_a_reason(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page()
    page.locator(".entry").click()
    (tmp_path / "notes.json").write_text('{"format": "other"}')
    (tmp_path / "broken.zip").write_bytes(b"PK no zip")
    for name, words in (("notes.json", "holds no visits"), ("broken.zip", "cannot be opened")):
        import_file(page, tmp_path / name)
        expect(page.get_by_role("alert")).to_contain_text(words)


def test_many_audits_are_exported_in_one_file(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(FOUR)
    for store in ("Corner Shop", "Market Hall"):
        start_audit(page, store)
        add_photo(page)
        page.get_by_role("button", name="Back").click()
        page.get_by_role("button", name="Back").click()
        page.wait_for_selector("body[data-view=start]")
    page.locator(".entry").click()
    page.get_by_role("button", name="Back").click()
    page.wait_for_selector(".audit-card")
    page.get_by_role("button", name="Select", exact=True).click()
    page.get_by_role("button", name="Select all").click()
    with zipfile.ZipFile(export_zip(page, tmp_path)) as archive:
        data = json.loads(archive.read("audits.json"))
        assert [audit["store"] for audit in data["audits"]] == ["Market Hall", "Corner Shop"]
        for audit in data["audits"]:
            Image.open(BytesIO(archive.read(audit["shots"][0]["photo"]))).verify()


def test_counts_alone_are_imported_from_the_json_and_the_missing_photo_is_explained(
    exported: Path, phone: Phone, view_server: ServerProcess, tmp_path: Path
) -> None:
    data = read_json(exported / "audits.json")
    data["audits"][0]["id"] = "another"
    for shot in data["audits"][0]["shots"]:
        shot["id"] += "-copy"
    (tmp_path / "alone.json").write_text(json.dumps(data), encoding="utf-8")
    page = phone.visit(view_server.url)
    page.get_by_role("button", name="Back").click()  # the audit was open
    import_file(page, tmp_path / "alone.json")
    expect(page.get_by_text("2 photos not in the file")).to_be_visible()
    page.locator("[data-audit=another]").click()
    page.wait_for_selector("body[data-view=audit]")
    assert total(page) == 7
    page.get_by_role("button", name="Open photo 1").click()
    expect(page.get_by_role("alert")).to_contain_text("This photo is not on this device.")


SHARE = """
globalThis.shared = [];
navigator.canShare = ({ files }) => files.length > 0;
navigator.share = async ({ files }) => {
  shared.push(files.map(({ name }) => name));
  if (REFUSES_ZIP && files.some(({ name }) => name.endsWith('.zip'))) throw new DOMException('', 'NotAllowedError');
};
"""


def test_the_share_sheet_is_used_where_there_is_one(open_page: OpenPage) -> None:
    page = open_page(FOUR, script=SHARE.replace("REFUSES_ZIP", "false"))
    start_audit(page, "Corner Shop")
    add_photo(page)
    page.get_by_role("button", name="Export").click()
    page.get_by_role("button", name="Share").click()
    wait_until(page, "shared.length === 1 && shared[0][0].endsWith('.zip')")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_browser_that_shares_no_zip_files_shares_the_table_and_the_photos(open_page: OpenPage) -> None:
    page = open_page(FOUR, script=SHARE.replace("REFUSES_ZIP", "true"))
    start_audit(page, "Corner Shop")
    add_photo(page)
    page.get_by_role("button", name="Export").click()
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Share table and photos").click()
    wait_until(page, "shared.length === 2")
    endings = page.evaluate("shared[1].map((name) => name.split('.').at(-1))")
    assert endings == ["csv", "csv", "jpg"]
