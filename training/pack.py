"""Packs a training run into one file, for a machine with a GPU and without a network.

The file is a .tar with one folder: code, configuration, photos, start weights, and ``run`` (run_packed.py), which
trains with them. Photos are encoded anew, so that all of it is small. Packages are not in it.
"""

from __future__ import annotations

import io
import json
import shutil
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from training.config import load_config
from training.data.records import parse_record, read_data_card, shard_paths, to_record
from training.data.sources import ANY_LABEL as ANY_LABEL_NAME
from training.data.sources import LabelledPhoto
from training.data.tfrecord import read_records, write_record
from training.errors import TrainingSideError
from training.metrics import ANY_LABEL

ROOT = Path(__file__).parent.parent
CODE = ("app/__init__.py", "app/bundle.py", "app/card.py", "app/files.py", "training")
"""What training needs of this checkout."""
NAME = "experiment"


class PackError(TrainingSideError):
    """A run that cannot be packed; the message says what to change."""


@dataclass(frozen=True)
class Pictures:
    """How photos are encoded: ``quality`` of the JPEG, ``long_side`` in pixels at most."""

    quality: int
    long_side: int

    def encode(self, jpeg: bytes) -> tuple[bytes, tuple[int, int]]:
        """The photo, encoded anew, and its width and height."""
        with Image.open(io.BytesIO(jpeg)) as photo:
            photo.thumbnail((self.long_side, self.long_side), Image.Resampling.LANCZOS)
            smaller = io.BytesIO()
            photo.convert("RGB").save(smaller, "JPEG", quality=self.quality, optimize=True)
            return smaller.getvalue(), photo.size


def copy_records(source: Path, out: Path, pictures: Pictures) -> None:
    """Converted photos with the same boxes and smaller pictures.

    Raises:
        DataError: ``source`` holds no converted photos, or a shard is damaged.
    """
    out.mkdir(parents=True)
    card = read_data_card(source)
    names = dict(enumerate(card.labels)) | {ANY_LABEL: ANY_LABEL_NAME}
    for path in shard_paths(source):
        with (out / path.name).open("wb") as file:
            for record in read_records(path):
                photo = parse_record(record)
                jpeg, (width, height) = pictures.encode(photo.jpeg)
                if len(jpeg) >= len(photo.jpeg):  # small and compressed well already
                    write_record(file, record)
                    continue
                scale = [width / photo.size[0], height / photo.size[1]] * 2
                smaller = LabelledPhoto(
                    Path(photo.name), width, height, (photo.boxes * scale).astype("float32"),
                    [names[label] for label in photo.labels.tolist()], photo.ignored, photo.name, scores=photo.scores,
                )  # fmt: skip
                write_record(file, to_record(smaller, jpeg, card.labels, photo.machine_labelled))
    card.write(out)


def _copy_code(folder: Path) -> None:
    for name in CODE:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".venv", "*.md")
            )
        else:
            shutil.copy(ROOT / name, folder / name)
    shutil.copy(ROOT / "training" / "run_packed.py", folder / "run")
    (folder / "run").chmod(0o755)


def _bytes_in(path: Path) -> int:
    return sum(each.stat().st_size for each in (path, *path.rglob("*")) if each.is_file())


def pack(
    out: Path,
    *,
    train: Sequence[Path],
    val: Path,
    config: Path,
    overrides: Sequence[str],
    start: Path | None,
    latest: Path | None,
    pictures: Pictures,
    most_megabytes: float,
) -> float:
    """Writes the file ``out``; returns its size in megabytes (1,000,000 bytes).

    ``start`` is the folder of a bundle or the .npz of a run, ``latest`` the latest.npz of a run that is to go on.

    Raises:
        PackError: it would be larger than ``most_megabytes``, or only TensorFlow could read the start weights.
        ConfigError: the configuration cannot be used.
        DataError: a folder holds no converted photos.
    """
    load_config(config, list(overrides))  # a misspelt knob is to be found here, not there
    if start and start.suffix == ".tflite":
        raise PackError(
            f"Only TensorFlow reads {start}: start from the folder of a bundle or the best.npz of a run."
        )
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / NAME
        folder.mkdir()
        _copy_code(folder)
        shutil.copy(config, folder / "config.toml")
        # A folder that is named twice counts twice, and travels once.
        places: dict[Path, str] = {}
        for source in [*train, val]:
            if source.resolve() not in places:
                places[source.resolve()] = f"records/{len(places)}"
                copy_records(source, folder / places[source.resolve()], pictures)
        arguments = ["--config", "config.toml", "--val", places[val.resolve()]]
        for source in train:
            arguments += ["--train", places[source.resolve()]]
        for override in overrides:
            arguments += ["--set", override]
        if start and start.is_dir():
            name = start.resolve().name  # a bundle's folder has the bundle's name
            shutil.copytree(start, folder / "start" / name)
            arguments += ["--start", f"start/{name}"]
        elif start:
            shutil.copy(start, folder / "start.npz")
            arguments += ["--start", "start.npz"]
        if latest:
            shutil.copy(latest, folder / "latest.npz")
        (folder / "arguments.json").write_text(json.dumps(arguments, indent=2) + "\n", encoding="utf-8")
        packed = Path(temporary) / "packed.tar"
        with tarfile.open(packed, "w") as archive:
            archive.add(folder, NAME)
        size = packed.stat().st_size / 1e6
        if size > most_megabytes:
            parts = sorted(((_bytes_in(part) / 1e6, part.name) for part in folder.iterdir()), reverse=True)
            largest = ", ".join(f"{name} {megabytes:.1f} MB" for megabytes, name in parts[:3])
            raise PackError(
                f"The file would have {size:.1f} MB, more than {most_megabytes:g}: {largest}. Lower --quality "
                f"({pictures.quality}) or --long-side ({pictures.long_side}), or name fewer folders."
            )
        shutil.copy(packed, out)
    return size
