"""Phones share ten files, or 50 MB, at once: what is more goes in parts."""

from __future__ import annotations

import csv
import json
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.views.archives import audit, picture, write_export
from tests.e2e.views.page import OpenPage, wait_until

pytestmark = pytest.mark.service_worker(False)

LIMITED = """
globalThis.shared = [];
globalThis.refusals = 0;
globalThis.rule = { zips: %s, admits: true };
const isTooMuch = (files) => files.length > 10 || files.reduce((sum, { size }) => sum + size, 0) > 50 * 2 ** 20
  || (!rule.zips && files.some(({ name }) => name.endsWith('.zip')));
navigator.canShare = ({ files }) => rule.admits || !isTooMuch(files);
navigator.share = async ({ files }) => {
  if (rule.closed) throw new DOMException('', 'AbortError');
  if (isTooMuch(files)) { refusals += 1; throw new DOMException('Permission denied', 'NotAllowedError'); }
  shared.push(files);
};
"""
"""A phone that says yes to anything, and then refuses without a reason."""


def open_exported(open_page: OpenPage, file: Path, *, zips: bool, script: str = "") -> Page:
    """Imports the file and opens the export sheet of its audit."""
    page = open_page(script=LIMITED % json.dumps(zips) + script)
    page.locator(".entry").click()
    page.get_by_label("Import").set_input_files(file)
    page.locator(".audit-card").first.click(timeout=60_000)
    page.wait_for_selector("body[data-view=audit]")
    page.get_by_role("button", name="Export").click()
    page.get_by_role("button", name="Share").wait_for(timeout=60_000)
    return page


def names(page: Page, index: int) -> list[str]:
    found: list[str] = page.evaluate(f"shared[{index}].map(({{ name }}) => name)")
    return found


def test_more_than_ten_files_are_shared_in_parts(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_exported(open_page, write_export(tmp_path / "in.zip", audit("a", 20)), zips=False)
    page.get_by_role("button", name="Share").click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("They go in 3 parts, one after the other")
    page.evaluate("rule.closed = true")
    page.get_by_role("button", name="Share part 1 of 3").click()
    page.evaluate("delete rule.closed")  # whoever closes the share sheet can open it again
    for part in (1, 2, 3):
        page.get_by_role("button", name=f"Share part {part} of 3").click()
        wait_until(page, f"shared.length === {part}")
        if part < 3:
            expect(sheet.get_by_role("status")).to_have_text(f"Part {part} of 3 was shared.")
    expect(sheet).to_have_count(0)
    assert page.evaluate("refusals") == 1, "the zip alone"
    parts = [names(page, index) for index in range(3)]
    assert [len(part) for part in parts] == [10, 10, 2]
    together = [name for part in parts for name in part]
    assert len(set(together)) == 22
    assert [name.rpartition(".")[2] for name in together] == ["csv", "csv"] + ["jpg"] * 20


def test_where_nothing_can_be_shared_the_person_is_told_and_can_save(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_exported(open_page, write_export(tmp_path / "in.zip", audit("a", 2)), zips=False)
    page.evaluate(
        "() => { navigator.share = async () => { throw new DOMException('', 'NotAllowedError'); }; }"
    )
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Share table and photos").click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("This browser cannot share these files. Save the zip file")
    expect(sheet.get_by_role("button", name="Share")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to this device").click()
    assert download.value.suggested_filename.endswith(".zip")


def heavy(number: int) -> bytes:
    """A photo of some nine megabytes: its colours have a long description, which every program passes over."""
    small = picture(number)
    chunk = b"ICC_PROFILE\0\1\1" + bytes([number]) * 60_000
    segment = b"\xff\xe2" + (len(chunk) + 2).to_bytes(2, "big") + chunk
    return small[:20] + segment * 150 + small[20:]


def test_a_zip_that_is_too_large_goes_in_parts_of_which_each_is_imported_alone(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_exported(
        open_page, write_export(tmp_path / "in.zip", audit("a", 8), content=heavy), zips=True
    )
    page.get_by_role("button", name="Share").click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("The file is too large to be shared at once", timeout=60_000)
    for part in (1, 2):
        page.get_by_role("button", name=f"Share part {part} of 2").click()
        wait_until(page, f"shared.length === {part}")
    expect(sheet).to_have_count(0)
    parts = [saved(page, index, tmp_path) for index in range(2)]
    photos: list[str] = []
    for path in parts:
        assert path.stat().st_size <= 50e6
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            inside = archive.namelist()
            photos += [name for name in inside if name.startswith("photos/")]
            assert "of 2 of an export" in archive.read("README.txt").decode()
            rows = list(csv.DictReader(StringIO(archive.read("counts.csv").decode("utf-8-sig"))))
            assert len(rows) == 8, "all numbers are in each part"
            coco = json.loads(archive.read("coco.json"))
            assert {image["file_name"] for image in coco["images"]} <= set(inside)
    assert len(photos) == len(set(photos)) == 8

    other = open_page()
    other.evaluate(
        "indexedDB.databases().then((all) => all.forEach(({ name }) => indexedDB.deleteDatabase(name)))"
    )
    other.reload()
    other.locator(".entry").click()
    for index, path in enumerate(reversed(parts)):
        other.get_by_label("Import").set_input_files(path)
        words = ["1 visit imported.", "that were missing here filled in."][index]
        expect(other.locator("p.notice").filter(has_text=words)).to_be_visible(timeout=60_000)
    expect(other.locator(".audit-card")).to_have_count(1)
    other.locator(".audit-card").click()
    expect(other.locator(".shot img")).to_have_count(8)


def saved(page: Page, index: int, folder: Path) -> Path:
    """A shared file, on this machine."""
    with page.expect_download() as download:
        page.evaluate(
            """(index) => {
              const [file] = shared[index];
              const href = URL.createObjectURL(file);
              Object.assign(document.createElement('a'), { href, download: file.name }).click();
            }""",
            index,
        )
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path
