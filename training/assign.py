"""Which anchor learns which product: adaptive training sample selection (ATSS, Zhang et al. 2020, algorithm 1)."""

from __future__ import annotations

import tensorflow as tf

COVERED = 0.5
"""An anchor of which an ignored region covers more than this is not background."""


def _overlap(boxes: tf.Tensor, anchors: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    """IoU of every box (G, 4) with every anchor (N, 4), and the share of the anchor that the box covers: (G, N)."""
    low = tf.maximum(boxes[:, None, :2], anchors[None, :, :2])
    high = tf.minimum(boxes[:, None, 2:], anchors[None, :, 2:])
    overlap = tf.reduce_prod(tf.maximum(high - low, 0.0), axis=2)
    areas = [tf.reduce_prod(b[:, 2:] - b[:, :2], axis=1) for b in (boxes, anchors)]
    iou = overlap / tf.maximum(areas[0][:, None] + areas[1][None, :] - overlap, 1e-6)
    return iou, overlap / areas[1][None, :]


def _candidates(distance: tf.Tensor, cells: list[int], count: int) -> tf.Tensor:
    """For every box, the ``count`` anchors of each level whose centres lie nearest: mask (G, N)."""
    masks = []
    for level in tf.split(distance, cells, axis=1):
        nearest = tf.math.top_k(-level, min(count, level.shape[1])).values
        masks.append(-level >= nearest[:, -1:])
    return tf.concat(masks, axis=1)


def assign_targets(
    boxes: tf.Tensor,
    labels: tf.Tensor,
    ignored: tf.Tensor,
    weights: tf.Tensor,
    anchors: tf.Tensor,
    cells: list[int],
    background_weight: tf.Tensor,
    candidates: int,
) -> tf.Tensor:
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
    count = tf.shape(boxes)[0]
    total = anchors.shape[0]
    no_box = tf.concat([tf.fill([total, 1], -1.0), background_weight[:, None], tf.zeros([total, 4])], axis=1)

    def assigned() -> tf.Tensor:
        centres = (anchors[:, :2] + anchors[:, 2:]) / 2
        middles = (boxes[:, :2] + boxes[:, 2:]) / 2
        distance = tf.norm(middles[:, None] - centres[None], axis=2)
        iou, covered_by = _overlap(boxes, anchors)
        near = tf.cast(_candidates(distance, cells, candidates), tf.float32)
        number = tf.reduce_sum(near, axis=1, keepdims=True)
        mean = tf.reduce_sum(iou * near, axis=1, keepdims=True) / number
        deviation = tf.sqrt(tf.reduce_sum(near * (iou - mean) ** 2, axis=1, keepdims=True) / number)
        within = tf.reduce_all(
            (centres[None] > boxes[:, None, :2]) & (centres[None] < boxes[:, None, 2:]), axis=2
        )
        positive = (near > 0) & (iou >= mean + deviation) & within
        best = tf.one_hot(tf.argmax(iou, axis=1), total, on_value=True, off_value=False)
        positive |= best & ~tf.reduce_any(positive, axis=1, keepdims=True)
        claim = tf.where(
            positive, iou + 1e-6, 0.0
        )  # (G, N): an anchor claimed by several goes to the closest fit
        owner = tf.argmax(claim, axis=0, output_type=tf.int32)
        owned = tf.reduce_any(positive, axis=0)
        owner_ignored = tf.gather(ignored, owner)
        covered = tf.reduce_any((within | (covered_by > COVERED)) & ignored[:, None], axis=0)
        learns = owned & ~owner_ignored
        weight = tf.where(
            learns,
            tf.gather(weights, owner),
            tf.where(covered | (owned & owner_ignored), 0.0, background_weight),
        )
        label = tf.where(learns, tf.cast(tf.gather(labels, owner), tf.float32), -1.0)
        box = tf.where(learns[:, None], tf.gather(boxes, owner), 0.0)
        return tf.concat([label[:, None], weight[:, None], box], axis=1)

    return tf.cond(count > 0, assigned, lambda: no_box)
