"""``python -m bench`` as it is typed, quickly: what it measures means nothing here."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

TIMEOUT_S = 500


def run_bench(report: Path, *arguments: str) -> tuple[dict[str, Any], str]:
    """The only section of the report, and what was printed."""
    command = [sys.executable, "-m", "bench", *arguments, "--quick", "--json", str(report)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (section,) = json.loads(report.read_text())["sections"]
    return section, done.stdout


def rows_of(table: dict[str, Any]) -> dict[str, float]:
    return {row["name"]: row["median"] for row in table["rows"]}


def test_bytes_finds_every_part_of_a_first_visit(tmp_path: Path) -> None:
    section, printed = run_bench(tmp_path / "bench.json", "bytes")
    until_boxes, in_all = map(rows_of, section["tables"])
    assert all(size > 0 for size in until_boxes.values())
    # The embedder comes when products can be counted.
    assert 1000 < until_boxes["model"] < in_all["model"] < until_boxes["model"] + 1000
    # The WASM file is compressed on the way.
    wasm = ROOT / "static" / "vendor" / "tfjs-backend-wasm-simd.wasm"
    assert until_boxes["WASM"] < 0.5 * wasm.stat().st_size / 1e3
    assert in_all["total"] > until_boxes["total"]
    assert "a first visit, all of it" in printed


def test_frame_splits_the_time_of_real_frames(tmp_path: Path) -> None:
    section, printed = run_bench(tmp_path / "bench.json", "frame", "--no-peers", "--no-webgl")
    table, by_distance = section["tables"]
    assert [row["samples"] for row in by_distance["rows"]] == [6, 6, 6]
    stages = rows_of(table)
    assert all(row["samples"] == 6 for row in table["rows"])
    assert stages["whole frame"] > stages["network"] > max(stages["NMS"], stages["draw"]) >= 0
    assert "input 384x640" in printed


def test_soak_looks_at_memory_as_often_as_it_says_and_holds_each_kind_to_a_limit(tmp_path: Path) -> None:
    section, printed = run_bench(tmp_path / "bench.json", "soak")
    (table,) = section["tables"]
    assert [row["samples"] for row in table["rows"]] == [5] * len(table["rows"])
    assert len(section["checks"]) == len(table["rows"]) and rows_of(table)["tensors"] > 100
    assert "soak: 40 frames" in printed and "tensors: growth" in printed
