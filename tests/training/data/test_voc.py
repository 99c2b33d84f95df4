"""Pascal VOC's XML."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from training.data.sources import DataError, LabelledPhoto, Report, clean_photos
from training.data.voc import read_voc

CAN = "<object><name>can</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>30</xmax><ymax>40</ymax></bndbox></object>"
SIZE = "<size><width>100</width><height>50</height></size>"


def read(folder: Path, content: str, report: Report | None = None) -> list[LabelledPhoto]:
    """Reads one annotation, a.xml, of this content."""
    (folder / "a.xml").write_text(f"<annotation>{content}</annotation>")
    return read_voc(folder, folder, report or Report()).photos


def test_photos_are_read(tmp_path: Path) -> None:
    (photo,) = read(tmp_path, f"<filename>shop.jpg</filename>{SIZE}{CAN}")
    assert photo.path == tmp_path / "shop.jpg" and photo.labels == ["can"]
    assert photo.boxes.tolist() == [[1, 2, 30, 40]] and (photo.width, photo.height) == (100, 50)


def test_a_file_without_the_name_of_its_photo_goes_by_its_own(tmp_path: Path) -> None:
    (photo,) = read(tmp_path, SIZE + CAN)
    assert photo.name == "a.jpg"


@pytest.mark.parametrize("name", ["", "<filename> </filename>", "<filename/>"])
def test_the_photo_of_that_name_may_have_another_ending(tmp_path: Path, name: str) -> None:
    Image.new("RGB", (100, 50)).save(tmp_path / "a.png")
    (photo,) = read(tmp_path, name + SIZE + CAN)
    assert photo.name == "a.png"


def test_where_there_is_no_name_the_path_is_that_of_the_photo(tmp_path: Path) -> None:
    Image.new("RGB", (100, 50)).save(tmp_path / "b.jpg")
    (photo,) = read(tmp_path, f"<filename></filename><path>C:\\shop\\b.jpg</path>{SIZE}{CAN}")
    assert photo.name == "b.jpg"


def test_endings_may_be_in_capitals(tmp_path: Path) -> None:
    (tmp_path / "B.XML").write_text(f"<annotation><filename>b.jpg</filename>{SIZE}{CAN}</annotation>")
    assert [photo.name for photo in read(tmp_path, SIZE + CAN)] == ["b.jpg", "a.jpg"]


def test_files_may_have_a_namespace(tmp_path: Path) -> None:
    content = f"<filename>b.jpg</filename>{SIZE}{CAN}"
    (tmp_path / "b.xml").write_text(f'<annotation xmlns="http://voc.example">{content}</annotation>')
    (photo,) = read_voc(tmp_path, tmp_path, Report()).photos
    assert photo.name == "b.jpg" and photo.labels == ["can"] and (photo.width, photo.height) == (100, 50)


@pytest.mark.parametrize("place", ["beside it", "named"])
def test_of_photos_with_the_same_name_that_of_the_annotations_folder_is_meant(
    tmp_path: Path, place: str
) -> None:
    xml, images = tmp_path / "xml", tmp_path / "images"
    for folder in ("", "one", "two"):
        (images / folder).mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (100, 50)).save(images / folder / "a.jpg")
    for folder in ("one", "two"):
        own = xml / folder if place == "beside it" else xml
        own.mkdir(parents=True, exist_ok=True)
        content = f"<folder>{'' if place == 'beside it' else folder}</folder><filename>a.jpg</filename>"
        (own / f"{folder}.xml").write_text(f"<annotation>{content}{SIZE}{CAN}</annotation>")
    report = Report()
    photos = read_voc(xml, images, report).photos
    assert [photo.name for photo in photos] == ["one/a.jpg", "two/a.jpg"] and not report.problems


def test_a_folder_that_leads_elsewhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "xml").mkdir()
    (tmp_path / "images").mkdir()
    Image.new("RGB", (100, 50)).save(tmp_path / "a.jpg")
    content = f"<folder>../../{tmp_path}</folder><filename>a.jpg</filename>{SIZE}{CAN}"
    (tmp_path / "xml" / "a.xml").write_text(f"<annotation>{content}</annotation>")
    (photo,) = read_voc(tmp_path / "xml", tmp_path / "images", Report()).photos
    assert photo.path == tmp_path / "images" / "a.jpg"


@pytest.mark.parametrize("word", ["confidence", "score"])
def test_a_confidence_is_the_score_of_the_box(tmp_path: Path, word: str) -> None:
    objects = [CAN.replace("<name>", f"<{word}>{score}</{word}><name>") for score in ("0.25", "2", "high")]
    report = Report()
    (photo,) = read(tmp_path, SIZE + CAN + "".join(objects), report)
    assert photo.scores.tolist() == [1, 0.25]
    assert report.problems == {"object with a confidence outside 0 to 1: dropped": 2}


@pytest.mark.parametrize("yes", ["1", "true", " True "])
def test_a_difficult_object_is_a_region_to_be_ignored(tmp_path: Path, yes: str) -> None:
    difficult = CAN.replace("<bndbox>", f"<difficult>{yes}</difficult><bndbox>")
    (photo,) = read(tmp_path, SIZE + CAN + difficult)
    assert photo.ignored.tolist() == [False, True]


def test_a_file_without_objects_is_a_photo_without_products(tmp_path: Path) -> None:
    (photo,) = clean_photos(read(tmp_path, SIZE), Report())
    assert photo.boxes.shape == (0, 4)


def test_a_size_that_is_not_stated_is_that_of_the_picture_held_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (80, 40)).save(tmp_path / "a.jpg", exif=exif)
    (photo,) = read(tmp_path, "<size><width>0</width><height>0</height></size>")
    assert (photo.width, photo.height) == (40, 80)


@pytest.mark.parametrize(
    "bad",
    [
        CAN.replace("<name>can</name>", ""),
        CAN.replace("<xmin>1</xmin>", ""),
        CAN.replace(">1<", ">one<"),
        "<object><name>can</name></object>",
    ],
)
def test_a_bad_object_is_dropped_and_its_file_named(tmp_path: Path, bad: str) -> None:
    report = Report()
    (photo,) = read(tmp_path, SIZE + CAN + bad, report)
    assert len(photo.boxes) == len(photo.labels) == len(photo.ignored) == 1
    assert report.where == {"object without a name or a box of four numbers: dropped": ["a.xml"]}


def test_a_photo_that_lost_all_its_objects_does_not_become_background(tmp_path: Path) -> None:
    report = Report()
    assert not clean_photos(read(tmp_path, f"{SIZE}<object/>", report), report)
    assert report.where["photo without a single good box: left out"] == ["a.jpg"]


@pytest.mark.parametrize(
    "content",
    [
        "not xml at all",
        "<annotation><size>",
        "<annotation><size><width>wide</width></size></annotation>",
        '<?xml version="1.0" encoding="nobodys"?><annotation/>',
        '<annotations><image name="a.jpg"><box label="can" xtl="1" ytl="2" xbr="3" ybr="4"/></image></annotations>',
        # Billion laughs: entities that double at every level.
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><annotation><filename>&b;</filename></annotation>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><annotation><filename>&a;</filename></annotation>',
    ],
)
def test_a_file_that_is_broken_or_dangerous_is_left_out_and_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "bad.xml").write_text(content)
    report = Report()
    (photo,) = read(tmp_path, SIZE + CAN, report)
    assert photo.name == "a.jpg"
    ((rule, (place,)),) = report.where.items()
    assert rule == "annotation file unreadable: left out" and place.startswith("bad.xml")


def test_a_folder_without_annotations_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no \.xml file"):
        read_voc(tmp_path, tmp_path, Report())
