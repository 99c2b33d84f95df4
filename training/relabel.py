"""Relabels photos that another detector labelled, with a trained network of our own.

Two detectors that agree on a box are right far more often than either alone. What only one of them finds is
learnt neither as a product nor as background: such boxes are marked as ignored.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training import checkpoint
from training.boxes import Floats, Ints, iou_matrix
from training.config import Config
from training.data.records import DATA_CARD, parse_record, read_data_card, shard_paths, to_record
from training.data.sources import ANY_LABEL as ANY_LABEL_NAME
from training.data.sources import LabelledPhoto
from training.data.statistics import statistics
from training.data.tfrecord import read_records, write_record
from training.errors import TrainingSideError
from training.metrics import ANY_LABEL, GroundTruth
from training.network import build_network
from training.predict import Detections
from training.validation import detect_all

LEAST_SIDE_PX = 1.0
"""A new box that is thinner than this after it was clipped to the photo is dropped."""

AGREE = 0.5  # IoU from which two boxes are about the same product


class RelabelError(TrainingSideError):
    """Records that cannot be labelled anew; the message says why."""


@dataclass(frozen=True)
class Relabelled:
    """Boxes (N, 4) xyxy in pixels of the photo, labels (N,), ignored (N,) bool, and how they came about."""

    boxes: Floats
    labels: Ints
    ignored: np.ndarray[tuple[int], np.dtype[np.bool_]]
    counts: Counter[str]


def agree(old: GroundTruth, found: Detections, *, sure: float, doubtful: float) -> Relabelled:
    """Old boxes and new ones in one list.

    A box that both have is a product, with the mean of the two boxes. A new box alone is a product from the score
    ``sure`` on, ignored from ``doubtful`` on, and else forgotten. An old box alone is ignored, and so is an old region
    that was ignored.
    """
    regions, old = old.only(old.ignored), old.only(~old.ignored)
    overlap = iou_matrix(found.boxes, old.boxes)
    free = np.ones(len(old.boxes), bool)
    boxes: list[Floats] = []
    labels: list[int] = []
    ignored: list[bool] = []
    counts: Counter[str] = Counter()

    def add(box: Floats, label: int, ignore: bool, how: str) -> None:
        boxes.append(box)
        labels.append(label)
        ignored.append(ignore)
        counts[how] += 1

    for index in np.argsort(-found.scores, kind="stable"):
        score, label = float(found.scores[index]), int(found.labels[index])
        if score < doubtful:
            break
        if np.min(found.boxes[index, 2:] - found.boxes[index, :2]) < LEAST_SIDE_PX:
            continue
        fits = overlap[index] * free * (old.labels == label)
        best = int(np.argmax(fits)) if len(fits) else -1
        if best >= 0 and fits[best] >= AGREE:
            free[best] = False
            add((found.boxes[index] + old.boxes[best]) / 2, label, False, "both agree: product")
        elif score >= sure:
            add(found.boxes[index], label, False, "new and sure: product")
        else:
            add(found.boxes[index], label, True, "new and doubtful: ignored")
    for index in np.flatnonzero(free):
        add(old.boxes[index], int(old.labels[index]), True, "old alone: ignored")
    for box, label in zip(regions.boxes, regions.labels.tolist(), strict=True):
        add(box, label, True, "ignored before: ignored")
    return Relabelled(
        np.array(boxes, np.float32).reshape(-1, 4),
        np.array(labels, np.int64),
        np.array(ignored, bool),
        counts,
    )


def relabel(
    run: Path, data: Path, out: Path, *, long_side: int, sure: float, doubtful: float
) -> Counter[str]:
    """Writes the records of ``data`` into ``out`` with boxes on which they and the run's best network agree.

    Returns how many boxes came about in which way.

    Raises:
        RelabelError: the labels of the records are not those of the network, or ``out`` is ``data``.
        CheckpointError: the run has no usable best.npz.
    """
    best = checkpoint.load(run / "best.npz", Config)
    card = read_data_card(data)
    if card.labels != best.config.network.labels:
        raise RelabelError(f"{data} has the labels {card.labels}, the network {best.config.network.labels}.")
    if out.resolve() == data.resolve():
        raise RelabelError(f"{out} holds the old labels: name another folder for the new ones.")
    network = build_network(best.config.network)
    checkpoint.restore(checkpoint.variables_of(network), best.values)
    out.mkdir(parents=True, exist_ok=True)
    for stale in [out / DATA_CARD, *out.glob("photos-*.tfrecord")]:
        stale.unlink(missing_ok=True)
    names = dict(enumerate(card.labels)) | {ANY_LABEL: ANY_LABEL_NAME}
    counts: Counter[str] = Counter()
    photos: list[LabelledPhoto] = []
    for path in shard_paths(data):
        with (out / path.name).open("wb") as file:
            for record in read_records(path):
                photo = parse_record(record)
                [(old, found)] = detect_all(network, [photo], best.config, long_side)
                new = agree(old, found, sure=sure, doubtful=doubtful)
                counts += new.counts
                new_labels = [names[label] for label in new.labels.tolist()]
                relabelled = LabelledPhoto(
                    Path(photo.name), *photo.size, new.boxes, new_labels, new.ignored, photo.name
                )
                write_record(file, to_record(relabelled, photo.jpeg, card.labels, card.machine_labelled))
                photos.append(relabelled)
    numbers = statistics(photos, card.labels)
    ignored = sum(int(photo.ignored.sum()) for photo in photos)
    card.model_copy(
        update={
            "boxes": sum(numbers.boxes_by_label.values()),
            "ignored": ignored,
            "statistics": numbers,
            "relabelled": dict(counts),
        }
    ).write(out)
    return counts
