"""A photo cut to its middle: what is shown, and which products are still whole."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from training.cuts import cut_photo
from training.data.records import Photo

WIDTH, HEIGHT = 300, 120
BOXES = np.array(
    [
        [120, 50, 140, 70],  # in the middle of all
        [80, 40, 110, 80],  # cut by the ninth, whole in the quarter
        [10, 10, 40, 40],  # outside of both
        [200, 60, 260, 80],  # cut by the quarter
    ],
    np.float32,
)


def photo() -> Photo:
    pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    pixels[40:80, 100:200] = 200  # the middle ninth
    jpeg = io.BytesIO()
    Image.fromarray(pixels).save(jpeg, "JPEG", quality=95)
    none = np.zeros(len(BOXES), bool)
    return Photo(
        jpeg=jpeg.getvalue(), name="a.jpg", size=(WIDTH, HEIGHT), machine_labelled=False, boxes=BOXES,
        labels=np.array([0, 1, 2, 3]), ignored=none, scores=np.array([1, 0.9, 0.8, 0.7], np.float32),
    )  # fmt: skip


def test_the_ninth_is_the_middle_and_its_boxes_are_where_the_products_are_in_it() -> None:
    cut = cut_photo(photo(), "ninth")
    assert cut.size == (100, 40)
    with Image.open(io.BytesIO(cut.jpeg)) as shown:
        assert shown.size == cut.size
        assert np.asarray(shown).min() > 150
    np.testing.assert_array_equal(cut.boxes, [[20, 10, 40, 30], [0, 0, 10, 40]])
    assert cut.labels.tolist() == [0, 1] and cut.scores.tolist() == pytest.approx([1, 0.9])
    assert cut.ignored.tolist() == [False, True]


def test_products_that_the_edge_cuts_are_ignored_and_those_outside_are_gone() -> None:
    cut = cut_photo(photo(), "quarter")
    assert cut.size == (150, 60)
    assert cut.labels.tolist() == [0, 1, 3]
    assert cut.ignored.tolist() == [False, False, True]


def test_what_was_ignored_stays_so() -> None:
    whole = photo()
    whole.ignored[0] = True
    assert cut_photo(whole, "ninth").ignored.tolist() == [True, True]
