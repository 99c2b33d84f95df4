"""Chromium's own log of its network: what every page, worker and service worker has asked for, and Chromium itself."""

from __future__ import annotations

import json
from pathlib import Path


def switches(log: Path) -> list[str]:
    """Makes Chromium write the log; it is complete once the browser is closed."""
    return [f"--log-net-log={log}"]


def requested_urls(log: Path) -> list[str]:
    """Every URL for which a request was made, in order."""
    return [str(params["url"]) for params in _events(log, "URL_REQUEST_START_JOB")]


def looked_up_hosts(log: Path) -> list[str]:
    """Every host whose address was looked up, for whatever purpose."""
    return [str(params["host"]) for params in _events(log, "HOST_RESOLVER_MANAGER_REQUEST")]


def _events(log: Path, name: str) -> list[dict[str, object]]:
    """Parameters of the events that are called ``name``, without those that only end one."""
    content = json.loads(log.read_text(encoding="utf-8"))
    wanted = content["constants"]["logEventTypes"][name]
    found = [event.get("params", {}) for event in content["events"] if event["type"] == wanted]
    return [params for params in found if "url" in params or "host" in params]
