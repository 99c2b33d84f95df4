"""The measure of rows and gaps: what matches a mark, and what is counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from training.shelves import Detected, Shelves, ShelvesError, is_match, rate_gaps, read_marks, shelves_of


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


def shelf_photo(folder: Path) -> tuple[Path, Detected]:
    """Two shelves of bright packs before a dark wall; one pack of the lower shelf is missing."""
    boxes = [[x, y, x + 60, y + 120] for y in (100, 400) for x in range(0, 700, 70) if (x, y) != (350, 400)]
    photo = Image.new("RGB", (1000, 1000), (40, 40, 40))
    draw = ImageDraw.Draw(photo)
    for left, top, right, bottom in boxes:
        for y in range(top, bottom, 12):
            draw.rectangle([left, y, right, y + 6], fill=(220, 190 + y % 30, 160))
    path = folder / "shelf.png"
    photo.save(path)
    return path, {
        "width": 1000,
        "height": 1000,
        "threshold": 0.5,
        "boxes": boxes,
        "scores": [0.9] * len(boxes),
    }


def test_rows_and_gaps_are_those_of_the_page(tmp_path: Path) -> None:
    found = shelves_of([shelf_photo(tmp_path)])["shelf.png"]
    assert found == Shelves(2, [[340, 400, 420, 520]])


def test_the_places_that_could_be_gaps_come_with_what_the_page_knows_of_them(tmp_path: Path) -> None:
    found = shelves_of([shelf_photo(tmp_path)], with_places=True)["shelf.png"]
    (place,) = [place for place in found.places if place.box == [340, 400, 420, 520]]
    assert place.look[0] == pytest.approx(40 / 255, abs=0.01), "as bright as the wall"
    assert len({(len(each.shape), len(each.look)) for each in found.places}) == 1


def test_a_photo_that_the_page_cannot_read_is_named(tmp_path: Path) -> None:
    path, detected = shelf_photo(tmp_path)
    with pytest.raises(ShelvesError, match=r"(?s)looked for shelves on .*shelf\.png: .*bytes instead of"):
        shelves_of([(path, {**detected, "width": 10})])


def test_the_shelves_of_56_photos_were_counted_by_hand() -> None:
    counts = json.loads(Path("tests/vectors/shelves.json").read_text(encoding="utf-8"))["shelves"]
    assert len(counts) == 56
    assert all(name.endswith(".jpg") and 0 <= shelves <= 12 for name, shelves in counts.items())
