"""Which anchor learns which product: adaptive training sample selection (ATSS, Zhang et al. 2020, algorithm 1)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from training.boxes import Bools, Floats, Ints

COVERED = 0.5
"""An anchor of which an ignored region covers more than this is not background."""


def _overlap(boxes: Floats, anchors: Floats) -> Floats:
    """Areas that boxes share with anchors, both (..., 4) of shapes that go together: (...)."""
    low, high = np.maximum(boxes[..., :2], anchors[..., :2]), np.minimum(boxes[..., 2:], anchors[..., 2:])
    width, height = high[..., 0] - low[..., 0], high[..., 1] - low[..., 1]
    return np.asarray(np.maximum(width, 0) * np.maximum(height, 0))


def _is_within(centres: NDArray[np.floating], boxes: Floats) -> Bools:
    """Whether points (..., 2) lie inside boxes (..., 4): (...)."""
    inside = (centres > boxes[..., :2]) & (centres < boxes[..., 2:])
    return np.asarray(inside[..., 0] & inside[..., 1])


def _nearest(
    middles: Floats, anchors: Floats, levels: list[tuple[int, int]], count: int
) -> tuple[Ints, Bools]:
    """The ``count`` anchors of each level whose centres lie nearest to each of (G, 2) points.

    Only a window of cells around the point is looked at, which holds them wherever the point is: a crop has thousands
    of anchors and hundreds of products.

    Returns:
        The anchors of all windows, (G, K) in ascending order, and which of them are the nearest, (G, K).
    """
    side = 2 * math.ceil(math.sqrt(count)) - 1
    indices: list[Ints] = []
    chosen: list[Bools] = []
    first = 0
    for rows, columns in levels:
        high, wide = min(side, rows), min(side, columns)
        corner = anchors[first, :2] + anchors[first, 2:]
        last = anchors[first + rows * columns - 1, :2] + anchors[first + rows * columns - 1, 2:]
        stride = (last - corner) / 2 / np.maximum([columns - 1, rows - 1], 1)
        cell = np.floor(middles / np.maximum(stride, 1)).astype(np.int64)
        left = np.clip(cell[:, 0] - wide // 2, 0, columns - wide)
        top = np.clip(cell[:, 1] - high // 2, 0, rows - high)
        starts = (top[:, None] + np.arange(high)) * columns
        cells = left[:, None] + np.arange(wide)
        index = first + (starts[:, :, None] + cells[:, None, :]).reshape(len(middles), high * wide)
        away = (anchors[index, :2] + anchors[index, 2:]) / 2 - middles[:, None]
        distance = np.hypot(away[..., 0], away[..., 1])
        place = min(count, high * wide) - 1
        indices.append(index)
        chosen.append(distance <= np.partition(distance, place, axis=1)[:, place, None])
        first += rows * columns
    return np.concatenate(indices, axis=1), np.concatenate(chosen, axis=1)


def assign_targets(
    boxes: Floats,
    labels: Ints,
    ignored: Bools,
    weights: Floats,
    anchors: Floats,
    levels: list[tuple[int, int]],
    background_weight: Floats,
    candidates: int,
) -> Floats:
    """The target of every anchor: (N, 6) of label (-1: background), class weight, box xyxy.

    Args:
        boxes: (G, 4) xyxy, inside the picture.
        labels: (G,).
        ignored: (G,) bool, regions that are neither learnt nor background, products that are badly cut among them.
        weights: (G,) weight of each product in the classification loss.
        anchors: (N, 4) xyxy, one a cell, as ``boxes.make_anchors`` gives them.
        levels: rows and columns of cells on each level, in order.
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
    areas = (anchors[:, 2] - anchors[:, 0]) * (anchors[:, 3] - anchors[:, 1])
    middles = ((boxes[:, :2] + boxes[:, 2:]) / 2).astype(np.float32)
    around, near = _nearest(middles, anchors, levels, candidates)
    own_areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    overlap = _overlap(boxes[:, None], anchors[around])
    iou = overlap / np.maximum(own_areas[:, None] + areas[around] - overlap, 1e-6)
    number = near.sum(axis=1, keepdims=True, dtype=np.float32)
    mean = np.where(near, iou, 0).sum(axis=1, keepdims=True) / number
    deviation = np.sqrt(np.where(near, (iou - mean) ** 2, 0).sum(axis=1, keepdims=True) / number)
    positive = near & (iou >= mean + deviation) & _is_within(centres[around], boxes[:, None])
    # The anchor that overlaps a box most is one of the nearest: the anchors of a level are of one size.
    lonely = np.flatnonzero(~positive.any(axis=1))
    positive[lonely, iou[lonely].argmax(axis=1)] = True
    # An anchor that several claim goes to the closest fit, the last of its claims in this order.
    claimant, place = np.nonzero(positive)
    order = np.lexsort((-claimant, iou[claimant, place]))
    owner = np.full(len(anchors), -1)
    owner[around[claimant[order], place[order]]] = claimant[order]
    learns = (owner >= 0) & ~ignored[owner]
    regions = boxes[ignored]
    covered = _is_within(centres, regions[:, None]) | (_overlap(regions[:, None], anchors) > COVERED * areas)
    targets[covered.any(axis=0) | ((owner >= 0) & ~learns), 1] = 0
    products = owner[learns]
    targets[learns, 0], targets[learns, 1], targets[learns, 2:] = (
        labels[products],
        weights[products],
        boxes[products],
    )
    return targets
