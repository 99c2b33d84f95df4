"""TFRecord shards of labelled photos, with the feature names of the TensorFlow Object Detection API.

A record is a tf.train.Example: a map of names to lists of bytes, floats or integers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from training.boxes import Bools, Floats, Ints
from training.data.protobuf import bytes_field, bytes_fields, packed_integers, read_packed_integers
from training.data.sources import ANY_LABEL, DataError, LabelledPhoto
from training.data.statistics import Statistics
from training.data.tfrecord import read_records, record_places
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
        """Puts the card into ``folder``, in one step.

        Raises:
            DataError: the disk does not take it.
        """
        partial = folder / f"{DATA_CARD}.partial"
        try:
            partial.write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")
            partial.replace(folder / DATA_CARD)
        except OSError as error:
            partial.unlink(missing_ok=True)
            raise DataError(
                f"Cannot write {folder / DATA_CARD}: {error.strerror}. When that is mended, give the same command "
                "again."
            ) from error


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


def shard_paths(folder: Path) -> list[Path]:
    """The shards of ``folder`` in order; checked against the card, so that a missing or shortened one is noticed.

    Shards of an unfinished conversion, which may lie beside them, are not among them.

    Raises:
        DataError: the folder holds no converted photos, or not all of them.
    """
    card = read_data_card(folder)
    paths = sorted(folder.glob(f"photos-{card.fingerprint}*.tfrecord"))
    if len(paths) != card.shards:
        raise DataError(f"{folder} has {len(paths)} of {card.shards} shards: convert the photos again.")
    photos = {path: len(record_places(path)) for path in paths}
    if sum(photos.values()) != card.photos:
        # A shard that ends after a whole record does not look damaged by itself.
        shortest = min(paths, key=photos.__getitem__)
        raise DataError(
            f"{folder} has {sum(photos.values())} of {card.photos} photos: a shard was cut short, probably "
            f"{shortest.name}, which has {photos[shortest]}. Convert the photos again."
        )
    return paths


@dataclass(frozen=True)
class Photo:
    """A photo as its record has it, with N boxes.

    ``size`` is its width and height, ``boxes`` (N, 4) are xyxy in its pixels. ``labels`` (N,) count from 0, and -1 is
    any label, which only ``ignored`` (N,) regions have. ``scores`` (N,) are 1 but for those of a detector.
    """

    jpeg: bytes
    name: str
    size: tuple[int, int]
    machine_labelled: bool
    boxes: Floats
    labels: Ints
    ignored: Bools
    scores: Floats

    @property
    def ground_truth(self) -> GroundTruth:
        """What was marked on the photo."""
        return GroundTruth(self.boxes, self.labels, self.ignored)


SIDES = ("xmin", "ymin", "xmax", "ymax")

# Field numbers of tf.train.Example, .Features, a map's entry, .Feature and the three lists.
FEATURES, FEATURE, KEY, VALUE, ITEMS = 1, 1, 1, 2, 1
BYTES_LIST, FLOAT_LIST, INT64_LIST = 1, 2, 3


def to_record(photo: LabelledPhoto, jpeg: bytes, labels: list[str], machine_labelled: bool) -> bytes:
    """A photo and its boxes as a record: the same bytes for the same photo."""
    numbers = {label: number for number, label in enumerate(labels, start=1)} | {ANY_LABEL: 0}
    size = np.array([photo.width, photo.height] * 2, np.float32)
    boxes = np.asarray(photo.boxes / size, np.float32)

    def of_bytes(value: bytes) -> bytes:
        return bytes_field(BYTES_LIST, bytes_field(ITEMS, value))

    def of_ints(values: Iterable[int]) -> bytes:
        packed = packed_integers(values)
        return bytes_field(INT64_LIST, bytes_field(ITEMS, packed) if packed else b"")

    def of_floats(values: Floats) -> bytes:
        packed = values.astype("<f4").tobytes()
        return bytes_field(FLOAT_LIST, bytes_field(ITEMS, packed) if packed else b"")

    features = {
        "image/encoded": of_bytes(jpeg),
        "image/filename": of_bytes(photo.name.encode()),
        "image/width": of_ints([photo.width]),
        "image/height": of_ints([photo.height]),
        "image/machine_labelled": of_ints([int(machine_labelled)]),
        "image/object/class/label": of_ints(numbers[label] for label in photo.labels),
        "image/object/ignored": of_ints(photo.ignored.astype(int).tolist()),
    }
    if (photo.scores != 1).any():
        features["image/object/score"] = of_floats(photo.scores)
    for column, side in enumerate(SIDES):
        features[f"image/object/bbox/{side}"] = of_floats(boxes[:, column])
    entries = (
        bytes_field(FEATURE, bytes_field(KEY, name.encode()) + bytes_field(VALUE, feature))
        for name, feature in sorted(features.items())
    )
    return bytes_field(FEATURES, b"".join(entries))


def _features(record: bytes) -> dict[str, bytes]:
    """The items of each feature by its name: a value's bytes, or numbers packed. A feature without items has b""."""
    found: dict[str, bytes] = {}
    for _, features in bytes_fields(record):
        for _, entry in bytes_fields(features):
            parts = dict(bytes_fields(entry))
            items = [item for _, values in bytes_fields(parts[VALUE]) for _, item in bytes_fields(values)]
            found[parts[KEY].decode()] = b"".join(items)
    return found


def parse_record(record: bytes) -> Photo:
    """The photo of a record. One that does not say what is ignored ignores nothing; without scores, all are 1.

    Raises:
        DataError: it is no record of a photo.
    """
    try:
        features = _features(record)

        def integers(name: str) -> list[int]:
            return read_packed_integers(features.get(f"image/{name}", b""))

        def floats(name: str) -> Floats:
            return np.frombuffer(features.get(f"image/object/{name}", b""), "<f4").astype(np.float32)

        (width,), (height,), (machine_labelled,) = (
            integers(name) for name in ("width", "height", "machine_labelled")
        )
        labels = np.array(integers("object/class/label"), np.int64) - 1
        shares = np.stack([floats(f"bbox/{side}") for side in SIDES], axis=1)
        ignored = np.array(integers("object/ignored"), bool)
        scores = floats("score")
        return Photo(
            jpeg=features["image/encoded"],
            name=features["image/filename"].decode(),
            size=(width, height),
            machine_labelled=machine_labelled == 1,
            boxes=shares * np.array([width, height] * 2, np.float32),
            labels=labels,
            ignored=ignored if len(ignored) else np.zeros(len(labels), bool),
            scores=scores if len(scores) else np.ones(len(labels), np.float32),
        )
    except (ValueError, KeyError, IndexError) as error:
        raise DataError(
            f"A record is not one of a labelled photo: {error!r}. Convert the photos again."
        ) from error


def read_photos(folder: Path) -> list[Photo]:
    """All photos of converted records, in order."""
    return [parse_record(record) for path in shard_paths(folder) for record in read_records(path)]


def box_sizes(folders: list[Path]) -> Floats:
    """Widths and heights (N, 2), in pixels, of all products in converted folders."""
    paths = [path for folder in folders for path in shard_paths(folder)]
    photos = (parse_record(record) for path in paths for record in read_records(path))
    boxes = np.concatenate([photo.boxes[~photo.ignored] for photo in photos])
    sizes = boxes[:, 2:] - boxes[:, :2]
    return np.asarray(sizes[(sizes > 0).all(axis=1)], np.float32)
