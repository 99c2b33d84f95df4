"""Chromium's network log: the requests of all pages, workers and service workers."""

from __future__ import annotations

import json
from pathlib import Path

NO_ORIGIN = "not an origin"


def switches(log: Path) -> list[str]:
    """Makes Chromium write the log; it is complete once the browser is closed."""
    return [f"--log-net-log={log}"]


def requested_urls(log: Path) -> list[str]:
    """Every URL that a page, a worker or a service worker has requested, in order.

    Requests of Chromium itself (its updates, the address that the test opens) are no page's doing: they are the ones
    without an origin that initiated them.
    """
    content = json.loads(log.read_text(encoding="utf-8"))
    started = content["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    requests = [event.get("params", {}) for event in content["events"] if event["type"] == started]
    return [request["url"] for request in requests if request.get("initiator", NO_ORIGIN) != NO_ORIGIN]
