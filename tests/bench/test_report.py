"""What the bench prints and writes, and how limits are kept."""

from __future__ import annotations

import json
from io import StringIO

from rich.console import Console

from bench.report import Check, Section, all_met, as_json, listing, show

TABLE = listing(
    "frame",
    {"ours": [[20.0, 22.0], [40.0, 44.0]], "theirs": [[10.0, 11.0], [20.0, 22.0]]},
    reference="theirs",
)
MET = Check("overhead", 12.0, "%", "<=", 15.0)
MISSED = Check("speed-up", 2.9, "x", ">=", 3.0)


def test_a_table_has_the_ratio_of_each_candidate_to_the_reference() -> None:
    ours, theirs = TABLE.rows
    assert (ours.median, ours.ratio, ours.samples) == (31.0, 2.0, 4)
    assert theirs.ratio == 1.0


def test_a_limit_is_met_up_to_the_limit_itself() -> None:
    assert Check("", 15.0, "%", "<=", 15.0).is_met and Check("", 3.0, "x", ">=", 3.0).is_met
    assert not Check("", 15.1, "%", "<=", 15.0).is_met
    assert not MISSED.is_met


def test_a_number_that_could_not_be_had_meets_no_limit() -> None:
    assert not Check("", float("nan"), "x", "<=", 1.25).is_met


def test_one_missed_limit_is_enough() -> None:
    assert all_met([Section("a", [], [MET])])
    assert not all_met([Section("a", [], [MET]), Section("b", [], [MET, MISSED])])


def test_the_json_has_every_number_and_verdict() -> None:
    written = json.loads(json.dumps(as_json([Section("frame", [TABLE], [MET, MISSED])], {"cores": 2})))
    (section,) = written["sections"]
    assert written["environment"] == {"cores": 2}
    assert [row["ratio"] for row in section["tables"][0]["rows"]] == [2.0, 1.0]
    assert [check["is_met"] for check in section["checks"]] == [True, False]


def test_the_terminal_shows_numbers_with_units_and_verdicts() -> None:
    console = Console(file=StringIO(), width=120)
    show(Section("frame", [TABLE], [MET, MISSED]), console)
    assert isinstance(console.file, StringIO)
    printed = console.file.getvalue()
    assert "31.0 ms" in printed and "ratio to theirs" in printed
    assert "met  overhead: 12.0 %, limit <= 15.0 %" in printed
    assert "missed  speed-up: 2.90 x, limit >= 3.00 x" in printed
