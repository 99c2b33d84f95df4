"""SKU-110K's CSV."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from training.config import AugmentConfig
from training.data.convert import write_records
from training.data.crops import random_crop
from training.data.records import read_photos, shard_paths
from training.data.sku110k import read_sku110k
from training.data.sources import DataError, Report, clean_photos
from training.metrics import ANY_LABEL


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    csv = tmp_path / "annotations.csv"
    csv.write_bytes(
        "\ufeffa.jpg,1,2,3,4,object,100,50\r\nb.jpg,5,6,7,8,object,80,60\r\na.jpg,9,9,20,20,object,100,50\r\n".encode()
    )
    report = Report()
    photos = {photo.name: photo for photo in read_sku110k(csv, tmp_path, report).photos}
    assert photos["a.jpg"].boxes.tolist() == [[1, 2, 3, 4], [9, 9, 20, 20]]
    assert (photos["a.jpg"].width, photos["a.jpg"].height) == (100, 50)
    assert photos["b.jpg"].labels == ["object"] and photos["b.jpg"].path == tmp_path / "b.jpg"
    assert not report.problems


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("a.jpg,1,2,3", "row without 8 or 9 columns: dropped"),
        ("a.jpg,1,2,x,4,object,100,50", "row with something other than a number: dropped"),
        ("a.jpg,1,,3,4,object,100,50", "row with something other than a number: dropped"),
        ("a.jpg,1,2,3,4,object,inf,50", "row with something other than a number: dropped"),
        ("a.jpg,1,2,3,4,object,100,50,sure", "row with something other than a number: dropped"),
        ("a.jpg,1,2,3,4,object,100,50,1.5", "row with a score outside 0 to 1: dropped"),
        ("a.jpg,1,2,3,4,object,100,50,nan", "row with a score outside 0 to 1: dropped"),
        ("a.jpg,1,2,3,4,object,100,50,0.5,0.5", "row without 8 or 9 columns: dropped"),
        (",1,2,3,4,object,100,50", "row without a photo or a class: dropped"),
        ("a.jpg,1,2,3,4,,100,50", "row without a photo or a class: dropped"),
        (
            "image_name,x1,y1,x2,y2,class,image_width,image_height",
            "row with something other than a number: dropped",
        ),
    ],
)
def test_a_bad_row_is_dropped_and_its_line_named(tmp_path: Path, row: str, rule: str) -> None:
    csv = tmp_path / "annotations.csv"
    csv.write_text(f"b.jpg,1,2,3,4,object,100,50\n{row}\n")
    report = Report()
    (photo,) = read_sku110k(csv, tmp_path, report).photos
    assert photo.name == "b.jpg"
    assert report.problems == {rule: 1} and report.where == {rule: ["line 2"]}


def test_a_box_that_is_no_number_is_dropped_with_the_bad_boxes(tmp_path: Path) -> None:
    csv = tmp_path / "annotations.csv"
    csv.write_text("a.jpg,1,2,30,40,object,100,50\na.jpg,nan,2,30,40,object,100,50\n")
    report = Report()
    (photo,) = clean_photos(read_sku110k(csv, tmp_path, report).photos, report)
    assert len(photo.boxes) == 1
    assert report.problems == {"box with something other than a number: dropped": 1}


def test_a_row_without_a_box_is_a_photo_without_products(tmp_path: Path) -> None:
    csv = tmp_path / "annotations.csv"
    csv.write_text("floor.jpg,,,,,,100,50\n")
    (photo,) = clean_photos(read_sku110k(csv, tmp_path, Report()).photos, Report())
    assert photo.boxes.shape == (0, 4) and photo.labels == []


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a" * 200_000])
def test_a_file_that_is_no_csv_is_an_error_that_names_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "annotations.csv").write_bytes(content)
    with pytest.raises(DataError, match=r"annotations\.csv"):
        read_sku110k(tmp_path / "annotations.csv", tmp_path, Report())


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"annotations\.csv"):
        read_sku110k(tmp_path / "annotations.csv", tmp_path, Report())


def test_a_ninth_column_is_the_score_and_the_class_ignore_a_region(tmp_path: Path) -> None:
    """They go through the records to the crops; rows of eight columns are boxes that people drew."""
    Image.new("RGB", (100, 50)).save(tmp_path / "a.jpg")
    rows = ["1,2,30,40,object,100,50,0.75", "40,2,60,40,ignore,100,50,0.25", "70,2,90,40,object,100,50"]
    (tmp_path / "a.csv").write_text("".join(f"a.jpg,{row}\n" for row in rows))
    source = read_sku110k(tmp_path / "a.csv", tmp_path, Report()).renamed(["object=product"])
    card = write_records(source.photos, tmp_path / "records", machine_labelled=True)
    assert (card.labels, card.boxes, card.ignored, card.problems) == (["product"], 2, 1, {})
    (photo,) = read_photos(tmp_path / "records")
    assert photo.ignored.tolist() == [False, True, False]
    assert photo.labels.tolist() == photo.ground_truth.labels.tolist() == [0, ANY_LABEL, 0]
    assert photo.scores.tolist() == [0.75, 0.25, 1.0]
    whole = AugmentConfig(crop=100, long_side=(100, 100.01), aspect=1.0, flip=False)
    crop = random_crop(photo, np.random.default_rng(1), whole)
    assert crop.marks.ignored.tolist() == [False, True, False]
    assert crop.marks.scores.tolist() == [0.75, 0.25, 1.0]


def test_a_record_without_scores_is_one_of_sure_boxes(tmp_path: Path) -> None:
    Image.new("RGB", (100, 50)).save(tmp_path / "a.jpg")
    (tmp_path / "a.csv").write_text("a.jpg,1,2,30,40,object,100,50\n")
    write_records(read_sku110k(tmp_path / "a.csv", tmp_path, Report()).photos, tmp_path / "records")
    (shard,) = (path for path in shard_paths(tmp_path / "records") if path.stat().st_size)
    assert b"image/object/score" not in shard.read_bytes()
    (photo,) = read_photos(tmp_path / "records")
    assert photo.scores.tolist() == [1.0]


def test_a_photo_whose_rows_state_different_sizes_is_left_out(tmp_path: Path) -> None:
    rows = ["a.jpg,1,2,3,4,can,100,50", "a.jpg,5,6,9,8,can,200,100", "b.jpg,1,2,3,4,can,100,50"]
    (tmp_path / "a.csv").write_text("\n".join(rows))
    report = Report()
    (photo,) = read_sku110k(tmp_path / "a.csv", tmp_path, report).photos
    assert photo.name == "b.jpg"
    assert report.where == {"photo with several sizes in its rows: left out": ["a.jpg"]}


def test_a_file_is_read_in_the_encodings_that_windows_writes(tmp_path: Path) -> None:
    row = "Café.jpg,1,2,3,4,can,100,50\r\n"
    (tmp_path / "a.csv").write_text(row, encoding="utf-16")
    (photo,) = read_sku110k(tmp_path / "a.csv", tmp_path, Report()).photos
    assert photo.name == "Café.jpg"
    (tmp_path / "a.csv").write_text(row, encoding="cp1252")
    with pytest.raises(DataError, match=r"a\.csv: it is not in UTF-8, save it in that"):
        read_sku110k(tmp_path / "a.csv", tmp_path, Report())
