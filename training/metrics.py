"""How good detections are: COCO's average precision at up to 300 boxes a photo, and the error of the count."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from training.boxes import Bools, Floats, Ints
from training.predict import Detections

MAX_DETECTIONS = 300


@dataclass(frozen=True)
class Truth:
    """What people marked on a photo: ``boxes`` (N, 4) xyxy in its pixels, ``labels`` (N,), ``ignored`` (N,).

    An ignored box is a region that is neither a product nor background: finding something there is neither right nor
    wrong. Left out, no box is ignored.
    """

    boxes: Floats
    labels: Ints
    ignored: Bools = field(default_factory=lambda: np.zeros(0, bool))

    def __post_init__(self) -> None:
        if not len(self.ignored):
            object.__setattr__(self, "ignored", np.zeros(len(self.boxes), bool))


@dataclass(frozen=True)
class Scores:
    """AP is the mean over IoU 0.50:0.95; ``ar300`` the mean recall at 300 boxes a photo."""

    ap: float
    ap50: float
    ap75: float
    ar300: float


@dataclass(frozen=True)
class CountError:
    """Mean absolute error of the count over photos, as a fraction of each photo's true count, and the mean error."""

    error: float
    bias: float


def _coco_boxes(boxes: Floats) -> list[list[float]]:
    """Boxes (N, 4) xyxy as COCO's left, top, width, height."""
    sides = np.concatenate([boxes[:, :2], boxes[:, 2:] - boxes[:, :2]], axis=1)
    return [[float(value) for value in box] for box in sides]


def average_precision(photos: Iterable[tuple[Truth, Detections]]) -> Scores:
    """COCO's metrics by pycocotools, averaged over the labels that occur."""
    annotations: list[dict[str, object]] = []
    results: list[dict[str, object]] = []
    number = 0
    for number, (truth, found) in enumerate(photos, start=1):
        for box, label in zip(_coco_boxes(truth.boxes), truth.labels.tolist(), strict=True):
            annotations.append(
                {"id": len(annotations) + 1, "image_id": number, "category_id": label + 1, "bbox": box,
                 "area": box[2] * box[3], "iscrowd": 0}
            )  # fmt: skip
        rows = zip(_coco_boxes(found.boxes), found.scores.tolist(), found.labels.tolist(), strict=True)
        results.extend(
            {"image_id": number, "category_id": label + 1, "bbox": box, "score": score}
            for box, score, label in rows
        )
    if not results:
        return Scores(0.0, 0.0, 0.0, 0.0)
    with contextlib.redirect_stdout(io.StringIO()):  # pycocotools prints its progress
        truth_set = COCO()
        categories = sorted({str(annotation["category_id"]) for annotation in annotations}, key=int)
        truth_set.dataset = {
            "images": [{"id": index} for index in range(1, number + 1)],
            "categories": [{"id": int(category)} for category in categories],
            "annotations": annotations,
        }
        truth_set.createIndex()
        evaluation = COCOeval(truth_set, truth_set.loadRes(results), "bbox")
        evaluation.params.maxDets = [MAX_DETECTIONS]
        evaluation.evaluate()
        evaluation.accumulate()
    # precision: (IoU threshold, recall, label, area, max detections); area 0 is "all sizes"
    precision = evaluation.eval["precision"][:, :, :, 0, 0]
    recall = evaluation.eval["recall"][:, :, 0, 0]
    thresholds = evaluation.params.iouThrs

    def mean(values: Floats) -> float:
        return float(values[values > -1].mean()) if (values > -1).any() else 0.0

    def at(iou: float) -> float:
        return mean(precision[np.isclose(thresholds, iou)])

    return Scores(mean(precision), at(0.5), at(0.75), mean(recall))


def count_error(photos: Iterable[tuple[Truth, Detections]], threshold: float) -> CountError:
    """The error of counting the boxes whose score is at least ``threshold``."""
    errors = [
        ((found.scores >= threshold).sum() - len(truth.boxes)) / max(len(truth.boxes), 1)
        for truth, found in photos
    ]
    return CountError(float(np.mean(np.abs(errors))), float(np.mean(errors)))


def best_threshold(photos: list[tuple[Truth, Detections]]) -> float:
    """The score threshold with the smallest count error, in steps of 0.01; ties go to the smaller bias."""
    steps = [round(0.05 + 0.01 * step, 2) for step in range(86)]

    def cost(threshold: float) -> tuple[float, float]:
        counted = count_error(photos, threshold)
        return round(counted.error, 4), abs(counted.bias)

    return min(steps, key=cost)
