"""Which anchor learns which product: adaptive training sample selection (ATSS, Zhang et al. 2020, algorithm 1)."""

from __future__ import annotations

import numpy as np

from training.boxes import Bools, Floats, Ints

COVERED = 0.5
"""An anchor of which an ignored region covers more than this is not background."""


def _overlap(boxes: Floats, anchors: Floats) -> tuple[Floats, Floats]:
    """IoU of every box (G, 4) with every anchor (N, 4), and the share of the anchor that the box covers: (G, N)."""
    low = [np.maximum(boxes[:, side, None], anchors[None, :, side]) for side in (0, 1)]
    high = [np.minimum(boxes[:, side, None], anchors[None, :, side]) for side in (2, 3)]
    overlap = np.maximum(high[0] - low[0], 0) * np.maximum(high[1] - low[1], 0)
    areas = [np.prod(b[:, 2:] - b[:, :2], axis=1) for b in (boxes, anchors)]
    iou = overlap / np.maximum(areas[0][:, None] + areas[1][None, :] - overlap, 1e-6)
    return iou, overlap / areas[1][None, :]


def _candidates(distance: Floats, cells: list[int], count: int) -> Bools:
    """For every box, the ``count`` anchors of each level whose centres lie nearest: mask (G, N)."""
    masks = []
    for level in np.split(distance, np.cumsum(cells)[:-1], axis=1):
        nearest = min(count, level.shape[1]) - 1
        masks.append(level <= np.partition(level, nearest, axis=1)[:, nearest, None])
    return np.concatenate(masks, axis=1)


def assign_targets(
    boxes: Floats,
    labels: Ints,
    ignored: Bools,
    weights: Floats,
    anchors: Floats,
    cells: list[int],
    background_weight: Floats,
    candidates: int,
) -> Floats:
    """The target of every anchor: (N, 6) of label (-1: background), class weight, box xyxy.

    Args:
        boxes: (G, 4) xyxy.
        labels: (G,).
        ignored: (G,) bool, regions that are neither learnt nor background, products that are badly cut among them.
        weights: (G,) weight of each product in the classification loss.
        anchors: (N, 4) xyxy.
        cells: number of anchors on each level, in order.
        background_weight: (N,) weight of each anchor in the classification loss, should it be background.
        candidates: anchors a level that ATSS looks at for a box (k in the paper).

    A box takes, of the anchors nearest to its centre, those whose IoU is above the mean plus the standard deviation
    of all its candidates and whose centre lies inside it. Products smaller than a cell may find none: they take the
    anchor that overlaps them most, so that no product goes unlearnt. An anchor is not background either if its centre
    lies in an ignored region, or most of its area does.
    """
    targets = np.zeros((len(anchors), 6), np.float32)
    targets[:, 0], targets[:, 1] = -1, background_weight
    if not len(boxes):
        return targets
    centres = (anchors[:, :2] + anchors[:, 2:]) / 2
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    distance = np.hypot(*(middles[:, side, None] - centres[None, :, side] for side in (0, 1)))
    iou, covered_by = _overlap(boxes, anchors)
    near = _candidates(distance, cells, candidates)
    number = near.sum(axis=1, keepdims=True, dtype=np.float32)
    mean = np.where(near, iou, 0).sum(axis=1, keepdims=True) / number
    deviation = np.sqrt(np.where(near, (iou - mean) ** 2, 0).sum(axis=1, keepdims=True) / number)
    within = np.logical_and.reduce(
        [(centres[None, :, side] > boxes[:, side, None]) & (centres[None, :, side] < boxes[:, side + 2, None])
         for side in (0, 1)]
    )  # fmt: skip
    positive = near & (iou >= mean + deviation) & within
    lonely = np.flatnonzero(~positive.any(axis=1))
    positive[lonely, iou[lonely].argmax(axis=1)] = True
    # An anchor that several claim goes to the closest fit. The least claim is still more than none.
    owner = np.where(positive, iou + 1e-6, 0).argmax(axis=0)
    owned = positive.any(axis=0)
    learns = owned & ~ignored[owner]
    covered = (within[ignored] | (covered_by[ignored] > COVERED)).any(axis=0)
    targets[covered | (owned & ~learns), 1] = 0
    products = owner[learns]
    targets[learns, 0], targets[learns, 1], targets[learns, 2:] = (
        labels[products],
        weights[products],
        boxes[products],
    )
    return targets
