"""Pictures lie as their boxes do, and broken ones are recognised."""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.training.conftest import draw_shelf
from training.boxes import Pixels
from training.data.pictures import (
    MISSING,
    OTHER_SIZE,
    TURNED,
    UNREADABLE,
    report_turned,
    upright_jpeg,
    upright_size,
)
from training.data.sources import LabelledPhoto, PhotoProblem, Report, box_array


def save_rotated(path: Path, kind: str = "JPEG") -> None:
    """A picture whose camera was rotated: stored 80 x 40 with its left white, upright 40 x 80 with its top white."""
    pixels = np.zeros((40, 80, 3), np.uint8)
    pixels[:, :20] = 255
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(pixels).save(path, kind, quality=95, exif=exif)


def pixels_of(jpeg: bytes) -> Pixels:
    """The pixels as TensorFlow sees them: EXIF is not looked at."""
    with Image.open(io.BytesIO(jpeg)) as picture:
        assert picture.format == "JPEG" and picture.getexif().get(0x0112, 1) == 1
        return np.asarray(picture.convert("RGB"))


def test_a_good_jpeg_is_kept_as_it_is(tmp_path: Path) -> None:
    photo = draw_shelf(tmp_path / "a.jpg", 1)
    assert upright_jpeg(photo.path, 240, 180) == photo.path.read_bytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_that_the_camera_turned_is_turned_upright(tmp_path: Path, kind: str) -> None:
    save_rotated(tmp_path / "rotated", kind)
    upright = pixels_of(upright_jpeg(tmp_path / "rotated", 40, 80))
    assert upright.shape == (80, 40, 3)
    assert upright[2:18].mean() > 240 and upright[22:].mean() < 15


def test_a_photo_that_was_annotated_without_its_rotation_stays_so(tmp_path: Path) -> None:
    save_rotated(tmp_path / "rotated.jpg")
    stored = pixels_of(upright_jpeg(tmp_path / "rotated.jpg", 80, 40))
    assert stored.shape == (40, 80, 3)
    assert stored[:, 2:18].mean() > 240 and stored[:, 22:].mean() < 15


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "CMYK"), ("WEBP", "RGB")])
def test_other_pictures_become_jpegs(tmp_path: Path, kind: str, mode: str) -> None:
    Image.new("RGB", (8, 6), (255, 255, 255)).convert(mode).save(tmp_path / "a", kind)
    white = pixels_of(upright_jpeg(tmp_path / "a", 8, 6))
    assert white.shape == (6, 8, 3) and white.min() > 250


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_file_that_is_cut_short_is_a_problem(tmp_path: Path, kind: str) -> None:
    Image.effect_noise((64, 64), 90).convert("RGB").save(tmp_path / "a", kind)
    content = (tmp_path / "a").read_bytes()
    (tmp_path / "a").write_bytes(content[: len(content) * 2 // 3])
    with pytest.raises(PhotoProblem, match=UNREADABLE):
        upright_jpeg(tmp_path / "a", 64, 64)


@pytest.mark.parametrize(
    "content", [b"", b"no picture", b"\xff\xd8\xff\xe0" + bytes(50), b"\x89PNG\r\n\x1a\n" * 9]
)
def test_a_file_that_is_no_picture_is_a_problem(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(content)
    with pytest.raises(PhotoProblem, match=UNREADABLE):
        upright_jpeg(tmp_path / "a.jpg", 8, 6)


def test_a_picture_that_would_fill_the_memory_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("RGB", (30, 30)).save(tmp_path / "a.jpg")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(PhotoProblem, match=UNREADABLE):
        upright_jpeg(tmp_path / "a.jpg", 30, 30)


def test_a_photo_of_another_size_is_a_problem_that_tells_both(tmp_path: Path) -> None:
    photo = draw_shelf(tmp_path / "a.jpg", 1)
    with pytest.raises(PhotoProblem, match="240x180 pixels, the annotation says 999x180") as caught:
        upright_jpeg(photo.path, 999, 180)
    assert caught.value.rule == OTHER_SIZE


def test_a_missing_photo_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(PhotoProblem, match=MISSING):
        upright_jpeg(tmp_path / "a.jpg", 8, 6)


@pytest.mark.parametrize(
    ("orientation", "size", "told"),
    [
        (1, (80, 40), False),
        (3, (80, 40), True),
        (6, (80, 40), False),
        (6, (40, 40), True),
        (99, (40, 40), False),
    ],
)
def test_a_turned_photo_whose_size_does_not_tell_how_its_boxes_lie_is_named(
    tmp_path: Path, orientation: int, size: tuple[int, int], told: bool
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.new("RGB", size).save(tmp_path / "a.jpg", exif=exif)
    report = Report()
    report_turned([LabelledPhoto(tmp_path / "a.jpg", *size, box_array([[1, 1, 9, 9]]), ["p"])], report)
    assert report.where == ({TURNED: ["a.jpg"]} if told else {})


def test_a_turned_photo_whose_size_is_not_stated_is_named(tmp_path: Path) -> None:
    save_rotated(tmp_path / "rotated.jpg")
    report = Report()
    assert upright_size(tmp_path / "rotated.jpg", "rotated.jpg", report) == (40, 80)
    assert report.where == {TURNED: ["rotated.jpg"]}


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jpg")
    with pytest.raises(PhotoProblem, match=UNREADABLE):
        upright_jpeg(tmp_path / "a.jpg", 8, 6)
    assert upright_size(tmp_path / "a.jpg", "a.jpg", Report()) is None
    report_turned([LabelledPhoto(tmp_path / "a.jpg", 8, 6, box_array([[1, 1, 5, 5]]), ["p"])], Report())
