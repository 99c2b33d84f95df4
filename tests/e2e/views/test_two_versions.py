"""While one tab takes an update, another one goes on with its version until it is reloaded."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.server import ServerProcess
from tests.e2e.shell import deployed, wait_until
from tests.e2e.views.page import OpenPage, start_camera

ASK = """async () => {
  const text = (path) => fetch(path).then((response) => (response.ok ? response.text() : 'gone'), () => 'gone');
  const worker = new Worker('/static/js/late-worker.js', { type: 'module' });
  const fromWorker = await new Promise((done) => worker.addEventListener('message', ({ data }) => done(data)));
  worker.terminate();
  return [await text('/static/js/late.js'), fromWorker, await text('/static/js/only-old.js')];
}"""
"""What a tab gets that it loads late: a file, a module of a worker, and a file that the new version lacks."""

OLD = ["export const version = 'old';", "old", "// of the old version"]
NEW = ["export const version = 'new';", "new", "gone"]


def put_version(site: Path, version: list[str]) -> None:
    scripts = site / "static" / "js"
    (scripts / "late.js").write_text(version[0])
    worker = "import { version } from './late.js';\npostMessage(version);\n"
    (scripts / "late-worker.js").write_text(worker)
    if version is OLD:
        (scripts / "only-old.js").write_text(version[2])
    else:
        (scripts / "only-old.js").unlink()


def ready(page: Page) -> None:
    page.wait_for_selector("body[data-offline=ready]")


def take_update(page: Page) -> None:
    loads: list[Page] = []
    page.on("load", lambda loaded: loads.append(loaded))
    page.evaluate("void (globalThis.isBefore = true)")
    page.get_by_role("button", name="Update now").click()
    expect(page.get_by_role("button", name="Update now")).to_have_count(0)
    ready(page)
    assert page.evaluate("globalThis.isBefore") is None
    assert len(loads) == 1


def test_a_scan_goes_on_in_its_version_while_another_tab_takes_the_update(
    open_page: OpenPage, own_view_server: ServerProcess, tmp_path: Path
) -> None:
    with deployed(own_view_server):
        put_version(tmp_path / "site", OLD)
    scanning = open_page(url=own_view_server.url)
    ready(scanning)
    start_camera(scanning)
    other = scanning.context.new_page()
    other.goto(own_view_server.url)
    ready(other)

    with deployed(own_view_server):
        put_version(tmp_path / "site", NEW)
    other.reload()
    take_update(other)
    assert other.evaluate(ASK) == NEW
    expect(other.get_by_role("button", name="Update now")).to_have_count(0)
    assert scanning.evaluate(ASK) == OLD
    own_view_server.kill()  # all of it is on the phone
    assert scanning.evaluate(ASK) == OLD
    expect(scanning.locator("body[data-view=live] [data-count]")).to_be_visible()

    # One prompt, one reload.
    scanning.get_by_role("button", name="Close the camera").click()
    take_update(scanning)
    assert scanning.evaluate(ASK) == NEW
    wait_until(scanning, "caches.has('shelfscan-former:/').then((has) => !has)")
