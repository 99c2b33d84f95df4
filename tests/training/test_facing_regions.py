"""A box stands for the same pixels of a picture as on the page."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from tests.conftest import ROOT
from training.embed.facings import region_of

VECTORS = json.loads((ROOT / "tests" / "vectors" / "crops.json").read_text())


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_a_box_stands_for_the_pixels_that_the_page_takes(case: dict[str, Any]) -> None:
    width, height = VECTORS["picture"]["width"], VECTORS["picture"]["height"]
    left, top, right, bottom = region_of(np.array(case["box"]), case["margin"], width, height)
    assert [left, top, right - left, bottom - top] == case["region"]
