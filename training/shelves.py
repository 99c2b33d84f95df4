"""Measures the page's shelves and gaps on photos: rows against a count by hand, gaps against people's marks."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from training.errors import TrainingSideError
from training.graph import NODE, GraphRunner

RUNNER = Path(__file__).with_name("run_shelves.mjs")
LEAST_SCORE = 0.01
"""The page takes no box below its own floor into account, which is higher."""
SAME_PLACE = 0.3
"""A gap matches a mark at this IoU, or with its middle inside."""

Box = Sequence[float]
"""xyxy, pixels of the photo."""


class ShelvesError(TrainingSideError):
    """The page's code could not be run; the message holds what Node said."""


@dataclasses.dataclass(frozen=True)
class Shelves:
    """What the page finds on a photo."""

    rows: int
    gaps: list[Box]


@dataclasses.dataclass(frozen=True)
class GapRates:
    """Shares of the gaps that match a mark, and of the marks that a gap matches; 0 where there are none."""

    precision: float
    recall: float
    gaps: int
    marks: int


def find_shelves(bundle: Path, photos: Iterable[Path]) -> dict[str, Shelves]:
    """The shelves of each photo, by file name, from what the bundle detects on it as on a photo of the page.

    Raises:
        ShelvesError: Node stopped.
        GraphError: the bundle could not be run.
    """
    names: list[str] = []
    requests: list[dict[str, Any]] = []
    with GraphRunner(bundle) as graph:
        defaults = graph.card.defaults
        for path in photos:
            jpeg = path.read_bytes()
            with Image.open(io.BytesIO(jpeg)) as photo:
                width, height = photo.size
            (found,) = graph.detect_each(
                jpeg, graph.card.input.sizes.photo[0], threshold=LEAST_SCORE, nms_ious=[defaults.nms_iou], mode="photo",
                scale_selection=defaults.scale_selection, multi_scale_pass=defaults.multi_scale_pass,
            )  # fmt: skip
            names.append(path.name)
            requests.append(
                {
                    "width": width,
                    "height": height,
                    "threshold": defaults.score_threshold.photo,
                    "boxes": found.boxes.tolist(),
                    "scores": found.scores.tolist(),
                }
            )
    done = subprocess.run(
        [NODE, RUNNER], check=False, capture_output=True, text=True, input=json.dumps(requests)
    )
    if done.returncode != 0:
        raise ShelvesError(f"Node stopped while it looked for shelves: {done.stderr.strip()[-800:]}")
    return {name: Shelves(**each) for name, each in zip(names, json.loads(done.stdout), strict=True)}


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
