"""COCO's JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from training.data.coco import read_coco
from training.data.sources import DataError, Report, Source, clean_photos

IMAGE = {"id": 7, "file_name": "shop/a.jpg", "width": 100, "height": 50}
CAN = {"id": 1, "image_id": 7, "category_id": 2, "bbox": [1, 2, 30, 40]}
CATEGORIES = [{"id": 2, "name": "can"}, {"id": 1, "name": "box"}]


def read(
    folder: Path,
    *,
    images: list[Any] | None = None,
    annotations: list[Any] | None = None,
    categories: list[Any] | None = None,
    report: Report | None = None,
) -> Source:
    """Reads a COCO file of these parts."""
    content = {
        "images": images or [IMAGE],
        "annotations": annotations or [],
        "categories": categories or CATEGORIES,
    }
    (folder / "coco.json").write_text(json.dumps(content), encoding="utf-8-sig")
    return read_coco(folder / "coco.json", folder, report or Report())


def test_photos_are_read_and_labels_ordered_by_category_id(tmp_path: Path) -> None:
    source = read(tmp_path, annotations=[CAN])
    (photo,) = source.photos
    assert photo.path == tmp_path / "shop" / "a.jpg" and photo.name == "shop/a.jpg"
    assert photo.boxes.tolist() == [[1, 2, 31, 42]] and photo.labels == ["can"]
    assert source.labels == ["box", "can"]


def test_a_crowd_is_a_region_to_be_ignored_and_its_outline_is_not_looked_at(tmp_path: Path) -> None:
    outline = {"counts": "not looked at", "size": [50, 100]}
    (photo,) = read(tmp_path, annotations=[CAN, CAN | {"iscrowd": 1, "segmentation": outline}]).photos
    assert photo.ignored.tolist() == [False, True]


def test_an_image_without_annotations_is_a_photo_without_products(tmp_path: Path) -> None:
    (photo,) = clean_photos(read(tmp_path).photos, Report())
    assert photo.boxes.shape == (0, 4)


def test_a_size_that_is_not_stated_is_that_of_the_picture(tmp_path: Path) -> None:
    Image.new("RGB", (80, 40)).save(tmp_path / "a.jpg")
    report = Report()
    images = [{"id": 1, "file_name": "a.jpg"}, {"id": 2, "file_name": "missing.jpg"}]
    (photo,) = read(tmp_path, images=images, report=report).photos
    assert (photo.width, photo.height) == (80, 40)
    assert report.where == {"photo missing: left out": ["missing.jpg"]}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"image_id": 8}, "annotation with an unknown image_id: dropped"),
        ({"category_id": 3}, "annotation with an unknown category_id: dropped"),
        ({"bbox": [1, 2, 3]}, "annotation without ids or a box of four numbers: dropped"),
        ({"bbox": None}, "annotation without ids or a box of four numbers: dropped"),
        ({"bbox": [1, 2, "wide", 4]}, "annotation without ids or a box of four numbers: dropped"),
        ({"bbox": [1, 2, 10**400, 4]}, "annotation without ids or a box of four numbers: dropped"),
        ({"image_id": [7]}, "annotation without ids or a box of four numbers: dropped"),
        ({"bbox": [1, 2, -3, 4]}, "box swapped or empty: dropped"),
        ({"bbox": [float("nan"), 2, 3, 4]}, "box with something other than a number: dropped"),
    ],
)
def test_a_bad_annotation_is_dropped_under_its_rule(
    tmp_path: Path, change: dict[str, Any], rule: str
) -> None:
    report = Report()
    source = read(tmp_path, annotations=[CAN, CAN | change], report=report)
    (photo,) = clean_photos(source.photos, report)
    assert photo.boxes.tolist() == [[1, 2, 31, 42]]
    assert report.problems == {rule: 1}


@pytest.mark.parametrize("bad", [{"category_id": 3}, {"bbox": []}])
def test_a_photo_that_lost_all_its_boxes_does_not_become_background(
    tmp_path: Path, bad: dict[str, Any]
) -> None:
    report = Report()
    assert not clean_photos(read(tmp_path, annotations=[CAN | bad]).photos, report)
    assert report.where["photo without a single good box: left out"] == ["shop/a.jpg"]


@pytest.mark.parametrize(
    "bad", [{"id": 1}, "a.jpg", {"id": [], "file_name": "a.jpg"}, {"file_name": "a.jpg"}]
)
def test_a_bad_image_entry_is_left_out_and_counted(tmp_path: Path, bad: object) -> None:
    report = Report()
    assert len(read(tmp_path, images=[IMAGE, bad], report=report).photos) == 1
    assert report.where == {"image without an id, a file name or a proper size: left out": ["images[1]"]}


def test_photos_that_share_an_id_are_left_out_as_nobody_knows_whose_the_boxes_are(tmp_path: Path) -> None:
    report = Report()
    images = [IMAGE, IMAGE | {"file_name": "b.jpg"}, IMAGE | {"id": 8, "file_name": "c.jpg"}]
    (photo,) = read(tmp_path, images=images, annotations=[CAN], report=report).photos
    assert photo.name == "c.jpg"
    assert report.where == {"photo whose id another one has too: left out": ["shop/a.jpg", "b.jpg"]}


def test_a_photo_that_is_listed_twice_under_its_id_is_taken_once(tmp_path: Path) -> None:
    report = Report()
    (photo,) = read(tmp_path, images=[IMAGE, IMAGE], annotations=[CAN], report=report).photos
    assert photo.labels == ["can"] and not report.problems


def test_categories_that_share_an_id_are_an_error_that_names_both(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="'can' and 'box' have the same id, 2: give one of them"):
        read(tmp_path, categories=[{"id": 2, "name": "can"}, {"id": 2, "name": "box"}])


def test_a_number_with_zeros_before_it_is_another_id(tmp_path: Path) -> None:
    images = [IMAGE | {"id": "7"}, IMAGE | {"id": "007", "file_name": "b.jpg"}]
    boxes = [CAN | {"image_id": "007"}]
    first, second = read(tmp_path, images=images, annotations=boxes).photos
    assert (first.labels, second.labels) == ([], ["can"])


@pytest.mark.parametrize("crowd", [1, True, "1"])
def test_a_crowd_may_be_written_as_a_number_or_as_text(tmp_path: Path, crowd: object) -> None:
    (photo,) = read(tmp_path, annotations=[CAN | {"iscrowd": crowd}]).photos
    assert photo.ignored.tolist() == [True]


def test_a_score_is_that_of_the_detector_that_drew_the_box(tmp_path: Path) -> None:
    report = Report()
    boxes = [CAN | {"score": 0.25}, CAN | {"score": "0.5"}, CAN, CAN | {"score": 7}, CAN | {"score": "high"}]
    (photo,) = read(tmp_path, annotations=boxes, report=report).photos
    assert photo.scores.tolist() == [0.25, 0.5, 1]
    assert report.where == {
        "annotation with a score outside 0 to 1: dropped": ["annotations[3]"],
        "annotation without ids or a box of four numbers: dropped": ["annotations[4]"],
    }


@pytest.mark.parametrize("bbox", [None, []])
def test_an_outline_without_a_box_gives_the_box_around_it(tmp_path: Path, bbox: object) -> None:
    outline = [[1, 2, 31, 2, 31, 20], [1, 20, 31, 42]]
    (photo,) = read(tmp_path, annotations=[CAN | {"bbox": bbox, "segmentation": outline}]).photos
    assert photo.boxes.tolist() == [[1, 2, 31, 42]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_in_the_encodings_that_windows_writes(tmp_path: Path, encoding: str) -> None:
    content = {"images": [IMAGE], "annotations": [CAN], "categories": [{"id": 2, "name": "Käse"}]}
    (tmp_path / "coco.json").write_text(json.dumps(content, ensure_ascii=False), encoding=encoding)
    assert read_coco(tmp_path / "coco.json", tmp_path, Report()).labels == ["Käse"]


def test_a_file_in_another_encoding_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "coco.json").write_text('{"categories": "Käse"}', encoding="cp1252")
    with pytest.raises(DataError, match=r"coco\.json: it is not in UTF-8, save it in that"):
        read_coco(tmp_path / "coco.json", tmp_path, Report())


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[1, 2]",
        "[" * 100_000,
        '{"images": []}',
        '{"images": {}, "annotations": [], "categories": []}',
        '{"images": [], "annotations": [], "categories": [{"id": 1}]}',
        '{"images": [], "annotations": [], "categories": [{"id": 1, "name": "a"}, {"id": "b", "name": "b"}]}',
    ],
)
def test_a_file_that_is_no_coco_is_an_error_that_names_it(tmp_path: Path, content: str) -> None:
    (tmp_path / "coco.json").write_text(content)
    with pytest.raises(DataError, match=r"coco\.json"):
        read_coco(tmp_path / "coco.json", tmp_path, Report())


@pytest.mark.parametrize(
    ("root", "labels"),
    [
        ({"id": 0, "name": "shelves", "supercategory": "none"}, ["pack"]),
        ({"id": 0, "name": "shelves", "supercategory": "shelves"}, ["pack"]),
        ({"id": 0, "name": "_background_"}, ["pack"]),
        ({"id": 0, "name": "can", "supercategory": "can"}, ["can", "pack"]),  # It groups itself alone.
        ({"id": 0, "name": "can"}, ["can", "pack"]),
    ],
)
def test_a_category_that_only_groups_others_is_no_label(
    tmp_path: Path, root: dict[str, Any], labels: list[str]
) -> None:
    """Roboflow puts one of the project's name first."""
    pack = {"id": 1, "name": "pack", "supercategory": "shelves "}
    source = read(tmp_path, annotations=[CAN | {"category_id": 1}], categories=[root, pack])
    assert source.labels == labels and source.photos[0].labels == ["pack"]


def test_a_category_that_groups_others_and_has_boxes_is_a_label(tmp_path: Path) -> None:
    categories = [{"id": 0, "name": "drink"}, {"id": 1, "name": "can", "supercategory": "drink"}]
    assert read(tmp_path, annotations=[CAN | {"category_id": 0}], categories=categories).labels == [
        "drink", "can",
    ]  # fmt: skip


def test_ids_may_be_numbers_here_and_text_there(tmp_path: Path) -> None:
    """As the VGG Image Annotator writes them."""
    report = Report()
    source = read(tmp_path, annotations=[CAN | {"image_id": "7", "category_id": "2"}], report=report)
    assert source.photos[0].labels == ["can"] and not report.problems


def test_a_photo_that_perhaps_lost_its_boxes_to_a_wrong_id_does_not_become_background(tmp_path: Path) -> None:
    report = Report()
    source = read(tmp_path, annotations=[CAN | {"image_id": 8}], report=report)
    assert not clean_photos(source.photos, report)


def test_a_photo_that_two_annotators_shared_has_all_its_boxes(tmp_path: Path) -> None:
    report = Report()
    others = [CAN | {"image_id": 8, "bbox": [50, 2, 30, 40]}]
    source = read(tmp_path, images=[IMAGE, IMAGE | {"id": 8}], annotations=[CAN, *others], report=report)
    (photo,) = clean_photos(source.photos, report)
    assert photo.boxes.tolist() == [[1, 2, 31, 42], [50, 2, 80, 42]]
