"""Scores for each size of product and for each label."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from training.boxes import Bools, Floats
from training.metrics import (
    ANY_LABEL,
    Photos,
    Rates,
    Scores,
    average_precision,
    coco_scores,
    match,
    match_all,
    rates_at,
)

SIZES = ((0.0, 16.0), (16.0, 32.0), (32.0, 64.0), (64.0, math.inf))
"""Groups of products by the side of a square of their area, in pixels of the network's input. On SKU-110K at a long
side of 640, half of the products are below 27 px; the finest cells of the network are 8 px wide."""


@dataclass(frozen=True)
class SizeScores:
    """Products whose size lies in ``low``..``high`` (see ``SIZES``); ``recall`` is that at the threshold."""

    low: float
    high: float
    products: int
    ap: float
    ap50: float
    recall: float


@dataclass(frozen=True)
class LabelScores:
    """One label of several; ``rates`` are those at the threshold."""

    label: str
    products: int
    scores: Scores
    rates: Rates


def scores_by_size(photos: Photos, scales: list[float], threshold: float) -> list[SizeScores]:
    """Scores for each group of ``SIZES``; ``scales`` are the input pixels to a pixel of each photo."""
    scaled = [
        (replace(ground_truth, boxes=ground_truth.boxes * scale), replace(found, boxes=found.boxes * scale))
        for (ground_truth, found), scale in zip(photos, scales, strict=True)
    ]
    sizes: list[Floats] = []
    hit: list[Bools] = []
    for ground_truth, found in scaled:
        matches = match(ground_truth, found)
        was_hit = np.isin(np.arange(len(ground_truth.boxes)), matches.hits[matches.scores >= threshold])
        sides = ground_truth.boxes[~ground_truth.ignored, 2:] - ground_truth.boxes[~ground_truth.ignored, :2]
        sizes.append(np.sqrt(sides.prod(axis=1)))
        hit.append(was_hit[~ground_truth.ignored])
    all_sizes, all_hit = np.concatenate(sizes), np.concatenate(hit)
    groups: list[SizeScores] = []
    for (low, high), scores in zip(SIZES, coco_scores(scaled, SIZES), strict=True):
        inside = (all_sizes >= low) & (all_sizes < high)
        recall = float(all_hit[inside].mean()) if inside.any() else 0.0
        groups.append(SizeScores(low, high, int(inside.sum()), scores.ap, scores.ap50, recall))
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
