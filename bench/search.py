"""search: how long the facings of a photo take to find their products in a large catalogue."""

from __future__ import annotations

import json
import subprocess
from statistics import median
from typing import Any

from bench.errors import BenchError
from bench.options import BENCH, Options
from bench.report import Check, Section, listing
from bench.samples import flat
from training.node_process import NODE

PRODUCTS, EXAMPLES, FACINGS = 5000, 10, 150
"""Of a catalogue as large as a phone may have; examples of each product; facings of a photo."""
MOST_MS = 60.0
"""Of a photo, on one thread."""
LEAST_FOUND = 99.0
"""Per cent of the facings whose best product is that of a search through all examples."""

OURS = "from coarse to fine"
ALL = "all examples, with our kernel"
SLOW = "all examples, in JavaScript"
GROUPS = "facings are grouped, without a catalogue"


def measure(options: Options) -> Section:
    """Runs the page's modules in Node."""
    rounds, products = (2, 500) if options.quick else (options.rounds, PRODUCTS)
    command = [str(NODE), str(BENCH / "search.mjs"), *map(str, (rounds, products, EXAMPLES, FACINGS))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BenchError(f"The search could not be measured: {done.stderr.strip()[-800:]}")
    return section_of(products * EXAMPLES, json.loads(done.stdout))


def section_of(examples: int, measured: dict[str, Any]) -> Section:
    """Tables and limits of what ``search.mjs`` has measured."""
    ways = {OURS: measured["ours"], ALL: measured["all"], SLOW: measured["slow"]}
    table = listing(f"search: {FACINGS} facings, {examples} examples, one thread", ways, reference=ALL)
    groups = listing(f"search: {FACINGS} facings", {GROUPS: measured["groups"]})
    checks = [
        Check("facings find their products", median(flat(measured["ours"])), "ms", "<=", MOST_MS),
        Check("the best product is found", 100 * measured["first"], "%", ">=", LEAST_FOUND),
        Check("of the best four are found", 100 * measured["four"], "%", ">=", LEAST_FOUND),
    ]
    return Section("search", [table, groups], checks)
