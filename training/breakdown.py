"""Scores for each size of product and for each label."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from app.card import SizeMetrics
from training.boxes import Bools, Floats
from training.metrics import (
    ANY_LABEL,
    Photos,
    Rates,
    Scores,
    average_precision,
    coco_scores,
    count_error_at,
    match_all,
    rates_at,
)

SIZES = ((0.0, 0.025), (0.025, 0.05), (0.05, 0.1), (0.1, math.inf))
"""Groups of products by the side of a square of their area, as a share of the picture's long side. On the photos of
SKU-110K, of bays from two or three metres, half of the products are below 0.042."""


@dataclass(frozen=True)
class LabelScores:
    """One label of several; ``rates`` are those at the threshold."""

    label: str
    products: int
    scores: Scores
    rates: Rates


def scores_by_size(photos: Photos, long_sides: list[int], threshold: float) -> list[SizeMetrics]:
    """Scores for each group of ``SIZES`` that has products; ``long_sides`` are those of the photos, in pixels."""
    scaled = [
        (replace(ground_truth, boxes=ground_truth.boxes * scale), replace(found, boxes=found.boxes * scale))
        for (ground_truth, found), scale in zip(photos, [1 / side for side in long_sides], strict=True)
    ]
    matches = match_all(scaled)
    sizes: list[Floats] = []
    hit: list[Bools] = []
    medians: list[float] = []
    for (ground_truth, _), each in zip(scaled, matches, strict=True):
        was_hit = np.isin(np.arange(len(ground_truth.boxes)), each.hits[each.scores >= threshold])
        products = ~ground_truth.ignored
        sides = ground_truth.boxes[products, 2:] - ground_truth.boxes[products, :2]
        sizes.append(np.sqrt(sides.prod(axis=1)))
        hit.append(was_hit[products])
        medians.append(float(np.median(sizes[-1])) if products.any() else math.nan)
    all_sizes, all_hit = np.concatenate(sizes), np.concatenate(hit)
    groups: list[SizeMetrics] = []
    for (low, high), scores in zip(SIZES, coco_scores(scaled, SIZES), strict=True):
        inside = (all_sizes >= low) & (all_sizes < high)
        if not inside.any():
            continue
        typical = [each for each, median in zip(matches, medians, strict=True) if low <= median < high]
        counted = count_error_at(typical, threshold) if typical else None
        groups.append(
            SizeMetrics(
                low=low, high=None if math.isinf(high) else high, products=int(inside.sum()),
                ap=round(scores.ap, 4), ap50=round(scores.ap50, 4), recall=round(float(all_hit[inside].mean()), 4),
                photos=len(typical), count_error=counted and round(counted.error, 4),
            )
        )  # fmt: skip
    return groups


def scores_by_label(photos: Photos, labels: list[str], threshold: float) -> list[LabelScores]:
    """Scores for each label alone."""

    def only(index: int) -> Photos:
        chosen: Photos = []
        for ground_truth, found in photos:
            of_truth = (ground_truth.labels == index) | (ground_truth.labels == ANY_LABEL)
            of_found = found.labels == index
            chosen.append((ground_truth.only(of_truth), found.only(of_found)))
        return chosen

    result: list[LabelScores] = []
    for index, label in enumerate(labels):
        alone = only(index)
        matches = match_all(alone)
        products = sum(each.products for each in matches)
        result.append(LabelScores(label, products, average_precision(alone), rates_at(matches, threshold)))
    return result
