"""The loss: quality focal loss for the labels (Li et al. 2020) and GIoU for the boxes (Rezatofighi et al. 2019).

Written in Keras operations, so that it runs on every Keras backend. Shapes: B photos, N anchors, C labels.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from keras import ops

from training.boxes import Floats
from training.config import LossConfig

Tensor = Any


def decode(codes: Tensor, anchors: Floats, scales: tuple[float, float, float, float]) -> Tensor:
    """SSD box codes (B, N, 4) to boxes (B, N, 4) xyxy; the same formula as ``boxes.decode_boxes``."""
    # PyTorch does not multiply its tensors with NumPy's arrays.
    corners, factors = ops.convert_to_tensor(anchors), ops.convert_to_tensor(np.asarray(scales, np.float32))
    size = corners[:, 2:] - corners[:, :2]
    centre = corners[:, :2] + size / 2
    scaled = codes * factors
    middle = centre + scaled[..., :2] * size
    # Codes can be very large early in training and must not overflow: e^4 times the anchor exceeds any product.
    half = ops.exp(ops.minimum(scaled[..., 2:], 4.0)) * size / 2
    return ops.concatenate([middle - half, middle + half], axis=-1)


def paired_iou(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """IoU and generalised IoU of boxes (..., 4) with the boxes at the same place: each (...)."""

    def area(low: Tensor, high: Tensor) -> Tensor:
        sides = ops.maximum(high - low, 0.0)
        return sides[..., 0] * sides[..., 1]

    overlap = area(ops.maximum(a[..., :2], b[..., :2]), ops.minimum(a[..., 2:], b[..., 2:]))
    union = ops.maximum(area(a[..., :2], a[..., 2:]) + area(b[..., :2], b[..., 2:]) - overlap, 1e-6)
    hull = ops.maximum(area(ops.minimum(a[..., :2], b[..., :2]), ops.maximum(a[..., 2:], b[..., 2:])), 1e-6)
    iou = overlap / union
    return iou, iou - (hull - union) / hull


def count_products(targets: Tensor) -> Tensor:
    """How many anchors learn a product, as a float scalar; ``targets`` (B, N, 6) as in ``detection_loss``."""
    return ops.sum(ops.cast(targets[..., 0] >= 0, "float32"))


def detection_loss(
    targets: Tensor,
    raw: Tensor,
    anchors: Floats,
    scales: tuple[float, float, float, float],
    config: LossConfig,
    products: Tensor | None = None,
) -> tuple[Tensor, Tensor]:
    """Classification and box loss, each a scalar for the batch.

    Args:
        targets: (B, N, 6) label (-1: background), class weight, box xyxy.
        raw: (B, N, C + 4) output of the network.
        anchors: (N, 4) xyxy.
        scales: the scales of the box coding.
        config: weights of the losses.
        products: by how many products the losses are divided; left out, by those of ``targets``.

    The target of a product's logit is the IoU of the box that the anchor predicts, to a power, so that the score ranks
    boxes by how well they fit. Every box weighs the same: weighed by their IoU, as in the paper, small products, whose
    boxes fit worse, were hardly learnt.
    """
    raw = ops.cast(raw, "float32")  # half-width floats (mixed precision) are too coarse for boxes
    labels = raw.shape[-1] - 4
    logits, codes = raw[..., :labels], raw[..., labels:]
    positive = ops.cast(targets[..., 0] >= 0, "float32")
    iou, giou = paired_iou(decode(codes, anchors, scales), targets[..., 2:])
    quality = ops.power(ops.stop_gradient(ops.clip(iou, 1e-6, 1.0)), config.quality_power) * positive

    which = ops.one_hot(ops.cast(ops.maximum(targets[..., 0], 0.0), "int32"), labels)
    wanted = which * quality[..., None]
    entropy = ops.maximum(logits, 0.0) - logits * wanted + ops.log1p(ops.exp(-ops.abs(logits)))
    focus = ops.power(ops.abs(wanted - ops.sigmoid(logits)), config.focal_power)
    products = ops.maximum(count_products(targets) if products is None else products, 1.0)
    class_loss = ops.sum(entropy * focus * targets[..., 1:2]) / products

    box_loss = ops.sum((1.0 - giou) * positive) / products
    return class_loss, box_loss * config.box_weight
