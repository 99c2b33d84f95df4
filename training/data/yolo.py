"""Reads YOLO's label files: a .txt a photo, a line a box: class, centre x, centre y, width, height as fractions.

A sixth number, as detectors write it, is the box's score. The class may be written as a decimal, as spreadsheets do.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import yaml

from training.data.photo_folder import PhotoFolder
from training.data.pictures import MISSING, upright_size
from training.data.sources import DataError, LabelledPhoto, Report, Source, box_array

NAME_FILES = ("data.yaml", "dataset.yaml", "classes.txt", "obj.names")
NO_LABELS = {"classes.txt", "train.txt", "val.txt", "test.txt"}
"""Text files that tools lay beside the labels."""


def read_yolo(annotations: Path, images: Path, report: Report) -> Source:
    """Photos of the folder ``images`` and below, with the label files of the same names in ``annotations``.

    The classes' names are looked for beside the label files and in the two folders above. An empty label file means a
    photo without products. A photo that has none was perhaps never labelled: YOLO's trainers take it for background,
    but a full shelf as background does much harm, so it is left out.

    Raises:
        DataError: a folder holds no photos, or no names of the classes are found.
    """
    names = _class_names(annotations)
    folder = PhotoFolder(images)
    pictures = folder.pictures(report)
    if not pictures:
        raise DataError(f"There is no photo in {images}: name the folder of the photos with --images.")
    photos: list[LabelledPhoto] = []
    used: set[Path] = set()
    for path in pictures:
        relative = path.relative_to(images)
        labels = annotations / relative.with_suffix(".txt")
        used.add(labels)
        if not labels.is_file():
            report.add("photo without a label file: left out", relative.as_posix())
        elif photo := _photo(path, relative.as_posix(), labels, names, report):
            photos.append(photo)
    for labels in sorted(annotations.rglob("*.txt")):
        if labels not in used and labels.name not in NO_LABELS:
            report.add(MISSING, f"that of {labels.relative_to(annotations).as_posix()}")
    return Source(photos, list(dict.fromkeys(names.values())))


def _photo(
    path: Path, name: str, labels: Path, names: dict[int, str], report: Report
) -> LabelledPhoto | None:
    size = upright_size(path, name, report)
    try:
        lines = labels.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        report.add("label file unreadable: its photo left out", f"{labels.name} ({error})")
        return None
    if size is None:
        return None
    boxes: list[list[float]] = []
    found: list[str] = []
    scores: list[float] = []
    filled = [line.split() for line in lines if line.strip()]
    for number, *values in filled:
        try:
            label = names.get(_class_number(number))
            box, score = _box([float(value) for value in values])
        except (ValueError, OverflowError):
            report.add("line that is no YOLO box: dropped", name)
            continue
        if label is None:
            report.add("box of a class without a name: dropped", name)
            continue
        if len(values) > 5:
            report.add("outline instead of a box: the box around it taken", name)
        boxes.append([share * side for share, side in zip(box, size * 2, strict=True)])
        found.append(label)
        scores.append(score)
    lost = len(filled) - len(boxes)
    return LabelledPhoto(
        path,
        *size,
        box_array(boxes),
        found,
        name=name,
        lost=lost,
        scores=np.asarray(scores, np.float32),
    )


def _class_number(written: str) -> int:
    """Raises ValueError if it is no whole number."""
    number = float(written)
    if not number.is_integer():
        raise ValueError(f"class {written}")
    return int(number)


def _box(values: list[float]) -> tuple[list[float], float]:
    """Centre and size, with or without a score, or the corners x, y, x, y ... of an outline, to xyxy and a score.

    Raises:
        ValueError: it is neither.
    """
    if len(values) in (4, 5):
        x, y, width, height, score = values if len(values) == 5 else [*values, 1.0]
        if not 0 <= score <= 1:
            raise ValueError(f"score {score}")
        return [x - width / 2, y - height / 2, x + width / 2, y + height / 2], score
    if len(values) < 6 or len(values) % 2:
        raise ValueError(f"{len(values)} values")
    return [min(values[::2]), min(values[1::2]), max(values[::2]), max(values[1::2])], 1.0


def _class_names(annotations: Path) -> dict[int, str]:
    """The names of the classes by number, in the order of the numbers.

    Raises:
        DataError: there is no file with names near the labels, or it has another form.
    """
    folder = annotations.resolve()
    places = [place / name for place in (folder, *folder.parents[:2]) for name in NAME_FILES]
    file = next((place for place in places if place.is_file()), None)
    if file is None:
        raise DataError(
            f"The names of the classes are missing: put a data.yaml with names, or a classes.txt with a name a line, "
            f"into {annotations} or one of the two folders above."
        )
    try:
        text = file.read_text(encoding="utf-8-sig")
        names = _yaml_names(text) if file.suffix == ".yaml" else dict(enumerate(text.split("\n")))
    except (OSError, UnicodeDecodeError, ValueError, yaml.YAMLError) as error:
        raise DataError(f"{file} does not name the classes: {error}") from error
    return {number: names[number].strip() for number in sorted(names) if names[number].strip()}


def _yaml_names(text: str) -> dict[int, str]:
    # The base loader leaves all values text: a class may be called "no", or 04012.
    content = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes text, lists and maps alone
    names = content.get("names") if isinstance(content, dict) else None
    if isinstance(names, list):
        names = dict(enumerate(names))
    if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
        raise ValueError("a list or a map under 'names' was expected")
    return {int(number): name for number, name in names.items()}
