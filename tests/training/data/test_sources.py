"""The rules that every format's photos and boxes must keep: what breaks one is counted and never used in silence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from training.data.sources import (
    DataError,
    LabelledPhoto,
    Report,
    Source,
    box_array,
    clean_boxes,
    clean_photos,
)


def photo(boxes: list[list[float]], labels: list[str] | None = None, name: str = "a.jpg") -> LabelledPhoto:
    """A photo of 10 x 10 pixels."""
    return LabelledPhoto(Path(name), 10, 10, box_array(boxes), labels or ["p"] * len(boxes))


@pytest.mark.parametrize(
    ("box", "rule"),
    [
        ([np.nan, 1, 2, 3], "box with something other than a number: dropped"),
        ([1, 1, np.inf, 3], "box with something other than a number: dropped"),
        ([9, 9, 1, 1], "box swapped or empty: dropped"),
        ([4, 4, 4, 8], "box swapped or empty: dropped"),
        ([4, 4, 4.2, 8], "box swapped or empty: dropped"),
        ([20, 2, 30, 8], "box outside the picture: dropped"),
        ([-9, 2, 0, 8], "box outside the picture: dropped"),
    ],
)
def test_a_bad_box_is_dropped_under_its_rule(box: list[float], rule: str) -> None:
    report = Report()
    cleaned = clean_boxes(photo([[1, 1, 9, 9], box]), report)
    assert cleaned.boxes.tolist() == [[1, 1, 9, 9]] and cleaned.labels == ["p"]
    assert report.problems == {rule: 1} and report.where == {rule: ["a.jpg"]}


def test_a_box_beyond_the_edge_is_clipped_and_counted() -> None:
    report = Report()
    assert clean_boxes(photo([[-5, 1, 9, 12]]), report).boxes.tolist() == [[0, 1, 9, 10]]
    assert report.problems == {"box beyond the edge of the picture: clipped": 1}


def test_what_rounding_did_at_the_edge_is_no_problem() -> None:
    report = Report()
    assert clean_boxes(photo([[-0.2, 1, 9, 10.0003]]), report).boxes.tolist() == [[0, 1, 9, 10]]
    assert not report.problems


def test_doubled_boxes_are_merged_but_not_those_of_different_labels() -> None:
    report = Report()
    cleaned = clean_boxes(photo([[1, 1, 9, 9]] * 3, ["can", "can", "box"]), report)
    assert cleaned.labels == ["can", "box"]
    assert report.problems == {"box doubled: merged": 1}


def test_a_product_stays_where_an_ignored_region_has_the_same_box() -> None:
    ignored = np.array([True, False, True])
    both = LabelledPhoto(
        Path("a.jpg"), 10, 10, box_array([[1, 1, 9, 9]] * 2 + [[1, 1, 5, 5]]), ["p"] * 3, ignored
    )
    cleaned = clean_boxes(both, Report())
    assert cleaned.boxes.tolist() == [[1, 1, 9, 9], [1, 1, 5, 5]]
    assert cleaned.ignored.tolist() == [False, True]


def test_a_photo_whose_boxes_are_all_bad_does_not_become_background() -> None:
    report = Report()
    lost = LabelledPhoto(Path("c.jpg"), 10, 10, box_array([]), [], lost=2)
    photos = [photo([[9, 9, 1, 1]], name="a.jpg"), photo([], name="b.jpg"), lost]
    assert [taken.name for taken in clean_photos(photos, report)] == ["b.jpg"]
    assert report.where["photo without a single good box: left out"] == ["a.jpg", "c.jpg"]


def test_a_photo_whose_boxes_are_shared_by_two_annotators_gets_those_of_both() -> None:
    report = Report()
    (taken,) = clean_photos(
        [photo([[1, 1, 5, 5], [6, 6, 9, 9]]), photo([[5, 1, 9, 5], [6, 6, 9, 9]])], report
    )
    assert taken.boxes.tolist() == [[1, 1, 5, 5], [6, 6, 9, 9], [5, 1, 9, 5]]
    assert report.problems["photo annotated several times: its boxes joined"] == 1


@pytest.mark.parametrize(
    "other", [photo([[1, 1, 8, 9]]), replace(photo([[1, 1, 2, 2]]), width=11)], ids=["boxes", "size"]
)
def test_a_photo_that_two_annotators_marked_differently_is_left_out(other: LabelledPhoto) -> None:
    report = Report()
    assert not clean_photos([photo([[1, 1, 9, 9]]), other], report)
    assert report.where == {"photo annotated several times and differently: left out": ["a.jpg"]}


def test_a_photo_that_two_names_lead_to_is_left_out() -> None:
    report = Report()
    assert not clean_photos([photo([[1, 1, 4, 4]]), replace(photo([[5, 5, 9, 9]]), stated="b/a.jpg")], report)
    assert report.where == {"photo that several names lead to: left out": ["a.jpg"]}


@pytest.mark.parametrize(
    ("boxes", "taken"), [([[1, 1, 4, 4]], ["a.jpg", "copy of a.jpg"]), ([[5, 5, 9, 9]], []), ([], [])]
)
def test_copies_of_a_photo_under_other_names_never_have_a_part_of_its_boxes_each(
    tmp_path: Path, boxes: list[list[float]], taken: list[str]
) -> None:
    for name, content in {"a.jpg": b"one", "copy of a.jpg": b"one", "b.jpg": b"two"}.items():
        (tmp_path / name).write_bytes(content)
    report = Report()
    marks: dict[str, list[list[float]]] = {
        "a.jpg": [[1, 1, 4, 4]],
        "copy of a.jpg": boxes,
        "b.jpg": [[2, 2, 4, 4]],
    }
    found = [replace(photo(each, name=name), path=tmp_path / name) for name, each in marks.items()]
    assert [each.name for each in clean_photos(found, report)] == [*taken, "b.jpg"]
    divided = {
        "photo that is there several times, with different boxes: left out": ["a.jpg", "copy of a.jpg"]
    }
    assert report.where == ({} if taken else divided)


def test_labels_can_be_renamed_and_so_become_one() -> None:
    source = Source([photo([[0, 0, 1, 1]] * 3, ["cola", "fanta", "box"])], ["box", "fanta", "cola"])
    renamed = source.renamed(["cola=can", "fanta=can"])
    assert renamed.photos[0].labels == ["can", "can", "box"] and renamed.labels == ["box", "can"]


@pytest.mark.parametrize("rule", ["object", "=product", "object="])
def test_a_renaming_of_another_form_is_an_error(rule: str) -> None:
    with pytest.raises(DataError, match="OLD=NEW"):
        Source([], []).renamed([rule])


def test_numbers_beyond_float32_are_not_silently_finite() -> None:
    assert np.isinf(box_array([[0, 0, 1e300, 1]])[0, 2])
