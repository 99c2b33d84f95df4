"""Crops: boxes stay on their products, whatever the zoom, the cut, the light and the camera."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from tests.training.conftest import draw_shelf
from training.config import AugmentConfig
from training.data.crops import Crop, join_crops, random_crop

PLAIN = AugmentConfig(
    crop=96, long_side=(120, 480), brightness=0, contrast=(1, 1.0001), saturation=(1, 1.0001), hue=0
)


def test_boxes_follow_the_crop_the_zoom_and_the_flip() -> None:
    """On a picture that is grey but for one red package, red lies inside the box and nowhere else."""
    picture = np.full((180, 240, 3), 128, np.uint8)
    picture[60:110, 100:140] = (255, 0, 0)
    jpeg = tf.io.encode_jpeg(picture, quality=100, chroma_downsampling=False)
    photo = {
        "encoded": jpeg,
        "size": tf.constant([240.0, 180.0]),
        "boxes": tf.constant([[100.0, 60.0, 140.0, 110.0]]),
        "labels": tf.constant([0]),
        "ignored": tf.constant([False]),
        "scores": tf.ones(1),
    }
    seen = 0
    for seed in range(40):
        pixels, boxes, *_ = random_crop(photo, tf.constant(seed), PLAIN)
        red = np.asarray(pixels)[..., 0] - np.asarray(pixels)[..., 1] > 128
        if len(boxes) == 0:
            assert red.sum() < 96
            continue
        left, top, right, bottom = np.asarray(boxes)[0]
        rows, columns = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
        if min(right - left, bottom - top) < 6:
            continue
        found = [columns[0], rows[0], columns[-1] + 1, rows[-1] + 1]
        np.testing.assert_allclose([left, top, right, bottom], found, atol=1.6)
        seen += 1
    assert seen > 15


def test_a_badly_cut_product_is_marked_to_be_ignored(tmp_path: Path) -> None:
    photo_file = draw_shelf(tmp_path / "a.jpg", 1)
    photo = {
        "encoded": tf.constant(photo_file.path.read_bytes()),
        "size": tf.constant([240.0, 180.0]),
        "boxes": tf.constant(photo_file.boxes),
        "labels": tf.zeros(len(photo_file.boxes), tf.int32),
        "ignored": tf.zeros(len(photo_file.boxes), tf.bool),
        "scores": tf.ones(len(photo_file.boxes)),
    }
    marks: list[tuple[float, bool]] = []
    for seed in range(10):
        _, boxes, _, ignored, _ = random_crop(photo, tf.constant(seed), PLAIN)
        marks += [(float(box[2] - box[0]), bool(mark)) for box, mark in zip(boxes, ignored, strict=True)]
    assert any(mark for _, mark in marks) and not all(mark for _, mark in marks)


def test_a_region_to_be_ignored_stays_so_in_the_crop() -> None:
    photo = {
        "encoded": tf.io.encode_jpeg(np.full((180, 240, 3), 128, np.uint8)),
        "size": tf.constant([240.0, 180.0]),
        "boxes": tf.constant([[110.0, 80.0, 120.0, 90.0], [125.0, 80.0, 135.0, 90.0]]),
        "labels": tf.constant([3, 4]),
        "ignored": tf.constant([True, False]),
        "scores": tf.constant([0.5, 0.75]),
    }
    whole = AugmentConfig(crop=240, long_side=(240, 240.01))
    _, _, labels, ignored, scores = random_crop(photo, tf.constant(1), whole)
    assert scores.numpy().tolist() == [0.5, 0.75]
    assert labels.numpy().tolist() == [3, 4] and ignored.numpy().tolist() == [True, False]


def test_a_product_of_a_few_pixels_is_ignored() -> None:
    photo = {
        "encoded": tf.io.encode_jpeg(tf.zeros((180, 240, 3), tf.uint8)),
        "size": tf.constant([240.0, 180.0]),
        "boxes": tf.constant([[110.0, 80.0, 116.0, 86.0], [125.0, 80.0, 165.0, 120.0]]),
        "labels": tf.constant([0, 0]),
        "ignored": tf.constant([False, False]),
        "scores": tf.ones(2),
    }
    half = PLAIN.model_copy(update={"long_side": (119.9, 120.0), "aspect": 1.0001})
    for seed in range(8):
        _, boxes, _, ignored, _ = random_crop(photo, tf.constant(seed), half)
        sides = tf.sqrt(tf.reduce_prod(boxes[:, 2:] - boxes[:, :2], axis=1)).numpy()
        assert (ignored.numpy()[sides < 4.9]).all()
        assert not ignored.numpy()[sides > 15].any()


@pytest.mark.parametrize(
    "knobs",
    [
        {"grey": 1.0},
        {"blur": 3.0},
        {"noise": 0.2},
        {"motion": 1.0},
        {"jpeg": 1.0},
        {"dark": 1.0},
        {"glare": 1.0},
    ],
    ids=lambda knobs: next(iter(knobs)),
)
def test_poorer_cameras_change_the_picture_and_leave_the_boxes(knobs: dict[str, float]) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (180, 240, 3), np.uint8)
    photo = {
        "encoded": tf.io.encode_jpeg(noise, quality=100),
        "size": tf.constant([240.0, 180.0]),
        "boxes": tf.constant([[110.0, 80.0, 150.0, 120.0]]),
        "labels": tf.constant([0]),
        "ignored": tf.constant([False]),
        "scores": tf.ones(1),
    }
    poorer = PLAIN.model_copy(update=knobs)
    changed = 0
    for seed in range(6):
        sharp, one = random_crop(photo, tf.constant(seed), PLAIN)[:2]
        poor, same = random_crop(photo, tf.constant(seed), poorer)[:2]
        np.testing.assert_array_equal(one, same)
        changed += not np.allclose(sharp, poor)
        assert float(tf.reduce_min(poor)) >= 0 and float(tf.reduce_max(poor)) <= 255
        if "dark" in knobs:
            assert (
                poor.numpy() <= sharp.numpy() + 1e-3
            ).all() and poor.numpy().mean() < sharp.numpy().mean() - 20
        if "glare" in knobs:
            assert (poor.numpy() >= sharp.numpy() - 1e-3).all() and (poor - sharp).numpy().max() > 30
        if "motion" in knobs:
            assert np.abs(np.diff(poor, axis=0)).mean() < np.abs(np.diff(sharp, axis=0)).mean()
        if "grey" in knobs:
            np.testing.assert_allclose(poor[..., 0], poor[..., 2], atol=1e-3)
    assert changed >= 2


def test_a_joined_crop_shows_each_photo_on_its_side_with_its_boxes() -> None:
    def plain(value: float, label: int) -> Crop:
        boxes = tf.constant([[0.0, 0.0, 10.0, 10.0], [84.0, 84.0, 96.0, 96.0], [0.0, 0.0, 96.0, 96.0]])
        flags = tf.fill([3], value=False)
        return Crop(tf.fill([96, 96, 3], value), boxes, tf.fill([3], label), flags, tf.ones(3))

    seen = set()
    for seed in range(12):
        crop, region = join_crops(plain(10.0, 1), plain(200.0, 2), tf.constant(seed), PLAIN)
        left, top, right, bottom = region.numpy().astype(int)
        shown = crop.pixels.numpy()[..., 0] == 200
        assert shown[top:bottom, left:right].all() and shown.sum() == (right - left) * (bottom - top)
        assert 0.3 < shown.mean() < 0.7
        seen.add("beside" if top == 0 else "below")
        of_one, of_other = (crop.boxes.numpy()[crop.labels.numpy() == label] for label in (1, 2))
        # Each photo keeps its own corner's product and the visible part of the large one.
        np.testing.assert_array_equal(of_one[0], [0, 0, 10, 10])
        np.testing.assert_array_equal(of_other[0], [84, 84, 96, 96])
        np.testing.assert_array_equal(of_other[1], region)
        assert len(of_one) == len(of_other) == 2
    assert seen == {"beside", "below"}


def shelf_photo(side: float, ignored: bool = False) -> dict[str, tf.Tensor]:
    """A photo of 1280 x 960 with 12 products of ``side`` pixels."""
    boxes = [[x, y, x + side, y + side] for x in range(100, 1100, 270) for y in range(100, 800, 300)]
    return {
        "encoded": tf.io.encode_jpeg(np.full((960, 1280, 3), 90, np.uint8)),
        "size": tf.constant([1280.0, 960.0]),
        "boxes": tf.constant(boxes, tf.float32),
        "labels": tf.zeros(12, tf.int32),
        "ignored": tf.fill([12], ignored),
        "scores": tf.ones(12),
    }


NEAR_AND_FAR = AugmentConfig(crop=320, product_side=(8, 400), most_zoom=10, least_long_side=100, flip=False)


def test_near_and_far_shelves_come_about_whatever_the_photo_shows() -> None:
    """Of 60 crops, each holds the product that it was made for, and all sizes occur about as often."""
    sides: list[float] = []
    for seed in range(60):
        _, boxes, *_ = random_crop(shelf_photo(60), tf.constant(seed), NEAR_AND_FAR)
        assert len(boxes)
        # Boxes are cut at the edges: the largest comes nearest to the size that the crop was made for.
        sides.append(float(tf.reduce_max(tf.sqrt(tf.reduce_prod(boxes[:, 2:] - boxes[:, :2], axis=1)))))
    by_size = np.histogram(np.log2(sides), np.log2([7, 21, 56, 150, 401]))[0]
    assert by_size.sum() == 60 and by_size.min() >= 7, by_size


def test_a_photo_is_neither_enlarged_nor_shrunk_beyond_what_is_of_use() -> None:
    limited = NEAR_AND_FAR.model_copy(update={"most_zoom": 2.0, "least_long_side": 640.0, "aspect": 1.0})
    for seed in range(20):
        _, boxes, *_ = random_crop(shelf_photo(60), tf.constant(seed), limited)
        largest = float(tf.reduce_max(boxes[:, 2:] - boxes[:, :2]))
        assert largest <= 121
        whole = [box for box in boxes.numpy() if (box > 1).all() and (box < 319).all()]
        assert all(box[2] - box[0] >= 29 for box in whole)


def test_a_photo_without_products_keeps_to_its_long_side() -> None:
    """Regions to be ignored are no products: what lies in them has no known size."""
    by_long_side = NEAR_AND_FAR.model_copy(update={"long_side": (639.9, 640.0), "aspect": 1.0})
    for seed in range(6):
        _, boxes, *_ = random_crop(shelf_photo(60, ignored=True), tf.constant(seed), by_long_side)
        whole = [box for box in boxes.numpy() if (box > 1).all() and (box < 319).all()]
        assert all(box[2] - box[0] == pytest.approx(30, abs=1) for box in whole)
    empty = {**shelf_photo(60), "boxes": tf.zeros((0, 4)), "labels": tf.zeros(0, tf.int32)}
    empty |= {"ignored": tf.zeros(0, tf.bool), "scores": tf.zeros(0)}
    assert len(random_crop(empty, tf.constant(1), NEAR_AND_FAR).boxes) == 0
