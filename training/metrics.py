"""How good detections are: COCO's average precision, hits and false alarms at a threshold, and the error of the count.

Ignored boxes of the ground truth (``GroundTruth.ignored``) count neither as hits nor as misses, and what is found in
them is no false alarm; in COCO's terms they are crowds.
"""

from __future__ import annotations

import contextlib
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from training.boxes import Bools, Floats, Ints, iou_matrix
from training.predict import Detections

ANY_LABEL = -1
"""The label of an ignored region that covers products of every label."""

MAX_DETECTIONS = 300
MATCH_IOU = 0.5
"""A detection hits a product that it overlaps by this much."""

COUNT_MARGIN = 0.005
"""Count errors this close to the least are taken as equal when a threshold is chosen: with few photos, they are."""


@dataclass(frozen=True)
class GroundTruth:
    """What people marked on a photo: ``boxes`` (N, 4) xyxy in its pixels, ``labels`` (N,), ``ignored`` (N,).

    An ignored box is a region that is neither a product nor background: finding something of its label there, or
    anything if that is ``ANY_LABEL``, is neither right nor wrong. Left out, no box is ignored.
    """

    boxes: Floats
    labels: Ints
    ignored: Bools = field(default_factory=lambda: np.zeros(0, bool))

    def __post_init__(self) -> None:
        if not len(self.ignored):
            object.__setattr__(self, "ignored", np.zeros(len(self.boxes), bool))

    def only(self, chosen: Bools) -> GroundTruth:
        """The boxes that ``chosen`` (N,) marks."""
        return GroundTruth(self.boxes[chosen], self.labels[chosen], self.ignored[chosen])


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


@dataclass(frozen=True)
class Rates:
    """``precision``: share of the detections that are products; ``recall``: share of the products that are found."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True)
class Matches:
    """The K detections of a photo against its N boxes of ground truth.

    ``hits`` (K,) is the index of the product that a detection found, -1 for none; ``judged`` (K,) is false for
    those that found none and lie mostly in an ignored region; ``products`` is how many there are to find.
    """

    scores: Floats
    hits: Ints
    judged: Bools
    products: int


Photos: TypeAlias = list[tuple[GroundTruth, Detections]]


def _coco_boxes(boxes: Floats) -> list[list[float]]:
    """Boxes (N, 4) xyxy as COCO's left, top, width, height."""
    sides = np.concatenate([boxes[:, :2], boxes[:, 2:] - boxes[:, :2]], axis=1)
    return [[float(value) for value in box] for box in sides]


def coco_scores(
    photos: Iterable[tuple[GroundTruth, Detections]],
    sizes: Iterable[tuple[float, float]],
    ious: Sequence[float] | None = None,
) -> list[Scores]:
    """COCO's metrics by pycocotools, averaged over the labels that occur, for each range of box sizes.

    With ``ious``, only these are looked at instead of 0.50:0.95; a score that needs others is 0.
    """
    ranges = [(low**2, min(high**2, 1e12)) for low, high in sizes]
    photos = list(photos)
    labels = sorted(
        {label for ground_truth, _ in photos for label in ground_truth.labels.tolist()} - {ANY_LABEL}
    )
    annotations: list[dict[str, object]] = []
    results: list[dict[str, object]] = []
    for number, (ground_truth, found) in enumerate(photos, start=1):
        flags = ground_truth.ignored.tolist()
        boxes = zip(_coco_boxes(ground_truth.boxes), ground_truth.labels.tolist(), flags, strict=True)
        for box, own_label, ignored in boxes:
            for label in labels if own_label == ANY_LABEL else [own_label]:
                annotations.append(
                    {"id": len(annotations) + 1, "image_id": number, "category_id": label + 1, "bbox": box,
                     "area": box[2] * box[3], "iscrowd": int(ignored)}
                )  # fmt: skip
        rows = zip(_coco_boxes(found.boxes), found.scores.tolist(), found.labels.tolist(), strict=True)
        results.extend(
            {"image_id": number, "category_id": label + 1, "bbox": box, "score": score}
            for box, score, label in rows
        )
    if not results or not annotations:
        return [Scores(0.0, 0.0, 0.0, 0.0) for _ in ranges]
    with contextlib.redirect_stdout(io.StringIO()):  # pycocotools prints its progress
        ground_truth_set = COCO()
        ground_truth_set.dataset = {
            "images": [{"id": number} for number in range(1, len(photos) + 1)],
            "categories": [{"id": label + 1} for label in labels],
            "annotations": annotations,
        }
        ground_truth_set.createIndex()
        evaluation = COCOeval(ground_truth_set, ground_truth_set.loadRes(results), "bbox")
        evaluation.params.maxDets = [MAX_DETECTIONS]
        evaluation.params.areaRng = ranges
        if ious is not None:
            evaluation.params.iouThrs = np.array(ious)
        evaluation.params.areaRngLbl = [str(index) for index in range(len(ranges))]
        evaluation.evaluate()
        evaluation.accumulate()
    thresholds = evaluation.params.iouThrs

    def mean(values: Floats) -> float:
        return float(values[values > -1].mean()) if (values > -1).any() else 0.0

    def of(area: int) -> Scores:
        # precision: (IoU threshold, recall, label, area, max detections)
        precision = evaluation.eval["precision"][:, :, :, area, 0]
        at50, at75 = (mean(precision[np.isclose(thresholds, iou)]) for iou in (0.5, 0.75))
        return Scores(mean(precision), at50, at75, mean(evaluation.eval["recall"][:, :, area, 0]))

    return [of(area) for area in range(len(ranges))]


def average_precision(photos: Iterable[tuple[GroundTruth, Detections]]) -> Scores:
    """COCO's metrics for products of every size."""
    return coco_scores(photos, [(0.0, math.inf)])[0]


def ap50(photos: Iterable[tuple[GroundTruth, Detections]]) -> float:
    """``average_precision`` at an IoU of 0.5 alone, which takes a fraction of its time."""
    return coco_scores(photos, [(0.0, math.inf)], [0.5])[0].ap50


def _covered(boxes: Floats, regions: Floats) -> Floats:
    """The share of each box (N, 4) that lies in each region (M, 4): (N, M)."""
    low = np.maximum(boxes[:, None, :2], regions[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], regions[None, :, 2:])
    areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    shares = np.prod(np.clip(high - low, 0, None), axis=2) / np.maximum(areas, 1e-9)[:, None]
    return np.asarray(shares, np.float32)


def match(ground_truth: GroundTruth, found: Detections) -> Matches:
    """Pairs detections with products of their label, best score first, each with the free one it overlaps most."""
    same_label = found.labels[:, None] == ground_truth.labels[None, :]
    overlaps = np.where(same_label & ~ground_truth.ignored, iou_matrix(found.boxes, ground_truth.boxes), 0)
    hits = np.full(len(found.boxes), -1, np.int64)
    # Most detections of low scores overlap no product enough: the loop leaves them out.
    near = np.flatnonzero(overlaps.max(axis=1, initial=0) >= MATCH_IOU)
    for index in near[np.argsort(-found.scores[near], kind="stable")]:
        product = int(np.argmax(overlaps[index]))
        if overlaps[index, product] >= MATCH_IOU:
            hits[index] = product
            overlaps[:, product] = 0
    any_label = ground_truth.labels[None, :] == ANY_LABEL
    regions = np.where(
        (same_label | any_label) & ground_truth.ignored, _covered(found.boxes, ground_truth.boxes), 0
    )
    judged = (hits >= 0) | (regions.max(axis=1, initial=0) <= 0.5)
    return Matches(found.scores, hits, judged, int((~ground_truth.ignored).sum()))


def match_all(photos: Iterable[tuple[GroundTruth, Detections]]) -> list[Matches]:
    """``match`` for every photo; what follows can be asked of the result at many thresholds."""
    return [match(ground_truth, found) for ground_truth, found in photos]


def rates_at(matches: list[Matches], threshold: float) -> Rates:
    """Precision and recall, over all photos together, of the detections whose score is at least ``threshold``."""
    kept = [(each, (each.scores >= threshold) & each.judged) for each in matches]
    hits = sum(int((each.hits[keep] >= 0).sum()) for each, keep in kept)
    detections = sum(int(keep.sum()) for _, keep in kept)
    return Rates(hits / max(detections, 1), hits / max(sum(each.products for each in matches), 1))


def count_error_at(matches: list[Matches], threshold: float) -> CountError:
    """``count_error`` of photos whose detections are matched already."""
    errors = [
        (int(((each.scores >= threshold) & each.judged).sum()) - each.products) / max(each.products, 1)
        for each in matches
    ]
    return CountError(float(np.mean(np.abs(errors))), float(np.mean(errors)))


def count_error(photos: Iterable[tuple[GroundTruth, Detections]], threshold: float) -> CountError:
    """The error of counting the boxes whose score is at least ``threshold``, but for those in ignored regions."""
    return count_error_at(match_all(photos), threshold)


def best_threshold(*sets: Iterable[tuple[GroundTruth, Detections]]) -> float:
    """The score threshold to count with, in steps of 0.01: one for several sets of photos, each of the same weight.

    Of the thresholds whose count error is within ``COUNT_MARGIN`` of the least, the one is taken whose counts lean
    least to one side, so that they are right over many photos; among equals, the one with the best F1.
    """
    matches = [match_all(photos) for photos in sets]
    steps = [round(0.05 + 0.01 * step, 2) for step in range(86)]
    counted = {step: [count_error_at(each, step) for each in matches] for step in steps}
    errors = {step: np.mean([of_set.error for of_set in each]) for step, each in counted.items()}
    close = [step for step in steps if errors[step] <= min(errors.values()) + COUNT_MARGIN]

    def rank(step: float) -> tuple[float, float]:
        lean = abs(float(np.mean([of_set.bias for of_set in counted[step]])))
        return round(lean, 4), -float(np.mean([rates_at(each, step).f1 for each in matches]))

    return min(close, key=rank)
