"""TFRecord shards of labelled photos, with the feature names of the TensorFlow Object Detection API."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import tensorflow as tf
from pydantic import BaseModel, ConfigDict, ValidationError

from training.boxes import Floats
from training.data.sources import ANY_LABEL, DataError, LabelledPhoto
from training.data.statistics import Statistics
from training.metrics import GroundTruth

DATA_CARD = "data.json"


class DataCard(BaseModel):
    """What a folder of shards holds; written beside them as data.json, when they are complete."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    labels: list[str]
    photos: int
    boxes: int
    ignored: int = 0
    """Regions that are neither a product nor background; ``boxes`` does not count them."""
    shards: int
    fingerprint: str = ""
    """Of the photos, their labels and the options; the names of the shards hold it."""
    machine_labelled: bool
    problems: dict[str, int]
    """How often each rule was broken by what was converted."""
    where: dict[str, list[str]] = {}
    """For each of these rules the photos, files or lines concerned."""
    statistics: Statistics | None = None
    relabelled: dict[str, int] = {}
    """Of photos labelled anew: how many boxes came about in which way."""

    def write(self, folder: Path) -> None:
        """Puts the card into ``folder``, in one step."""
        partial = folder / f"{DATA_CARD}.partial"
        partial.write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")
        partial.replace(folder / DATA_CARD)


def read_data_card(folder: Path) -> DataCard:
    """The card of the shards in ``folder``.

    Raises:
        DataError: the folder holds no shards made by ``python -m training convert``.
    """
    try:
        return DataCard.model_validate_json((folder / DATA_CARD).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise DataError(
            f"{folder} holds no converted photos ({error}). Make them with: python -m training convert"
        ) from error


def shard_paths(folder: Path) -> list[str]:
    """The shards of ``folder`` in order; checked against the card, so that a missing one is noticed.

    Shards of an unfinished conversion, which may lie beside them, are not among them.
    """
    card = read_data_card(folder)
    paths = sorted(str(path) for path in folder.glob(f"photos-{card.fingerprint}*.tfrecord"))
    if len(paths) != card.shards:
        raise DataError(f"{folder} has {len(paths)} of {card.shards} shards: convert the photos again.")
    return paths


def to_record(photo: LabelledPhoto, jpeg: bytes, labels: list[str], machine_labelled: bool) -> bytes:
    """A photo and its boxes as a record: the same bytes for the same photo."""
    numbers = {label: number for number, label in enumerate(labels, start=1)} | {ANY_LABEL: 0}
    boxes = photo.boxes / np.array([photo.width, photo.height] * 2, np.float32)

    def of_bytes(*values: bytes) -> tf.train.Feature:
        return tf.train.Feature(bytes_list=tf.train.BytesList(value=values))

    def of_ints(values: Iterable[int]) -> tf.train.Feature:
        return tf.train.Feature(int64_list=tf.train.Int64List(value=values))

    feature = {
        "image/encoded": of_bytes(jpeg),
        "image/filename": of_bytes(photo.name.encode()),
        "image/width": of_ints([photo.width]),
        "image/height": of_ints([photo.height]),
        "image/machine_labelled": of_ints([int(machine_labelled)]),
        "image/object/class/label": of_ints(numbers[label] for label in photo.labels),
        "image/object/ignored": of_ints(photo.ignored.astype(int).tolist()),
    }
    if (photo.scores != 1).any():
        scores = tf.train.FloatList(value=photo.scores)
        feature["image/object/score"] = tf.train.Feature(float_list=scores)
    for column, side in enumerate(("xmin", "ymin", "xmax", "ymax")):
        values = tf.train.FloatList(value=boxes[:, column])
        feature[f"image/object/bbox/{side}"] = tf.train.Feature(float_list=values)
    example = tf.train.Example(features=tf.train.Features(feature=feature))
    record: bytes = example.SerializeToString(deterministic=True)
    return record


def parse_record(record: tf.Tensor) -> dict[str, tf.Tensor]:
    """A record as tensors.

    encoded, filename, size (width, height), machine_labelled, boxes (N, 4), labels (N,), ignored (N,) bool, and scores
    (N,). Boxes are xyxy in pixels; labels count from 0, and -1 is any label, which only ignored regions have. Records
    that do not say what is ignored ignore nothing; without scores, all are 1.
    """
    floats = tf.io.VarLenFeature(tf.float32)
    parsed = tf.io.parse_single_example(
        record,
        {
            "image/encoded": tf.io.FixedLenFeature([], tf.string),
            "image/filename": tf.io.FixedLenFeature([], tf.string),
            "image/width": tf.io.FixedLenFeature([], tf.int64),
            "image/height": tf.io.FixedLenFeature([], tf.int64),
            "image/machine_labelled": tf.io.FixedLenFeature([], tf.int64),
            "image/object/class/label": tf.io.VarLenFeature(tf.int64),
            "image/object/ignored": tf.io.VarLenFeature(tf.int64),
            "image/object/score": floats,
            **{f"image/object/bbox/{side}": floats for side in ("xmin", "ymin", "xmax", "ymax")},
        },
    )
    size = tf.cast(tf.stack([parsed["image/width"], parsed["image/height"]]), tf.float32)
    sides = [
        tf.sparse.to_dense(parsed[f"image/object/bbox/{side}"]) for side in ("xmin", "ymin", "xmax", "ymax")
    ]
    labels = tf.cast(tf.sparse.to_dense(parsed["image/object/class/label"]) - 1, tf.int32)
    ignored = tf.sparse.to_dense(parsed["image/object/ignored"])
    scores = tf.sparse.to_dense(parsed["image/object/score"])
    return {
        "encoded": parsed["image/encoded"],
        "filename": parsed["image/filename"],
        "size": size,
        "machine_labelled": parsed["image/machine_labelled"],
        "boxes": tf.stack(sides, axis=1) * tf.tile(size, [2]),
        "labels": labels,
        "ignored": tf.pad(ignored, [[0, tf.size(labels) - tf.size(ignored)]]) == 1,
        "scores": tf.pad(scores, [[0, tf.size(labels) - tf.size(scores)]], constant_values=1.0),
    }


def read_photos(folder: Path) -> list[tuple[bytes, GroundTruth]]:
    """All photos of converted records, as JPEG with the boxes that people marked."""
    photos: list[tuple[bytes, GroundTruth]] = []
    for record in tf.data.TFRecordDataset(shard_paths(folder)):
        photo = parse_record(record)
        labels = photo["labels"].numpy().astype(np.int64)
        ground_truth = GroundTruth(photo["boxes"].numpy(), labels, photo["ignored"].numpy())
        photos.append((photo["encoded"].numpy(), ground_truth))
    return photos


def box_sizes(folders: list[Path]) -> Floats:
    """Widths and heights (N, 2), in pixels, of all products in converted folders."""
    paths = [path for folder in folders for path in shard_paths(folder)]
    photos = [parse_record(record) for record in tf.data.TFRecordDataset(paths)]
    boxes = np.concatenate([photo["boxes"].numpy()[~photo["ignored"].numpy()] for photo in photos])
    sizes = boxes[:, 2:] - boxes[:, :2]
    return np.asarray(sizes[(sizes > 0).all(axis=1)], np.float32)
