"""What one of the supported browsers lacks, or refuses in a private window, locks nobody out: taken away one by one.

``tests/optional_apis.json`` says what the page does without each; ``tests/js/house/browsers.test.js`` keeps it
complete.
"""

from __future__ import annotations

import json

import pytest

from tests.conftest import ROOT
from tests.e2e.views.audits import wait_until_stored
from tests.e2e.views.page import OpenPage, start_camera

pytestmark = pytest.mark.service_worker(False)

OPTIONAL: dict[str, str] = json.loads((ROOT / "tests" / "optional_apis.json").read_text(encoding="utf-8"))


def without(api: str) -> str:
    """A script that takes an API away: ``Interface.member``, or a global."""
    owner, _, name = api.rpartition(".")
    place = f"{owner}.prototype" if owner else "globalThis"
    return f"if (!Reflect.deleteProperty({place}, {name!r})) throw new Error({api!r});"


def present(api: str) -> str:
    """Whether the page has it."""
    owner, _, name = api.rpartition(".")
    return f"{name!r} in {f'{owner}.prototype' if owner else 'globalThis'}"


@pytest.mark.parametrize("api", OPTIONAL)
def test_a_photo_is_taken_counted_and_kept_without(open_page: OpenPage, api: str) -> None:
    page = open_page({"boxes": [[0.1, 0.1, 0.3, 0.3]] * 3}, script=without(api))
    assert not page.evaluate(present(api))
    start_camera(page)
    page.get_by_role("button", name="Take a photo").click()
    page.wait_for_selector("body[data-view=photo] [data-count]")
    page.get_by_role("button", name="Add to a visit").click()
    page.get_by_label("Store", exact=True).fill("Corner shop")
    page.get_by_role("button", name="Start visit and add the photo").click()
    page.locator(".saved").wait_for()
    wait_until_stored(page, 1)
