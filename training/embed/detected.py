"""Facings as a detector finds them in place of the boxes that people drew: what recognition is worth in the app."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from training.boxes import Bools
from training.embed.protocol import Protocol
from training.graph import GraphRunner
from training.metrics import GroundTruth, match
from training.predict import Detections
from training.shelves import detect


def found_by(detector: Path, protocol: Protocol) -> tuple[Protocol, Bools]:
    """The protocol with the detector's boxes, and which facings (N,) have one, matched as detectors are measured.

    The others keep their boxes.

    Raises:
        BundleError: the detector's bundle is damaged.
        GraphError: it could not be run.
    """
    boxes, is_found = protocol.boxes.copy(), np.zeros(len(protocol.boxes), bool)
    with GraphRunner(detector) as graph:
        for photo, file in protocol.files.items():
            here = np.flatnonzero(protocol.photos == photo)
            seen = detect(graph, file)
            scores = np.array(seen["scores"], np.float32)
            all_boxes = np.array(seen["boxes"], np.float32).reshape(-1, 4)
            found = Detections(all_boxes, scores, np.zeros(len(scores), np.int64)).only(
                scores >= seen["threshold"]
            )
            hits = match(GroundTruth(protocol.boxes[here], np.zeros(len(here), np.int64)), found).hits
            is_hit = hits >= 0
            boxes[here[hits[is_hit]]] = found.boxes[is_hit]
            is_found[here[hits[is_hit]]] = True
    return replace(protocol, boxes=boxes), is_found
