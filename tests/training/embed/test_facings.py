"""Crops have the very pixels that the page cuts; changed views still show the facing."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from tests.conftest import ROOT
from training.boxes import Pixels
from training.embed.config import Changes, EmbedConfig
from training.embed.facings import SIDE, cut, region_of, with_surroundings
from training.embed.views import Views

VECTORS: dict[str, Any] = json.loads((ROOT / "tests" / "vectors" / "crops.json").read_text(encoding="utf-8"))
SMALL = EmbedConfig(height=32, width=24)
STILL = Changes.model_validate(dict.fromkeys(Changes.model_fields, 0) | {"blur": 1})


def shelf() -> Pixels:
    """A red package with a white label between two green ones, 100 x 80 pixels."""
    pixels = np.zeros((80, 100, 3), np.uint8)
    pixels[:, :, 1] = 180
    pixels[10:70, 35:65] = (200, 30, 30)
    pixels[30:45, 40:60] = 240
    return pixels


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_the_region_of_a_box_is_the_pages(case: dict[str, Any]) -> None:
    box = np.array(case["box"], np.float32)
    x0, y0, x1, y1 = region_of(box, case["margin"], **VECTORS["picture"])
    assert [x0, y0, x1 - x0, y1 - y0] == case["region"]


def test_a_crop_is_the_box_stretched() -> None:
    crop = cut(shelf(), np.array([35, 10, 65, 70], np.float32), SMALL)
    assert crop.shape == (32, 24, 3)
    assert (crop[0] == (200, 30, 30)).all() and (crop[14, 12] == 240).all()


BOX = [35, 10, 65, 70]


@pytest.mark.parametrize("box", [BOX, [-4, -3, 12, 30], [90, 60, 104, 84], [0, 0, 100, 80], [50, 40, 51, 41]])
def test_a_facing_is_kept_with_what_is_around_it(box: list[float]) -> None:
    kept = with_surroundings(shelf(), np.array(box, np.float32))
    assert kept.shape == (SIDE, SIDE, 3)
    seen = Views(SMALL).unchanged(tf.constant(kept[None])).numpy()[0]
    crop = cut(shelf(), np.array(box, np.float32).clip(0, [100, 80, 100, 80]), SMALL).astype(float)
    if box == BOX:
        assert np.abs(seen - crop).mean() < 8, "the box lies where it should"
        assert (kept[:, :10, 1] > kept[:, :10, 0]).all(), "its neighbour is green"
    assert abs(seen.mean() - crop.mean()) < 40


def test_large_boxes_are_shrunk_by_the_mean_of_what_they_show() -> None:
    stripes = np.zeros((600, 600, 3), np.uint8)
    stripes[:, ::2] = 200
    kept = with_surroundings(stripes, np.array([100, 100, 500, 500], np.float32))
    assert kept.min() > 70 and kept.max() < 130


def test_views_differ_and_show_the_facing_still() -> None:
    facing = with_surroundings(shelf(), np.array(BOX, np.float32))
    tf.random.set_seed(0)
    views = Views(SMALL).changed(tf.constant(np.tile(facing, (40, 1, 1, 1)))).numpy()
    assert views.shape == (40, 32, 24, 3) and views.min() >= 0 and views.max() <= 255
    assert np.std([one.mean() for one in views]) > 10
    package = views[:, 20:26, 9:15].mean(axis=(1, 2))
    assert (package[:, 0] > package[:, 1]).mean() > 0.9, "the package stays red"


def test_without_changes_a_view_is_the_crop() -> None:
    config = SMALL.model_copy(update={"changes": STILL})
    facing = tf.constant(with_surroundings(shelf(), np.array(BOX, np.float32))[None])
    views = Views(config)
    np.testing.assert_allclose(views.changed(facing), views.unchanged(facing), atol=1)


@pytest.mark.parametrize(
    "knob", ["shift", "turn", "slant", "exposure", "tint", "gradient", "hidden", "blur", "noise"]
)
def test_each_knob_changes_views(knob: str) -> None:
    changes = STILL.model_copy(update={knob: getattr(Changes(), knob), "strip": 0.4})
    views = Views(SMALL.model_copy(update={"changes": changes}))
    two = np.stack([with_surroundings(shelf(), np.array(box, np.float32)) for box in (BOX, [0, 0, 30, 60])])
    facings = tf.constant(np.repeat(two, 8, axis=0))
    tf.random.set_seed(0)
    assert np.abs(views.changed(facings) - views.unchanged(facings)).mean() > 0.3
