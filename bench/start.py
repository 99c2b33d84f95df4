"""start: from opening the page to the camera, the detector and the first boxes."""

from __future__ import annotations

from statistics import median

from bench.browser import new_phone, open_app, served, wait_for
from bench.options import Options
from bench.report import Check, Section, listing
from tests.e2e.phone import Phone

MOST_BEYOND_FIRST_RUN_MS = 2000.0
MOST_ROUNDS = 5
"""A round is three starts of a browser."""

VISITS = ("first visit", "repeat visit", "offline cold start")
FIRST_RUN = "the network's first run on a frame"
MOMENTS = {
    "first paint": "paint",
    "camera shows": "camera",
    "detector ready": "detector",
    "first boxes": "boxes",
}

Moments = dict[str, float]


def measure(options: Options) -> Section:
    """Three visits a round, each in a browser started anew: one needs the one before it."""
    rounds = 1 if options.quick else min(options.rounds, MOST_ROUNDS)
    visits: dict[str, list[list[Moments]]] = {name: [] for name in VISITS}
    for _ in range(rounds):
        with new_phone(options, "start") as phone:
            with served(options) as server:
                visits["first visit"].append([_visit(phone, server.url, options)])
                visits["repeat visit"].append([_visit(phone, server.url, options)])
            visits["offline cold start"].append([_visit(phone, server.url, options)])
    tables = [
        listing(
            f"start: {name}",
            {
                moment: [[each[moment] for each in round_] for round_ in measured]
                for moment in (*MOMENTS, FIRST_RUN)
            },
            note="Times since the browser began to open the page, except for the network's run.",
        )
        for name, measured in visits.items()
    ]
    offline = [sample for round_ in visits["offline cold start"] for sample in round_]
    beyond = median(sample["first boxes"] - sample[FIRST_RUN] for sample in offline)
    limit = MOST_BEYOND_FIRST_RUN_MS
    check = Check("offline cold start to first boxes, beyond the first run", beyond, "ms", "<=", limit)
    return Section("start", tables, [check])


def _visit(phone: Phone, url: str, options: Options) -> Moments:
    page = open_app(phone, url, options, backend="auto")
    # The paint is told late, when the page is idle.
    wait_for(page, "['boxes', 'offline', 'paint'].every((name) => observed.firsts[name] !== undefined)")
    firsts: dict[str, float] = page.evaluate("observed.firsts")
    look = page.evaluate("observed.firstFrame.timing.looks[0]")
    moments = {moment: firsts[name] for moment, name in MOMENTS.items()}
    moments[FIRST_RUN] = look["upload_ms"] + look["network_ms"] + look["readback_ms"]
    phone.close()
    return moments
