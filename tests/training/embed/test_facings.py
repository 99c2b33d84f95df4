"""Crops have the very pixels that the page cuts; changed views still show the facing."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from tests.conftest import ROOT
from training.boxes import Pixels
from training.embed.config import Changes, EmbedConfig
from training.embed.facings import cut, region_of, view

VECTORS: dict[str, Any] = json.loads((ROOT / "tests" / "vectors" / "crops.json").read_text(encoding="utf-8"))
SMALL = EmbedConfig(height=32, width=24)


def shelf() -> Pixels:
    """A red package with a white label between two green ones, 100 x 80 pixels."""
    pixels = np.zeros((80, 100, 3), np.uint8)
    pixels[:, :, 1] = 180
    pixels[10:70, 35:65] = (200, 30, 30)
    pixels[30:45, 40:60] = 240
    return pixels


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_the_region_of_a_box_is_the_pages(case: dict[str, Any]) -> None:
    box = np.array(case["box"], np.float64)
    x0, y0, x1, y1 = region_of(box, case["margin"], **VECTORS["picture"])
    assert [x0, y0, x1 - x0, y1 - y0] == case["region"]


def test_a_crop_is_the_box_stretched() -> None:
    crop = cut(shelf(), np.array([35, 10, 65, 70], np.float32), SMALL)
    assert crop.shape == (32, 24, 3)
    assert (crop[0] == (200, 30, 30)).all() and (crop[14, 12] == 240).all()


def test_views_differ_and_show_the_facing_still() -> None:
    random = np.random.default_rng(0)
    box = np.array([35, 10, 65, 70], np.float32)
    views = [view(shelf(), box, SMALL, random).astype(float) for _ in range(20)]
    assert all(one.shape == (32, 24, 3) for one in views)
    assert np.std([one.mean() for one in views]) > 5
    for one in views:
        label, package = one[13:17, 9:15].mean(axis=(0, 1)), one[25:29, 9:15].mean(axis=(0, 1))
        assert package[0] > package[1] + 20, "the package stays red"
        assert label[1] > package[1] + 20, "its label stays lighter"


@pytest.mark.parametrize("box", [[-4, -3, 12, 30], [90, 60, 104, 84], [0, 0, 100, 80], [50, 40, 51, 41]])
def test_views_at_the_edge_of_a_picture_and_of_tiny_boxes_are_whole(box: list[float]) -> None:
    for seed in range(10):
        one = view(shelf(), np.array(box, np.float32), SMALL, np.random.default_rng(seed))
        assert one.shape == (32, 24, 3)


def test_without_changes_a_view_lies_where_the_crop_does() -> None:
    still = Changes(
        shift=0, turn=0, slant=0, exposure=0, gamma=0, contrast=0, tint=0, saturation=0, shrink=1, quality=95, hidden=0,
        noise=0,
    )  # fmt: skip
    box = np.array([30, 5, 70, 75], np.float32)
    config = EmbedConfig(height=32, width=24, changes=still)
    seen = view(shelf(), box, config, np.random.default_rng(0)).astype(float)
    crop = cut(shelf(), box, config).astype(float)
    off = {
        (down, across): np.abs(np.roll(seen, (down, across), (0, 1)) - crop)[2:-2, 2:-2].mean()
        for down in (-1, 0, 1)
        for across in (-1, 0, 1)
    }
    assert min(off, key=lambda shift: off[shift]) == (0, 0) and off[0, 0] < 20
