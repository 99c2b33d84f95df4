"""A photo is found by the name that its annotation gives it, and never outside the folder of photos."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from training.data.photo_folder import AMBIGUOUS, OTHER_NAME, OUTSIDE, PhotoFolder, photo_named
from training.data.sources import Report
from training.errors import TrainingSideError


@pytest.fixture
def images(tmp_path: Path) -> Path:
    """A folder of photos, beside which there is one that is private."""
    for name in ("images/s1.jpg", "images/s 2.jpg", "images/Café.jpg", "images/shop/s3.jpg", "private.jpg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    return tmp_path / "images"


@pytest.mark.parametrize("name", ["s1.jpg", "./s1.jpg", "shop/../s1.jpg", " s1.jpg\n"])
def test_the_name_of_a_file_is_no_problem(images: Path, name: str) -> None:
    report = Report()
    assert PhotoFolder(images).find(name, report) == images / "s1.jpg"
    assert not report.problems


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("s1", "s1.jpg"),
        ("S1.JPG", "s1.jpg"),
        ("s3", "shop/s3.jpg"),
        ("s3.jpg", "shop/s3.jpg"),
        ("/home/anna/shelves/s1.jpg", "s1.jpg"),
        ("C:\\Users\\anna\\shop\\s3.jpg", "shop/s3.jpg"),
        ("../images/s1.jpg", "s1.jpg"),
        ("file:///srv/s%202.jpg", "s 2.jpg"),
        ("/data/local-files/?d=shop/s3.jpg", "shop/s3.jpg"),
        (unicodedata.normalize("NFD", "Café.jpg"), "Café.jpg"),
        ("https://cloud.example/bucket/s1.jpg?X-Amz-Signature=ab&Expires=9", "s1.jpg"),
        ("s3://bucket/shop/s3.jpg", "shop/s3.jpg"),
        ("/data/local-files/?d=shop%2Fs3.jpg", "shop/s3.jpg"),
        ("/data/upload/12/1a2b3c4d-s1.jpg", "s1.jpg"),
    ],
)
def test_names_of_other_computers_and_tools_are_understood_and_counted(
    images: Path, name: str, file: str
) -> None:
    report = Report()
    assert PhotoFolder(images).find(name, report) == images / file
    if name != "/data/local-files/?d=shop/s3.jpg":  # What follows is the very name.
        assert report.where == {OTHER_NAME: [name]}


@pytest.mark.parametrize(
    "name",
    [
        "{outside}/private.jpg",
        "../private.jpg",
        "shop/../../private.jpg",
        "..\\private.jpg",
        "%2e%2e/private.jpg",
        "/etc/passwd",
        "other/s3.jpg",
        "s1.png",
        "%2e%2e%2fprivate.jpg",
        "/data/local-files/?d=..%2F..%2Fprivate.jpg",
        "a" * 300,
        "a/" * 3000,
        "s1.jpg\0",
        "",
        "..",
    ],
)
def test_what_is_not_in_the_folder_is_missing_there(images: Path, name: str) -> None:
    path = PhotoFolder(images).find(name.format(outside=images.parent), Report())
    assert path is not None and path.is_relative_to(images)
    assert path.name != "s3.jpg" or not path.is_file()


def test_a_name_that_fits_two_files_is_left_out(images: Path) -> None:
    (images / "s1.png").write_bytes(b"")
    report = Report()
    assert PhotoFolder(images).find("s1", report) is None
    assert report.where == {AMBIGUOUS: ["s1"]}


@pytest.mark.parametrize("name", ["link.jpg", "LINK.jpg", "folder/private.jpg"])
def test_a_link_out_of_the_folder_is_not_followed(images: Path, name: str) -> None:
    (images / "link.jpg").symlink_to(images.parent / "private.jpg")
    (images / "folder").symlink_to(images.parent)
    report = Report()
    assert PhotoFolder(images).find(name, report) is None
    assert report.where[OUTSIDE] == [name]


def test_the_folder_itself_may_be_a_link(images: Path) -> None:
    link = images.parent / "link"
    link.symlink_to(images)
    assert PhotoFolder(link).find("s1.jpg", Report()) == link / "s1.jpg"


def test_a_photo_by_its_exact_name_is_in_the_folder_or_an_error_names_it(tmp_path: Path) -> None:
    images = tmp_path / "images"
    images.mkdir()
    (images / "a.jpg").touch()
    (tmp_path / "b.jpg").touch()
    (images / "link.jpg").symlink_to(tmp_path / "b.jpg")
    assert photo_named(images, "a.jpg") == images / "a.jpg"
    for name in ("../b.jpg", str(tmp_path / "b.jpg"), "link.jpg"):
        with pytest.raises(TrainingSideError, match="lies outside"):
            photo_named(images, name)
    with pytest.raises(TrainingSideError, match=r"has no photo c\.jpg"):
        photo_named(images, "c.jpg")
