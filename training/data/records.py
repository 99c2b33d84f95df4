"""TFRecord shards of labelled photos, with the feature names of the TensorFlow Object Detection API."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tensorflow as tf
from PIL import Image, ImageOps, UnidentifiedImageError

from training.boxes import Floats
from training.data.sources import DataError, LabelledPhoto, Report, clean_boxes
from training.metrics import Truth

DATA_CARD = "data.json"
EXIF_ORIENTATION = 0x0112
JPEG_QUALITY = 95


@dataclass(frozen=True)
class DataCard:
    """What a folder of shards holds; written beside them as data.json."""

    labels: list[str]
    photos: int
    boxes: int
    shards: int
    machine_labelled: bool
    problems: dict[str, int]
    ignored: int = 0
    """Regions that are neither a product nor background; ``boxes`` does not count them."""

    def write(self, folder: Path) -> None:
        """Writes the card into ``folder``."""
        (folder / DATA_CARD).write_text(json.dumps(self.__dict__, indent=2) + "\n", encoding="utf-8")


def read_data_card(folder: Path) -> DataCard:
    """The card of the shards in ``folder``.

    Raises:
        DataError: the folder holds no shards made by ``python -m training convert``.
    """
    try:
        return DataCard(**json.loads((folder / DATA_CARD).read_text(encoding="utf-8")))
    except (OSError, json.JSONDecodeError, TypeError) as error:
        raise DataError(
            f"{folder} holds no converted photos ({error}). Make them with: python -m training convert"
        ) from error


def shard_paths(folder: Path) -> list[str]:
    """The shards of ``folder`` in order; checked against the card, so that a missing one is noticed."""
    card = read_data_card(folder)
    paths = sorted(str(path) for path in folder.glob("*.tfrecord"))
    if len(paths) != card.shards:
        raise DataError(f"{folder} has {len(paths)} of {card.shards} shards: convert the photos again.")
    return paths


def _upright_jpeg(photo: LabelledPhoto) -> bytes:
    """The photo as a JPEG whose pixels lie as the boxes expect, with no EXIF rotation left to apply.

    Tools disagree whether boxes refer to the stored or to the upright pixels; the picture size that the annotation
    states tells which it was.

    Raises:
        DataError: the picture's size fits the annotation neither way.
    """
    content = photo.path.read_bytes()
    with Image.open(io.BytesIO(content)) as image:
        stored_size, rotated = image.size, image.getexif().get(EXIF_ORIENTATION, 1) != 1
        upright = ImageOps.exif_transpose(image)
        expected = (photo.width, photo.height)
        if image.format == "JPEG" and not rotated and stored_size == expected and image.mode in ("RGB", "L"):
            image.load()  # finds a file that is cut short
            return content
        if upright.size == expected:
            pixels = upright
        elif stored_size == expected:
            pixels = image
        else:
            raise DataError(f"the picture has {stored_size} pixels, the annotation says {expected}")
        buffer = io.BytesIO()
        pixels.convert("RGB").save(buffer, "JPEG", quality=JPEG_QUALITY, subsampling=0)
        return buffer.getvalue()


def _example(
    photo: LabelledPhoto, jpeg: bytes, labels: list[str], machine_labelled: bool
) -> tf.train.Example:
    boxes = photo.boxes / np.array([photo.width, photo.height] * 2, np.float32)

    def of_bytes(*values: bytes) -> tf.train.Feature:
        return tf.train.Feature(bytes_list=tf.train.BytesList(value=values))

    def of_ints(values: Iterable[int]) -> tf.train.Feature:
        return tf.train.Feature(int64_list=tf.train.Int64List(value=values))

    feature = {
        "image/encoded": of_bytes(jpeg),
        "image/filename": of_bytes(photo.path.name.encode()),
        "image/width": of_ints([photo.width]),
        "image/height": of_ints([photo.height]),
        "image/machine_labelled": of_ints([int(machine_labelled)]),
        "image/object/class/label": of_ints(labels.index(label) + 1 for label in photo.labels),
        "image/object/ignored": of_ints(photo.ignored.astype(int).tolist()),
    }
    for column, side in enumerate(("xmin", "ymin", "xmax", "ymax")):
        values = tf.train.FloatList(value=boxes[:, column])
        feature[f"image/object/bbox/{side}"] = tf.train.Feature(float_list=values)
    return tf.train.Example(features=tf.train.Features(feature=feature))


def write_records(
    photos: Iterable[LabelledPhoto],
    folder: Path,
    *,
    labels: list[str] | None = None,
    shards: int = 8,
    machine_labelled: bool = False,
) -> DataCard:
    """Writes photos into ``folder`` as shards with a card; photos that cannot be used are counted, not written.

    ``labels`` fixes the order of the labels; without it, they are those found, sorted. The folder is complete only
    when the card is there: it is written last.

    Raises:
        DataError: no photo could be used, or a photo has a label that ``labels`` does not name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in [*folder.glob("*.tfrecord"), folder / DATA_CARD]:
        old.unlink(missing_ok=True)
    report = Report()
    cleaned = [clean_boxes(photo, report) for photo in photos]
    found = sorted({label for photo in cleaned for label in photo.labels})
    names = labels or found
    if unknown := set(found) - set(names):
        raise DataError(f"The labels {sorted(unknown)} are not among those named: {names}.")
    writers = [
        tf.io.TFRecordWriter(str(folder / f"photos-{number:05d}-of-{shards:05d}.tfrecord"))
        for number in range(shards)
    ]
    try:
        for photo in cleaned:
            try:
                jpeg = _upright_jpeg(photo)
            except FileNotFoundError:
                report.problems["photo missing: left out"] += 1
                continue
            except (OSError, UnidentifiedImageError, DataError):
                report.problems["photo unreadable or of another size: left out"] += 1
                continue
            example = _example(photo, jpeg, names, machine_labelled)
            writers[report.photos % shards].write(example.SerializeToString())
            report.photos += 1
            report.boxes += int((~photo.ignored).sum())
            report.ignored += int(photo.ignored.sum())
    finally:
        for writer in writers:
            writer.close()
    if report.photos == 0:
        raise DataError(f"No photo could be used: {dict(report.problems)}")
    problems = {rule: count for rule, count in report.problems.items() if count}
    card = DataCard(names, report.photos, report.boxes, shards, machine_labelled, problems, report.ignored)
    card.write(folder)
    return card


def parse_record(record: tf.Tensor) -> dict[str, tf.Tensor]:
    """A record as tensors.

    encoded, filename, size (width, height), machine_labelled, boxes (N, 4), labels (N,), ignored (N,) bool. Boxes are
    xyxy in pixels; labels count from 0; in records that do not say what is ignored, nothing is.
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
            **{f"image/object/bbox/{side}": floats for side in ("xmin", "ymin", "xmax", "ymax")},
        },
    )
    size = tf.cast(tf.stack([parsed["image/width"], parsed["image/height"]]), tf.float32)
    sides = [
        tf.sparse.to_dense(parsed[f"image/object/bbox/{side}"]) for side in ("xmin", "ymin", "xmax", "ymax")
    ]
    labels = tf.cast(tf.sparse.to_dense(parsed["image/object/class/label"]) - 1, tf.int32)
    ignored = tf.sparse.to_dense(parsed["image/object/ignored"])
    return {
        "encoded": parsed["image/encoded"],
        "filename": parsed["image/filename"],
        "size": size,
        "machine_labelled": parsed["image/machine_labelled"],
        "boxes": tf.stack(sides, axis=1) * tf.tile(size, [2]),
        "labels": labels,
        "ignored": tf.pad(ignored, [[0, tf.size(labels) - tf.size(ignored)]]) == 1,
    }


def read_photos(folder: Path) -> list[tuple[bytes, Truth]]:
    """All photos of converted records, as JPEG with the boxes that people marked."""
    photos: list[tuple[bytes, Truth]] = []
    for record in tf.data.TFRecordDataset(shard_paths(folder)):
        photo = parse_record(record)
        labels = photo["labels"].numpy().astype(np.int64)
        truth = Truth(photo["boxes"].numpy(), labels, photo["ignored"].numpy())
        photos.append((photo["encoded"].numpy(), truth))
    return photos


def box_sizes(folders: list[Path]) -> Floats:
    """Widths and heights (N, 2), in pixels, of all products in converted folders."""
    paths = [path for folder in folders for path in shard_paths(folder)]
    photos = [parse_record(record) for record in tf.data.TFRecordDataset(paths)]
    boxes = np.concatenate([photo["boxes"].numpy()[~photo["ignored"].numpy()] for photo in photos])
    sizes = boxes[:, 2:] - boxes[:, :2]
    return np.asarray(sizes[(sizes > 0).all(axis=1)], np.float32)
