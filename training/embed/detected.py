"""Facings as a detector finds them in place of the boxes that people drew: what recognition is worth in the app."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from training.boxes import Bools, iou_matrix
from training.embed.protocol import Protocol
from training.graph import GraphRunner
from training.shelves import detect

SAME_PLACE = 0.5
"""The IoU from which on a box that was found is a facing's."""


def found_by(detector: Path, protocol: Protocol) -> tuple[Protocol, Bools]:
    """The protocol with the detector's boxes, and which facings (N,) have one. The others keep their boxes.

    Raises:
        BundleError: the detector's bundle is damaged.
        GraphError: it could not be run.
    """
    boxes, is_found = protocol.boxes.copy(), np.zeros(len(protocol.boxes), bool)
    with GraphRunner(detector) as graph:
        for photo, file in protocol.files.items():
            here = np.flatnonzero(protocol.photos == photo)
            seen = detect(graph, file)
            counted = np.array(seen["scores"]) >= seen["threshold"]
            candidates = np.array(seen["boxes"], np.float32).reshape(-1, 4)[counted]
            overlaps = iou_matrix(protocol.boxes[here], candidates)
            # The best pair first; a box is the facing of one.
            while overlaps.size and overlaps.max() >= SAME_PLACE:
                facing, box = divmod(int(overlaps.argmax()), overlaps.shape[1])
                boxes[here[facing]], is_found[here[facing]] = candidates[box], True
                overlaps[facing], overlaps[:, box] = 0, 0
    return replace(protocol, boxes=boxes), is_found
