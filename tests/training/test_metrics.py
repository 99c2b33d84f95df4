"""Metrics are right on cases that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from training.boxes import Floats
from training.breakdown import scores_by_label
from training.metrics import (
    ANY_LABEL,
    GroundTruth,
    ap50,
    average_precision,
    best_threshold,
    count_error,
    match,
    match_all,
    rates_at,
)
from training.predict import Detections

BOXES = np.array([[10 * i, 0, 10 * i + 8, 20] for i in range(10)], np.float32)


def ground_truth(boxes: Floats = BOXES) -> GroundTruth:
    return GroundTruth(boxes, np.zeros(len(boxes), np.int64))


def found(boxes: Floats, scores: list[float]) -> Detections:
    return Detections(boxes, np.array(scores, np.float32), np.zeros(len(boxes), np.int64))


def test_perfect_detections_score_one() -> None:
    scores = average_precision([(ground_truth(), found(BOXES, [0.9] * 10))])
    assert scores.ap == scores.ap50 == scores.ap75 == scores.ar300 == pytest.approx(1)


def test_half_of_the_products_found_is_half_the_recall() -> None:
    scores = average_precision([(ground_truth(), found(BOXES[:5], [0.9] * 5))])
    assert scores.ar300 == pytest.approx(0.5)
    assert scores.ap50 == pytest.approx(0.5, abs=0.01)


def test_boxes_that_fit_roughly_count_at_low_iou_alone() -> None:
    shifted = BOXES + np.array([2, 0, 2, 0], np.float32)  # IoU 6 / 10
    scores = average_precision([(ground_truth(), found(shifted, [0.9] * 10))])
    assert scores.ap50 == pytest.approx(1)
    assert scores.ap75 == 0


def test_more_than_a_hundred_products_are_measured() -> None:
    many = np.array(
        [[10 * (i % 20), 30 * (i // 20), 10 * (i % 20) + 8, 30 * (i // 20) + 20] for i in range(200)], "f"
    )
    assert average_precision([(ground_truth(many), found(many, [0.9] * 200))]).ar300 == pytest.approx(1)


def test_no_detection_scores_zero() -> None:
    assert average_precision([(ground_truth(), found(BOXES[:0], []))]).ap == 0


def test_the_count_error_is_relative_and_its_bias_signed() -> None:
    photos = [
        (ground_truth(), found(BOXES[:8], [0.9] * 8)),
        (ground_truth(BOXES[:5]), found(BOXES[:6], [0.9] * 6)),
    ]
    counted = count_error(photos, 0.5)
    assert counted.error == pytest.approx(0.2)
    assert counted.bias == pytest.approx(0.0)


def test_the_threshold_chosen_is_the_one_that_counts_right() -> None:
    scores = [0.9] * 10 + [0.3] * 4
    boxes = np.concatenate([BOXES, BOXES[:4] + 100])
    assert 0.3 < best_threshold([(ground_truth(), found(boxes, scores))]) <= 0.9


def test_of_thresholds_that_count_equally_well_the_one_with_the_best_f1_is_chosen() -> None:
    """Nine of ten are right from 0.9 on; from 0.5 on eleven are counted, of which two are wrong."""
    boxes = np.concatenate([BOXES[:9], BOXES[:2] + 100])
    assert best_threshold([(ground_truth(), found(boxes, [0.9] * 9 + [0.5] * 2))]) > 0.5


def test_of_thresholds_that_count_equally_well_the_one_that_leans_to_no_side_is_chosen() -> None:
    """From 0.9 on both photos lack a product of ten; from 0.5 on one lacks it, and the other has one too many."""
    short = (ground_truth(), found(BOXES[:9], [0.9] * 9))
    long = (ground_truth(), found(np.concatenate([BOXES[:9], BOXES[:2] + 100]), [0.9] * 9 + [0.5] * 2))
    assert count_error([short, long], 0.7).error == pytest.approx(count_error([short, long], 0.4).error)
    assert best_threshold([short, long]) <= 0.5


def test_the_count_comes_before_f1() -> None:
    """A miss and a false alarm from 0.5 on count right; from 0.9 on F1 is better and the count is one short."""
    boxes = np.concatenate([BOXES[:9], BOXES[:1] + 100])
    assert best_threshold([(ground_truth(), found(boxes, [0.9] * 9 + [0.5]))]) <= 0.5


def test_ap50_alone_is_the_same_as_among_all_scores() -> None:
    wide = BOXES + np.array([0, 0, 3, 5], np.float32)
    photos = [
        (
            ground_truth(),
            found(np.concatenate([wide[:6], BOXES[:3] + 200]), [0.9 - 0.05 * i for i in range(9)]),
        )
    ]
    assert 0 < ap50(photos) < 1
    assert ap50(photos) == average_precision(photos).ap50


def test_one_threshold_serves_several_sets_whatever_their_number_of_photos() -> None:
    """Ten photos count right from 0.7 down, one counts right from 0.5 up: only between the two both are right."""
    low = (ground_truth(), found(BOXES, [0.7] * 10))
    high = (ground_truth(BOXES[:5]), found(BOXES, [0.9] * 5 + [0.45] * 5))
    assert 0.45 < best_threshold([low] * 10, [high]) <= 0.7


def test_a_product_is_hit_once_by_the_best_score() -> None:
    matches = match(ground_truth(BOXES[:1]), found(np.repeat(BOXES[:1], 2, axis=0), [0.5, 0.9]))
    assert matches.hits.tolist() == [-1, 0]
    rates = rates_at([matches], 0.4)
    assert (rates.precision, rates.recall) == (0.5, 1)
    assert rates.f1 == pytest.approx(2 / 3)


def test_a_box_of_another_label_hits_nothing() -> None:
    other = Detections(BOXES[:1], np.array([0.9], np.float32), np.array([1]))
    assert match(ground_truth(BOXES[:1]), other).hits.tolist() == [-1]


def test_ignored_boxes_are_neither_hit_nor_missed_nor_counted() -> None:
    """The last five are ignored, as one region: four of them are found, beside four of the five others."""
    region = np.array([[50, 0, 98, 20]], np.float32)
    marked = GroundTruth(
        np.concatenate([BOXES[:5], region]), np.zeros(6, np.int64), np.array([False] * 5 + [True])
    )
    photo = (marked, found(np.concatenate([BOXES[:4], BOXES[5:9]]), [0.9] * 8))
    rates = rates_at(match_all([photo]), 0.5)
    assert (rates.precision, rates.recall) == (1, 0.8)
    assert count_error([photo], 0.5).error == pytest.approx(0.2)
    assert average_precision([photo]).ar300 == pytest.approx(0.8)
    assert average_precision([photo]).ap50 == pytest.approx(0.8, abs=0.01)


def test_a_product_that_is_found_inside_an_ignored_region_is_a_hit() -> None:
    region = np.array([[0, 0, 100, 20]], np.float32)
    marked = GroundTruth(np.concatenate([region, BOXES[:1]]), np.zeros(2, np.int64), np.array([True, False]))
    photo = (marked, found(BOXES[:2], [0.9, 0.9]))
    assert match(*photo).hits.tolist() == [1, -1]
    assert count_error([photo], 0.5).error == 0


def test_a_box_that_only_touches_an_ignored_region_is_a_false_alarm() -> None:
    region = np.array([[0, 0, 10, 20]], np.float32)
    marked = GroundTruth(region, np.zeros(1, np.int64), np.array([True]))
    assert match(marked, found(np.array([[6, 0, 16, 20]], np.float32), [0.9])).judged.tolist() == [True]
    assert match(marked, found(np.array([[4, 0, 14, 20]], np.float32), [0.9])).judged.tolist() == [False]


def test_a_region_of_any_label_is_ignored_for_every_label() -> None:
    """Two labels, each with a product that is found and an alarm in the region, and one alarm outside of it."""
    region = [40.0, 0.0, 100.0, 20.0]
    boxes = np.concatenate([BOXES[:2], np.array([region], np.float32)])
    marked = GroundTruth(boxes, np.array([0, 1, ANY_LABEL]), np.array([False, False, True]))
    alarms = np.concatenate([BOXES[:2], BOXES[4:6], BOXES[2:3]])
    photo = (marked, Detections(alarms, np.array([0.5, 0.5, 0.9, 0.9, 0.4], "f"), np.array([0, 1, 0, 1, 1])))
    assert match(*photo).judged.tolist() == [True, True, False, False, True]
    assert count_error([photo], 0.45).error == 0
    assert average_precision([photo]).ap == pytest.approx(1)
    labels = scores_by_label([photo], ["a", "b"], 0.45)
    assert [(each.products, each.rates.precision) for each in labels] == [(1, 1), (1, 1)]


def test_photos_without_a_single_product_score_zero() -> None:
    marked = GroundTruth(BOXES[:1], np.array([ANY_LABEL]), np.array([True]))
    assert average_precision([(marked, found(BOXES, [0.9] * 10))]).ap == 0
