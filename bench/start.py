"""start: from opening the page to the camera, the detector and the first boxes."""

from __future__ import annotations

from statistics import median

from playwright.sync_api import Page

from bench.browser import detector_worker, new_phone, open_app, served, wait_for
from bench.options import Options
from bench.report import Check, Section, listing
from tests.e2e.phone import Phone

MOST_BEYOND_FIRST_RUN_MS = 2000.0
MOST_ROUNDS = 5
"""A round is three starts of a browser."""

VISITS = ("first visit", "repeat visit", "offline cold start")
FIRST_RUN = "(the network's first run took)"
BOXES = "first boxes"
ON_PAGE = {"first paint": "paint", "camera shows": "camera", "detector ready": "detector", BOXES: "boxes"}
"""Moments that the observer records, by their names in the table."""
IN_WORKER = {
    "worker: model's files read": "files",
    "worker: TensorFlow.js loaded": "library",
    "worker: backend stands": "backend",
    "worker: graph built": "graph",
    "worker: first run done": "warm",
}
"""Moments of static/js/timeline.js."""

MARKS = """() => ({
  began_ms: performance.timeOrigin,
  marks: performance.getEntriesByType('mark').map(({ name, startTime }) => [name, startTime]).reverse(),
})"""

Moments = dict[str, float]
"""Milliseconds since the browser began to open the page."""


def measure(options: Options) -> Section:
    """Three visits per round, each in a newly started browser; each depends on the one before."""
    rounds = 1 if options.quick else min(options.rounds, MOST_ROUNDS)
    visits: dict[str, list[Moments]] = {name: [] for name in VISITS}
    for _ in range(rounds):
        with new_phone(options, "start") as phone:
            with served(options) as server:
                visits["first visit"].append(_visit(phone, server.url, options))
                visits["repeat visit"].append(_visit(phone, server.url, options))
            visits["offline cold start"].append(_visit(phone, server.url, options))
    tables = [
        listing(
            f"start: {name}",
            {moment: [[each[moment]] for each in measured] for moment in _in_order(measured)},
            note="Times since the browser began to open the page.",
        )
        for name, measured in visits.items()
    ]
    beyond = median(each[BOXES] - each[FIRST_RUN] for each in visits["offline cold start"])
    limit = MOST_BEYOND_FIRST_RUN_MS
    check = Check("offline cold start to first boxes, without the first run", beyond, "ms", "<=", limit)
    return Section("start", tables, [check])


def _in_order(measured: list[Moments]) -> list[str]:
    moments = sorted((*ON_PAGE, *IN_WORKER), key=lambda moment: median(each[moment] for each in measured))
    return [*moments, FIRST_RUN]


def _visit(phone: Phone, url: str, options: Options) -> Moments:
    page = open_app(phone, url, options, backend="auto")
    # The paint entry arrives late, when the page is idle.
    wait_for(page, "['boxes', 'offline', 'paint'].every((name) => observed.firsts[name] !== undefined)")
    firsts: dict[str, float] = page.evaluate("observed.firsts")
    marks = _marks(page)
    phone.close()
    moments = {moment: firsts[name] for moment, name in ON_PAGE.items()}
    moments |= {moment: marks[f"shelfscan:{name}"] for moment, name in IN_WORKER.items()}
    moments[FIRST_RUN] = marks["shelfscan:warm"] - marks["shelfscan:graph"]
    return moments


def _marks(page: Page) -> dict[str, float]:
    """When the worker first marked each moment, on the page's clock."""
    opened_ms: float = page.evaluate("performance.timeOrigin")
    found = detector_worker(page).evaluate(MARKS)
    return {name: found["began_ms"] + at_ms - opened_ms for name, at_ms in found["marks"]}
