"""Systems that are made once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.release.cache import cached, hash_of_files
from tests.release.dockerfile import beginning


def system(text: str, made: list[str]) -> Callable[[Path], None]:
    """Makes a folder with a file, and notes that it did."""

    def make(path: Path) -> None:
        made.append(text)
        path.mkdir()
        (path / "file").write_text(text)

    return make


def test_a_system_is_made_once_and_copied_from_then_on(tmp_path: Path) -> None:
    made: list[str] = []
    for name in ("first", "second"):
        cached("debian", "key", tmp_path / name, system("one", made), tmp_path / "kept")
        assert (tmp_path / name / "file").read_text() == "one"
        (tmp_path / name / "file").write_text("changed by a test")
    assert made == ["one"]


def test_what_is_made_of_something_else_is_made_anew_and_the_old_one_deleted(tmp_path: Path) -> None:
    made: list[str] = []
    for text in ("one", "two"):
        cached("debian", text, tmp_path / text, system(text, made), tmp_path / "kept")
        assert (tmp_path / text / "file").read_text() == text
    assert made == ["one", "two"]
    assert [path.name for path in (tmp_path / "kept").iterdir() if path.is_dir()] == ["debian-two"]


def test_nothing_is_kept_of_a_system_that_could_not_be_made(tmp_path: Path) -> None:
    def fail(path: Path) -> None:
        path.mkdir()
        raise OSError("no network")

    with pytest.raises(OSError, match="no network"):
        cached("debian", "key", tmp_path / "target", fail, tmp_path / "kept")
    assert [path for path in (tmp_path / "kept").iterdir() if path.is_dir()] == []


def test_a_hash_of_files_changes_with_their_content_and_names(tmp_path: Path) -> None:
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / "build.mjs").write_text("1")
    (tmp_path / "package.json").write_text("2")
    hashes = [hash_of_files(tmp_path, ["package.json", "vendor"])]
    (tmp_path / "vendor" / "build.mjs").write_text("3")
    hashes.append(hash_of_files(tmp_path, ["package.json", "vendor"]))
    (tmp_path / "vendor" / "build.mjs").rename(tmp_path / "vendor" / "other.mjs")
    hashes.append(hash_of_files(tmp_path, ["package.json", "vendor"]))
    assert len(set(hashes)) == 3


def test_a_stage_is_kept_up_to_the_last_step_that_does_not_depend_on_all_of_the_code() -> None:
    locked = [("COPY", "package.json ./"), ("RUN", "npm ci"), ("COPY", "vendor vendor")]
    assert beginning(locked) == 2
    assert beginning([*locked, ("RUN", "node build.mjs"), ("COPY", ". ."), ("RUN", "pip wheel .")]) == 4
    assert beginning([("COPY", "--from=one a b"), ("RUN", "x")]) == 0
    assert beginning([*locked, ("RUN", "--mount=from=wheel,source=/a,target=/a pip install")]) == 2
    assert beginning([("RUN", "useradd"), ("COPY", ". ."), ("RUN", "pip wheel .")]) == 0, (
        "nothing is copied before"
    )
