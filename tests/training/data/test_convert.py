"""Conversion: the same bytes however many processes did it and however often it was killed; problems are reported."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from tests.conftest import ROOT
from tests.training.conftest import draw_shelf
from training.cli import app
from training.data.convert import ProblemsError, write_records
from training.data.records import DATA_CARD, read_data_card, read_photos
from training.data.sources import DataError, LabelledPhoto, box_array
from training.errors import TrainingSideError
from training.evaluate import pictures


class KilledError(Exception):
    """Stands for whatever ends a conversion in the middle."""


def killed_after(count: int) -> Callable[[int, int], None]:
    """An on_progress that ends the conversion when ``count`` photos are done."""

    def on_progress(done: int, _total: int) -> None:
        if done == count:
            raise KilledError

    return on_progress


def contents(folder: Path) -> dict[str, str]:
    """The hash of every file of the folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@pytest.fixture
def shelves(tmp_path: Path) -> list[LabelledPhoto]:
    """Ten photos, of which one is cut short and one is missing."""
    photos = [draw_shelf(tmp_path / f"{number}.png", number) for number in range(10)]
    photos[3].path.write_bytes(photos[3].path.read_bytes()[:900])
    photos[7].path.unlink()
    return photos


def test_photos_that_cannot_be_used_are_left_out_counted_and_named(
    shelves: list[LabelledPhoto], tmp_path: Path
) -> None:
    wrong = LabelledPhoto(shelves[0].path, 999, 999, box_array([[1, 1, 9, 9]]), ["product"])
    card = write_records([wrong, *shelves[1:]], tmp_path / "records")
    assert card.photos == len(read_photos(tmp_path / "records")) == 7
    assert card.problems == {
        "photo missing: left out": 1,
        "photo unreadable: left out": 1,
        "photo of another size than its annotation says: left out": 1,
    }
    assert card.where["photo missing: left out"] == ["7.png"]
    assert card.where["photo unreadable: left out"][0].startswith("3.png (")
    assert read_data_card(tmp_path / "records") == card


def test_three_workers_write_the_very_bytes_that_one_writes(
    shelves: list[LabelledPhoto], tmp_path: Path
) -> None:
    write_records(shelves, tmp_path / "one", shards=4, workers=1)
    write_records(shelves, tmp_path / "three", shards=4, workers=3)
    assert contents(tmp_path / "one") == contents(tmp_path / "three")
    assert len(contents(tmp_path / "one")) == 5


@pytest.mark.parametrize("workers", [1, 2])
def test_a_conversion_that_stopped_goes_on_and_reuses_what_is_finished(
    shelves: list[LabelledPhoto], tmp_path: Path, workers: int
) -> None:
    write_records(shelves, tmp_path / "whole", shards=5)
    out = tmp_path / "records"
    with pytest.raises(KilledError):
        write_records(shelves, out, shards=5, workers=workers, on_progress=killed_after(7))
    assert not (out / DATA_CARD).exists()
    finished = {path: path.stat().st_ino for path in out.glob("*.tfrecord")}
    assert len(finished) == 3
    done: list[int] = []
    write_records(
        shelves, out, shards=5, workers=workers, on_progress=lambda count, _total: done.append(count)
    )
    assert done == [6, 7, 8, 9, 10]
    assert {path: path.stat().st_ino for path in finished} == finished
    assert contents(out) == contents(tmp_path / "whole")


def test_a_conversion_that_was_killed_goes_on(shelves: list[LabelledPhoto], tmp_path: Path) -> None:
    """SIGKILL, in another process with workers of its own, which end with it."""
    rows = [
        f"{photo.name},{','.join(map(str, box))},product,240,180" for photo in shelves for box in photo.boxes
    ]
    (tmp_path / "all.csv").write_text("\n".join(rows))
    script = f"""
import multiprocessing, os, signal, sys
from pathlib import Path
from training.data.convert import write_records
from training.data.sku110k import read_sku110k
from training.data.sources import Report

def on_progress(done, total):
    if done == 7:
        print(*(child.pid for child in multiprocessing.active_children()), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

folder = Path({str(tmp_path)!r})
source = read_sku110k(folder / "all.csv", folder, Report())
write_records(source.photos, folder / "records", shards=5, workers=2, on_progress=on_progress)
"""
    killed = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    out = tmp_path / "records"
    assert len(list(out.glob("*.tfrecord"))) == 3 and not (out / DATA_CARD).exists()
    options = ["--annotations", str(tmp_path / "all.csv"), "--images", str(tmp_path), "--shards", "5"]
    for folder in (out, tmp_path / "whole"):
        result = CliRunner().invoke(
            app, ["convert", "sku110k", *options, "--out", str(folder), "--workers", "1"]
        )
        assert result.exit_code == 0, result.output
    assert contents(out) == contents(tmp_path / "whole")
    workers = [Path(f"/proc/{pid}/stat") for pid in killed.stdout.split()]
    assert workers
    if Path("/proc/self").exists():
        running = [stat for stat in workers if stat.exists() and " Z " not in stat.read_text()]
        assert not running


def test_shards_of_other_inputs_or_options_are_never_mixed_in(
    shelves: list[LabelledPhoto], tmp_path: Path
) -> None:
    out = tmp_path / "records"
    with pytest.raises(KilledError):
        write_records(shelves, out, shards=5, on_progress=killed_after(7))
    draw_shelf(shelves[0].path, 99)
    done: list[int] = []
    write_records(shelves, out, shards=5, on_progress=lambda count, _total: done.append(count))
    assert done == list(range(11))
    write_records(shelves, tmp_path / "whole", shards=5)
    assert contents(out) == contents(tmp_path / "whole")
    card = write_records(shelves, out, shards=5, machine_labelled=True)
    assert read_data_card(out) == card and card.machine_labelled
    assert len(list(out.iterdir())) == 6


def test_the_same_conversion_again_has_nothing_to_do(shelves: list[LabelledPhoto], tmp_path: Path) -> None:
    card = write_records(shelves, tmp_path / "records")
    again = write_records(shelves, tmp_path / "records", on_progress=killed_after(0))
    assert again == card


def test_photos_that_were_converted_before_serve_until_the_new_ones_are_complete(
    shelves: list[LabelledPhoto], tmp_path: Path
) -> None:
    out = tmp_path / "records"
    write_records(shelves[:3], out)
    with pytest.raises(KilledError):
        write_records(shelves, out, shards=5, on_progress=killed_after(7))
    assert len(read_photos(out)) == 3
    write_records(shelves, out, shards=5)
    assert len(read_photos(out)) == 8
    assert len(list(out.iterdir())) == 6


def test_what_is_not_ours_in_the_folder_stays(shelves: list[LabelledPhoto], tmp_path: Path) -> None:
    out = tmp_path / "records"
    out.mkdir()
    for name in ("notes.txt", "photos-a-of-b.jpg", "other.tfrecord"):
        (out / name).touch()
    write_records(shelves, out, shards=1)
    write_records(shelves[:2], out, shards=1)
    assert {"notes.txt", "photos-a-of-b.jpg", "other.tfrecord"} < set(contents(out))
    assert len(read_photos(out)) == 2


def test_a_strict_conversion_with_problems_replaces_nothing(
    shelves: list[LabelledPhoto], tmp_path: Path
) -> None:
    out = tmp_path / "records"
    write_records(shelves[:3], out, strict=True)
    before = read_data_card(out)
    with pytest.raises(ProblemsError, match="2 problems") as caught:
        write_records(shelves, out, strict=True)
    assert caught.value.card.where["photo missing: left out"] == ["7.png"]
    assert read_data_card(out) == before and len(read_photos(out)) == 3
    accepted = write_records(shelves, out)
    with pytest.raises(ProblemsError):
        write_records(shelves, out, strict=True)
    assert read_data_card(out) == accepted


@pytest.mark.parametrize("photos", [0, 1])
def test_no_usable_photo_at_all_is_an_error(tmp_path: Path, photos: int) -> None:
    missing = LabelledPhoto(tmp_path / "a.jpg", 10, 10, np.zeros((0, 4), np.float32), [])
    with pytest.raises(DataError, match="No photo could be used"):
        write_records([missing] * photos, tmp_path / "records")
    assert not (tmp_path / "records" / DATA_CARD).exists()


def test_a_label_that_was_not_named_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"'product'.*--rename OLD=NEW"):
        write_records([draw_shelf(tmp_path / "a.jpg", 1)], tmp_path / "records", labels=["can"])


def test_a_folder_that_cannot_be_made_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "records").touch()
    with pytest.raises(DataError, match="records"):
        write_records([draw_shelf(tmp_path / "a.jpg", 1)], tmp_path / "records")


def test_the_command_prints_what_was_wrong_and_where(shelves: list[LabelledPhoto], tmp_path: Path) -> None:
    images = [{"id": number, "file_name": photo.name} for number, photo in enumerate(shelves)]
    annotations = [{"image_id": 0, "category_id": 1, "bbox": [1, 1, 9, 9]}, {"image_id": 99}]
    content = {
        "images": images,
        "annotations": annotations,
        "categories": [{"id": 2, "name": "box"}, {"id": 1, "name": "can"}],
    }
    (tmp_path / "coco.json").write_text(json.dumps(content))
    command = ["convert", "coco", "--annotations", str(tmp_path / "coco.json"), "--images", str(tmp_path)]
    command += ["--out", str(tmp_path / "records"), "--workers", "1", "--rename", "box=carton"]
    refused = CliRunner().invoke(app, [*command, "--strict"])
    assert isinstance(refused.exception, TrainingSideError) and refused.exit_code == 1
    assert not (tmp_path / "records" / DATA_CARD).exists()
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0
    for output in (refused.output, result.output):
        assert "photo missing: left out" in output and "7.png" in output
    card = read_data_card(tmp_path / "records")
    assert card.labels == ["can", "carton"] and card.statistics and card.statistics.photos_without_boxes == 7


def test_the_commands_of_all_formats_give_the_same_photos(tmp_path: Path) -> None:
    shelf = draw_shelf(tmp_path / "a.jpg", 1)
    width, height = shelf.width, shelf.height
    boxes = shelf.boxes.tolist()
    (tmp_path / "a.csv").write_text(
        "\n".join(f"a.jpg,{','.join(map(str, b))},can,{width},{height}" for b in boxes)
    )
    sides = ("xmin", "ymin", "xmax", "ymax")
    objects = "".join(
        "<object><name>can</name><bndbox>"
        + "".join(f"<{side}>{value}</{side}>" for side, value in zip(sides, box, strict=True))
        + "</bndbox></object>"
        for box in boxes
    )
    size = f"<size><width>{width}</width><height>{height}</height></size>"
    (tmp_path / "a.xml").write_text(f"<annotation>{size}{objects}</annotation>")
    annotations = [
        {"image_id": 1, "category_id": 1, "bbox": [x1, y1, x2 - x1, y2 - y1]} for x1, y1, x2, y2 in boxes
    ]
    images = [{"id": 1, "file_name": "a.jpg", "width": width, "height": height}]
    categories = [{"id": 1, "name": "can"}]
    (tmp_path / "a.json").write_text(
        json.dumps({"images": images, "annotations": annotations, "categories": categories})
    )
    (tmp_path / "classes.txt").write_text("can\n")
    (tmp_path / "a.txt").write_text(
        "\n".join(
            f"0 {(x1 + x2) / 2 / width} {(y1 + y2) / 2 / height} {(x2 - x1) / width} {(y2 - y1) / height}"
            for x1, y1, x2, y2 in boxes
        )
    )
    for source, name in {"sku110k": "a.csv", "voc": "", "coco": "a.json", "yolo": ""}.items():
        out = tmp_path / "records" / source
        command = ["convert", source, "--annotations", str(tmp_path / name), "--images", str(tmp_path)]
        result = CliRunner().invoke(app, [*command, "--out", str(out), "--strict", "--workers", "1"])
        assert result.exit_code == 0, result.output
        (photo,) = read_photos(out)
        assert photo.jpeg == shelf.path.read_bytes() and read_data_card(out).labels == ["can"]
        np.testing.assert_allclose(photo.boxes, boxes, atol=1e-3)


def test_photos_that_a_file_names_are_left_out_or_are_all(tmp_path: Path) -> None:
    rows = []
    for number in range(4):
        shelf = draw_shelf(tmp_path / f"{number}.jpg", number)
        rows.append(f"{number}.jpg,{','.join(map(str, shelf.boxes[0]))},product,240,180\n")
    (tmp_path / "all.csv").write_text("".join(rows))
    (tmp_path / "val.csv").write_text("1.jpg,1,2,3,4,void,240,180\n1.jpg,5,6,7,8,void,240,180\n")
    (tmp_path / "others.txt").write_text("3.jpg\n\n9.jpg\n")
    command = ["convert", "sku110k", "--annotations", str(tmp_path / "all.csv"), "--images", str(tmp_path)]
    command += ["--leave-out", str(tmp_path / "val.csv"), "--leave-out", str(tmp_path / "others.txt")]
    result = CliRunner().invoke(app, [*command, "--out", str(tmp_path / "records"), "--workers", "1"])
    assert result.exit_code == 0, result.output
    assert sorted(pictures(tmp_path / "records")[1]) == ["0.jpg", "2.jpg"]
    only = [
        *command,
        "--only",
        str(tmp_path / "chosen.txt"),
        "--out",
        str(tmp_path / "chosen"),
        "--workers",
        "1",
    ]
    (tmp_path / "chosen.txt").write_text("1.jpg\n2.jpg\n")
    result = CliRunner().invoke(app, only)
    assert result.exit_code == 0, result.output
    assert pictures(tmp_path / "chosen")[1] == ["2.jpg"]
    missing = CliRunner().invoke(app, [*command, "--leave-out", "gone.csv", "--out", str(tmp_path / "r")])
    assert isinstance(missing.exception, DataError) and "gone.csv" in str(missing.exception)
