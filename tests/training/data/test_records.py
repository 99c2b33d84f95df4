"""Records: what was written comes back, and a folder that is not complete is not used."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from tests.training.conftest import draw_shelf
from training.config import AugmentConfig, Config
from training.data.batches import training_batches
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
from training.predict import anchor_levels


def background(path: Path) -> LabelledPhoto:
    """A photo without products."""
    shelf = draw_shelf(path, 1)
    return LabelledPhoto(path, shelf.width, shelf.height, box_array([]), [])


def test_photos_and_boxes_come_back(tmp_path: Path) -> None:
    photos = [draw_shelf(tmp_path / f"{seed}.jpg", seed) for seed in range(3)]
    write_records(photos, tmp_path / "records", shards=2)
    by_content = {photo.path.read_bytes(): photo.boxes for photo in photos}
    restored = read_photos(tmp_path / "records")
    assert len(restored) == 3
    for jpeg, ground_truth in restored:
        np.testing.assert_allclose(ground_truth.boxes, by_content[jpeg], atol=1e-3)
        assert not ground_truth.ignored.any()


def test_a_region_to_be_ignored_comes_back_as_one_and_fits_no_anchor(tmp_path: Path) -> None:
    shelf = draw_shelf(tmp_path / "a.jpg", 1)
    boxes, ignored = box_array([[10, 10, 40, 50], [60, 10, 200, 170]]), np.array([False, True])
    photo = LabelledPhoto(shelf.path, shelf.width, shelf.height, boxes, ["p", "p"], ignored)
    card = write_records([photo], tmp_path / "records")
    assert (card.boxes, card.ignored) == (1, 1)
    ((_, ground_truth),) = read_photos(tmp_path / "records")
    assert ground_truth.ignored.tolist() == [False, True]
    np.testing.assert_allclose(box_sizes([tmp_path / "records"]), [[30, 40]], atol=1e-3)


def test_a_record_that_does_not_say_what_is_ignored_ignores_nothing(tmp_path: Path) -> None:
    photo = draw_shelf(tmp_path / "a.jpg", 1)
    example = tf.train.Example.FromString(to_record(photo, photo.path.read_bytes(), ["product"], False))
    del example.features.feature["image/object/ignored"]
    parsed = parse_record(tf.constant(example.SerializeToString()))
    assert parsed["ignored"].numpy().tolist() == [False] * len(photo.boxes)


def test_a_photo_without_products_goes_all_the_way_to_the_targets(
    tmp_path: Path, tiny_config: Config
) -> None:
    write_records([background(tmp_path / "floor.jpg")], tmp_path / "records", labels=["product"])
    ((_, ground_truth),) = read_photos(tmp_path / "records")
    assert ground_truth.boxes.shape == (0, 4) and ground_truth.labels.shape == ground_truth.ignored.shape == (
        0,
    )
    assert box_sizes([tmp_path / "records"]).shape == (0, 2)
    (record,) = tf.data.TFRecordDataset(shard_paths(tmp_path / "records"))
    _, boxes, labels, ignored, _ = random_crop(parse_record(record), tf.constant(1), AugmentConfig(crop=96))
    assert boxes.shape == (0, 4) and labels.shape == ignored.shape == (0,)
    levels = anchor_levels(tiny_config.network)
    _, targets, _ = next(iter(training_batches([tmp_path / "records"], levels, tiny_config, 0)))
    assert np.asarray(targets)[..., 0].max() == -1 and np.asarray(targets)[..., 1].min() == 1


def test_a_missing_shard_is_noticed(tmp_path: Path) -> None:
    write_records([draw_shelf(tmp_path / "a.jpg", 1)], tmp_path / "records", shards=2)
    assert read_data_card(tmp_path / "records").shards == len(shard_paths(tmp_path / "records")) == 2
    Path(shard_paths(tmp_path / "records")[0]).unlink()
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
