"""Tables of an export as spreadsheets of several countries read them: as workbook and as CSV."""

from __future__ import annotations

import csv
import json
import zipfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page

from tests.e2e.views.archives import audit, shot, write_export
from tests.e2e.views.audits import add_photo, export_zip, start_audit
from tests.e2e.views.page import OpenPage

pytestmark = [
    pytest.mark.service_worker(False),
    # The writer names no style; every spreadsheet then takes its own, and says nothing.
    pytest.mark.filterwarnings("ignore:Workbook contains no default style"),
]

TYPED = [
    "0047",
    "4006381333931",
    "1/2",
    "3-4",
    "7E3",
    "=1+1",
    "+49",
    "-3",
    "'0",
    "TRUE",
    "1,5",
    "  x  y",
    "_x0041_",
]
"""Texts that spreadsheets take for something else."""

WORDS = {
    "de-DE": ("Exportieren", "Auf diesem Gerät sichern"),
    "pt-BR": ("Exportar", "Salvar neste aparelho"),
    "es-MX": ("Exportar", "Guardar en este dispositivo"),
    "en-US": ("Export", "Save to this device"),
}


def sheets_of(archive: Path) -> dict[str, list[list[Any]]]:
    with zipfile.ZipFile(archive) as opened:
        book = openpyxl.load_workbook(BytesIO(opened.read("counts.xlsx")))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def as_records(cells: list[list[Any]]) -> list[dict[str, Any]]:
    header, *rows = cells
    return [dict(zip(header, row, strict=True)) for row in rows]


def export_imported(page: Page, file: Path, folder: Path, export: str, save: str) -> Path:
    """Imports the file, and exports its first audit with the buttons named so."""
    page.locator(".entry").click()
    page.locator("input[type=file]").last.set_input_files(file)
    page.locator(".audit-card").first.click()
    page.wait_for_selector("body[data-view=audit]")
    page.get_by_role("button", name=export).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=save).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_the_cells_of_a_workbook_are_what_was_typed(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page({"boxes": [[0.1, 0.1, 0.3, 0.3], [0.5, 0.1, 0.7, 0.3]]})
    start_audit(page, "0047", place="4006381333931", note="1/2")
    add_photo(page)
    sheets = sheets_of(export_zip(page, tmp_path))
    assert list(sheets) == ["counts", "rows", "shares"]
    (row,) = as_records(sheets["counts"])
    assert (row["store"], row["place"], row["note"]) == ("0047", "4006381333931", "1/2")
    assert row["products"] == 2 and isinstance(row["products"], int)
    assert row["photo_taken"].startswith("20") and row["photo_clock"] in ("file", "counted")
    assert [(each["store"], each["products"]) for each in as_records(sheets["rows"])] == [("0047", 2)]


def test_whatever_is_typed_is_the_same_text_in_the_workbook_with_its_header_in_view(
    open_page: OpenPage, tmp_path: Path
) -> None:
    audits = [
        audit(f"a{number}", store=text.strip(), place=text.strip(), note=f"{text}\nsecond, line")
        for number, text in enumerate(TYPED)
    ]
    page = open_page()
    page.locator(".entry").click()
    page.get_by_label("Import").set_input_files(write_export(tmp_path / "typed.zip", *audits))
    page.get_by_role("button", name="Select", exact=True).click()
    page.get_by_role("button", name="Select all").click()
    archive = export_zip(page, tmp_path)
    with zipfile.ZipFile(archive) as opened:
        book = openpyxl.load_workbook(BytesIO(opened.read("counts.xlsx")))
        csv_rows = list(csv.DictReader(StringIO(opened.read("counts.csv").decode("utf-8-sig"), newline="")))
    sheet = book["counts"]
    assert sheet.freeze_panes == "A2"
    header = [cell.value for cell in sheet[1]]
    assert header == list(csv_rows[0]), "the names of the columns are those of the CSV"
    found = {}
    for row in sheet.iter_rows(min_row=2):
        cells = dict(zip(header, row, strict=True))
        for key in ("store", "place", "note", "photo_taken"):
            assert cells[key].data_type == "s" and cells[key].number_format == "@"
        assert cells["products"].data_type == "n"
        found[cells["audit_id"].value] = [cells[key].value for key in ("store", "note")]
    for number, text in enumerate(TYPED):
        # openpyxl shows the code as it stands in the file; spreadsheets show what was typed.
        store, note = (value.replace("_x005F_", "_") for value in found[f"a{number}"])
        assert store == " ".join(text.split())
        assert note == f"{text.lstrip()}\nsecond, line"
    widths = {letter: each.width for letter, each in sheet.column_dimensions.items()}
    assert all(8 <= width <= 40 for width in widths.values()) and len(set(widths.values())) > 3


@pytest.mark.parametrize(
    ("locale", "separator"), [("de-DE", ";"), ("pt-BR", ";"), ("es-MX", ","), ("en-US", ",")]
)
def test_the_csv_has_columns_in_the_spreadsheets_of_its_country(
    open_page: OpenPage, tmp_path: Path, locale: str, separator: str
) -> None:
    place = {"store": "Laden; 1, Süd", "note": "=1+1;+2,5"}
    file = write_export(tmp_path / "in.zip", audit("a", 2, **place))
    page = open_page(locale=locale)
    archive = export_imported(page, file, tmp_path, *WORDS[locale])
    with zipfile.ZipFile(archive) as opened:
        for name in ("counts", "rows"):
            text = opened.read(f"{name}.csv").decode("utf-8-sig")
            rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
            cells = sheets_of(archive)[name]
            assert [len(row) for row in rows] == [len(row) for row in cells]
            for row, of_book in zip(rows, cells, strict=True):
                plain = [value.replace(";'", ";").removeprefix("'") for value in row]
                assert plain == ["" if value is None else str(value) for value in of_book]


def test_every_time_in_an_export_carries_the_offset_of_where_the_phone_was(
    open_page: OpenPage, tmp_path: Path
) -> None:
    # Two photos that a phone in another zone has exported.
    shots = [
        shot(1, taken="2026-03-09T10:00:00.000+05:45", counted="2026-03-09T10:01:00.000+05:45"),
        shot(2, taken="2024-01-05T09:30:00.000+01:00", counted="2026-03-09T10:01:00.000-03:00"),
    ]
    file = write_export(tmp_path / "in.zip", audit("a", 0, shots=shots))
    page = open_page(timezone_id="America/Sao_Paulo")
    archive = export_imported(page, file, tmp_path, *WORDS["en-US"])
    rows = as_records(sheets_of(archive)["counts"])
    assert [row["photo_taken"] for row in rows] == ["2026-03-09T10:00:00+05:45", "2024-01-05T09:30:00+01:00"]
    assert [row["photo_counted"] for row in rows] == [
        "2026-03-09T10:01:00+05:45",
        "2026-03-09T10:01:00-03:00",
    ]
    assert {row["audit_started"] for row in rows} == {"2026-03-09T07:00:00-03:00"}
    with zipfile.ZipFile(archive) as opened:
        data = json.loads(opened.read("audits.json"))
        coco = json.loads(opened.read("coco.json"))
    assert [each["taken"] for each in data["audits"][0]["shots"]] == [each["taken"] for each in shots]
    assert [each["date_captured"] for each in coco["images"]] == [each["taken"] for each in shots]
    assert data["exported"].endswith("-03:00") and coco["info"]["date_created"].endswith("-03:00")
