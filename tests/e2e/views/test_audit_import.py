"""An export is a backup: whatever is whole in a file comes in, what is not is named, and nothing runs."""

from __future__ import annotations

import json
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from tests.e2e.views.archives import audit, picture, records, shot, write_export
from tests.e2e.views.audits import export_zip
from tests.e2e.views.page import OpenPage, wait_until

pytestmark = pytest.mark.service_worker(False)

LARGE = 2_000_000
MANY = 300

STORED = """async () => {
  const { AuditStore } = await import('/static/js/audits/store.js');
  return (await new AuditStore().listPhotos()).length;
}"""

WATCH_READS = """
globalThis.reads = { now: 0, most: 0 };
const arrayBuffer = Blob.prototype.arrayBuffer;
Blob.prototype.arrayBuffer = async function () {
  reads.now += this.size;
  reads.most = Math.max(reads.most, reads.now);
  try { return await arrayBuffer.call(this); } finally { reads.now -= this.size; }
};
const keep = globalThis.Response.prototype.blob;
Response.prototype.blob = function () { reads.collected = (reads.collected ?? 0) + 1; return keep.call(this); };
"""


def open_list(page: Page) -> None:
    page.locator(".entry").click()
    page.wait_for_selector("body[data-view=audits]")


def import_file(page: Page, file: Path, words: str) -> None:
    page.get_by_label("Import").set_input_files(file)
    expect(page.locator("p.notice").filter(has_text=words)).to_be_visible(timeout=60_000)


def news(page: Page) -> str:
    return " ".join(page.locator("p.notice").all_inner_texts())


def test_three_hundred_large_photos_survive_import_and_export(open_page: OpenPage, tmp_path: Path) -> None:
    file = write_export(
        tmp_path / "large.zip", audit("a", MANY), content=lambda number: picture(number, LARGE)
    )
    page = open_page(script=WATCH_READS)
    open_list(page)
    import_file(page, file, "1 visit imported.")
    assert "photo" not in news(page).replace("Export", "")
    assert page.evaluate(STORED) == MANY
    reads = page.evaluate("reads")
    assert reads["most"] <= 2 * LARGE, "one photo in memory at a time"
    assert "collected" not in reads, "no photo is collected beside the file that it is in"

    page.evaluate("reads.most = 0")
    page.get_by_role("button", name="Select", exact=True).click()
    page.get_by_role("button", name="Select all").click()
    page.get_by_role("button", name="Export").click()
    save = page.get_by_role("button", name="Save to this device")
    save.wait_for(timeout=60_000)
    assert page.evaluate("reads.most") <= 2 * LARGE, "nor in an export"
    with page.expect_download(timeout=120_000) as download:
        save.click()
    download.value.save_as(tmp_path / "again.zip")
    with zipfile.ZipFile(tmp_path / "again.zip") as after:
        shots = json.loads(after.read("audits.json"))["audits"][0]["shots"]
        assert len(shots) == MANY
        for number, each in enumerate(shots, 1):
            assert after.read(each["photo"]) == picture(number), "without what lies behind it"


def test_missing_damaged_and_undecodable_photos_are_told_apart_and_filled_in_later(
    open_page: OpenPage, tmp_path: Path
) -> None:
    undecodable = b"\xff\xd8 whole, but of a format that this browser does not know"

    def content(number: int) -> bytes | None:
        return {1: undecodable, 2: None}.get(number, picture(number, 3000))

    page = open_page()
    open_list(page)
    file = write_export(tmp_path / "x.zip", audit("a", 5), content=content)
    data = bytearray(file.read_bytes())
    at = data.index(picture(4)) + 100
    data[at] ^= 1
    (tmp_path / "damaged.zip").write_bytes(data)
    import_file(page, tmp_path / "damaged.zip", "1 visit imported.")
    assert "1 photo not in the file; the counts are kept: Shop A, photo 2." in news(page)
    assert "1 photo damaged in the file; the counts are kept: Shop A, photo 4." in news(page)
    assert page.evaluate(STORED) == 3, "also the one that cannot be decoded here"

    # The export after it has what is here, whole, and is no failure.
    page.locator(".audit-card").click()
    with zipfile.ZipFile(export_zip(page, tmp_path)) as exported:
        shots = json.loads(exported.read("audits.json"))["audits"][0]["shots"]
        assert [each["photo"] is not None for each in shots] == [True, False, True, False, True]
        assert [each["marked"] is not None for each in shots] == [False, False, True, False, True]
        assert exported.read(shots[0]["photo"]) == undecodable
        assert all(each["marked"] is None or each["marked"] in exported.namelist() for each in shots)
    page.get_by_role("button", name="Back").click()

    whole = write_export(tmp_path / "whole.zip", audit("a", 5), content=lambda number: picture(number))
    import_file(page, whole, "2 photos that were missing here filled in.")
    assert page.evaluate(STORED) == 5
    expect(page.locator(".audit-card")).to_have_count(1)
    import_file(page, whole, "so nothing was changed.")


def test_photos_are_filled_in_when_the_details_have_changed_since(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page()
    open_list(page)
    import_file(
        page, write_export(tmp_path / "none.zip", audit("a", 2), content=lambda _: None), "not in the file"
    )
    page.locator(".audit-card").click()
    page.get_by_role("button", name="Change details").click()
    page.get_by_label("Note").fill("Changed")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Back").click()
    import_file(page, write_export(tmp_path / "all.zip", audit("a", 2)), "2 photos that were missing here")
    page.locator(".audit-card").filter(has_text="Shop A").last.click()
    expect(page.locator(".shot img")).to_have_count(2)


FULL_AFTER_ONE = """() => {
  const { put } = IDBObjectStore.prototype;
  let photos = 0;
  globalThis.makeRoom = () => { IDBObjectStore.prototype.put = put; };
  IDBObjectStore.prototype.put = function (...given) {
    if (this.name === 'photos' && ++photos > 1) throw new DOMException('full', 'QuotaExceededError');
    return put.apply(this, given);
  };
}"""


def test_photos_for_which_there_is_no_room_are_named_and_come_with_the_next_import(
    open_page: OpenPage, tmp_path: Path
) -> None:
    file = write_export(tmp_path / "x.zip", audit("a", 4))
    page = open_page()
    open_list(page)
    page.evaluate(FULL_AFTER_ONE)
    import_file(page, file, "No room on this device for 3 photos: Shop A, photos 2–4.")
    assert "not in the file" not in news(page)
    assert "damaged" not in news(page)
    assert page.evaluate(STORED) == 1
    page.evaluate("makeRoom()")
    import_file(page, file, "3 photos that were missing here filled in.")
    assert page.evaluate(STORED) == 4


def test_an_import_that_was_cut_off_is_told_and_goes_on(
    open_page: OpenPage, phone: Phone, view_server: ServerProcess, tmp_path: Path
) -> None:
    file = write_export(tmp_path / "x.zip", audit("a", 6), content=lambda number: picture(number, 50_000))
    page = open_page()
    open_list(page)
    # The fourth photo takes for ever, as a large one may.
    page.evaluate(
        """() => {
          const { slice } = Blob.prototype;
          let pieces = 0;
          Blob.prototype.slice = function (start, end, ...type) {
            const part = slice.call(this, start, end, ...type);
            if (part.type === 'image/jpeg' && ++pieces > 3) part.arrayBuffer = () => new Promise(() => {});
            return part;
          };
        }"""
    )
    page.get_by_label("Import").set_input_files(file)
    wait_until(page, f"await ({STORED})() === 3")
    expect(page.locator(".audit-card")).to_have_count(0)
    phone.crash()

    page = phone.visit(view_server.url)
    open_list(page)
    told = page.get_by_test_id("cut-off")
    expect(told).to_contain_text("The import of Shop A was cut off: 3 of 6 photos here so far.")
    expect(page.locator(".audit-card")).to_have_count(0)
    import_file(page, file, "1 visit imported.")
    expect(told).to_have_count(0)
    assert page.evaluate(STORED) == 6, "none twice"
    expect(page.locator(".audit-card")).to_have_count(1)


SCRIPT = '<img src=x onerror="globalThis.ran = 1"><script>globalThis.ran = 1</script>'


def test_what_is_whole_in_a_hostile_archive_comes_in_and_nothing_runs(
    open_page: OpenPage, tmp_path: Path
) -> None:
    good = audit("a", 1, store=SCRIPT, place="__proto__", note="${globalThis.ran = 1}")
    good["shots"][0]["labels"] = ["__proto__"]
    spelled = audit("b", 3)
    names = ["photos/café-1.jpg", "photos/店-2.jpg", "photos/läden-3.jpg"]
    for each, name in zip(spelled["shots"], names, strict=True):
        each["photo"] = name
    bomb = audit("c", 1, store="Bomb")
    copies: dict[str, Any] = audit("d", 2, store="Copies")
    for each in copies["shots"]:
        each["photo"] = "photos/same.jpg"
    huge = audit("e", 0, store="Huge")
    huge["shots"] = [{}] * 10_001
    broken = audit("f", 2, store="Broken")
    broken["shots"][1] = shot(2, "f", width=-1)
    proto = '{"__proto__": {"polluted": 1}, "id": "__proto__", "store": "Proto"}'
    text = records(good, spelled, bomb, copies, huge, broken)[:-2] + f", {proto}]}}"
    file = tmp_path / "hostile.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        folder = "New folder\\"
        archive.writestr(folder + "audits.json", text)
        archive.writestr(folder + "photos\\a-01.jpg", picture(1))
        archive.writestr(folder + unicodedata.normalize("NFD", names[0]).replace("/", "\\"), picture(2))
        archive.writestr(folder + names[1], picture(3))
        archive.writestr(folder + "photos/l\x84den-3.jpg", picture(4))
        archive.writestr(folder + "photos\\c-01.jpg", b"\0" * 50_000_000)
        archive.writestr(folder + "photos\\same.jpg", picture(5))
        archive.writestr(folder + "photos\\f-01.jpg", picture(6))
        archive.writestr("../../evil.html", "<script>globalThis.ran = 1</script>")
        archive.writestr("__proto__", "x")
    page = open_page()
    open_list(page)
    import_file(page, file, "5 visits imported.")
    text = news(page)
    assert "1 photo damaged in the file; the counts are kept: Bomb, photo 1." in text
    assert "1 photo not in the file; the counts are kept: Copies, photo 2." in text
    assert "Huge, the whole visit" in text
    assert "Broken, photo 2" in text
    assert "Proto, the whole visit" in text
    expect(page.locator(".audit-card")).to_have_count(5)
    assert page.evaluate(STORED) == 1 + 3 + 1 + 1
    assert page.evaluate("[typeof ran, {}.polluted]") == ["undefined", None]
    page.locator("[data-audit=a]").click()
    page.wait_for_selector("body[data-view=audit] .shot img")
    with zipfile.ZipFile(export_zip(page, tmp_path)) as exported:
        assert json.loads(exported.read("audits.json"))["audits"][0]["store"].startswith("<img")
    assert page.evaluate("typeof ran") == "undefined"
