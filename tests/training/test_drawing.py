"""Crops that a device draws are those that the loader would have made: the same places, boxes, light and camera."""

from __future__ import annotations

import importlib.util
import io
import os
import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.training.conftest import draw_shelf
from tests.training.test_crops import PLAIN, photo_of
from training import checkpoint, drawing
from training.boxes import Floats
from training.config import AugmentConfig, Config
from training.data import camera
from training.data.batches import TrainingBatches
from training.data.crops import random_halves
from training.data.records import Photo
from training.data.views import Cut, random_cut, view_of
from training.drawing import Drawing, compressed, packed
from training.predict import PAD, anchor_levels
from training.train import train

SIDE = 96
NO_HALF = np.zeros(4, np.float32)


def drawn(photos: list[Photo], cuts: list[Cut], half: Floats, seed: int, augment: AugmentConfig) -> Floats:
    """The picture (S, S, 3) of one crop."""
    rows = (0, len(photos) - 1)
    view = view_of(rows, (cuts[0], cuts[-1]), half, np.random.default_rng(seed), augment)
    batch = {name: values[None] for name, values in view.items()}
    pictures = Drawing((photo.jpeg for photo in photos), SIDE)(batch)
    return np.asarray(keras.ops.convert_to_numpy(pictures)[0], np.float32)


def drawn_by_device(config: Config) -> Config:
    """The same run, but for where its crops are drawn."""
    return config.model_copy(update={"run": config.run.model_copy(update={"draw": "device"})})


def shelf() -> Photo:
    """A grey photo with one red package."""
    picture = np.full((180, 240, 3), 128, np.uint8)
    picture[60:110, 100:140] = (255, 0, 0)
    return photo_of(picture, [[100.0, 60.0, 140.0, 110.0]])


def test_boxes_lie_on_their_products_whatever_the_zoom_the_place_and_the_flip() -> None:
    photo, seen, flips, sizes = shelf(), 0, set(), set()
    augment = PLAIN.model_copy(update={"long_side": (50.0, 480.0)})
    for seed in range(40):
        cut = random_cut(photo, np.random.default_rng(seed), augment)
        picture = drawn([photo], [cut], NO_HALF, seed, augment)
        flips.add(bool(cut.map[2] < 0))
        sizes.add(cut.size)
        red = picture[..., 0] - picture[..., 1] > 128
        if not len(cut.marks.boxes):
            assert red.sum() < SIDE
            continue
        seen += 1
        left, top, right, bottom = cut.marks.boxes[0]
        inside = red[int(np.ceil(top)) + 1 : int(bottom) - 1, int(np.ceil(left)) + 1 : int(right) - 1]
        assert inside.size == 0 or inside.all()
        red[int(top) : int(np.ceil(bottom)), int(left) : int(np.ceil(right))] = False
        assert red.sum() == 0
    assert seen > 15 and flips == {False, True} and len(sizes) > 1


def test_beyond_the_photo_it_is_grey() -> None:
    small = photo_of(np.zeros((20, 30, 3), np.uint8), [])
    augment = PLAIN.model_copy(update={"long_side": (30.0, 30.0), "aspect": 1.0})
    picture = drawn([small], [random_cut(small, np.random.default_rng(1), augment)], NO_HALF, 1, augment)
    share = (np.abs(picture - PAD) < 2).all(axis=-1).mean()
    assert abs(share - (1 - 20 * 30 / SIDE**2)) < 0.02


def test_two_photos_are_joined_at_the_line_between_their_halves() -> None:
    dark, light = (photo_of(np.full((240, 240, 3), value, np.uint8), []) for value in (20, 220))
    augment = PLAIN.model_copy(update={"long_side": (240.0, 240.0), "aspect": 1.0})
    for seed in range(4):
        random = np.random.default_rng(seed)
        _, half = random_halves(random, SIDE)
        cuts = [random_cut(photo, random, augment) for photo in (dark, light)]
        picture = drawn([dark, light], cuts, half, seed, augment)
        left, top, right, bottom = half.astype(int)
        assert (picture[top:bottom, left:right] > 200).all()
        assert (picture > 200).all(axis=-1).sum() == (right - left) * (bottom - top)


def test_a_photo_that_is_shrunk_is_averaged() -> None:
    """An eighth of black and white pixels is grey: every size of the photo is the mean of the whole."""
    noise = np.random.default_rng(1).integers(0, 2, (768, 768, 1)).repeat(3, axis=2).astype(np.uint8) * 255
    photo = photo_of(noise, [])
    augment = PLAIN.model_copy(update={"long_side": (96.0, 96.0), "aspect": 1.0, "flip": False})
    spreads: dict[int, float] = {}
    for seed in range(12):
        cut = random_cut(photo, np.random.default_rng(seed), augment)
        spreads[cut.size] = float(drawn([photo], [cut], NO_HALF, seed, augment).std())
    assert set(spreads) == {0, 2}
    assert spreads[2] < 20 < 25 < spreads[0]  # a third of the crops are not smooth


@pytest.mark.parametrize(
    ("knob", "value"),
    [
        ("blur", 3.0),
        ("motion", 1.0),
        ("noise", 0.2),
        ("jpeg", 1.0),
        ("dark", 1.0),
        ("glare", 1.0),
        ("grey", 1.0),
    ],
)
def test_poorer_cameras_and_light_change_the_picture(knob: str, value: float) -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (180, 240, 3), np.uint8)
    photo = photo_of(pixels, [])
    poorer = PLAIN.model_copy(update={knob: value})
    changed = 0
    for seed in range(5):
        cut = random_cut(photo, np.random.default_rng(seed), PLAIN)
        sharp, poor = (drawn([photo], [cut], NO_HALF, seed, augment) for augment in (PLAIN, poorer))
        assert poor.min() >= 0 and poor.max() <= 255
        changed += not np.allclose(sharp, poor, atol=1)
        rough, smooth = (np.abs(np.diff(picture, axis=0)).mean() for picture in (sharp, poor))
        if knob == "dark":
            assert poor.mean() < sharp.mean() - 20
        if knob == "glare":
            assert (poor >= sharp - 1e-2).all() and (poor - sharp).max() > 30
        if knob == "motion":
            assert smooth < rough
        if knob == "grey":
            np.testing.assert_allclose(poor[..., 0], poor[..., 2], atol=1e-2)
    assert changed >= 2


def test_colours_turn_as_on_a_cpu() -> None:
    random = np.random.default_rng(1)
    pictures = random.random((3, 8, 8, 3), np.float32)
    pictures[0, 0, 0] = 0.5  # grey has no hue
    saturations, hues = np.array([0.5, 1.0, 1.4], np.float32), np.array([-0.2, 0.0, 0.4], np.float32)
    found = drawing.turn_colours(pictures, saturations[:, None, None], hues[:, None, None])
    for picture, saturation, hue, by_device in zip(
        pictures, saturations, hues, np.asarray(found), strict=True
    ):
        np.testing.assert_allclose(by_device, camera.turn_colours(picture, saturation, hue), atol=1e-5)


def pillows(picture: NDArray[np.uint8], quality: int) -> Floats:
    """The picture as Pillow's JPEG of this quality gives it back."""
    encoded = io.BytesIO()
    Image.fromarray(picture).save(encoded, "JPEG", quality=quality)
    return np.asarray(Image.open(encoded), np.float32)


@pytest.mark.parametrize("quality", [20, 50, 80])
def test_compression_costs_what_that_of_a_jpeg_costs(quality: int, tmp_path: Path) -> None:
    """What our JPEG loses is what Pillow's loses, but for how chrominance is enlarged."""
    draw_shelf(tmp_path / "shelf.jpg", 3, (192, 192))
    picture = np.asarray(Image.open(tmp_path / "shelf.jpg").convert("RGB"))
    exact = picture.astype(np.float32)
    ours = np.asarray(compressed(exact[None], np.full((1, 1, 1, 1), quality, np.float32)))[0]
    theirs = pillows(picture, quality)
    lost, lost_by_ours, between = (
        np.abs((one - other) @ camera.LUMINANCE).mean()
        for one, other in ((exact, theirs), (exact, ours), (ours, theirs))
    )
    assert lost_by_ours == pytest.approx(lost, rel=0.1)
    assert between < 0.6 < lost  # of that, a quarter of a step is rounding to whole numbers


def test_every_size_of_a_photo_covers_all_of_it() -> None:
    photo = photo_of(np.full((181, 241, 3), (10, 200, 70), np.uint8), [])
    whole, half, quarter = packed(photo.jpeg)
    assert [size.shape for size in (whole, half, quarter)] == [(181, 241), (91, 121), (46, 61)]
    for size in (whole, half, quarter):
        assert (abs((size & 255) - 10) < 3).all() and (abs((size >> 8 & 255) - 200) < 3).all()
        assert (abs((size >> 16) - 70) < 3).all()


def test_a_run_learns_from_crops_that_the_device_draws(
    records: Path, tiny_config: Config, tmp_path: Path
) -> None:
    train(drawn_by_device(tiny_config), [records], records, None, tmp_path)
    state, best = (checkpoint.load(tmp_path / name, Config) for name in ("latest.npz", "best.npz"))
    assert state.step == best.step == 4
    averages = [value for name, value in state.values.items() if name.endswith("_average")]
    assert len(averages) > 100
    assert all(np.isfinite(value).all() for value in state.values.values())
    # The first step of a rate that warms up changes little, the others more.
    kernel = "box_predictor/kernel"
    assert 0 < np.abs(state.values[kernel] - best.values[kernel]).max() < 0.1


def test_views_are_of_the_crops_positions_and_photos_are_held_once(
    records: Path, tiny_config: Config
) -> None:
    config = drawn_by_device(tiny_config)
    batches = TrainingBatches([records, records], anchor_levels(config.network), config)
    assert len(list(batches.jpegs())) == 4
    shown: set[int] = set()
    for step in range(4):
        views, targets = next(batches.from_step(step, 1))
        again, same_targets = next(batches.from_step(step, 1))
        for name, values in views.items():
            np.testing.assert_array_equal(values, again[name])
        np.testing.assert_array_equal(targets, same_targets)
        shown |= set(views["photos"].ravel().tolist())
    assert shown == {0, 1, 2, 3}


@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_other_backends_draw_the_same(backend: str, records: Path, tmp_path: Path) -> None:
    if not importlib.util.find_spec(backend):
        pytest.skip(f"{backend} is not installed: .venv/bin/uv pip install {backend}")
    script = """
import sys
from pathlib import Path
import keras, numpy as np
from training.config import load_config
from training.data.batches import TrainingBatches
from training.drawing import Drawing
from training.predict import anchor_levels
knobs = ["crop=96", "long_side=[96, 240]", "jpeg=0.5", "join=0.5", "glare=0.5", "dark=0.5", "blur=2.0", "motion=0.3"]
others = ["network.labels=['product']", "run.draw='device'", "run.batch=6"]
config = load_config(overrides=[*(f"augment.{knob}" for knob in knobs), *others])
batches = TrainingBatches([Path(sys.argv[1])], anchor_levels(config.network), config)
views, _ = next(batches.from_step(0, 1))
np.save(sys.argv[2], keras.ops.convert_to_numpy(Drawing(batches.jpegs(), 96)(views)))
"""
    found: list[Floats] = []
    for name in ("tensorflow", backend):
        out = tmp_path / f"{name}.npy"
        subprocess.run(
            [sys.executable, "-c", script, str(records), str(out)], check=True,
            env={**os.environ, "KERAS_BACKEND": name, "JAX_PLATFORMS": "cpu", "CUDA_VISIBLE_DEVICES": ""},
        )  # fmt: skip
        found.append(np.load(out))
    # A wave that lies between two steps may be rounded to either.
    assert np.abs(found[0] - found[1]).mean() < 0.05
