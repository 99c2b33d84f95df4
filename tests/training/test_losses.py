"""The loss is small for right predictions, and its parts are the formulas of their papers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from training.boxes import Floats, decode_boxes
from training.config import LossConfig
from training.losses import decode, detection_loss, paired_iou

ANCHORS = np.array([[0, 0, 32, 32], [32, 0, 64, 32], [0, 32, 32, 64]], np.float32)
SCALES = (0.1, 0.1, 0.2, 0.2)


def losses(raw: Floats, targets: Floats) -> tuple[float, float]:
    class_loss, box_loss = detection_loss(targets[None], raw[None], ANCHORS, SCALES, LossConfig())
    return float(class_loss), float(box_loss)


def test_decoding_is_the_one_of_prediction() -> None:
    codes = np.random.default_rng(1).normal(0, 2, (3, 4)).astype(np.float32)
    np.testing.assert_allclose(
        decode(codes[None], ANCHORS, SCALES)[0], decode_boxes(codes, ANCHORS, SCALES), atol=1e-4
    )


def test_iou_and_giou_of_known_boxes() -> None:
    a = np.array([[0, 0, 2, 2], [0, 0, 1, 1], [0, 0, 2, 2]], np.float32)
    b = np.array([[0, 0, 2, 2], [2, 0, 3, 1], [1, 1, 3, 3]], np.float32)
    iou, giou = paired_iou(a, b)
    np.testing.assert_allclose(iou, [1, 0, 1 / 7], atol=1e-5)
    np.testing.assert_allclose(giou, [1, -1 / 3, 1 / 7 - 2 / 9], atol=1e-5)


def test_a_perfect_prediction_costs_next_to_nothing_and_a_wrong_one_much() -> None:
    targets = np.array([[0, 1, 0, 0, 32, 32], [-1, 1, 0, 0, 0, 0], [-1, 1, 0, 0, 0, 0]], np.float32)
    right = np.array([[9, 0, 0, 0, 0], [-9, 0, 0, 0, 0], [-9, 0, 0, 0, 0]], np.float32)
    wrong = np.array([[-9, 3, 3, 0, 0], [9, 0, 0, 0, 0], [-9, 0, 0, 0, 0]], np.float32)
    assert sum(losses(right, targets)) < 0.01
    assert losses(wrong, targets)[0] > 1
    assert losses(wrong, targets)[1] > 0.3


def test_the_score_learns_how_well_the_box_fits() -> None:
    targets = np.array([[0, 1, 0, 0, 32, 16], [-1, 1, 0, 0, 0, 0], [-1, 1, 0, 0, 0, 0]], np.float32)

    def cost(score_logit: float) -> float:
        raw = np.full((3, 5), 0, np.float32)
        raw[:, 0] = -20
        raw[0, 0] = score_logit
        return losses(raw, targets)[0]

    # The predicted box overlaps by half: the score to learn is the root of that.
    assert cost(math.log(0.5**0.5 / (1 - 0.5**0.5))) == pytest.approx(0, abs=1e-4)
    assert cost(3.0) > 0.05 and cost(-1.0) > 0.1


def test_an_ignored_cell_costs_nothing() -> None:
    targets = np.array([[-1, 0, 0, 0, 0, 0]] * 3, np.float32)
    raw = np.full((3, 5), 9, np.float32)
    assert losses(raw, targets) == (0, 0)
