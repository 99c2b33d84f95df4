from __future__ import annotations

import os
from pathlib import Path

import pytest

from app import watched
from app.watched import Watched, file_stamps


class Maker:
    """Counts how often it was asked, and reads the one file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        return self.file.read_text()


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file.txt").write_text("one")
    return Maker(tmp_path / "deep" / "file.txt")


def test_a_value_is_made_once_and_again_after_a_change(maker: Maker, tmp_path: Path) -> None:
    value = Watched((tmp_path,), maker)
    assert [value.get(), value.get()] == ["one", "one"]
    assert maker.times == 1
    maker.file.write_text("two")
    os.utime(maker.file, ns=(1, 1))  # A clock may stand still between two writes of the same length.
    assert value.get() == "two"
    assert maker.times == 2


def test_between_two_looks_a_change_goes_unnoticed(
    maker: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    value = Watched((tmp_path,), maker)
    value.get()
    monkeypatch.setattr(watched, "CHECK_EVERY_S", 3600)
    maker.file.write_text("three")
    assert value.get() == "one"


def test_a_file_more_or_less_is_a_change(maker: Maker, tmp_path: Path) -> None:
    value = Watched((tmp_path,), maker)
    value.get()
    other = tmp_path / "other.txt"
    other.write_text("")
    value.get()
    other.unlink()
    value.get()
    assert maker.times == 3


def test_what_cannot_be_made_is_tried_again_each_time(maker: Maker, tmp_path: Path) -> None:
    value = Watched((tmp_path,), maker)
    maker.file.unlink()
    for _ in range(2):
        with pytest.raises(FileNotFoundError):
            value.get()
    maker.file.write_text("back")
    assert value.get() == "back"


def test_a_folder_that_is_not_there_is_an_empty_one(maker: Maker, tmp_path: Path) -> None:
    value = Watched((tmp_path / "missing",), maker)
    assert value.get() == "one"


def test_what_could_not_be_made_is_not_tried_again_for_each_request(
    maker: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    value = Watched((tmp_path,), maker)
    value.get()
    maker.file.unlink()
    for _ in range(3):
        with pytest.raises(FileNotFoundError):
            value.get()
        monkeypatch.setattr(watched, "CHECK_EVERY_S", 3600)
    assert maker.times == 2


def test_folders_may_be_deeper_than_python_can_recurse(tmp_path: Path) -> None:
    folders = [f"{tmp_path}/{'/'.join('d' * depth)}" for depth in range(1, 1101)]
    for folder in folders:
        Path(folder).mkdir()
    try:
        assert list(file_stamps(tmp_path)) == []
    finally:
        for folder in reversed(folders):  # Too deep for what clears up after tests.
            Path(folder).rmdir()
