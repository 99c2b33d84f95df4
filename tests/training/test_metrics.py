"""Metrics are right on cases that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from training.boxes import Floats
from training.metrics import Truth, average_precision, best_threshold, count_error
from training.predict import Detections

BOXES = np.array([[10 * i, 0, 10 * i + 8, 20] for i in range(10)], np.float32)


def truth(boxes: Floats = BOXES) -> Truth:
    return Truth(boxes, np.zeros(len(boxes), np.int64))


def found(boxes: Floats, scores: list[float]) -> Detections:
    return Detections(boxes, np.array(scores, np.float32), np.zeros(len(boxes), np.int64))


def test_perfect_detections_score_one() -> None:
    scores = average_precision([(truth(), found(BOXES, [0.9] * 10))])
    assert scores.ap == scores.ap50 == scores.ap75 == scores.ar300 == pytest.approx(1)


def test_half_of_the_products_found_is_half_the_recall() -> None:
    scores = average_precision([(truth(), found(BOXES[:5], [0.9] * 5))])
    assert scores.ar300 == pytest.approx(0.5)
    assert scores.ap50 == pytest.approx(0.5, abs=0.01)


def test_boxes_that_fit_roughly_count_at_low_iou_alone() -> None:
    shifted = BOXES + np.array([2, 0, 2, 0], np.float32)  # IoU 6 / 10
    scores = average_precision([(truth(), found(shifted, [0.9] * 10))])
    assert scores.ap50 == pytest.approx(1)
    assert scores.ap75 == 0


def test_more_than_a_hundred_products_are_measured() -> None:
    many = np.array(
        [[10 * (i % 20), 30 * (i // 20), 10 * (i % 20) + 8, 30 * (i // 20) + 20] for i in range(200)], "f"
    )
    assert average_precision([(truth(many), found(many, [0.9] * 200))]).ar300 == pytest.approx(1)


def test_no_detection_scores_zero() -> None:
    assert average_precision([(truth(), found(BOXES[:0], []))]).ap == 0


def test_the_count_error_is_relative_and_its_bias_signed() -> None:
    photos = [(truth(), found(BOXES[:8], [0.9] * 8)), (truth(BOXES[:5]), found(BOXES[:6], [0.9] * 6))]
    counted = count_error(photos, 0.5)
    assert counted.error == pytest.approx(0.2)
    assert counted.bias == pytest.approx(0.0)


def test_the_threshold_chosen_is_the_one_that_counts_right() -> None:
    scores = [0.9] * 10 + [0.3] * 4
    boxes = np.concatenate([BOXES, BOXES[:4] + 100])
    assert 0.3 < best_threshold([(truth(), found(boxes, scores))]) <= 0.9
