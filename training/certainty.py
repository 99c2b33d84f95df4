"""How sure a count is: the range that holds the true count of four photos in five, fitted on the validation photos.

Each box of a photo is a product with a probability that grows with its score. Two things make a count wrong:

- Boxes whose score says little. If each erred for itself, the variance of the number of products would be the sum of
  p (1 - p). But the boxes of a photo err together, as its light and its products are theirs: their log-odds are off by
  one amount, whose standard deviation is ``spread``. That moves the number by about ``spread`` times the same sum.
- Products without any box. A photo with many doubtful boxes has more of them: ``missed`` for each unit of that sum. How
  many they are differs from photo to photo as much as they are many: a geometric distribution, of variance
  mean + mean squared.

static/js/photo/range.js computes the same, with what a person has said of the boxes; tests/vectors/range.json holds
both to it.
"""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.card import Certainty, Cut, ModelCard, load_bundle
from training.boxes import Bools, Floats
from training.cuts import PARTS, cut_photo
from training.data.records import read_photos
from training.errors import TrainingSideError
from training.evaluate import check_labels, detect_on
from training.graph import GraphRunner
from training.metrics import match

HELD = 0.8
"""The share of photos whose range is to hold their true count."""
HALF_WIDTH = 1.2816
"""Standard deviations to each side that hold so much of a normal distribution."""

LEAST_SCORE = 0.15
"""The page keeps no box below this score, or below half of the threshold if that is lower."""

STEP, MOST_SPREAD = 0.01, 5.0
DIGITS = 4


class CertaintyError(TrainingSideError):
    """The photos do not tell how sure a count is; the message says why."""


@dataclasses.dataclass(frozen=True)
class Picture:
    """What a bundle found on a picture, down to the page's floor: ``scores`` (K,), ``hits`` (K,), the true count."""

    name: str
    scores: Floats
    hits: Bools
    """Whether a box shows a product that no better one shows."""
    products: int
    cut: Cut | Literal["whole"] = "whole"


@dataclasses.dataclass(frozen=True)
class Coverage:
    """On how many pictures the range holds the true count, and half its width as a share of that, as a mean."""

    held: int
    pictures: int
    half_width: float


def find_pictures(bundle: Path, data: Path) -> list[Picture]:
    """The photos of ``data`` and their middles, detected as photos of the page.

    Raises:
        EvaluationError: the photos have other labels than the bundle.
    """
    card = load_bundle(bundle)
    check_labels(card, data)
    floor = min(LEAST_SCORE, card.defaults.score_threshold.photo / 2)
    photos = read_photos(data)
    cuts: list[Cut | Literal["whole"]] = ["whole", *PARTS]
    pictures: list[Picture] = []
    with GraphRunner(bundle) as graph:
        for cut in cuts:
            shown = photos if cut == "whole" else [cut_photo(photo, cut) for photo in photos]
            for photo, (truth, found) in zip(
                shown, detect_on(graph, shown, card.input.sizes.photo[0]), strict=True
            ):
                matches = match(truth, found)
                kept = matches.judged & (matches.scores >= floor)
                if matches.products > 0:
                    pictures.append(
                        Picture(
                            photo.name, matches.scores[kept], matches.hits[kept] >= 0, matches.products, cut
                        )
                    )
    return pictures


def range_of(scores: Floats, threshold: float, certainty: Certainty) -> tuple[int, int]:
    """The fewest and the most products that a photo probably shows, of which nobody has checked a box."""
    chances = chances_of(scores, certainty)
    counted = int((scores >= threshold).sum())
    shown = float(chances.sum())
    unsure = float((chances * (1 - chances)).sum())
    missed = certainty.missed * unsure
    variance = unsure + (certainty.spread * unsure) ** 2 + missed + missed**2
    half = HALF_WIDTH * math.sqrt(variance)
    expected = shown + missed
    # Halves are rounded up, as in JavaScript.
    low, high = (math.floor(edge + 0.5) for edge in (max(0.0, expected - half), expected + half))
    return min(low, counted), max(high, counted)


def chances_of(scores: Floats, certainty: Certainty) -> NDArray[np.float64]:
    """The probability (K,) that each box is a product."""
    log_odds = certainty.offset + certainty.slope * _log_odds(scores)
    return np.asarray(1 / (1 + np.exp(-log_odds)))


def _log_odds(scores: Floats) -> NDArray[np.float64]:
    """Of each score (K,), kept a little away from 0 and 1, where they are infinite."""
    clipped = np.clip(scores.astype(np.float64), 1e-6, 1 - 1e-6)
    return np.asarray(np.log(clipped / (1 - clipped)))


def fit_certainty(pictures: Sequence[Picture], threshold: float) -> Certainty:
    """Fits all but the spread to the pictures, and the spread to photos that were left out of that.

    Each photo in turn, with its middles, is left out: so the spread also covers that other photos are not those which
    the rest was fitted on. It is the least at which the ranges hold the true count of ``HELD`` of the pictures.

    Raises:
        CertaintyError: too few photos, or boxes that are all right or all wrong.
    """
    names = sorted({picture.name for picture in pictures})
    if len(names) < 5:
        raise CertaintyError(f"{len(names)} photos do not tell how sure a count is: label some more.")
    parts = [
        (
            [each for each in pictures if each.name == name],
            _fit_boxes([each for each in pictures if each.name != name]),
        )
        for name in names
    ]
    fitted = _fit_boxes(pictures)
    for step in itertools.count():
        spread = round(step * STEP, DIGITS)
        held = sum(
            coverage(own, threshold, others.model_copy(update={"spread": spread})).held
            for own, others in parts
        )
        if held >= HELD * len(pictures):
            return fitted.model_copy(update={"spread": spread})
        if spread > MOST_SPREAD:
            raise CertaintyError("No range holds the true counts: the boxes are too far from the labels.")
    raise AssertionError


def coverage(pictures: Sequence[Picture], threshold: float, certainty: Certainty) -> Coverage:
    """How often the ranges hold the true count."""
    held, widths = 0, []
    for each in pictures:
        low, high = range_of(each.scores, threshold, certainty)
        held += low <= each.products <= high
        widths.append((high - low) / 2 / each.products)
    return Coverage(held, len(pictures), float(np.mean(widths)) if widths else 0.0)


def with_certainty(card: ModelCard, pictures: Sequence[Picture]) -> ModelCard:
    """The card with what these pictures tell."""
    return card.model_copy(update={"certainty": fit_certainty(pictures, card.defaults.score_threshold.photo)})


def _fit_boxes(pictures: Sequence[Picture]) -> Certainty:
    """Logistic regression by Newton's method, and the share of products without a box; without a spread."""
    scores = np.concatenate([each.scores for each in pictures])
    hits = np.concatenate([each.hits for each in pictures]).astype(np.float64)
    if not 0 < hits.sum() < len(hits):
        raise CertaintyError(
            "All boxes are right, or all are wrong: that tells nothing of the scores between."
        )
    inputs = np.stack([np.ones(len(scores)), _log_odds(scores)], axis=1)
    weights = np.array([0.0, 1.0])
    for _ in range(100):
        chances = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (hits - chances)
        # The small ridge keeps the step finite where a score separates right from wrong.
        curvature = (inputs * (chances * (1 - chances))[:, None]).T @ inputs + 1e-3 * np.eye(2)
        step = np.linalg.solve(curvature, slope)
        weights = weights + np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-8:
            break
    chances = 1 / (1 + np.exp(-inputs @ weights))
    missed = sum(each.products for each in pictures) - hits.sum()
    return Certainty(
        offset=round(float(weights[0]), DIGITS),
        slope=round(float(weights[1]), DIGITS),
        missed=round(float(missed / (chances * (1 - chances)).sum()), DIGITS),
        spread=0.0,
    )
