"""A new version waits until it is requested, and replaces the previous one completely or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.bad_network import BadNetwork, Fault
from tests.e2e.phone import Phone
from tests.e2e.server import ServerProcess
from tests.e2e.shell import (
    expect_the_page,
    kept_files,
    precache_manifest,
    text_of,
    wait_for_failed_install,
    wait_for_update,
    wait_until_kept,
)
from tests.e2e.views.audits import start_audit

EDITED = "static/js/messages.js"


def edit(site: Path) -> None:
    """Puts a new version of the page on the server."""
    with (site / EDITED).open("a") as file:
        file.write("// A new version.\n")


def test_an_update_waits_until_it_is_requested(
    copy_server: ServerProcess, phone: Phone, site_copy: Path
) -> None:
    page = phone.visit(copy_server.url)
    wait_until_kept(page)
    edit(site_copy)
    for _ in range(2):
        page.reload()
        wait_for_update(page)
        assert "A new version." not in text_of(page, f"/{EDITED}")

    with page.expect_navigation():
        page.get_by_role("button", name="Update now").click()
    assert "A new version." in text_of(page, f"/{EDITED}")
    expect_the_page(page)
    copy_server.kill()
    page.reload()
    assert "A new version." in text_of(page, f"/{EDITED}")


def test_an_update_that_was_not_requested_is_applied_at_the_next_cold_start(
    copy_server: ServerProcess, phone: Phone, site_copy: Path
) -> None:
    page = phone.visit(copy_server.url)
    wait_until_kept(page)
    edit(site_copy)
    page.reload()
    wait_for_update(page)
    phone.close()
    copy_server.kill()
    page = phone.visit(copy_server.url)
    expect_the_page(page)
    assert "A new version." in text_of(page, f"/{EDITED}")


def test_an_update_leaves_no_file_of_the_old_version_behind(
    copy_server: ServerProcess, phone: Phone, site_copy: Path
) -> None:
    (site_copy / "static" / "js" / "old.js").write_text("// Only in the old version.\n")
    page = phone.visit(copy_server.url)
    wait_until_kept(page)
    assert "/static/js/old.js" in kept_files(page)
    (site_copy / "static" / "js" / "old.js").unlink()
    page.reload()
    wait_for_update(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Update now").click()
    expect_the_page(page)
    assert sorted(kept_files(page)) == sorted(entry["url"] for entry in precache_manifest(copy_server))


@pytest.mark.parametrize("fault", ["tamper", "cut"])
def test_an_update_with_a_bad_file_leaves_the_previous_version_in_place(
    network: BadNetwork, phone: Phone, site_copy: Path, fault: Fault
) -> None:
    page = phone.visit(network.url)
    wait_until_kept(page)
    before = text_of(page, f"/{EDITED}")
    edit(site_copy)
    network.faults[f"/{EDITED}"] = fault
    page.reload()
    wait_for_failed_install(page)
    assert text_of(page, f"/{EDITED}") == before
    expect(page.get_by_role("button", name="Update now")).to_have_count(0)
    page.reload()
    expect_the_page(page)


@pytest.mark.parametrize("fault", ["missing", "portal", "cut"])
def test_a_list_of_files_that_is_gone_or_somebody_elses_leaves_the_page_as_it_is(
    network: BadNetwork, phone: Phone, site_copy: Path, fault: Fault
) -> None:
    page = phone.visit(network.url)
    wait_until_kept(page)
    before = kept_files(page)
    edit(site_copy)
    network.faults["/sw.js"] = fault
    page.reload()
    refused = page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration();
          return registration.update().then(() => false, () => true);
        }"""
    )
    assert refused
    assert kept_files(page) == before
    expect_the_page(page)
    expect(page.get_by_role("button", name="Update now")).to_have_count(0)
    network.faults.clear()
    page.reload()
    wait_for_update(page)
    expect(page.get_by_role("button", name="Update now")).to_be_visible()


@pytest.mark.parametrize("view", ["scan", "audit"])
def test_an_update_never_takes_the_version_away_that_another_tab_runs(
    copy_server: ServerProcess, phone: Phone, site_copy: Path, grey_camera: Path, view: str
) -> None:
    page = phone.visit(copy_server.url, camera=grey_camera)
    wait_until_kept(page)
    page.reload()
    if view == "scan":
        page.get_by_role("button", name="Start camera").click()
    else:
        start_audit(page, "Store")
    edit(site_copy)
    other = page.context.new_page()
    other.goto(copy_server.url)
    wait_for_update(other)
    other.evaluate("location.hash = ''")  # It opens where the person was.
    other.get_by_role("button", name="Update now").click()
    expect(other.get_by_text("First finish in the other tab, and close it")).to_be_visible()
    for tab in (page, other):
        assert "A new version." not in text_of(tab, f"/{EDITED}")
    assert page.evaluate("import('/static/js/languages/de.js').then(() => true)")

    page.close()
    with other.expect_navigation():
        other.get_by_role("button", name="Update now").click()
    assert "A new version." in text_of(other, f"/{EDITED}")
