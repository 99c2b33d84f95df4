"""The blog post's graph: from the camera's whole picture to boxes, with resizing, decoding and NMS in the graph."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.card import ModelCard
from bench.peers.quiet import import_tensorflow

Size = tuple[int, int]
"""Width and height in pixels."""


def write_baseline(network: Any, card: ModelCard, size: Size, camera: Size, folder: Path) -> None:
    """Writes a TensorFlow.js graph model that contains the network.

    It takes ``picture``, (1, height, width, 3) of 0..255, and gives boxes (N, 4), y1 x1 y2 x2 in pixels of the camera's
    picture, and scores (N,). The limits of score, overlap and number are the card's for live pictures.

    Args:
        network: the folded Keras network.
        card: of its bundle.
        size: of the network's input.
        camera: of the picture.
        folder: where to write model.json and the weights.
    """
    tf = import_tensorflow()
    from training.graph_model import write_graph_model

    @tf.function(input_signature=[tf.TensorSpec((1, camera[1], camera[0], 3), tf.int32, name="picture")])
    def serve(picture: Any) -> dict[str, Any]:
        values = _as_input(tf, picture, card, size, camera)
        boxes, scores = _decode(tf, network(values, training=False)[0], card, size)
        defaults = card.defaults
        kept = tf.image.non_max_suppression(
            boxes, scores, defaults.max_detections, defaults.nms_iou, defaults.score_threshold.live
        )
        scale = max(camera) / max(size)
        return {"boxes": tf.gather(boxes, kept) * scale, "scores": tf.gather(scores, kept)}

    write_graph_model(network, serve, folder)


def _as_input(tf: Any, picture: Any, card: ModelCard, size: Size, camera: Size) -> Any:
    from training.predict import letterbox_size

    width, height, input_width, input_height = letterbox_size(*camera, max(size), card.input.stride)
    resized = tf.image.resize(tf.cast(picture, tf.float32), (height, width))
    margins = [[0, 0], [0, input_height - height], [0, input_width - width], [0, 0]]
    low, high = card.input.range
    return tf.pad(resized, margins, constant_values=card.input.pad) * ((high - low) / 255) + low


def _decode(tf: Any, raw: Any, card: ModelCard, size: Size) -> tuple[Any, Any]:
    from training.boxes import make_anchors

    anchors = make_anchors(card.anchors, size[1], size[0])
    centres, sides = (anchors[:, :2] + anchors[:, 2:]) / 2, anchors[:, 2:] - anchors[:, :2]
    labels, scales = len(card.labels), card.box_coding.scales
    middle = centres + raw[:, labels : labels + 2] * scales[:2] * sides
    half = tf.exp(raw[:, labels + 2 :] * scales[2:]) * sides / 2
    corners = tf.concat([middle - half, middle + half], axis=1)
    boxes = tf.gather(corners, [1, 0, 3, 2], axis=1)
    return boxes, tf.sigmoid(tf.reduce_max(raw[:, :labels], axis=1))
