"""Scores apart, by size and by label, on cases that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from training.boxes import Floats
from training.breakdown import scores_by_label, scores_by_size
from training.metrics import GroundTruth
from training.predict import Detections

SMALL = np.array([[30 * i, 0, 30 * i + 10, 10] for i in range(4)], np.float32)
LARGE = np.array([[100 * i, 100, 100 * i + 80, 180] for i in range(4)], np.float32)


def ground_truth(boxes: Floats, labels: list[int] | None = None) -> GroundTruth:
    return GroundTruth(boxes, np.array(labels or [0] * len(boxes), np.int64))


def found(boxes: Floats, labels: list[int] | None = None) -> Detections:
    return Detections(
        boxes, np.full(len(boxes), 0.9, np.float32), np.array(labels or [0] * len(boxes), np.int64)
    )


def test_small_products_that_are_missed_do_not_spoil_the_score_of_large_ones() -> None:
    photo = (ground_truth(np.concatenate([SMALL, LARGE])), found(np.concatenate([SMALL[:1], LARGE])))
    small, large = scores_by_size([photo], [450], 0.5)
    assert (small.low, small.high, small.products) == (0, 0.025, 4)
    assert small.recall == 0.25 and small.ap == pytest.approx(0.25, abs=0.01)
    assert (large.low, large.high, large.products) == (0.1, None, 4)
    assert large.recall == 1 and large.ap == large.ap50 == pytest.approx(1)


def test_sizes_are_shares_of_the_long_side_of_each_photo() -> None:
    photo = (ground_truth(LARGE), found(LARGE))
    groups = scores_by_size([photo, photo], [1000, 2000], 0.5)
    assert [(group.low, group.products) for group in groups] == [(0.025, 4), (0.05, 4)]
    assert groups[0].ap == groups[1].ap == pytest.approx(1)


def test_recall_is_that_at_the_threshold() -> None:
    detections = Detections(LARGE, np.array([0.9, 0.9, 0.3, 0.3], np.float32), np.zeros(4, np.int64))
    (group,) = scores_by_size([(ground_truth(LARGE), detections)], [400], 0.5)
    assert group.recall == 0.5 and group.ap == pytest.approx(1)


def test_ignored_products_are_in_no_group() -> None:
    ignored = GroundTruth(LARGE, np.zeros(4, np.int64), np.array([False, False, True, True]))
    (group,) = scores_by_size([(ignored, found(LARGE[:2]))], [400], 0.5)
    assert group.products == 2 and group.recall == 1


def test_a_photo_is_counted_in_the_group_of_its_median_product() -> None:
    mostly_small = (ground_truth(np.concatenate([SMALL, LARGE[:1]])), found(SMALL[:4]))
    large = (ground_truth(LARGE), found(LARGE))
    groups = scores_by_size([mostly_small, large], [450, 450], 0.5)
    assert [group.photos for group in groups] == [1, 1]
    assert [group.count_error for group in groups] == [0.2, 0]
    small, alone = scores_by_size([mostly_small], [450], 0.5)
    assert (small.photos, alone.photos, alone.count_error) == (1, 0, None)


def test_each_label_is_scored_alone() -> None:
    """All boxes are found; two bottles are taken for cans."""
    photo = (ground_truth(np.concatenate([SMALL, LARGE]), [0] * 4 + [1] * 4),
             found(np.concatenate([SMALL, LARGE]), [0] * 4 + [1, 1, 0, 0]))  # fmt: skip
    cans, bottles = scores_by_label([photo], ["can", "bottle"], 0.5)
    assert (cans.label, cans.products, cans.rates.recall) == ("can", 4, 1)
    assert cans.rates.precision == pytest.approx(4 / 6)
    assert (bottles.rates.recall, bottles.rates.precision) == (0.5, 1)
    assert bottles.scores.ap == pytest.approx(0.5, abs=0.01)
