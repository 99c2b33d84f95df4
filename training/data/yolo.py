"""Reads YOLO's label files: a .txt a photo, a line a box: class, centre x, centre y, width, height as fractions.

A sixth number, as detectors write it, is the box's score. The class may be written as a decimal, as spreadsheets do.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from training.data.photo_folder import AMBIGUOUS, OTHER_NAME, PhotoFolder
from training.data.pictures import MISSING, upright_size
from training.data.sources import DataError, LabelledPhoto, Report, Source, box_array
from training.data.text_files import read_text, reason

NAME_FILES = ("data.yaml", "dataset.yaml", "classes.txt", "obj.names")
NO_LABELS = {"classes.txt", "train.txt", "val.txt", "test.txt"}
"""Text files that tools lay beside the labels."""


SHARED = "photo that has its label file together with another: left out"
SEVERAL = "photo with several label files: left out"


@dataclass(frozen=True)
class _Classes:
    """What the file beside the labels says of them."""

    names: dict[int, str]
    """By the classes' numbers, in their order."""
    keypoints: int = 0
    """So many numbers follow behind each box."""


def read_yolo(annotations: Path, images: Path, report: Report) -> Source:
    """Photos of the folder ``images`` and below, with the label files of the same names in ``annotations``.

    The classes' names are looked for beside the label files and in the two folders above. An empty label file means a
    photo without products. A photo that has none was perhaps never labelled: YOLO's trainers take it for background,
    but a full shelf as background does much harm, so it is left out.

    Raises:
        DataError: a folder holds no photos, or no names of the classes are found.
    """
    classes = _classes(annotations)
    folder = PhotoFolder(images)
    pictures = folder.pictures(report)
    if not pictures:
        raise DataError(f"There is no photo in {images}: name the folder of the photos with --images.")
    label_files = _label_files(annotations, folder, pictures, report)
    photos: list[LabelledPhoto] = []
    for path in pictures:
        name = folder.name_of(path)
        found = label_files.get(path)
        if found is None:
            report.add("photo without a label file: left out", name)
        elif len(found) > 1:
            report.add(SEVERAL, name)
        elif found and (photo := _photo(path, name, found[0], classes, report)):
            photos.append(photo)
    return Source(photos, list(dict.fromkeys(classes.names.values())))


def _label_files(
    annotations: Path, folder: PhotoFolder, pictures: list[Path], report: Report
) -> dict[Path, list[Path]]:
    """The label files of each photo that has some; an empty list if another photo has the same file, which is reported.

    They have the photo's name, with or without its ending, or one that fits no other photo.
    """
    by_name: dict[Path, list[Path]] = {}
    for path in pictures:
        relative = path.relative_to(folder.images)
        for name in (relative, relative.with_suffix("")):
            by_name.setdefault(name, []).append(path)
    found: dict[Path, list[Path]] = {}
    shared: list[Path] = []
    for labels in sorted(path for path in annotations.rglob("*") if path.suffix.lower() == ".txt"):
        name = labels.relative_to(annotations).with_suffix("")
        fitting = by_name.get(name, [])
        if not fitting and labels.name in NO_LABELS:
            continue
        told = Report()
        if not fitting and (other := folder.find(name.as_posix(), told)) and other in pictures:
            fitting = [other]
            report.add(OTHER_NAME, labels.relative_to(annotations).as_posix())
        if not fitting:
            rule = AMBIGUOUS if told.problems[AMBIGUOUS] else MISSING
            report.add(rule, f"that of {labels.relative_to(annotations).as_posix()}")
        for path in fitting:
            found.setdefault(path, []).append(labels)
        if len(fitting) > 1:
            shared += fitting
    for path in shared:
        report.add(SHARED, folder.name_of(path))
        found[path] = []
    return found


def _photo(path: Path, name: str, labels: Path, classes: _Classes, report: Report) -> LabelledPhoto | None:
    size = upright_size(path, name, report)
    try:
        lines = read_text(labels).splitlines()
    except (OSError, UnicodeError) as error:
        report.add("label file unreadable: its photo left out", f"{labels.name} ({reason(error)})")
        return None
    if size is None:
        return None
    boxes: list[list[float]] = []
    found: list[str] = []
    scores: list[float] = []
    filled = [line.split() for line in lines if line.strip()]
    for number, *values in filled:
        try:
            label = classes.names.get(_class_number(number))
            numbers = [float(value) for value in values]
            if classes.keypoints and len(numbers) >= 4 + classes.keypoints:
                del numbers[4 : 4 + classes.keypoints]
            if is_track := _is_track(numbers):
                numbers = numbers[:5]
            box, score = _box(numbers)
        except (ValueError, OverflowError):
            report.add("line that is no YOLO box: dropped", name)
            continue
        if label is None:
            report.add("box of a class without a name: dropped", name)
            continue
        report.add("number of a track behind a box: not looked at", name, int(is_track))
        if len(numbers) > 5:
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


def _is_track(values: list[float]) -> bool:
    """Whether they are a box, a score and the number of a track, as trackers write them, not three corners."""
    return len(values) == 6 and values[5] >= 1 and values[5].is_integer()


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
    if len(values) < 6:
        raise ValueError(f"{len(values)} values")
    # A detector that draws outlines writes its score behind them.
    corners, score = (values[:-1], values[-1]) if len(values) % 2 else (values, 1.0)
    if not 0 <= score <= 1:
        raise ValueError(f"score {score}")
    return [min(corners[::2]), min(corners[1::2]), max(corners[::2]), max(corners[1::2])], score


def _classes(annotations: Path) -> _Classes:
    """The names of the classes, in the order of their numbers.

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
        text = read_text(file)
        found = _from_yaml(text) if file.suffix == ".yaml" else _Classes(dict(enumerate(text.split("\n"))))
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        raise DataError(f"{file} does not name the classes: {reason(error)}.") from error
    names = {number: found.names[number].strip() for number in sorted(found.names)}
    return _Classes({number: name for number, name in names.items() if name}, found.keypoints)


def _from_yaml(text: str) -> _Classes:
    # The base loader leaves all values text: a class may be called "no", or 04012.
    content = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes text, lists and maps alone
    names = content.get("names") if isinstance(content, dict) else None
    if isinstance(names, list):
        names = dict(enumerate(names))
    if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
        raise ValueError("a list or a map under 'names' was expected")
    numbered = {int(number): name for number, name in names.items()}
    if len(numbered) < len(names):
        raise ValueError("a number is there twice under 'names'")
    shape = content.get("kpt_shape", ["0", "0"])
    if not isinstance(shape, list) or len(shape) != 2:
        raise ValueError("two numbers under 'kpt_shape' were expected")
    return _Classes(numbered, int(shape[0]) * int(shape[1]))
