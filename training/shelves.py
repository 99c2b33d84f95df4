"""Measures the page's shelves and gaps on photos: rows against a count by hand, gaps against people's marks."""

from __future__ import annotations

import base64
import csv
import dataclasses
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from training.errors import TrainingSideError
from training.graph import GraphRunner
from training.node_process import NodeProcess

RUNNER = Path(__file__).with_name("run_shelves.mjs")
LEAST_SCORE = 0.01
"""The page takes no box below its own floor into account, which is higher."""
TEXTURE_CELLS = 128
"""Along the longer side, as in static/js/photo/texture.js,"""
CELL_PX = 4
"""and so are the pixels of a cell."""
SAME_PLACE = 0.3
"""A gap matches a mark at this IoU, or with its middle inside."""

Box = Sequence[float]
"""xyxy, pixels of the photo."""
Detected = dict[str, Any]
"""``width``, ``height``, ``threshold``, ``boxes`` and ``scores``, as run_shelves.mjs reads them."""


class ShelvesError(TrainingSideError):
    """The page's code could not be run; the message holds what Node said."""


@dataclasses.dataclass(frozen=True)
class Place:
    """A place where a product could be missing, and what the page knows of it (static/js/photo/gap-evidence.js)."""

    box: Box
    shape: list[float]
    look: list[float]


@dataclasses.dataclass(frozen=True)
class Shelves:
    """What the page finds on a photo."""

    rows: int
    gaps: list[Box]
    """One for each product that fits."""
    places: list[Place] = dataclasses.field(default_factory=list)
    """All that could be gaps; empty where nobody asked for them."""


@dataclasses.dataclass(frozen=True)
class GapRates:
    """Shares of the gaps that match a mark, and of the marks that a gap matches; 0 where there are none."""

    precision: float
    recall: float
    gaps: int
    marks: int


def find_shelves(bundle: Path, photos: Iterable[Path], *, with_places: bool = False) -> dict[str, Shelves]:
    """The shelves of each photo, by file name, from what the bundle detects on it as on a photo of the page.

    Raises:
        ShelvesError: Node stopped.
        GraphError: the bundle could not be run.
    """
    with GraphRunner(bundle) as graph:
        detected = [(path, detect(graph, path)) for path in photos]
    return shelves_of(detected, with_places=with_places)


def detect(graph: GraphRunner, path: Path) -> Detected:
    """What the bundle finds on a photo as the page does, down to scores that say next to nothing.

    Raises:
        GraphError: the bundle could not be run.
    """
    defaults = graph.card.defaults
    jpeg = path.read_bytes()
    with Image.open(io.BytesIO(jpeg)) as photo:
        width, height = photo.size
    (found,) = graph.detect_each(
        jpeg, graph.card.input.sizes.photo[0], threshold=LEAST_SCORE, nms_ious=[defaults.nms_iou], mode="photo",
        scale_selection=defaults.scale_selection, multi_scale_pass=defaults.multi_scale_pass,
    )  # fmt: skip
    return {
        "width": width,
        "height": height,
        "threshold": defaults.score_threshold.photo,
        "boxes": found.boxes.tolist(),
        "scores": found.scores.tolist(),
    }


def shelves_of(detected: Iterable[tuple[Path, Detected]], *, with_places: bool = False) -> dict[str, Shelves]:
    """The shelves of photos on which something was detected, by file name.

    Raises:
        ShelvesError: Node stopped.
    """
    found: dict[str, Shelves] = {}
    with NodeProcess(RUNNER) as node:
        for path, boxes in detected:
            pixels = base64.b64encode(texture_pixels(path).tobytes()).decode()
            answer = node.ask({**boxes, "pixels": pixels, "withPlaces": with_places})
            if answer is None:
                raise ShelvesError(f"Node stopped while it looked for shelves on {path}: {node.failure()}")
            places = [Place(**each) for each in answer.get("places", [])]
            found[path.name] = Shelves(answer["rows"], answer["gaps"], places)
    return found


def texture_pixels(path: Path) -> npt.NDArray[np.uint8]:
    """A photo in the size from which static/js/photo/texture.js makes its texture: RGBA, (height, width, 4)."""
    with Image.open(path) as photo:
        scale = TEXTURE_CELLS / max(photo.size)
        cells = [max(1, int(side * scale + 0.5)) for side in photo.size]
        size = (cells[0] * CELL_PX, cells[1] * CELL_PX)
        return np.asarray(photo.convert("RGBA").resize(size, Image.Resampling.BOX))


def read_marks(path: Path) -> dict[str, list[Box]]:
    """The empty places of each photo, from a CSV file with the name, left, top, right and bottom in its columns."""
    marks: dict[str, list[Box]] = {}
    with path.open(newline="") as file:
        for name, *numbers in csv.reader(file):
            marks.setdefault(name, []).append([float(number) for number in numbers[:4]])
    return marks


def rate_gaps(found: Mapping[str, Shelves], marks: Mapping[str, Sequence[Box]]) -> GapRates:
    """All photos taken together. One gap may match several marks, as people mark each missing product."""
    right = gaps = met = total = 0
    for name, shelves in found.items():
        here = marks.get(name, [])
        right += sum(any(is_match(gap, mark) for mark in here) for gap in shelves.gaps)
        met += sum(any(is_match(gap, mark) for gap in shelves.gaps) for mark in here)
        gaps += len(shelves.gaps)
        total += len(here)
    return GapRates(right / gaps if gaps else 0.0, met / total if total else 0.0, gaps, total)


def is_match(gap: Box, mark: Box) -> bool:
    """Whether a gap is at the place of a mark."""
    width = min(gap[2], mark[2]) - max(gap[0], mark[0])
    height = min(gap[3], mark[3]) - max(gap[1], mark[1])
    shared = max(0.0, width) * max(0.0, height)
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (gap, mark))
    x, y = (gap[0] + gap[2]) / 2, (gap[1] + gap[3]) / 2
    return shared / (areas - shared) >= SAME_PLACE or (mark[0] <= x <= mark[2] and mark[1] <= y <= mark[3])
