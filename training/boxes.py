"""Boxes as arrays: anchors, the SSD box coding, IoU and NMS, in NumPy.

Boxes are ``xyxy``: left, top, right, bottom in pixels, as float32. The browser has the same functions in
static/js/detector/; both are held to the same test vectors (tests/vectors/).
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.card import AnchorLevel

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]
Pixels: TypeAlias = NDArray[np.uint8]


def areas_of(boxes: Floats) -> Floats:
    """Areas (N,) of boxes (N, 4); 0 where a side is negative."""
    return np.asarray(np.prod(np.maximum(boxes[:, 2:] - boxes[:, :2], 0), axis=1), np.float32)


def make_anchors(levels: list[AnchorLevel], height: int, width: int) -> Floats:
    """Anchors of an input of ``height`` x ``width`` pixels: (N, 4) xyxy.

    Levels follow each other in order; within a level rows from the top, cells from the left, then the sizes of a
    cell. An anchor is centred on its cell.
    """
    parts: list[Floats] = []
    for level in levels:
        y, x = np.mgrid[0 : height // level.stride, 0 : width // level.stride].astype(np.float32)
        centres = (np.stack([x, y], axis=-1) + 0.5) * level.stride
        half = np.asarray(level.sizes, np.float32) / 2
        corners = np.concatenate([centres[:, :, None] - half, centres[:, :, None] + half], axis=-1)
        parts.append(corners.reshape(-1, 4).astype(np.float32))
    anchors: Floats = np.concatenate(parts)
    return anchors


def decode_boxes(codes: Floats, anchors: Floats, scales: tuple[float, float, float, float]) -> Floats:
    """Box codes (N, 4) and their anchors (N, 4) to boxes (N, 4) xyxy; the coding is that of SSD (Liu et al. 2016)."""
    size = anchors[:, 2:] - anchors[:, :2]
    centre = anchors[:, :2] + size / 2
    scaled = codes * np.asarray(scales, np.float32)
    middle = centre + scaled[:, :2] * size
    half = np.exp(scaled[:, 2:]) * size / 2
    boxes: Floats = np.concatenate([middle - half, middle + half], axis=1).astype(np.float32)
    return boxes


def _iou(a: NDArray[np.floating], b: NDArray[np.floating]) -> NDArray[np.floating]:
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    overlap = np.prod(np.clip(high - low, 0, None), axis=2)
    areas = [np.prod(np.clip(boxes[:, 2:] - boxes[:, :2], 0, None), axis=1) for boxes in (a, b)]
    union = areas[0][:, None] + areas[1][None, :] - overlap
    return np.where(union > 0, overlap / np.maximum(union, 1e-9), 0)


def iou_matrix(a: Floats, b: Floats) -> Floats:
    """Intersection over union of every box of ``a`` (N, 4) with every box of ``b`` (M, 4): (N, M)."""
    return _iou(a, b).astype(np.float32)


SAME_IOU, SAME_SCORE = 0.6, 0.5
"""A suppressed box is taken for another reading of the kept one if it overlaps it by SAME_IOU or more and has at least
SAME_SCORE times its score."""


def nms(boxes: Floats, scores: Floats, labels: Ints, iou: float, limit: int) -> tuple[Ints, Floats]:
    """Greedy non-maximum suppression within each label; at most ``limit`` boxes are kept.

    Boxes with equal scores keep their order. A kept box moves to the mean, weighted by score, of itself and of the
    suppressed boxes that are nearly the same (box voting: Gidaris and Komodakis 2015, section 3). All of them vote:
    what a kept box becomes does not depend on ``limit``.

    Returns:
        The indices of the boxes kept, best score first, and these boxes (K, 4), moved.
    """
    # JavaScript computes with float64: in float32 an IoU next to a threshold could fall on the other side of it.
    exact_boxes, exact_scores = boxes.astype(np.float64), scores.astype(np.float64)
    order = np.argsort(-exact_scores, kind="stable")
    kept: list[int] = []
    moved: list[NDArray[np.float64]] = []
    alive = np.ones(len(order), bool)
    for position, index in enumerate(order):
        if not alive[position]:
            continue
        if len(kept) == limit:
            break
        rest = order[position + 1 :]
        overlaps = _iou(exact_boxes[index : index + 1], exact_boxes[rest])[0]
        suppressed = alive[position + 1 :] & (overlaps > iou) & (labels[rest] == labels[index])
        alive[position + 1 :] &= ~suppressed
        same = suppressed & (overlaps >= SAME_IOU) & (exact_scores[rest] >= SAME_SCORE * exact_scores[index])
        voters = np.append(index, rest[same])
        kept.append(int(index))
        moved.append(np.average(exact_boxes[voters], axis=0, weights=exact_scores[voters]))
    return np.asarray(kept, np.int64), np.asarray(moved, np.float32).reshape(-1, 4)
