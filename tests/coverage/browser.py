"""What has run of our JavaScript in the pages that tests open, if SHELFSCAN_COVERAGE names a folder for it.

Measuring is a by-product: whatever goes wrong with it is passed over, and no test fails because of it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from coverage import Coverage
from playwright.sync_api import CDPSession, Error, Page

from tests.coverage.ranges import FileCoverage, add_scripts, utf16
from tests.e2e.views.joined import Joined

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = os.environ.get("SHELFSCAN_COVERAGE")

_sessions: dict[Page, CDPSession] = {}
_found: dict[str, FileCoverage] = {}
_joined: dict[int, Joined] = {}
"""Files of joined modules that tests load, by their length."""


def know(joined: Joined) -> None:
    """Tells that some pages load this file in place of the modules in it."""
    _joined[len(utf16(joined.text))] = joined


def start(page: Page) -> None:
    """Counts from now on what runs in the page, over reloads too; not in its workers."""
    if FOLDER is None:
        return
    try:
        session = page.context.new_cdp_session(page)
        session.send("Profiler.enable")
        session.send("Profiler.startPreciseCoverage", {"callCount": False, "detailed": True})
        _sessions[page] = session
    except Error:
        return  # Measuring is a by-product.


def take(pages: list[Page]) -> None:
    """Keeps what was counted, before the pages are closed."""
    for page in pages:
        session = _sessions.pop(page, None)
        try:
            if session is not None:
                add_scripts(_found, _scripts(session.send("Profiler.takePreciseCoverage")["result"]))
        except (Error, KeyError, IndexError):
            continue  # The page has crashed, for example.


def save() -> None:
    """Writes what this process has counted, in browsers and of Python: the end of the process would be too late."""
    if FOLDER is None:
        return
    if (python := Coverage.current()) is not None:
        python.save()
    if _found:
        stored = {path: coverage.to_json() for path, coverage in _found.items()}
        (Path(FOLDER) / f"browser-{os.getpid()}.json").write_text(json.dumps(stored))


def _scripts(result: list[dict[str, Any]]) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    for script in result:
        _, found, path = urlsplit(script["url"]).path.rpartition("/static/js/")
        functions = script["functions"]
        if not found or not functions:
            continue
        joined = _joined.get(functions[0]["ranges"][0]["endOffset"])
        for one, of_one in joined.split(functions) if joined else [(path, functions)]:
            if (text := _text_of(one)) is not None:
                yield f"static/js/{one}", text, of_one


@cache
def _text_of(path: str) -> str | None:
    """The text of a file of static/js; None where there is none."""
    file = ROOT / "static" / "js" / path
    return file.read_text("utf-8") if file.is_file() else None
