"""Facings that look alike, grouped by the page's own modules: static/js/products/groups.js, under Node."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from training.boxes import Floats, Ints
from training.embed.protocol import Protocol
from training.errors import TrainingSideError
from training.node_process import NodeProcess

RUNNER = Path(__file__).with_name("run_groups.mjs")


class GroupsError(TrainingSideError):
    """Node stopped; the message says why."""


def groups_in(vectors: Floats, protocol: Protocol, limits: Sequence[float]) -> dict[int, Ints]:
    """For each photo, the group of each of its facings at each limit: (limits, facings). Vectors are of length 1.

    Raises:
        GroupsError: Node stopped.
    """
    groups: dict[int, Ints] = {}
    with NodeProcess(RUNNER) as node:
        for photo in protocol.sizes:
            here = protocol.photos == photo
            # The page keeps vectors as int8.
            values = np.round(vectors[here] * 127).astype(np.int8)
            question = {
                "boxes": protocol.boxes[here].tolist(), "limits": list(limits),
                "vectors": base64.b64encode(values.tobytes()).decode(), "dimensions": vectors.shape[1],
            }  # fmt: skip
            try:
                node.questions.write(json.dumps(question).encode() + b"\n")
                node.questions.flush()
                line = node.answers.readline()
            except BrokenPipeError:
                line = b""
            if not line.endswith(b"\n"):
                raise GroupsError(
                    f"Node stopped while it grouped the facings of photo {photo}: {node.failure()}"
                )
            groups[photo] = np.array(json.loads(line), np.int64).reshape(len(limits), -1)
    return groups
