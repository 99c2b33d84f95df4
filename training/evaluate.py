"""Measures a model bundle through the exported graph, and chooses its post-processing on the validation photos."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from app.bundle import CARD_NAME, Card
from app.card import (
    Cut,
    CutMetrics,
    Defaults,
    Metrics,
    Mode,
    ModelCard,
    MultiScalePass,
    ScoreThresholds,
    SizeMetrics,
    load_bundle,
)
from training.breakdown import LabelScores, scores_by_label, scores_by_size
from training.cuts import PARTS, cut_photo
from training.data.records import Photo, read_data_card, read_photos
from training.errors import TrainingSideError
from training.graph import GraphRunner
from training.metrics import (
    Photos,
    Rates,
    ap50,
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

    The card's scale selection makes of ``long_side`` the most, and photos get its multi-scale pass: as on the phone.
    ``tiles`` is the number of tiles that it is cut into at live sizes, as on a phone whose cores share the work.

    Raises:
        EvaluationError: the photos have other labels than the bundle.
    """
    check_labels(load_bundle(bundle), data)
    with GraphRunner(bundle, tiles=tiles) as graph:
        return detect_on(graph, read_photos(data), long_side)


def detect_on(graph: GraphRunner, photos: list[Photo], long_side: int) -> Photos:
    """``detect_photos`` for photos that are read already, cut ones say."""
    defaults, mode = graph.card.defaults, graph.card.mode_at(long_side)
    scale_pass = defaults.multi_scale_pass if mode == "photo" else None
    (found,) = _detect_each(graph, photos, mode, long_side, [defaults.nms_iou], scale_pass)
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


def measure(
    found: Photos, *, dataset: str, split: str, long_side: int, threshold: float, command: str,
    mode: Mode | None = None, closer: list[CutMetrics] | None = None, sizes: list[SizeMetrics] | None = None,
) -> Metrics:  # fmt: skip
    """The card's entry for these detections, counted at ``threshold``."""
    scores, counted = average_precision(found), count_error(found, threshold)
    rounded = {key: round(value, 4) for key, value in dataclasses.asdict(scores).items()}
    return Metrics(
        dataset=dataset, split=split, mode=mode, photos=len(found), long_side=long_side, **rounded,
        count_error=round(counted.error, 4), count_bias=round(counted.bias, 4), score_threshold=threshold,
        closer=closer or [], sizes=sizes or [], command=command,
    )  # fmt: skip


def measure_cut(cut: Cut, found: Photos, threshold: float) -> CutMetrics | None:
    """The card's entry for photos that are cut; None if none of them shows a whole product."""
    # Where there is nothing to count, an error cannot be a share of it.
    found = [each for each in found if not each[0].ignored.all()]
    if not found:
        return None
    scores, counted = average_precision(found), count_error(found, threshold)
    return CutMetrics(
        cut=cut, photos=len(found), ap=round(scores.ap, 4), ap50=round(scores.ap50, 4),
        count_error=round(counted.error, 4), count_bias=round(counted.bias, 4),
    )  # fmt: skip


def evaluate(found: Photos, metrics: Metrics, labels: list[str]) -> Evaluation:
    """``metrics`` and what is not in the card: precision and recall, and the scores by label."""
    threshold = metrics.score_threshold
    return Evaluation(
        metrics=metrics,
        rates=rates_at(match_all(found), threshold),
        labels=scores_by_label(found, labels, threshold) if len(labels) > 1 else [],
    )


def evaluate_bundle(
    bundle: Path, data: Path, long_side: int, *, split: str, dataset: str, tiles: int = 1
) -> tuple[Evaluation, Photos]:
    """Measures the bundle on the photos of ``data`` with its own defaults; also returns what it found on each photo.

    Their middle quarters and ninths are measured as well, and all together by the size of the products.

    Raises:
        EvaluationError: the photos have other labels than the bundle.
    """
    card = load_bundle(bundle)
    check_labels(card, data)
    # The path is the published one, where whoever reads the card finds the bundle.
    command = f"python -m training evaluate models/{card.folder_name} --data {data.name} --split {split}"
    command += f" --size {long_side}" + (f" --tiles {tiles}" if tiles > 1 else "")
    mode = card.mode_at(long_side)
    threshold = card.defaults.score_threshold.live if mode == "live" else card.defaults.score_threshold.photo
    photos = read_photos(data)
    long_sides = [max(photo.size) for photo in photos]
    closer: list[CutMetrics] = []
    with GraphRunner(bundle, tiles=tiles) as graph:
        found = detect_on(graph, photos, long_side)
        of_all = list(found)
        for cut in PARTS:
            middles = [cut_photo(photo, cut) for photo in photos]
            of_cut = detect_on(graph, middles, long_side)
            of_all += of_cut
            long_sides += [max(photo.size) for photo in middles]
            if measured := measure_cut(cut, of_cut, threshold):
                closer.append(measured)
    metrics = measure(
        found, dataset=dataset, split=split, mode=mode, long_side=long_side, threshold=threshold, command=command,
        closer=closer, sizes=scores_by_size(of_all, long_sides, threshold),
    )  # fmt: skip
    return evaluate(found, metrics, card.labels), found


def choose_defaults(bundle: Path, vals: list[Path]) -> Defaults:
    """The post-processing that does best on the validation photos at the default sizes.

    Every folder of ``vals`` has the same weight, however many photos it holds. The NMS IoU serves both modes: it is the
    one of ``NMS_IOUS`` with the highest AP50, live and photo taken together. AP50 asks whether each product was found
    once; AP itself rewards second boxes on a product, of which one may fit better, and they ruin the count (measured on
    SKU-110K: AP +0.001 and count error +1.2 % from 0.5 to 0.7). Photos get a multi-scale pass if that gives a higher
    AP50. The score threshold of each mode is then chosen for the count (``metrics.best_threshold``) of the photos and
    of their middles, as whoever counts may stand near or far.

    Raises:
        EvaluationError: the photos have other labels than the bundle.
    """
    card = load_bundle(bundle)
    for val in vals:
        check_labels(card, val)
    sets = [read_photos(val) for val in vals]
    sides: dict[Mode, int] = {"live": card.input.sizes.live[0], "photo": card.input.sizes.photo[0]}

    def detect(mode: Mode, scale_pass: MultiScalePass | None = None) -> list[list[Photos]]:
        """For each NMS IoU, what is found in each folder."""
        each = [_detect_each(graph, photos, mode, sides[mode], NMS_IOUS, scale_pass) for photos in sets]
        return [list(of_iou) for of_iou in zip(*each, strict=True)]

    def from_nearer(mode: Mode, iou: float, scale_pass: MultiScalePass | None) -> list[Photos]:
        """What is found on the middles that show products, for each folder and cut."""
        middles = [[cut_photo(photo, cut) for photo in photos] for photos in sets for cut in PARTS]
        shown = [[photo for photo in each if not photo.ignored.all()] for each in middles]
        return [
            _detect_each(graph, photos, mode, sides[mode], [iou], scale_pass)[0] for photos in shown if photos
        ]

    def mean_ap50(found: list[Photos]) -> float:
        return float(np.mean([ap50(photos) for photos in found]))

    with GraphRunner(bundle) as graph:
        live = detect("live")
        passes = {scale_pass: detect("photo", scale_pass) for scale_pass in (None, MULTI_SCALE_PASS)}
        live_ap50 = [mean_ap50(found) for found in live]
        photo_ap50 = {scale_pass: [mean_ap50(found) for found in each] for scale_pass, each in passes.items()}
        best, scale_pass = max(
            itertools.product(range(len(NMS_IOUS)), passes),
            key=lambda way: live_ap50[way[0]] + photo_ap50[way[1]][way[0]],
        )
        iou = NMS_IOUS[best]
        near_live, near_photo = from_nearer("live", iou, None), from_nearer("photo", iou, scale_pass)
    thresholds = ScoreThresholds(
        live=best_threshold(*live[best], *near_live),
        photo=best_threshold(*passes[scale_pass][best], *near_photo),
    )
    return card.defaults.model_copy(
        update={"nms_iou": iou, "score_threshold": thresholds, "multi_scale_pass": scale_pass}
    )


def write_card(bundle: Path, card: Card) -> None:
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
