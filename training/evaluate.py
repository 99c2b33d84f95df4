"""Measures a model bundle through the exported graph, and chooses its post-processing on the validation photos."""

from __future__ import annotations

import dataclasses
import io
import itertools
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from app.card import (
    CARD_NAME,
    Defaults,
    Metrics,
    Mode,
    ModelCard,
    MultiScalePass,
    ScoreThresholds,
    load_bundle,
)
from training.breakdown import LabelScores, SizeScores, scores_by_label, scores_by_size
from training.data.records import Photo, read_data_card, read_photos
from training.errors import TrainingSideError
from training.graph import GraphRunner
from training.metrics import (
    Photos,
    Rates,
    average_precision,
    best_threshold,
    count_error,
    match_all,
    rates_at,
)

LEAST_SCORE = 0.01
"""AP takes boxes of every score into account; below this they change nothing."""

NMS_IOUS = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
"""The values tried. On dense shelves boxes of neighbours overlap, as do several boxes of one product."""

MULTI_SCALE_PASS = MultiScalePass(scale=0.625, least_side=24)
"""Tried for photos, against a single pass."""


class EvaluationError(TrainingSideError):
    """A bundle that cannot be measured on these photos; the message says why."""


@dataclasses.dataclass(frozen=True)
class Evaluation:
    """All results of a bundle at one size; ``labels`` is empty if there is only one label."""

    metrics: Metrics
    rates: Rates
    sizes: list[SizeScores]
    labels: list[LabelScores]


def check_labels(card: ModelCard, data: Path) -> None:
    """Raises EvaluationError where the converted photos have other labels than the bundle."""
    if (labels := read_data_card(data).labels) != card.labels:
        raise EvaluationError(
            f"{card.folder_name} knows the labels {card.labels}, the photos in {data} have {labels}. Convert them anew "
            "with: python -m training convert ... --label (once for each label, in the bundle's order)"
        )


def detect_photos(bundle: Path, data: Path, long_side: int, *, tiles: int = 1) -> Photos:
    """What the bundle finds on every photo of ``data`` at a long side of ``long_side``, each beside the ground truth.

    The card's scale selection makes of ``long_side`` the most, and at a size that the card names for photos, its
    multi-scale pass is used: as on the phone. ``tiles`` is the number of tiles that a photo is cut into, as on a phone
    whose cores share the work.

    Raises:
        EvaluationError: the photos have other labels than the bundle.
    """
    card = load_bundle(bundle)
    check_labels(card, data)
    with GraphRunner(bundle, tiles=tiles) as graph:
        mode: Mode = "photo" if long_side in card.input.sizes.photo else "live"
        multi_scale_pass = card.defaults.multi_scale_pass if mode == "photo" else None
        (found,) = _detect_each(
            graph, read_photos(data), mode, long_side, [card.defaults.nms_iou], multi_scale_pass
        )
    return found


def _detect_each(
    graph: GraphRunner, photos: list[Photo], mode: Mode, long_side: int, nms_ious: Sequence[float],
    multi_scale_pass: MultiScalePass | None = None,
) -> list[Photos]:  # fmt: skip
    """Detections on the photos for each NMS IoU, at the size that the card's scale selection chooses for each."""
    rows = [
        [(photo.ground_truth, found) for found in graph.detect_each(
            photo.jpeg, long_side, threshold=LEAST_SCORE, nms_ious=nms_ious, mode=mode,
            scale_selection=graph.card.defaults.scale_selection, multi_scale_pass=multi_scale_pass)]
        for photo in photos
    ]  # fmt: skip
    return [list(of_one) for of_one in zip(*rows, strict=True)]


def pictures(data: Path) -> tuple[list[bytes], list[str]]:
    """The JPEGs of converted photos and their file names, in the order of ``detect_photos``."""
    photos = read_photos(data)
    return [photo.jpeg for photo in photos], [photo.name for photo in photos]


def input_scales(jpegs: list[bytes], long_side: int) -> list[float]:
    """Pixels of the network's input to a pixel of each photo, when its long side becomes ``long_side``."""
    scales: list[float] = []
    for jpeg in jpegs:
        with Image.open(io.BytesIO(jpeg)) as photo:
            scales.append(long_side / max(photo.size))
    return scales


def measure(
    found: Photos, *, dataset: str, split: str, long_side: int, threshold: float, command: str
) -> Metrics:
    """The card's entry for these detections, counted at ``threshold``."""
    scores, counted = average_precision(found), count_error(found, threshold)
    rounded = {key: round(value, 4) for key, value in dataclasses.asdict(scores).items()}
    return Metrics(
        dataset=dataset, split=split, photos=len(found), long_side=long_side, **rounded,
        count_error=round(counted.error, 4), count_bias=round(counted.bias, 4), score_threshold=threshold,
        command=command,
    )  # fmt: skip


def evaluate(found: Photos, metrics: Metrics, scales: list[float], labels: list[str]) -> Evaluation:
    """``metrics`` and what is not in the card: precision and recall, and the scores by size and by label."""
    threshold = metrics.score_threshold
    return Evaluation(
        metrics=metrics,
        rates=rates_at(match_all(found), threshold),
        sizes=scores_by_size(found, scales, threshold),
        labels=scores_by_label(found, labels, threshold) if len(labels) > 1 else [],
    )


def evaluate_bundle(
    bundle: Path, data: Path, long_side: int, *, split: str, dataset: str, tiles: int = 1
) -> tuple[Evaluation, Photos]:
    """Measures the bundle on the photos of ``data`` with its own defaults; also returns what it found on each photo.

    Raises:
        EvaluationError: the photos have other labels than the bundle.
    """
    card = load_bundle(bundle)
    # The path is the published one, where whoever reads the card finds the bundle.
    command = f"python -m training evaluate models/{card.folder_name} --data {data.name} --split {split}"
    command += f" --size {long_side}" + (f" --tiles {tiles}" if tiles > 1 else "")
    found = detect_photos(bundle, data, long_side, tiles=tiles)
    thresholds = card.defaults.score_threshold
    threshold = thresholds.live if long_side <= card.input.sizes.live[0] else thresholds.photo
    metrics = measure(
        found, dataset=dataset, split=split, long_side=long_side, threshold=threshold, command=command
    )
    scales = input_scales(pictures(data)[0], long_side)
    return evaluate(found, metrics, scales, card.labels), found


def choose_defaults(bundle: Path, val: Path) -> Defaults:
    """The post-processing that does best on the validation photos at the default sizes.

    The NMS IoU serves both modes: it is the one of ``NMS_IOUS`` with the highest AP50, live and photo taken together.
    AP50 asks whether each product was found once; AP itself rewards second boxes on a product, of which one may fit
    better, and they ruin the count (measured on SKU-110K: AP +0.001 and count error +1.2 % from 0.5 to 0.7). Photos
    get a multi-scale pass if that gives a higher AP50. The score threshold of each mode is then chosen for the count
    (``metrics.best_threshold``).

    Raises:
        EvaluationError: the photos have other labels than the bundle.
    """
    card = load_bundle(bundle)
    check_labels(card, val)
    photos = read_photos(val)
    with GraphRunner(bundle) as graph:
        live = _detect_each(graph, photos, "live", card.input.sizes.live[0], NMS_IOUS)
        passes = {
            scale_pass: _detect_each(graph, photos, "photo", card.input.sizes.photo[0], NMS_IOUS, scale_pass)
            for scale_pass in (None, MULTI_SCALE_PASS)
        }
    live_ap50 = [average_precision(found).ap50 for found in live]
    photo_ap50 = {
        scale_pass: [average_precision(found).ap50 for found in each] for scale_pass, each in passes.items()
    }
    best, scale_pass = max(
        itertools.product(range(len(NMS_IOUS)), passes),
        key=lambda way: live_ap50[way[0]] + photo_ap50[way[1]][way[0]],
    )
    thresholds = ScoreThresholds(
        live=best_threshold(live[best]), photo=best_threshold(passes[scale_pass][best])
    )
    return card.defaults.model_copy(
        update={"nms_iou": NMS_IOUS[best], "score_threshold": thresholds, "multi_scale_pass": scale_pass}
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
