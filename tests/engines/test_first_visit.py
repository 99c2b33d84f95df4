"""What a first visit promises in every engine, updates and private sessions included."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.server import ServerProcess
from tests.e2e.shell import KEPT, WAITING
from tests.e2e.test_offline_update import EDITED, edit
from tests.engines.actions import READY_S, count_on, wait_for_view
from tests.engines.conftest import Launch
from tests.engines.driver import WAIT_S
from tests.engines.held_network import HeldNetwork

IS_NEW = "async (path) => (await (await fetch(path)).text()).includes('A new version.')"
SHOWN = "() => document.body.innerText"


def test_an_update_is_offered_once_and_replaces_the_page_when_it_is_wanted(
    launch: Launch, copy_server: ServerProcess, site_copy: Path
) -> None:
    phone = launch()
    phone.open(copy_server.url)
    phone.click("button", "Skip")
    phone.wait_for(f"() => {KEPT}")
    edit(site_copy, copy_server)
    phone.reload()
    phone.wait_for(f"() => {WAITING}")
    phone.wait_for("() => document.querySelectorAll('.toast').length === 1")
    assert not phone.evaluate(IS_NEW, f"/{EDITED}")

    phone.click(".toast button", "Update now")
    phone.wait_for(IS_NEW, f"/{EDITED}")
    copy_server.kill()
    phone.reload()
    phone.wait_for(IS_NEW, f"/{EDITED}")
    assert phone.evaluate("() => document.querySelectorAll('.toast').length") == 0
    phone.close()


def test_a_private_session_keeps_the_visit_or_says_that_it_does_not(
    launch: Launch, server: ServerProcess
) -> None:
    phone = launch(private=True)
    phone.open(server.url)
    phone.click("button", "Skip")
    phone.wait_for("() => document.querySelector('.start__status .chip') !== null", timeout_s=READY_S)
    if phone.evaluate("() => document.querySelector('[data-testid=keeps-nothing]') !== null"):
        assert "Ready to work offline" not in phone.evaluate(SHOWN)
        phone.click("button", "Try the sample shelf")
        assert count_on(phone, "photo") > 0
    else:
        phone.click("button", "Try the sample shelf")
        counted = count_on(phone, "photo")
        phone.click("button", "Add to a visit")
        phone.fill("#store", "Corner Market")
        phone.click("button", "Start visit and add the photo")
        # The history goes back from the form a moment after the photo is shown again.
        phone.wait_for(
            "() => location.hash.startsWith('#/photo/') && document.querySelector('.saved') !== null"
        )
        phone.reload()
        assert count_on(phone, "photo") == counted
        phone.click("button", "Open visit")
        wait_for_view(phone, "audit")
        phone.wait_for("() => document.querySelector('.shot img')?.naturalWidth > 0")
    assert phone.errors() == []
    phone.close()


STAGES = [
    "static/js/main.js",
    "static/js/languages/en.js",
    "static/js/detector/worker.js",
    "static/vendor/tfjs.js",
    "api/models",
]
"""What a first visit waits for, one after the other."""


def test_a_first_visit_that_is_left_early_logs_no_error(launch: Launch, server: ServerProcess) -> None:
    phone = launch()
    for path in STAGES:
        with HeldNetwork(server.url, path).running() as network:
            elsewhere = f"{network.url}static/icons/icon.svg"
            phone.open(elsewhere)
            phone.evaluate("(url) => { location.href = url; }", network.url)
            assert network.reached.wait(WAIT_S), f"{path} was not asked for"
            phone.open(elsewhere)
            network.released.set()
            phone.open(elsewhere)
        assert phone.errors() == [], f"left while {path} was on its way"
    phone.close()
