"""bytes: the size of a first visit's downloads, as the server sends them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence

from bench.browser import new_phone, open_app, served, wait_for
from bench.options import Options
from bench.report import Check, Listing, Row, Section
from bench.wire import Answer, Wire

MOST_MB = 8.0
QUIET_S = 1.0

PARTS = ("page", "app code", "vendor code", "WASM", "model", "pictures and icons")


def part_of(path: str) -> str:
    """The part of the download to which the file at ``path`` belongs."""
    if path.startswith("/models/"):
        return "model"
    if path.endswith(".wasm"):
        return "WASM"
    if path.startswith("/static/vendor/"):
        return "vendor code"
    if path.startswith(("/static/icons/", "/static/img/")):
        return "pictures and icons"
    if path.startswith("/static/"):
        return "app code"
    return "page"  # its HTML, the web manifest, the service worker and the list of models


def sum_parts(answers: Sequence[Answer]) -> dict[str, int]:
    """Bytes of each part."""
    sums: Counter[str] = Counter()
    for answer in answers:
        sums[part_of(answer.path)] += answer.size
    return {part: sums[part] for part in PARTS}


def measure(options: Options) -> Section:
    """Visits the page for the first time and waits until it works offline."""
    with served(options) as server, Wire(server.url).running() as wire, new_phone(options, "bytes") as phone:
        page = open_app(phone, wire.url, options, backend="auto")
        wait_for(page, "observed.firsts.boxes !== undefined")
        boxes_s = time.monotonic()
        wait_for(page, "observed.firsts.offline !== undefined")
        _wait_until_quiet(wire)
    until_boxes = sum_parts([answer for answer in wire.answers if answer.at_s <= boxes_s])
    in_all = sum_parts(wire.answers)
    total_MB = sum(in_all.values()) / 1e6
    return Section(
        "bytes",
        [
            _table("bytes: first visit, until the first boxes", until_boxes),
            _table(
                "bytes: first visit, until it works offline",
                in_all,
                "With what the service worker fetches to keep, whether or not the page had it before.",
            ),
        ],
        [Check("a first visit, all of it", total_MB, "MB", "<=", MOST_MB)],
    )


def _wait_until_quiet(wire: Wire) -> None:
    seen = -1
    while seen != (seen := len(wire.answers)):
        time.sleep(QUIET_S)


def _table(title: str, parts: dict[str, int], note: str = "") -> Listing:
    total = sum(parts.values())
    sizes = {**parts, "total": total}
    rows = [
        Row(name, "kB", size / 1e3, size / 1e3, samples=1, ratio=size / total) for name, size in sizes.items()
    ]
    return Listing(title, rows, "the total", note)
