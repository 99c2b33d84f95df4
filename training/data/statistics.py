"""What a set of labelled photos looks like in numbers, for the data card."""

from __future__ import annotations

from collections import Counter

import numpy as np
from pydantic import BaseModel, ConfigDict

from training.boxes import Floats
from training.data.sources import LabelledPhoto

_STEPS = {"least": 0, "p5": 5, "p25": 25, "p50": 50, "p75": 75, "p95": 95, "most": 100}


class Spread(BaseModel):
    """Smallest value, percentiles, greatest value."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    least: float
    p5: float
    p25: float
    p50: float
    p75: float
    p95: float
    most: float


class Statistics(BaseModel):
    """Sizes of photos and boxes. Boxes are products, not ignored regions; a spread of nothing is None."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    photo_width_px: Spread | None
    photo_height_px: Spread | None
    boxes_a_photo: Spread | None
    photos_without_boxes: int
    box_width_px: Spread | None
    box_height_px: Spread | None
    box_width_of_long_side: Spread | None
    """As a fraction of the photo's longer side: times 640 it is the width that the network sees at 640."""
    box_height_of_long_side: Spread | None
    box_aspect: Spread | None
    """Width to height."""
    boxes_by_label: dict[str, int]


def _spread(values: Floats, digits: int) -> Spread | None:
    if not len(values):
        return None
    found = np.percentile(values, list(_STEPS.values()))
    return Spread(**dict(zip(_STEPS, np.round(found.astype(float), digits).tolist(), strict=True)))


def statistics(photos: list[LabelledPhoto], labels: list[str]) -> Statistics:
    """The statistics of photos with clean boxes; ``labels`` are counted in this order."""
    counts = np.array([(~photo.ignored).sum() for photo in photos], np.float32)
    sizes = np.array([(photo.width, photo.height) for photo in photos], np.float32).reshape(-1, 2)
    boxes = np.concatenate([np.zeros((0, 4), np.float32), *(photo.boxes[~photo.ignored] for photo in photos)])
    sides = boxes[:, 2:] - boxes[:, :2]
    shares = sides / np.repeat(sizes.max(axis=1), counts.astype(int))[:, None]
    by_label = Counter(
        label for photo in photos for label, ignored in zip(photo.labels, photo.ignored, strict=True) if not ignored
    )  # fmt: skip
    return Statistics(
        photo_width_px=_spread(sizes[:, 0], 0),
        photo_height_px=_spread(sizes[:, 1], 0),
        boxes_a_photo=_spread(counts, 1),
        photos_without_boxes=int((counts == 0).sum()),
        box_width_px=_spread(sides[:, 0], 1),
        box_height_px=_spread(sides[:, 1], 1),
        box_width_of_long_side=_spread(shares[:, 0], 4),
        box_height_of_long_side=_spread(shares[:, 1], 4),
        box_aspect=_spread(sides[:, 0] / sides[:, 1], 3),
        boxes_by_label={label: by_label[label] for label in labels},
    )
