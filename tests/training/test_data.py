"""Conversion: what is right arrives unchanged, what is wrong is counted and never used in silence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf
from PIL import Image

from tests.training.conftest import draw_shelf
from training.data.records import read_data_card, read_photos, shard_paths, write_records
from training.data.sources import (
    DataError,
    LabelledPhoto,
    Report,
    clean_boxes,
    read_sku110k,
    read_voc,
    renamed,
)

VOC = """<annotation><filename>{name}</filename><size><width>{width}</width><height>{height}</height></size>
<object><name>can</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>30</xmax><ymax>40</ymax></bndbox></object>
</annotation>"""


def test_sku110k_csv_with_a_byte_order_mark_and_windows_line_ends_is_read(tmp_path: Path) -> None:
    csv = tmp_path / "annotations.csv"
    csv.write_bytes(
        "\ufeffa.jpg,1,2,3,4,object,100,50\r\nb.jpg,5,6,7,8,object,80,60\r\na.jpg,9,9,20,20,object,100,50\r\n".encode()
    )
    photos = {photo.path.name: photo for photo in read_sku110k(csv, tmp_path)}
    assert photos["a.jpg"].boxes.tolist() == [[1, 2, 3, 4], [9, 9, 20, 20]]
    assert (photos["a.jpg"].width, photos["a.jpg"].height) == (100, 50)
    assert photos["b.jpg"].labels == ["object"]


@pytest.mark.parametrize("row", ["a.jpg,1,2,3", "a.jpg,1,2,x,4,object,100,50"])
def test_a_csv_of_another_form_is_an_error_that_names_the_file(tmp_path: Path, row: str) -> None:
    csv = tmp_path / "annotations.csv"
    csv.write_text(row + "\n")
    with pytest.raises(DataError, match=r"annotations\.csv"):
        list(read_sku110k(csv, tmp_path))


def test_voc_annotations_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(VOC.format(name="a.jpg", width=100, height=50))
    (photo,) = read_voc(tmp_path, tmp_path)
    assert photo.path.name == "a.jpg" and photo.labels == ["can"]
    assert photo.boxes.tolist() == [[1, 2, 30, 40]]


def test_a_difficult_voc_object_is_ignored_and_counted_apart(tmp_path: Path) -> None:
    photo = draw_shelf(tmp_path / "a.jpg", 1)
    difficult = VOC.replace("<name>can</name>", "<name>can</name><difficult>1</difficult>")
    (tmp_path / "a.xml").write_text(difficult.format(name="a.jpg", width=photo.width, height=photo.height))
    card = write_records(read_voc(tmp_path, tmp_path), tmp_path / "records", shards=1)
    assert (card.boxes, card.ignored) == (0, 1)
    ((_, truth),) = read_photos(tmp_path / "records")
    assert truth.ignored.tolist() == [True]


def test_an_xml_bomb_is_not_expanded(tmp_path: Path) -> None:
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><annotation><filename>&b;</filename></annotation>'
    )
    (tmp_path / "a.xml").write_text(bomb)
    with pytest.raises(DataError, match=r"a\.xml"):
        list(read_voc(tmp_path, tmp_path))


def test_a_folder_without_annotations_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no \.xml file"):
        list(read_voc(tmp_path, tmp_path))


def test_bad_boxes_are_dropped_or_clipped_and_counted() -> None:
    boxes = np.array(
        [[1, 1, 9, 9], [1, 1, 9, 9], [-5, 1, 9, 9], [9, 9, 1, 1], [4, 4, 4, 8], [np.nan, 1, 2, 3]], np.float32
    )
    report = Report()
    cleaned = clean_boxes(LabelledPhoto(Path("a.jpg"), 10, 10, boxes, ["p"] * 6), report)
    assert cleaned.boxes.tolist() == [[1, 1, 9, 9], [0, 1, 9, 9]]
    assert sorted(count for count in report.problems.values() if count) == [1, 1, 3]


def test_labels_can_be_renamed() -> None:
    photo = LabelledPhoto(Path("a.jpg"), 10, 10, np.zeros((1, 4), np.float32), ["object"])
    assert renamed(photo, ["object=product"]).labels == ["product"]
    with pytest.raises(DataError, match="OLD=NEW"):
        renamed(photo, ["object"])


def test_photos_and_boxes_come_back_from_the_records(tmp_path: Path) -> None:
    photos = [draw_shelf(tmp_path / f"{seed}.jpg", seed) for seed in range(3)]
    card = write_records(photos, tmp_path / "records", shards=2)
    assert (card.photos, card.boxes) == (3, sum(len(photo.boxes) for photo in photos))
    by_content = {photo.path.read_bytes(): photo.boxes for photo in photos}
    restored = read_photos(tmp_path / "records")
    assert len(restored) == 3
    for jpeg, truth in restored:
        np.testing.assert_allclose(truth.boxes, by_content[jpeg], atol=1e-3)


def test_a_photo_that_the_camera_turned_is_turned_upright_with_its_boxes(tmp_path: Path) -> None:
    pixels = np.zeros((40, 80, 3), np.uint8)
    pixels[:, :20] = 255  # stored lying: its left is the top of the upright picture
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(pixels).save(tmp_path / "turned.jpg", quality=95, exif=exif)
    box = np.array([[0, 0, 40, 20]], np.float32)
    write_records(
        [LabelledPhoto(tmp_path / "turned.jpg", 40, 80, box, ["p"])], tmp_path / "records", shards=1
    )
    ((jpeg, truth),) = read_photos(tmp_path / "records")
    upright = tf.io.decode_jpeg(jpeg).numpy()
    assert upright.shape == (80, 40, 3)
    assert upright[2:18].mean() > 240 and upright[22:].mean() < 15
    assert truth.boxes.tolist() == [[0, 0, 40, 20]]


def test_missing_corrupt_and_wrongly_sized_photos_are_left_out_and_counted(tmp_path: Path) -> None:
    good = draw_shelf(tmp_path / "good.jpg", 1)
    cut = draw_shelf(tmp_path / "cut.jpg", 2)
    cut.path.write_bytes(cut.path.read_bytes()[:900])
    small = draw_shelf(tmp_path / "small.jpg", 3)
    wrong = LabelledPhoto(small.path, 999, 999, small.boxes, small.labels)
    missing = LabelledPhoto(tmp_path / "missing.jpg", 240, 180, good.boxes, good.labels)
    card = write_records([good, cut, wrong, missing], tmp_path / "records", shards=1)
    assert card.photos == 1
    assert card.problems == {
        "photo missing: left out": 1,
        "photo unreadable or of another size: left out": 2,
    }


def test_no_usable_photo_at_all_is_an_error(tmp_path: Path) -> None:
    missing = LabelledPhoto(tmp_path / "a.jpg", 10, 10, np.zeros((0, 4), np.float32), [])
    with pytest.raises(DataError, match="No photo could be used"):
        write_records([missing], tmp_path / "records")


def test_a_label_that_was_not_named_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="product"):
        write_records([draw_shelf(tmp_path / "a.jpg", 1)], tmp_path / "records", labels=["can"])


def test_a_missing_shard_is_noticed(tmp_path: Path) -> None:
    write_records([draw_shelf(tmp_path / "a.jpg", 1)], tmp_path / "records", shards=2)
    assert read_data_card(tmp_path / "records").shards == len(shard_paths(tmp_path / "records")) == 2
    Path(shard_paths(tmp_path / "records")[0]).unlink()
    with pytest.raises(DataError, match="1 of 2 shards"):
        shard_paths(tmp_path / "records")


def test_a_folder_without_records_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="python -m training convert"):
        read_data_card(tmp_path)
