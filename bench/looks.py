"""looks: how long facings take to become vectors."""

from __future__ import annotations

import json
import subprocess
from statistics import median
from typing import Any

from app.catalogue import ModelFolders
from bench.errors import BenchError
from bench.options import BENCH, ROOT, Options
from bench.report import Check, Section, listing
from bench.samples import flat
from training.node_process import NODE

FACINGS = 150
"""Of a picture."""
MOST_MS = 1.2
"""Of a facing, on one thread."""
MOST_TO_TENSORFLOW = 0.8
"""The same with TensorFlow.js' own kernels is one."""

OURS = "Shelfscan, WASM"
ALONE = "TensorFlow.js alone"
CUT = "cut out of a photo of 12 megapixels"


def measure(options: Options) -> Section:
    """Runs the page's modules with the newest published embedder, in Node."""
    embedders = ModelFolders(ROOT / "models").catalogue().embedders
    if not embedders:
        raise BenchError("There is no embedder in models/.")
    bundle = ROOT / "models" / embedders[0].folder_name
    rounds, facings = (2, 20) if options.quick else (options.rounds, FACINGS)
    command = [str(NODE), str(BENCH / "looks.mjs"), str(bundle), str(rounds), str(facings)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BenchError(f"The embedder could not be measured: {done.stderr.strip()[-800:]}")
    return section_of(bundle.name, facings, json.loads(done.stdout))


def section_of(name: str, facings: int, measured: dict[str, Any]) -> Section:
    """Tables and limits of what ``looks.mjs`` has measured."""
    networks = {OURS: measured["ours"], ALONE: measured["alone"]}
    table = listing(f"looks: {name}, a facing of {facings}, one thread", networks, reference=ALONE)
    cut = listing("looks: before that, a facing", {CUT: measured["cut"]})
    to_peer = next(row.ratio for row in table.rows if row.name == OURS)
    checks = [
        Check("a facing becomes a vector", median(flat(measured["ours"])), "ms", "<=", MOST_MS),
        Check(
            "the same, to TensorFlow.js alone",
            float("nan") if to_peer is None else to_peer,
            "x",
            "<=",
            MOST_TO_TENSORFLOW,
        ),
    ]
    return Section("looks", [table, cut], checks)
