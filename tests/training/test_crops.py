"""Crops: boxes stay on their products, whatever the zoom, the cut, the light and the camera."""

from __future__ import annotations

import colorsys
import io
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.training.conftest import draw_shelf
from training.config import AugmentConfig
from training.data.camera import turn_colours
from training.data.crops import Crop, Marks, join_crops, random_crop, scaled
from training.data.records import Photo


def photo_of(
    pixels: NDArray[np.uint8],
    boxes: list[list[float]],
    labels: list[int] | None = None,
    ignored: list[bool] | None = None,
    scores: list[float] | None = None,
) -> Photo:
    """A photo of these pixels (H, W, 3)."""
    jpeg = io.BytesIO()
    Image.fromarray(pixels).save(jpeg, "JPEG", quality=100, subsampling=0)
    count, (height, width, _) = len(boxes), pixels.shape
    return Photo(
        jpeg=jpeg.getvalue(), name="photo.jpg", size=(width, height), machine_labelled=False,
        boxes=np.array(boxes, np.float32).reshape(-1, 4), labels=np.array(labels or [0] * count, np.int64),
        ignored=np.array(ignored or [False] * count, bool), scores=np.array(scores or [1.0] * count, np.float32),
    )  # fmt: skip


def crop_of(photo: Photo, seed: int, augment: AugmentConfig) -> Crop:
    """The crop that a seed gives."""
    return random_crop(photo, np.random.default_rng(seed), augment)


PLAIN = AugmentConfig(
    crop=96, long_side=(120, 480), brightness=0, contrast=(1, 1.0001), saturation=(1, 1.0001), hue=0
)


def test_boxes_follow_the_crop_the_zoom_and_the_flip() -> None:
    """On a picture that is grey but for one red package, red lies inside the box and nowhere else."""
    picture = np.full((180, 240, 3), 128, np.uint8)
    picture[60:110, 100:140] = (255, 0, 0)
    photo = photo_of(picture, [[100.0, 60.0, 140.0, 110.0]])
    seen = 0
    for seed in range(40):
        crop = crop_of(photo, seed, PLAIN)
        red = crop.pixels[..., 0] - crop.pixels[..., 1] > 128
        if len(crop.marks.boxes) == 0:
            assert red.sum() < 96
            continue
        left, top, right, bottom = crop.marks.boxes[0]
        rows, columns = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
        if min(right - left, bottom - top) < 6:
            continue
        found = [columns[0], rows[0], columns[-1] + 1, rows[-1] + 1]
        np.testing.assert_allclose([left, top, right, bottom], found, atol=1.6)
        seen += 1
    assert seen > 15


def test_a_badly_cut_product_is_marked_to_be_ignored(tmp_path: Path) -> None:
    shelf = draw_shelf(tmp_path / "a.jpg", 1)
    photo = photo_of(np.asarray(Image.open(shelf.path)), shelf.boxes.tolist())
    marks: list[bool] = []
    for seed in range(10):
        marks += crop_of(photo, seed, PLAIN).marks.ignored.tolist()
    assert any(marks) and not all(marks)


def test_a_region_to_be_ignored_stays_so_in_the_crop() -> None:
    boxes = [[110.0, 80.0, 120.0, 90.0], [125.0, 80.0, 135.0, 90.0]]
    photo = photo_of(np.full((180, 240, 3), 128, np.uint8), boxes, [3, 4], [True, False], [0.5, 0.75])
    crop = crop_of(photo, 1, AugmentConfig(crop=240, long_side=(240, 240.01)))
    assert crop.marks.scores.tolist() == [0.5, 0.75]
    assert crop.marks.labels.tolist() == [3, 4] and crop.marks.ignored.tolist() == [True, False]


def test_a_product_of_a_few_pixels_is_ignored() -> None:
    boxes = [[110.0, 80.0, 116.0, 86.0], [125.0, 80.0, 165.0, 120.0]]
    photo = photo_of(np.zeros((180, 240, 3), np.uint8), boxes)
    half = PLAIN.model_copy(update={"long_side": (119.9, 120.0), "aspect": 1.0001})
    for seed in range(8):
        crop = crop_of(photo, seed, half)
        sides = np.sqrt(np.prod(crop.marks.boxes[:, 2:] - crop.marks.boxes[:, :2], axis=1))
        assert crop.marks.ignored[sides < 4.9].all()
        assert not crop.marks.ignored[sides > 15].any()


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
    photo = photo_of(noise, [[110.0, 80.0, 150.0, 120.0]])
    poorer = PLAIN.model_copy(update=knobs)
    changed = 0
    for seed in range(6):
        sharp, poor = crop_of(photo, seed, PLAIN), crop_of(photo, seed, poorer)
        np.testing.assert_array_equal(sharp.marks.boxes, poor.marks.boxes)
        changed += not np.allclose(sharp.pixels, poor.pixels)
        assert poor.pixels.min() >= 0 and poor.pixels.max() <= 255 and poor.pixels.dtype == np.float32
        if "dark" in knobs:
            assert (poor.pixels <= sharp.pixels + 1e-3).all()
            assert poor.pixels.mean() < sharp.pixels.mean() - 20
        if "glare" in knobs:
            assert (poor.pixels >= sharp.pixels - 1e-3).all() and (poor.pixels - sharp.pixels).max() > 30
        if "motion" in knobs:
            rough, smooth = (np.abs(np.diff(crop.pixels, axis=0)).mean() for crop in (sharp, poor))
            assert smooth < rough
        if "grey" in knobs:
            np.testing.assert_allclose(poor.pixels[..., 0], poor.pixels[..., 2], atol=1e-3)
    assert changed >= 2


def test_a_joined_crop_shows_each_photo_on_its_side_with_its_boxes() -> None:
    def plain(value: float, label: int) -> Crop:
        boxes = np.array([[0, 0, 10, 10], [84, 84, 96, 96], [0, 0, 96, 96]], np.float32)
        pixels, scores = np.full((96, 96, 3), value, np.float32), np.ones(3, np.float32)
        return Crop(pixels, Marks(boxes, np.full(3, label, np.int64), np.zeros(3, bool), scores))

    seen = set()
    for seed in range(12):
        crop, region = join_crops(plain(10.0, 1), plain(200.0, 2), np.random.default_rng(seed), PLAIN)
        left, top, right, bottom = region.astype(int)
        shown = crop.pixels[..., 0] == 200
        assert shown[top:bottom, left:right].all() and shown.sum() == (right - left) * (bottom - top)
        assert 0.3 < shown.mean() < 0.7
        seen.add("beside" if top == 0 else "below")
        of_one, of_other = (crop.marks.boxes[crop.marks.labels == label] for label in (1, 2))
        # Each photo keeps its own corner's product and the visible part of the large one.
        np.testing.assert_array_equal(of_one[0], [0, 0, 10, 10])
        np.testing.assert_array_equal(of_other[0], [84, 84, 96, 96])
        np.testing.assert_array_equal(of_other[1], region)
        assert len(of_one) == len(of_other) == 2
    assert seen == {"beside", "below"}


def shelf_photo(side: float, ignored: bool = False) -> Photo:
    """A photo of 1280 x 960 with 12 products of ``side`` pixels."""
    boxes = [[x, y, x + side, y + side] for x in range(100, 1100, 270) for y in range(100, 800, 300)]
    return photo_of(np.full((960, 1280, 3), 90, np.uint8), boxes, ignored=[ignored] * 12)


NEAR_AND_FAR = AugmentConfig(crop=320, product_side=(8, 400), most_zoom=10, least_long_side=100, flip=False)


def test_near_and_far_shelves_come_about_whatever_the_photo_shows() -> None:
    """Of 60 crops, each holds the product that it was made for, and all sizes occur about as often."""
    photo = shelf_photo(60)
    sides: list[float] = []
    for seed in range(60):
        boxes = crop_of(photo, seed, NEAR_AND_FAR).marks.boxes
        assert len(boxes)
        # Boxes are cut at the edges: the largest comes nearest to the size that the crop was made for.
        sides.append(float(np.sqrt(np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)).max()))
    by_size = np.histogram(np.log2(sides), np.log2([7, 21, 56, 150, 401]))[0]
    assert by_size.sum() == 60 and by_size.min() >= 7, by_size


def test_a_photo_is_neither_enlarged_nor_shrunk_beyond_what_is_of_use() -> None:
    limited = NEAR_AND_FAR.model_copy(update={"most_zoom": 2.0, "least_long_side": 640.0, "aspect": 1.0})
    photo = shelf_photo(60)
    for seed in range(20):
        boxes = crop_of(photo, seed, limited).marks.boxes
        assert (boxes[:, 2:] - boxes[:, :2]).max() <= 121
        whole = [box for box in boxes if (box > 1).all() and (box < 319).all()]
        assert all(box[2] - box[0] >= 29 for box in whole)


def test_a_photo_without_products_keeps_to_its_long_side() -> None:
    """Regions to be ignored are no products: what lies in them has no known size."""
    by_long_side = NEAR_AND_FAR.model_copy(update={"long_side": (639.9, 640.0), "aspect": 1.0})
    for seed in range(6):
        boxes = crop_of(shelf_photo(60, ignored=True), seed, by_long_side).marks.boxes
        whole = [box for box in boxes if (box > 1).all() and (box < 319).all()]
        assert all(box[2] - box[0] == pytest.approx(30, abs=1) for box in whole)
    assert len(crop_of(photo_of(np.zeros((960, 1280, 3), np.uint8), []), 1, NEAR_AND_FAR).marks.boxes) == 0


def test_colours_turn_as_in_the_hsv_model() -> None:
    colours = np.random.default_rng(1).random((8, 8, 3), np.float32)
    colours[0, 0], colours[0, 1], colours[0, 2] = 0, 0.5, (1, 0, 0)
    turned = turn_colours(colours, np.float32(1.3), np.float32(-0.02))
    for before, after in zip(colours.reshape(-1, 3), turned.reshape(-1, 3), strict=True):
        hue, saturation, value = colorsys.rgb_to_hsv(*before.tolist())
        expected = colorsys.hsv_to_rgb((hue - 0.02) % 1, min(saturation * 1.3, 1), value)
        np.testing.assert_allclose(after, expected, atol=1e-5)


def test_a_shrunk_photo_that_is_decoded_smaller_looks_the_same_at_the_same_place() -> None:
    """A grey ramp with a white square: decoded at a quarter of its size, all edges stay where they were."""
    picture = np.repeat(np.tile(np.linspace(0, 200, 963).astype(np.uint8), (701, 1))[..., None], 3, axis=2)
    picture[200:400, 300:500] = 255
    photo, region, size = photo_of(picture, []), (101, 37, 963, 701), (172, 133)
    exact = Image.fromarray(picture).resize(size, Image.Resampling.BILINEAR, region)
    shrunk = scaled(photo, region, size, smooth=True)
    assert shrunk.shape == (133, 172, 3)
    assert np.abs(shrunk - np.asarray(exact, np.float32)).mean() < 1.5
    thin = scaled(photo, region, size, smooth=False)
    assert np.abs(thin - np.asarray(exact, np.float32)).mean() < 1.5
