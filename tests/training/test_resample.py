"""Resampled pictures are means of what their pixels cover, and those that the page computes."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from tests.conftest import ROOT
from training.resample import resample, taps

CASES = json.loads((ROOT / "tests" / "vectors" / "resample.json").read_text())["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_pixels_are_those_of_the_page(case: dict[str, Any]) -> None:
    pixels = np.array(case["pixels"], np.uint8).reshape(case["height"], case["width"], 3)
    expected = np.array(case["expected"], np.uint8).reshape(case["targetHeight"], case["targetWidth"], 3)
    np.testing.assert_array_equal(resample(pixels, case["targetWidth"], case["targetHeight"]), expected)


def test_a_smaller_picture_has_the_means_of_the_areas() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (30, 42, 3)).astype(np.uint8)
    # Each pixel repeated: then whole pixels lie in each part, and their mean needs no weights.
    parts = pixels.repeat(20, axis=0).repeat(25, axis=1).reshape(20, 30, 25, 42, 3)
    means = parts.mean(axis=(1, 3))
    found = resample(pixels, 25, 20)
    assert np.abs(found - means).max() <= 0.5 + 1e-3


@pytest.mark.parametrize(("size", "target"), [(4000, 1024), (1023, 1024), (7, 7), (1, 5), (5, 1)])
def test_the_weights_of_a_pixel_add_up_to_one_and_its_neighbours_stand_in_order(
    size: int, target: int
) -> None:
    places, weights = taps(size, target)
    np.testing.assert_allclose(weights.sum(axis=1), 1, atol=1e-6)
    assert (weights >= 0).all()
    assert places.min() == 0 and places.max() == size - 1
    middle = (places * weights).sum(axis=1)
    assert (np.diff(middle) >= 0).all()
