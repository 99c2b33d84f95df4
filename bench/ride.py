"""ride: how far live boxes are from their products while the phone moves."""

from __future__ import annotations

import json
import subprocess
from statistics import median
from typing import Any

from bench.errors import BenchError
from bench.options import BENCH, Options
from bench.report import Check, Listing, Section, listing
from training.node_process import NODE

SECONDS, QUICK_SECONDS = 60, 2
"""Of each clip at most."""
MOST_APART = 10.0
"""Percent of a product's side: the median at walking speed."""


def measure(options: Options) -> Section:
    """Runs the page's modules over the clips, in Node."""
    seconds = QUICK_SECONDS if options.quick else SECONDS
    done = subprocess.run(
        [str(NODE), str(BENCH / "ride.mjs"), str(seconds)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise BenchError(f"The clips could not be measured: {done.stderr.strip()[-800:]}")
    return section_of(json.loads(done.stdout))


def section_of(clips: list[dict[str, Any]]) -> Section:
    """Tables and limits of what ``ride.mjs`` found on the clips."""
    tables: list[Listing] = []
    checks: list[Check] = []
    for clip in clips:
        name = f"clip {clip['clip']}"
        riding, resting = ([_percent(clip[way]["apart"])] for way in ("riding", "resting"))
        lost = 100 * (1 - len(riding[0]) / clip["riding"]["boxes"])
        tables.append(
            listing(
                f"ride: {name}, distance of boxes from products, in percent of a product's side",
                {"riding": riding, "where they were found": resting},
                unit="%",
                note=f"{clip['tooFast']} of {clip['frames']} frames were too fast to be counted and are left out. "
                f"{lost:.0f} % of the riding boxes had no product near them.",
            )
        )
        checks.append(Check(f"{name}: boxes to products", median(riding[0]), "%", "<=", MOST_APART))
    looks = [clip["looks_ms"] for clip in clips]
    tables.append(listing("ride: a look at a video frame", {"grey picture and its motion": looks}))
    return Section("ride", tables, checks)


def _percent(parts: list[float]) -> list[float]:
    return [100 * part for part in parts]
