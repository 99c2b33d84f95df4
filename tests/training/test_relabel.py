"""Two detectors' labels become one set: what both see is learnt, what one alone sees is mostly left open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.training.conftest import draw_shelf
from training.data.convert import write_records
from training.data.records import read_data_card, read_photos
from training.data.sources import ANY_LABEL as ANY_LABEL_NAME
from training.metrics import ANY_LABEL, GroundTruth
from training.predict import Detections
from training.relabel import RelabelError, agree, relabel

OLD = GroundTruth(np.array([[0, 0, 10, 20], [100, 0, 110, 20]], np.float32), np.array([0, 0]))


def found(*rows: tuple[list[float], float]) -> Detections:
    """Detections of label 0 from boxes and scores."""
    boxes = np.array([box for box, _ in rows], np.float32).reshape(-1, 4)
    scores = np.array([score for _, score in rows], np.float32)
    return Detections(boxes, scores, np.zeros(len(rows), np.int64))


def test_a_box_that_both_see_is_a_product_with_the_mean_of_the_boxes() -> None:
    new = agree(OLD, found(([0, 0, 12, 20], 0.3)), sure=0.6, doubtful=0.2)
    assert new.boxes.tolist() == [[0, 0, 11, 20], [100, 0, 110, 20]]
    assert new.ignored.tolist() == [False, True]  # the second old box stands alone


@pytest.mark.parametrize(("score", "outcome"), [(0.7, [False]), (0.4, [True]), (0.1, [])])
def test_a_new_box_alone_counts_by_its_score(score: float, outcome: list[bool]) -> None:
    new = agree(OLD, found(([50, 0, 60, 20], score)), sure=0.6, doubtful=0.2)
    assert new.ignored.tolist() == [*outcome, True, True]


def test_an_old_box_agrees_with_one_new_box_only() -> None:
    new = agree(OLD, found(([0, 0, 10, 20], 0.9), ([0, 0, 10, 18], 0.5)), sure=0.6, doubtful=0.2)
    assert new.counts["both agree: product"] == 1
    assert new.counts["new and doubtful: ignored"] == 1


def test_another_label_is_no_agreement() -> None:
    other = GroundTruth(OLD.boxes[:1], np.array([1]))
    new = agree(other, found(([0, 0, 10, 20], 0.9)), sure=0.6, doubtful=0.2)
    assert dict(new.counts) == {"new and sure: product": 1, "old alone: ignored": 1}


def test_a_box_of_which_the_photo_holds_nothing_is_forgotten() -> None:
    none = GroundTruth(np.zeros((0, 4), np.float32), np.zeros(0, np.int64))
    new = agree(none, found(([0, 50, 40, 50.5], 0.9), ([0, 50, 40, 60], 0.9)), sure=0.6, doubtful=0.2)
    assert new.boxes.tolist() == [[0, 50, 40, 60]]


def test_nothing_seen_by_either_is_an_empty_photo() -> None:
    none = GroundTruth(np.zeros((0, 4), np.float32), np.zeros(0, np.int64))
    assert len(agree(none, found(), sure=0.6, doubtful=0.2).boxes) == 0


def test_a_region_that_was_ignored_stays_so_whatever_is_found_in_it() -> None:
    region = GroundTruth(np.array([[40, 0, 90, 20]], np.float32), np.array([ANY_LABEL]), np.array([True]))
    new = agree(region, found(([50, 0, 60, 20], 0.9)), sure=0.6, doubtful=0.2)
    assert new.boxes.tolist() == [[50, 0, 60, 20], [40, 0, 90, 20]]
    assert new.ignored.tolist() == [False, True] and new.labels.tolist() == [0, ANY_LABEL]


def test_records_keep_their_photos_and_ignored_regions_and_get_the_new_boxes(
    untrained_run: Path, tmp_path: Path
) -> None:
    """A network that has learnt nothing finds something everywhere."""
    shelves = [draw_shelf(tmp_path / f"{seed}.jpg", seed) for seed in range(2)]
    region = np.array([[100, 60, 180, 130]], np.float32)
    photos = [
        replace(
            shelf, boxes=np.concatenate([shelf.boxes, region]), labels=[*shelf.labels, ANY_LABEL_NAME],
            ignored=np.array([*shelf.ignored, True]), scores=np.ones(len(shelf.boxes) + 1, np.float32),
        )
        for shelf in shelves
    ]  # fmt: skip
    write_records(photos, tmp_path / "old", shards=2)
    counts = relabel(untrained_run, tmp_path / "old", tmp_path / "new", long_side=96, sure=0.9, doubtful=0.0)
    old, new = read_photos(tmp_path / "old"), read_photos(tmp_path / "new")
    assert [photo.jpeg for photo in new] == [photo.jpeg for photo in old]
    assert sum(len(photo.boxes) for photo in new) == sum(counts.values())
    products = counts["both agree: product"] + counts["new and sure: product"]
    assert sum(int((~photo.ignored).sum()) for photo in new) == products
    assert counts["ignored before: ignored"] == 2
    for photo in new:
        np.testing.assert_allclose(photo.boxes[photo.labels == ANY_LABEL], region, atol=1e-3)
    card = read_data_card(tmp_path / "new")
    assert (card.photos, card.boxes, card.relabelled) == (2, products, dict(counts))


def test_labels_are_not_written_over_themselves(untrained_run: Path, records: Path) -> None:
    with pytest.raises(RelabelError, match="another folder"):
        relabel(untrained_run, records, records, long_side=96, sure=0.6, doubtful=0.2)
