"""The measure of rows and gaps: what matches a mark, and what is counted."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from training.graph import NODE
from training.shelves import RUNNER, Shelves, is_match, rate_gaps, read_marks


@pytest.mark.parametrize(
    ("gap", "right"),
    [
        ([0, 0, 10, 10], True),
        ([0, 0, 30, 10], True),
        ([0, 0, 40, 10], False),
        ([4, 4, 6, 6], True),
        ([20, 0, 30, 10], False),
    ],
)
def test_a_gap_matches_a_mark_by_their_overlap_or_with_its_middle_inside(
    gap: list[float], right: bool
) -> None:
    assert is_match(gap, [0, 0, 10, 10]) is right


def test_gaps_and_marks_are_each_counted_once(tmp_path: Path) -> None:
    table = tmp_path / "marks.csv"
    table.write_text(
        "a.jpg,0,0,10,10,void,100,100\na.jpg,10,0,20,10,void,100,100\nb.jpg,0,0,10,10,void,100,100\n"
    )
    found = {"a.jpg": Shelves(1, [[0, 0, 20, 10], [50, 50, 60, 60]]), "b.jpg": Shelves(1, [])}
    rates = rate_gaps(found, read_marks(table))
    assert (rates.precision, rates.gaps, rates.marks) == (0.5, 2, 3)
    assert rates.recall == pytest.approx(2 / 3)


def test_rows_and_gaps_are_those_of_the_page() -> None:
    boxes = [[x, y, x + 60, y + 120] for y in (100, 400) for x in range(0, 700, 70) if (x, y) != (350, 400)]
    photo = {
        "width": 1000,
        "height": 1000,
        "threshold": 0.5,
        "boxes": boxes,
        "scores": [0.9] * len(boxes),
    }
    done = subprocess.run(
        [NODE, RUNNER], check=True, capture_output=True, text=True, input=json.dumps([photo])
    )
    assert json.loads(done.stdout) == [{"rows": 2, "gaps": [[340, 400, 420, 520]]}]


def test_the_shelves_of_56_photos_were_counted_by_hand() -> None:
    counts = json.loads(Path("tests/vectors/shelves.json").read_text(encoding="utf-8"))["shelves"]
    assert len(counts) == 56
    assert all(name.endswith(".jpg") and 0 <= shelves <= 12 for name, shelves in counts.items())
