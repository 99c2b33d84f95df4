"""YOLO's label files."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from training.data.photo_folder import OTHER_NAME, OUTSIDE
from training.data.sources import DataError, Report, clean_photos
from training.data.yolo import SEVERAL, SHARED, read_yolo


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data set of one photo of 100 x 50 pixels, images/a.jpg, with the classes can and box, and no labels yet."""
    (tmp_path / "data.yaml").write_text("train: images\nnc: 2\nnames: [can, box]\n")
    (tmp_path / "labels").mkdir()
    (tmp_path / "images").mkdir()
    Image.new("RGB", (100, 50)).save(tmp_path / "images" / "a.jpg")
    return tmp_path


def read(folder: Path, labels: str, report: Report | None = None) -> list[tuple[str, list[float]]]:
    """The labels and boxes that labels/a.txt, of this content, gives the photo; nothing if it is left out."""
    (folder / "labels" / "a.txt").write_text(labels)
    report = report or Report()
    photos = clean_photos(read_yolo(folder / "labels", folder / "images", report).photos, report)
    return [pair for photo in photos for pair in zip(photo.labels, photo.boxes.tolist(), strict=True)]


def test_photos_are_read(folder: Path) -> None:
    assert read(folder, "1 0.5 0.5 0.2 0.4\r\n\r\n0 0.25 0.5 0.5 1\r\n") == [
        ("box", [40, 15, 60, 35]),
        ("can", [0, 0, 50, 50]),
    ]


def test_photos_in_folders_have_their_labels_in_folders_of_the_same_names(folder: Path) -> None:
    (folder / "images" / "shop").mkdir()
    (folder / "labels" / "shop").mkdir()
    (folder / "images" / "a.jpg").rename(folder / "images" / "shop" / "b.jpg")
    (folder / "labels" / "shop" / "b.txt").write_text("1 0.5 0.5 0.2 0.4")
    (photo,) = read_yolo(folder / "labels", folder / "images", Report()).photos
    assert photo.name == "shop/b.jpg" and photo.labels == ["box"]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("data.yaml", "names:\n  0: can\n  1: box\n", ["can", "box"]),
        ("data.yaml", "names:\n  1: box\n  0: can\n", ["can", "box"]),
        ("data.yaml", "names: [no, 04012]\n", ["no", "04012"]),
        ("classes.txt", "\ufeffcan\r\nbox\r\n", ["can", "box"]),
        ("obj.names", "can\nbox", ["can", "box"]),
        ("labels/classes.txt", "can\nbox\n", ["can", "box"]),
    ],
)
def test_the_names_of_the_classes_are_found(
    folder: Path, name: str, content: str, expected: list[str]
) -> None:
    (folder / "data.yaml").unlink()
    (folder / name).write_text(content, encoding="utf-8")
    (folder / "labels" / "a.txt").write_text("1 0.5 0.5 0.2 0.4")
    report = Report()
    source = read_yolo(folder / "labels", folder / "images", report)
    assert source.labels == expected and source.photos[0].labels == [expected[1]]
    assert not report.problems


@pytest.mark.parametrize(
    "content",
    [
        "names: 3",
        "names: {0: [a]}",
        "names: {a: b}",
        "names: {0: a, '00': b}",
        "names: [a]\nkpt_shape: 3",
        "[",
        "[" * 5000,
        "train: images",
        ": :\n\t-",
    ],
)
def test_a_yaml_file_without_names_is_an_error_that_names_it(folder: Path, content: str) -> None:
    (folder / "data.yaml").write_text(content)
    with pytest.raises(DataError, match=r"data\.yaml"):
        read(folder, "")


def test_missing_names_are_an_error_that_says_where_to_put_them(folder: Path) -> None:
    (folder / "data.yaml").unlink()
    with pytest.raises(DataError, match=r"classes\.txt"):
        read(folder, "")


def test_boxes_refer_to_the_picture_held_upright(folder: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (100, 50)).save(folder / "images" / "a.jpg", exif=exif)
    assert read(folder, "0 0.5 0.5 1 0.5") == [("can", [0, 25, 50, 75])]


@pytest.mark.parametrize("number", ["1.0", "1.000000000000000000e+00", "+1"])
def test_a_class_may_be_written_as_a_decimal(folder: Path, number: str) -> None:
    """As numpy.savetxt and spreadsheets write it."""
    report = Report()
    assert read(folder, f"{number} 0.5 0.5 0.2 0.4", report) == [("box", [40, 15, 60, 35])]
    assert not report.problems


def test_a_sixth_number_is_the_score_of_the_box(folder: Path) -> None:
    (folder / "labels" / "a.txt").write_text("0 0.5 0.5 0.2 0.4 0.75\n1 0.2 0.5 0.2 0.4\n")
    (photo,) = read_yolo(folder / "labels", folder / "images", Report()).photos
    assert photo.scores.tolist() == [0.75, 1] and photo.labels == ["can", "box"]


def test_the_number_of_a_track_behind_the_score_is_not_looked_at_and_counted(folder: Path) -> None:
    report = Report()
    (folder / "labels" / "a.txt").write_text("0 0.5 0.5 0.2 0.4 0.75 12\n")
    (photo,) = read_yolo(folder / "labels", folder / "images", report).photos
    assert photo.boxes.tolist() == [[40, 15, 60, 35]] and photo.scores.tolist() == [0.75]
    assert report.problems == {"number of a track behind a box: not looked at": 1}


def test_an_outline_may_have_a_score(folder: Path) -> None:
    (folder / "labels" / "a.txt").write_text("0 0.1 0.2 0.5 0.2 0.3 0.8 0.75\n")
    (photo,) = read_yolo(folder / "labels", folder / "images", Report()).photos
    assert photo.boxes.tolist() == [[10, 10, 50, 40]] and photo.scores.tolist() == [0.75]


@pytest.mark.parametrize(
    ("shape", "points"), [("[2, 3]", "0.4 0.4 2 0.6 0.9 1"), ("[2, 2]", "0.4 0.4 0.6 0.9")]
)
def test_keypoints_behind_a_box_are_no_outline(folder: Path, shape: str, points: str) -> None:
    (folder / "data.yaml").write_text(f"names: [can, box]\nkpt_shape: {shape}\n")
    report = Report()
    assert read(folder, f"0 0.5 0.5 0.2 0.4 {points}", report) == [("can", [40, 15, 60, 35])]
    assert not report.problems


@pytest.mark.parametrize(
    ("photo", "labels", "told"),
    [
        ("a.jpg", "a.TXT", False),
        ("a.jpg", "a.jpg.txt", False),
        ("IMG.2024.01.jpg", "IMG.2024.01.txt", False),
        ("a.jpg", "A.txt", True),
        ("Café.jpg", unicodedata.normalize("NFD", "Café.txt"), True),
        ("shop/a.jpg", "a.txt", True),
    ],
)
def test_label_files_are_found_under_other_spellings_of_their_photos_name(
    folder: Path, photo: str, labels: str, told: bool
) -> None:
    (folder / "images" / "shop").mkdir()
    (folder / "images" / "a.jpg").rename(folder / "images" / photo)
    (folder / "labels" / labels).write_text("0 0.5 0.5 0.2 0.4")
    report = Report()
    (found,) = read_yolo(folder / "labels", folder / "images", report).photos
    assert found.name == photo and found.labels == ["can"]
    assert report.where == ({OTHER_NAME: [labels]} if told else {})


def test_a_label_file_that_fits_two_photos_is_of_neither(folder: Path) -> None:
    Image.new("RGB", (100, 50)).save(folder / "images" / "a.png")
    report = Report()
    assert read(folder, "0 0.5 0.5 0.2 0.4", report) == []
    assert report.where == {SHARED: ["a.jpg", "a.png"]}


def test_a_photo_with_two_label_files_is_left_out(folder: Path) -> None:
    (folder / "labels" / "a.jpg.txt").write_text("1 0.2 0.5 0.2 0.4")
    report = Report()
    assert read(folder, "0 0.5 0.5 0.2 0.4", report) == []
    assert report.where == {SEVERAL: ["a.jpg"]}


def test_labels_and_names_are_read_in_the_encodings_that_windows_writes(folder: Path) -> None:
    (folder / "data.yaml").unlink()
    (folder / "classes.txt").write_text("Käse\nBrot\n", encoding="utf-16")
    (folder / "labels" / "a.txt").write_text("1 0.5 0.5 0.2 0.4", encoding="utf-16")
    (photo,) = read_yolo(folder / "labels", folder / "images", Report()).photos
    assert photo.labels == ["Brot"]
    (folder / "classes.txt").write_text("Käse\nBrot\n", encoding="cp1252")
    with pytest.raises(DataError, match=r"classes\.txt .*: it is not in UTF-8, save it in that"):
        read_yolo(folder / "labels", folder / "images", Report())


def test_a_photo_that_is_a_link_to_elsewhere_is_left_out_and_named(folder: Path) -> None:
    (folder / "images" / "a.jpg").rename(folder / "private.jpg")
    (folder / "images" / "a.jpg").symlink_to(folder / "private.jpg")
    Image.new("RGB", (100, 50)).save(folder / "images" / "b.jpg")
    report = Report()
    assert read(folder, "0 0.5 0.5 0.2 0.4", report) == []
    assert report.where[OUTSIDE] == ["a.jpg"]


def test_an_outline_gives_the_box_around_it_and_is_counted(folder: Path) -> None:
    report = Report()
    assert read(folder, "0 0.1 0.2 0.5 0.2 0.3 0.8", report) == [("can", [10, 10, 50, 40])]
    assert report.problems == {"outline instead of a box: the box around it taken": 1}


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("0 0.5 0.5 0.2", "line that is no YOLO box: dropped"),
        ("0 0.5 0.5 0.2 0.4 1.9", "line that is no YOLO box: dropped"),
        ("0.5 0.5 0.5 0.2 0.4", "line that is no YOLO box: dropped"),
        ("nan 0.5 0.5 0.2 0.4", "line that is no YOLO box: dropped"),
        ("inf 0.5 0.5 0.2 0.4", "line that is no YOLO box: dropped"),
        ("can 0.5 0.5 0.2 0.4", "line that is no YOLO box: dropped"),
        ("0 x 0.5 0.2 0.4", "line that is no YOLO box: dropped"),
        ("2 0.5 0.5 0.2 0.4", "box of a class without a name: dropped"),
        ("-1 0.5 0.5 0.2 0.4", "box of a class without a name: dropped"),
        ("0 nan 0.5 0.2 0.4", "box with something other than a number: dropped"),
        ("0 0.5 0.5 -0.2 0.4", "box swapped or empty: dropped"),
        ("0 50 25 20 20", "box outside the picture: dropped"),
        ("1 0.5 0.5 0.2 0.4", "box doubled: merged"),
    ],
)
def test_a_bad_line_is_dropped_under_its_rule(folder: Path, line: str, rule: str) -> None:
    report = Report()
    assert read(folder, f"1 0.5 0.5 0.2 0.4\n{line}\n", report) == [("box", [40, 15, 60, 35])]
    assert report.problems == {rule: 1} and report.where == {rule: ["a.jpg"]}


def test_an_empty_label_file_is_a_photo_without_products(folder: Path) -> None:
    (folder / "labels" / "a.txt").write_text("\n")
    report = Report()
    (photo,) = clean_photos(read_yolo(folder / "labels", folder / "images", report).photos, report)
    assert photo.boxes.shape == (0, 4) and not report.problems


def test_a_photo_that_was_not_labelled_or_not_well_does_not_become_background(folder: Path) -> None:
    Image.new("RGB", (100, 50)).save(folder / "images" / "b.png")
    report = Report()
    assert read(folder, "0 0.5 0.5", report) == []
    assert report.where["photo without a label file: left out"] == ["b.png"]
    assert report.where["photo without a single good box: left out"] == ["a.jpg"]


def test_labels_without_a_photo_and_unreadable_files_are_listed(folder: Path) -> None:
    (folder / "labels" / "gone.txt").write_text("0 0.5 0.5 0.2 0.4")
    (folder / "labels" / "b.txt").write_text("0 0.5 0.5 0.2 0.4")
    (folder / "images" / "b.jpg").write_bytes(b"no picture")
    (folder / "labels" / "c.txt").write_bytes(b"\xff\xff")
    Image.new("RGB", (100, 50)).save(folder / "images" / "c.jpg")
    report = Report()
    assert len(read(folder, "0 0.5 0.5 0.2 0.4", report)) == 1
    assert report.where["photo missing: left out"] == ["that of gone.txt"]
    assert report.where["photo unreadable: left out"] == ["b.jpg (no picture of a known kind)"]
    assert report.problems["label file unreadable: its photo left out"] == 1


def test_a_folder_without_photos_is_an_error(folder: Path) -> None:
    (folder / "images" / "a.jpg").unlink()
    with pytest.raises(DataError, match="no photo"):
        read(folder, "")
