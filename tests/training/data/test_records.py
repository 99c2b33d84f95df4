"""Records: what was written comes back, and a folder that is not complete is not used."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from tests.training.conftest import draw_shelf
from training.config import AugmentConfig, Config
from training.data.batches import TrainingBatches
from training.data.convert import write_records
from training.data.crops import random_crop
from training.data.records import (
    DATA_CARD,
    box_sizes,
    parse_record,
    read_data_card,
    read_photos,
    shard_paths,
    to_record,
)
from training.data.sources import DataError, LabelledPhoto, box_array
from training.data.tfrecord import HEADER, read_records, record_places, write_record
from training.predict import anchor_levels


def background(path: Path) -> LabelledPhoto:
    """A photo without products."""
    shelf = draw_shelf(path, 99)
    return LabelledPhoto(path, shelf.width, shelf.height, box_array([]), [])


def test_photos_and_boxes_come_back(tmp_path: Path) -> None:
    photos = [draw_shelf(tmp_path / f"{seed}.jpg", seed) for seed in range(3)]
    write_records(photos, tmp_path / "records", shards=2)
    by_content = {photo.path.read_bytes(): photo.boxes for photo in photos}
    restored = read_photos(tmp_path / "records")
    assert len(restored) == 3
    for photo in restored:
        np.testing.assert_allclose(photo.boxes, by_content[photo.jpeg], atol=1e-3)
        assert photo.size == (240, 180) and not photo.ignored.any() and (photo.scores == 1).all()


def test_a_region_to_be_ignored_comes_back_as_one_and_fits_no_anchor(tmp_path: Path) -> None:
    shelf = draw_shelf(tmp_path / "a.jpg", 1)
    boxes, ignored = box_array([[10, 10, 40, 50], [60, 10, 200, 170]]), np.array([False, True])
    photo = LabelledPhoto(shelf.path, shelf.width, shelf.height, boxes, ["p", "p"], ignored)
    card = write_records([photo], tmp_path / "records")
    assert (card.boxes, card.ignored) == (1, 1)
    (restored,) = read_photos(tmp_path / "records")
    assert restored.ignored.tolist() == [False, True]
    np.testing.assert_allclose(box_sizes([tmp_path / "records"]), [[30, 40]], atol=1e-3)


def test_a_record_that_does_not_say_what_is_ignored_ignores_nothing(tmp_path: Path) -> None:
    photo = draw_shelf(tmp_path / "a.jpg", 1)
    example = tf.train.Example.FromString(to_record(photo, photo.path.read_bytes(), ["product"], False))
    del example.features.feature["image/object/ignored"]
    parsed = parse_record(example.SerializeToString())
    assert parsed.ignored.tolist() == [False] * len(photo.boxes)


def test_records_and_shards_are_the_bytes_that_tensorflow_would_write(tmp_path: Path) -> None:
    """Other tools read them, and shards that TensorFlow wrote before are read."""
    shelf = draw_shelf(tmp_path / "a.jpg", 1)
    scores = np.linspace(0.3, 0.9, len(shelf.boxes), dtype=np.float32)
    photo = replace(shelf, width=300, labels=["box", *["can"] * (len(shelf.boxes) - 1)], scores=scores)
    for each in (photo, background(tmp_path / "floor.jpg")):
        record = to_record(each, each.path.read_bytes(), ["box", "can"], True)
        assert tf.train.Example.FromString(record).SerializeToString(deterministic=True) == record
    example = tf.train.Example.FromString(to_record(photo, b"jpeg", ["box", "can"], True)).features.feature
    assert example["image/object/class/label"].int64_list.value[:2] == [1, 2]
    assert example["image/width"].int64_list.value == [300]
    np.testing.assert_array_equal(example["image/object/score"].float_list.value, scores)
    written = [b"one", b"", bytes(1000)]
    with tf.io.TFRecordWriter(str(tmp_path / "theirs")) as writer:
        for record in written:
            writer.write(record)
    with (tmp_path / "ours").open("wb") as file:
        for record in written:
            write_record(file, record)
    assert (tmp_path / "ours").read_bytes() == (tmp_path / "theirs").read_bytes()
    assert list(read_records(tmp_path / "theirs")) == written


@pytest.mark.parametrize("harm", ["cut short", "length", "data"])
def test_a_damaged_shard_is_an_error_that_names_it(harm: str, tmp_path: Path) -> None:
    write_records([draw_shelf(tmp_path / "a.jpg", 1)], tmp_path / "records", shards=1)
    (path,) = shard_paths(tmp_path / "records")
    content = bytearray(path.read_bytes())
    if harm == "cut short":
        del content[-1]
    else:
        content[3 if harm == "length" else 100] ^= 1
    path.write_bytes(content)
    with pytest.raises(DataError, match=path.name):
        read_photos(tmp_path / "records")


@pytest.mark.parametrize("harm", ["empty", "a record less"])
def test_a_shard_that_ends_too_early_is_an_error_that_names_it_and_is_mended_by_converting_again(
    harm: str, tmp_path: Path
) -> None:
    """Both are whole TFRecord files."""
    photos = [draw_shelf(tmp_path / f"{seed}.jpg", seed) for seed in range(4)]
    write_records(photos, tmp_path / "records", shards=2)
    path = shard_paths(tmp_path / "records")[1]
    (_, (start, _)) = record_places(path)
    path.write_bytes(b"" if harm == "empty" else path.read_bytes()[: start - HEADER.size])
    for read in (read_photos, shard_paths, lambda folder: box_sizes([folder])):
        with pytest.raises(DataError, match=rf"of 4 photos.*{path.name}.*Convert the photos again"):
            read(tmp_path / "records")
    write_records(photos, tmp_path / "records", shards=2)
    assert len(read_photos(tmp_path / "records")) == 4


def test_a_flipped_bit_is_an_error_for_training_too_and_is_mended_by_converting_again(
    tmp_path: Path, tiny_config: Config
) -> None:
    photos = [draw_shelf(tmp_path / f"{seed}.jpg", seed) for seed in range(2)]
    write_records(photos, tmp_path / "records", shards=1)
    (path,) = shard_paths(tmp_path / "records")
    content = bytearray(path.read_bytes())
    content[500] ^= 1
    path.write_bytes(content)
    levels = anchor_levels(tiny_config.network)
    with pytest.raises(DataError, match=path.name):
        list(TrainingBatches([tmp_path / "records"], levels, tiny_config).from_step(0, 1))
    write_records(photos, tmp_path / "records", shards=1)
    assert len(read_photos(tmp_path / "records")) == 2


@pytest.mark.parametrize("record", [b"", b"no record", b"\x0a\x7f"])
def test_a_record_of_something_else_is_an_error(record: bytes) -> None:
    with pytest.raises(DataError, match="labelled photo"):
        parse_record(record)


def test_a_photo_without_products_goes_all_the_way_to_the_targets(
    tmp_path: Path, tiny_config: Config
) -> None:
    write_records([background(tmp_path / "floor.jpg")], tmp_path / "records", labels=["product"])
    (photo,) = read_photos(tmp_path / "records")
    assert photo.boxes.shape == (0, 4) and photo.labels.shape == photo.ignored.shape == (0,)
    assert box_sizes([tmp_path / "records"]).shape == (0, 2)
    crop = random_crop(photo, np.random.default_rng(1), AugmentConfig(crop=96))
    assert crop.marks.boxes.shape == (0, 4) and crop.marks.labels.shape == crop.marks.ignored.shape == (0,)
    levels = anchor_levels(tiny_config.network)
    _, targets = next(TrainingBatches([tmp_path / "records"], levels, tiny_config).from_step(0, 1))
    assert targets[..., 0].max() == -1 and targets[..., 1].min() == 1


def test_a_missing_shard_is_noticed(tmp_path: Path) -> None:
    write_records([draw_shelf(tmp_path / "a.jpg", 1)], tmp_path / "records", shards=2)
    assert read_data_card(tmp_path / "records").shards == len(shard_paths(tmp_path / "records")) == 2
    shard_paths(tmp_path / "records")[0].unlink()
    with pytest.raises(DataError, match="1 of 2 shards"):
        shard_paths(tmp_path / "records")


@pytest.mark.parametrize("card", [None, "", "{}", '{"labels": 3}'])
def test_a_folder_without_a_proper_card_says_how_to_make_one(tmp_path: Path, card: str | None) -> None:
    if card is not None:
        (tmp_path / DATA_CARD).write_text(card)
    with pytest.raises(DataError, match="python -m training convert"):
        read_data_card(tmp_path)


def test_a_card_with_notes_of_a_later_step_is_read(tmp_path: Path) -> None:
    card = write_records([draw_shelf(tmp_path / "a.jpg", 1)], tmp_path)
    noted = json.loads((tmp_path / DATA_CARD).read_text()) | {"relabelled": {"agreed": 3}}
    (tmp_path / DATA_CARD).write_text(json.dumps(noted))
    assert read_data_card(tmp_path) == card.model_copy(update={"relabelled": {"agreed": 3}})


def test_the_card_tells_what_the_photos_and_boxes_look_like(tmp_path: Path) -> None:
    shelf = draw_shelf(tmp_path / "a.jpg", 1)
    boxes = box_array([[0, 0, 24, 12], [0, 0, 48, 12], [0, 0, 240, 180]])
    photo = LabelledPhoto(shelf.path, 240, 180, boxes, ["can", "can", "box"], np.array([False, False, True]))
    card = write_records([photo, background(tmp_path / "floor.jpg")], tmp_path / "records")
    assert json.loads((tmp_path / "records" / DATA_CARD).read_text())["labels"] == ["box", "can"]
    found = card.statistics
    assert found is not None and found.box_width_px and found.box_aspect and found.box_height_of_long_side
    assert found.boxes_by_label == {"box": 0, "can": 2} and found.photos_without_boxes == 1
    assert (found.box_width_px.least, found.box_width_px.p50, found.box_width_px.most) == (24, 36, 48)
    assert found.box_height_of_long_side.p50 == pytest.approx(12 / 240)
    assert (found.box_aspect.least, found.box_aspect.most) == (2, 4)
