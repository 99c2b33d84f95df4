"""From a photo to boxes, as the phone does it: letterbox, network, decode, NMS.

static/js/detector/ has the same steps; both are held to the same test vectors.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image

from app.card import AnchorLevel
from training.boxes import Bools, Floats, Ints, Pixels, decode_boxes, make_anchors, nms
from training.config import NetworkConfig
from training.resample import resample

RawNetwork = Callable[[Pixels], Floats]
"""Letterboxed pixels (H, W, 3) to raw predictions (N, labels + 4)."""

STRIDE = 32
PAD = 128


@dataclass(frozen=True)
class Detections:
    """``boxes`` (K, 4) xyxy in pixels of the photo, ``scores`` (K,) 0..1, ``labels`` (K,), best score first."""

    boxes: Floats
    scores: Floats
    labels: Ints

    def only(self, chosen: Bools) -> Detections:
        """The detections that ``chosen`` (K,) marks."""
        return Detections(self.boxes[chosen], self.scores[chosen], self.labels[chosen])


def anchor_levels(config: NetworkConfig) -> list[AnchorLevel]:
    """The anchors of the network: one a cell, ``anchor_scale`` strides wide and high but for its aspect."""
    stretch = (config.anchor_aspect or 1.0) ** 0.5
    width, height = config.anchor_scale * stretch, config.anchor_scale / stretch
    return [
        AnchorLevel(stride=stride, sizes=[(round(width * stride, 2), round(height * stride, 2))])
        for stride in config.strides
    ]


def letterbox_size(
    width: int, height: int, long_side: int, stride: int = STRIDE
) -> tuple[int, int, int, int]:
    """Sizes for a photo of ``width`` x ``height``: (scaled width, scaled height, input width, input height).

    The photo is scaled so that its long side is ``long_side`` and laid into the top left corner of the smallest
    input whose sides are multiples of ``stride``.
    """
    scale = long_side / max(width, height)
    scaled = [max(1, round(side * scale)) for side in (width, height)]
    padded = [-(-side // stride) * stride for side in scaled]
    return scaled[0], scaled[1], padded[0], padded[1]


class Sheets:
    """A photo at the sizes at which it goes through the network.

    With ``most`` it is first shrunk to the size with that long side, and from there to the others, as
    static/js/detector/sheets.js does: of a live frame, that is the only size.
    """

    def __init__(self, photo: Image.Image, most: int | None = None) -> None:
        self.size = photo.size
        self._pixels = np.asarray(photo.convert("RGB"))
        if most is not None and max(self.size) > most:
            self._pixels = resample(self._pixels, *letterbox_size(*self.size, most)[:2])

    def at(self, long_side: int) -> Pixels:
        """The photo as the network's input (H, W, 3), see ``letterbox_size``."""
        width, height, input_width, input_height = letterbox_size(*self.size, long_side)
        sheet = np.full((input_height, input_width, 3), PAD, np.uint8)
        sheet[:height, :width] = resample(self._pixels, width, height)
        return sheet


def postprocess(
    raw: Floats,
    anchors: Floats,
    scales: tuple[float, float, float, float],
    *,
    threshold: float,
    nms_iou: float,
    limit: int,
) -> Detections:
    """Raw predictions (N, labels + 4) to the boxes above ``threshold`` in input pixels; one label a box."""
    logits = raw[:, :-4]
    labels = np.argmax(logits, axis=1)
    best = logits[np.arange(len(raw)), labels]
    scores = (1 / (1 + np.exp(-best.astype(np.float64)))).astype(np.float32)
    keep = np.flatnonzero(scores >= threshold)
    boxes = decode_boxes(raw[keep, -4:], anchors[keep], scales)
    chosen, moved = nms(boxes, scores[keep], labels[keep], nms_iou, limit)
    return Detections(moved, scores[keep][chosen], labels[keep][chosen])


def detect(
    network: RawNetwork,
    jpeg: bytes,
    config: NetworkConfig,
    long_side: int,
    *,
    threshold: float = 0.01,
    nms_iou: float = 0.5,
    limit: int = 1000,
) -> Detections:
    """Detections on a photo, in its own pixels, clipped to it."""
    with Image.open(io.BytesIO(jpeg)) as photo:
        pixels = Sheets(photo).at(long_side)
        edges = np.array([photo.width, photo.height] * 2, np.float32)
        scaled = np.array([*letterbox_size(photo.width, photo.height, long_side)[:2]] * 2, np.float32)
    anchors = make_anchors(anchor_levels(config), *pixels.shape[:2])
    found = postprocess(
        network(pixels), anchors, config.box_scales, threshold=threshold, nms_iou=nms_iou, limit=limit
    )
    boxes = found.boxes * (edges / scaled)
    return Detections(np.clip(boxes, 0, edges), found.scores, found.labels)
