"""ATSS gives each product its anchors, and what is ignored teaches nothing."""

from __future__ import annotations

import numpy as np
import pytest

from app.card import AnchorLevel
from training.assign import assign_targets
from training.boxes import Floats, iou_matrix, make_anchors

LEVELS = [AnchorLevel(stride=8, sizes=[(32, 32)]), AnchorLevel(stride=16, sizes=[(64, 64)])]
ANCHORS = make_anchors(LEVELS, 96, 96)
CELLS = [(12, 12), (6, 6)]


def assign(
    boxes: list[list[float]],
    ignored: list[bool] | None = None,
    background: float = 1.0,
    sure: list[float] | None = None,
) -> Floats:
    array = np.array(boxes, np.float32).reshape(-1, 4)
    labels = np.arange(len(array))
    flags = np.array(ignored or [False] * len(array), bool)
    weights = np.full(len(ANCHORS), background, np.float32)
    products = np.array(sure or [1.0] * len(array), np.float32)
    return assign_targets(array, labels, flags, products, ANCHORS, CELLS, weights, 9)


def test_anchors_with_the_best_overlap_learn_the_box_that_lies_around_their_centre() -> None:
    box = [20.0, 20.0, 54.0, 50.0]
    targets = assign([box])
    learning = targets[:, 0] == 0
    assert 1 <= learning.sum() <= 9
    np.testing.assert_allclose(targets[learning, 2:], np.tile(box, (learning.sum(), 1)))
    overlap = iou_matrix(ANCHORS, np.array([box], np.float32))[:, 0]
    assert learning[np.argmax(overlap)]
    centres = (ANCHORS[learning, :2] + ANCHORS[learning, 2:]) / 2
    assert (centres > box[:2]).all() and (centres < box[2:]).all()


def test_a_product_smaller_than_a_cell_is_still_learnt() -> None:
    targets = assign([[33.0, 33.0, 36.0, 37.0]])
    assert (targets[:, 0] == 0).sum() == 1


def test_an_anchor_claimed_by_two_products_goes_to_the_one_that_fits_better() -> None:
    targets = assign([[16.0, 16.0, 48.0, 48.0], [12.0, 12.0, 60.0, 60.0]])
    fitting = np.flatnonzero(
        (ANCHORS == [20, 20, 52, 52]).all(axis=1) | (ANCHORS == [12, 12, 44, 44]).all(axis=1)
    )
    assert set(targets[fitting, 0]) == {0.0}
    assert (targets[:, 0] == 1).any()


def test_background_of_machine_labelled_photos_weighs_less() -> None:
    targets = assign([[20.0, 20.0, 54.0, 50.0]], background=0.5)
    assert set(targets[targets[:, 0] == -1, 1]) == {0.5}
    assert set(targets[targets[:, 0] == 0, 1]) == {1.0}


def test_an_ignored_product_is_neither_learnt_nor_background() -> None:
    targets = assign([[0.0, 0.0, 30.0, 30.0], [60.0, 60.0, 90.0, 90.0]], ignored=[True, False])
    assert not (targets[:, 0] == 0).any()
    centres = (ANCHORS[:, :2] + ANCHORS[:, 2:]) / 2
    inside = ((centres > 0) & (centres < 30)).all(axis=1)
    assert (targets[inside, 1] == 0).all()
    assert (targets[:, 0] == 1).any()


def test_a_crop_of_ignored_products_alone_teaches_nothing_there() -> None:
    targets = assign([[20.0, 20.0, 54.0, 50.0]], [True])
    centres = (ANCHORS[:, :2] + ANCHORS[:, 2:]) / 2
    inside = ((centres > [20, 20]) & (centres < [54, 50])).all(axis=1)
    assert (targets[:, 0] == -1).all()
    assert (targets[inside, 1] == 0).all()
    assert (targets[~inside, 1] == 1).mean() > 0.95


def test_a_crop_without_products_is_all_background() -> None:
    targets = assign([])
    assert (targets[:, 0] == -1).all() and (targets[:, 1] == 1).all()


def test_an_anchor_that_lies_mostly_in_an_ignored_region_is_not_background() -> None:
    region = [0.0, 0.0, 50.0, 96.0]
    targets = assign([region], [True])
    shares = np.clip(np.minimum(ANCHORS[:, 2], 50) - np.maximum(ANCHORS[:, 0], 0), 0, None)
    shares *= np.clip(np.minimum(ANCHORS[:, 3], 96) - np.maximum(ANCHORS[:, 1], 0), 0, None)
    shares /= (ANCHORS[:, 2:] - ANCHORS[:, :2]).prod(axis=1)
    assert (targets[shares > 0.5, 1] == 0).all() and (shares > 0.5).sum() > 40
    inside = ((ANCHORS[:, 0] + ANCHORS[:, 2]) / 2 < 50) & (shares <= 0.5)
    assert (targets[~inside & (shares <= 0.5), 1] == 1).all()


def test_a_product_in_an_ignored_region_is_learnt() -> None:
    targets = assign([[0.0, 0.0, 96.0, 96.0], [20.0, 20.0, 54.0, 50.0]], [True, False])
    assert (targets[:, 0] == 1).any() and (targets[targets[:, 0] == 1, 1] == 1).all()
    assert (targets[targets[:, 0] == -1, 1] == 0).all()


def test_a_doubtful_product_weighs_less_and_background_as_ever() -> None:
    targets = assign([[20.0, 20.0, 54.0, 50.0], [60.0, 60.0, 90.0, 90.0]], sure=[0.25, 1.0])
    assert set(targets[targets[:, 0] == 0, 1]) == {0.25}
    assert set(targets[targets[:, 0] == 1, 1]) == {1.0}
    assert set(targets[targets[:, 0] == -1, 1]) == {1.0}


def assign_by_all_anchors(
    boxes: Floats, anchors: Floats, levels: list[tuple[int, int]], count: int
) -> Floats:
    """Which box each anchor learns (N,), -1 for none, by the paper's algorithm with every anchor looked at."""
    middles, centres = (boxes[:, :2] + boxes[:, 2:]) / 2, (anchors[:, :2] + anchors[:, 2:]) / 2
    distance = np.linalg.norm(middles[:, None] - centres[None], axis=2)
    iou = iou_matrix(boxes, anchors)
    near = np.zeros_like(iou, bool)
    first = 0
    for rows, columns in levels:
        level = slice(first, first + rows * columns)
        farthest = np.sort(distance[:, level], axis=1)[:, min(count, rows * columns) - 1]
        near[:, level] = distance[:, level] <= farthest[:, None]
        first += rows * columns
    claims = np.zeros_like(iou)
    for box in range(len(boxes)):
        candidates = iou[box][near[box]]
        within = ((centres > boxes[box, :2]) & (centres < boxes[box, 2:])).all(axis=1)
        positive = near[box] & (iou[box] >= candidates.mean() + candidates.std()) & within
        if not positive.any():
            positive[iou[box].argmax()] = True
        claims[box, positive] = iou[box, positive] + 1e-6
    return np.where(claims.any(axis=0), claims.argmax(axis=0), -1).astype(np.float32)


@pytest.mark.parametrize(("side", "count"), [(96, 4), (96, 9), (320, 9), (320, 16)])
def test_a_window_around_each_box_gives_what_all_anchors_give(side: int, count: int) -> None:
    random = np.random.default_rng(side + count)
    levels = [AnchorLevel(stride=stride, sizes=[(stride * 2.8, stride * 5.7)]) for stride in (8, 16, 32)]
    anchors = make_anchors(levels, side, side)
    cells = [(side // level.stride,) * 2 for level in levels]
    for _ in range(10):
        middles = random.uniform(0, side, (60, 2))
        sizes = np.exp(random.uniform(np.log(14), np.log(90), (60, 1)) + random.uniform(-0.5, 0.5, (60, 2)))
        boxes = np.clip(np.concatenate([middles - sizes / 2, middles + sizes / 2], axis=1), 0, side)
        boxes = boxes[(boxes[:, 2:] - boxes[:, :2]).min(axis=1) > 10].astype(np.float32)
        known = np.zeros(len(boxes), bool)
        ones = np.ones(len(boxes), np.float32)
        found = assign_targets(
            boxes,
            np.arange(len(boxes)),
            known,
            ones,
            anchors,
            cells,
            np.ones(len(anchors), np.float32),
            count,
        )
        expected = assign_by_all_anchors(boxes, anchors, cells, count)
        # A long box may overlap several anchors alike and most: then it takes one of them that lies near its middle.
        assert (found[:, 0] != expected).sum() <= 4
        learnt, wanted = set(found[:, 0].tolist()), set(expected.tolist())
        assert len(learnt ^ wanted) <= 2
