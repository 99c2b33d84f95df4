"""The measure of photos that are counted twice: its pairs are what they say, and the page's code finds them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from training import twice


def draw_photo(path: Path, seed: int) -> list[twice.Box]:
    """A shelf of packs, drawn by chance."""
    draws = twice.Pairs(seed).random
    photo = Image.new("RGB", (960, 1280), (40, 40, 40))
    draw = ImageDraw.Draw(photo)
    boxes: list[twice.Box] = []
    for bottom in range(150, 1280, 160):
        left = 4.0
        while left < 880:
            width, height = draws.uniform(40, 70), draws.uniform(90, 120)
            box = (left, bottom - height, left + width, float(bottom))
            draw.rectangle(box, draws.randrange(40, 240) * 0x010101)
            draw.ellipse(
                (left + 8, bottom - 70, left + width - 8, bottom - 30), draws.randrange(0, 256) * 0x010101
            )
            boxes.append(box)
            left += width + draws.uniform(1, 8)
    photo.save(path, "JPEG")
    return boxes


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, list[twice.Box]]:
    folder = tmp_path_factory.mktemp("shelves")
    paths = [folder / f"{seed}.jpg" for seed in (1, 2)]
    return {path: draw_photo(path, seed) for seed, path in enumerate(paths, 1)}


def test_the_part_that_two_looks_share_is_that_of_the_smaller_one() -> None:
    assert twice.shared_part((0, 0, 10, 10), (5, 0, 15, 10)) == 0.5
    assert twice.shared_part((0, 0, 10, 10), (2, 2, 4, 4)) == 1
    assert twice.shared_part((0, 0, 10, 10), (10, 0, 20, 10)) == 0


def test_pairs_share_what_they_say(photos: dict[Path, list[twice.Box]]) -> None:
    made = twice.make_pairs(photos, {}, each=2)
    kinds = {pair.kind for pair in made.pairs}
    assert kinds == {
        twice.SAME,
        twice.DISJOINT,
        twice.DIFFERENT,
        *(f"overlap of {part}" for part in twice.OVERLAPS),
    }
    for pair in made.pairs:
        if pair.kind in (twice.DISJOINT, twice.DIFFERENT):
            assert pair.part == 0
        elif pair.kind != twice.SAME:
            assert pair.part == pytest.approx(float(pair.kind.removeprefix("overlap of ")), abs=0.1)


def test_the_page_finds_what_overlaps_and_nothing_else(photos: dict[Path, list[twice.Box]]) -> None:
    made = twice.make_pairs(photos, {}, each=1)
    rates = twice.rates_of(made.pairs, twice.find_overlaps(made))
    for kind, (hits, total) in rates.items():
        if kind in (twice.DISJOINT, twice.DIFFERENT):
            assert hits == 0, kind
        elif kind != "overlap of 0.3":
            assert hits == total, kind


def test_looks_of_another_size_than_the_page_makes_are_an_error() -> None:
    made = twice.Pairs(1)
    made.looks = [{"width": 32, "height": 24, "grey": "", "boxes": []}]
    with pytest.raises(twice.TwiceError, match="64 pixels"):
        twice.find_overlaps(made)
