"""Measures a model bundle through the exported graph, and chooses its thresholds on the validation photos."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from app.card import CARD_NAME, Metrics, ModelCard, ScoreThresholds, load_bundle
from training.data.records import read_photos
from training.graph import GraphRunner
from training.metrics import Truth, average_precision, best_threshold, count_error
from training.predict import Detections

LEAST_SCORE = 0.01
"""AP looks at boxes of every score; below this they change nothing."""

Found = list[tuple[Truth, Detections]]


def detect_photos(bundle: Path, data: Path, long_side: int) -> Found:
    """What the bundle finds on every photo of ``data`` at a long side of ``long_side``, each beside the truth."""
    with GraphRunner(bundle) as graph:
        return [
            (truth, graph.detect(jpeg, long_side, threshold=LEAST_SCORE)) for jpeg, truth in read_photos(data)
        ]


def measure(
    found: Found, *, dataset: str, split: str, long_side: int, threshold: float, command: str
) -> Metrics:
    """The card's entry for these detections, counted at ``threshold``."""
    scores, counted = average_precision(found), count_error(found, threshold)
    rounded = {key: round(value, 4) for key, value in dataclasses.asdict(scores).items()}
    return Metrics(
        dataset=dataset, split=split, photos=len(found), long_side=long_side, **rounded,
        count_error=round(counted.error, 4), count_bias=round(counted.bias, 4), score_threshold=threshold,
        command=command,
    )  # fmt: skip


def choose_thresholds(bundle: Path, val: Path) -> ScoreThresholds:
    """The score thresholds with the smallest count error on the validation photos, at the default sizes."""
    sizes = load_bundle(bundle).input.sizes
    return ScoreThresholds(
        live=best_threshold(detect_photos(bundle, val, sizes.live[0])),
        photo=best_threshold(detect_photos(bundle, val, sizes.photo[0])),
    )


def write_card(bundle: Path, card: ModelCard) -> None:
    """Puts ``card`` in the place of the bundle's."""
    partial = bundle / f"{CARD_NAME}.partial"
    partial.write_text(card.to_json(), encoding="utf-8")
    partial.replace(bundle / CARD_NAME)


def with_metrics(card: ModelCard, metrics: Metrics) -> ModelCard:
    """The card with this measurement in the place of an older one of the same data set, split and size."""

    def key(entry: Metrics) -> tuple[str, str, int]:
        return entry.dataset, entry.split, entry.long_side

    others = [entry for entry in card.metrics if key(entry) != key(metrics)]
    return card.model_copy(update={"metrics": sorted([*others, metrics], key=key)})
