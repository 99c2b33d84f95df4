"""Decode, NMS and letterbox agree with the page's: see tests/vectors/README.md."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from app.card import AnchorLevel, ScaleSelection
from tests.conftest import ROOT
from training.boxes import iou_matrix, make_anchors, nms
from training.predict import letterbox_size, postprocess
from training.scale_selection import SCALE_SELECTION, choose_long_side, most_for


def vectors(name: str) -> Any:
    return json.loads((ROOT / "tests" / "vectors" / f"{name}.json").read_text())


def test_the_letterbox_is_the_one_that_the_page_uses() -> None:
    for case in vectors("letterbox"):
        found = letterbox_size(case["width"], case["height"], case["longSide"], case["stride"])
        assert list(found) == case["expected"], case


def test_decoded_boxes_scores_and_labels_are_those_of_the_page() -> None:
    case = vectors("decode")
    levels = [AnchorLevel.model_validate(level) for level in case["levels"]]
    raw = np.array(case["raw"], np.float32).reshape(-1, len(case["labels"]) + 4)
    anchors = make_anchors(levels, case["height"], case["width"])
    found = postprocess(
        raw, anchors, tuple(case["scales"]), threshold=case["threshold"], nms_iou=0.99999, limit=1000
    )
    np.testing.assert_allclose(found.boxes.ravel(), case["expected"]["boxes"], atol=1e-3)
    np.testing.assert_allclose(found.scores, case["expected"]["scores"], atol=1e-4)
    assert found.labels.tolist() == case["expected"]["labels"]


@pytest.mark.parametrize("case", vectors("nms"), ids=lambda case: case["name"])
def test_suppression_keeps_and_moves_the_boxes_as_the_page_does(case: dict[str, Any]) -> None:
    boxes = np.array(case["boxes"], np.float32).reshape(-1, 4)
    scores, labels = np.array(case["scores"], np.float32), np.array(case["labels"], np.int64)
    kept, moved = nms(boxes, scores, labels, case["iou"], case["limit"])
    assert kept.tolist() == case["kept"]
    np.testing.assert_allclose(moved.ravel(), case["moved"], atol=1e-3)


def test_iou_of_known_boxes() -> None:
    a = np.array([[0, 0, 2, 2]], np.float32)
    b = np.array([[0, 0, 2, 2], [1, 1, 3, 3], [5, 5, 6, 6], [1, 1, 1, 1]], np.float32)
    np.testing.assert_allclose(iou_matrix(a, b), [[1, 1 / 7, 0, 0]], atol=1e-6)


@pytest.mark.parametrize("case", vectors("scale-selection")["most"], ids=lambda case: case["name"])
def test_the_largest_size_for_a_photo_is_the_one_of_the_page(case: dict[str, Any]) -> None:
    assert most_for(case["width"], case["height"], case["most"]) == case["expected"]


@pytest.mark.parametrize("case", vectors("scale-selection")["cases"], ids=lambda case: case["name"])
def test_the_size_for_a_picture_follows_from_its_products_as_on_the_page(case: dict[str, Any]) -> None:
    selection = ScaleSelection.model_validate(vectors("scale-selection")["selection"])
    looks: list[int] = []

    def look(side: int) -> float | None:
        looks.append(side)
        typical: float | None = case["typical"][str(side)]
        return typical

    assert choose_long_side(selection, case["mode"], case["most"], look) == case["longSide"]
    assert looks == case["looks"]


def test_the_sides_to_choose_from_are_ascending_multiples_of_the_stride() -> None:
    assert SCALE_SELECTION.sides == sorted(set(SCALE_SELECTION.sides))
    assert all(side % 32 == 0 for side in SCALE_SELECTION.sides)
