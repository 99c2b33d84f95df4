"""Reads labelled photos from SKU-110K's CSV and from Pascal VOC folders, and reports what is wrong with them.

Nothing bad is used in silence: every box that was clipped or dropped and every photo that was left out is counted
in a ``Report`` under the rule that it broke.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from defusedxml import ElementTree

from training.boxes import Bools, Floats
from training.errors import TrainingSideError


class DataError(TrainingSideError):
    """Input that cannot be read at all; the message names the file and what is expected there."""


@dataclass(frozen=True)
class LabelledPhoto:
    """A photo file with its boxes: ``boxes`` (N, 4) xyxy in pixels of a picture of ``width`` x ``height``.

    ``ignored`` (N,) marks regions that are neither a product nor background (COCO's iscrowd, VOC's difficult); left
    out, there are none.
    """

    path: Path
    width: int
    height: int
    boxes: Floats
    labels: list[str]
    ignored: Bools = field(default_factory=lambda: np.zeros(0, bool))

    def __post_init__(self) -> None:
        if not len(self.ignored):
            object.__setattr__(self, "ignored", np.zeros(len(self.boxes), bool))


@dataclass
class Report:
    """How many photos and boxes were taken, and how often each rule was broken."""

    photos: int = 0
    boxes: int = 0
    ignored: int = 0
    problems: Counter[str] = field(default_factory=Counter)


def read_sku110k(annotations: Path, images: Path) -> Iterator[LabelledPhoto]:
    """Photos of a SKU-110K CSV: image_name,x1,y1,x2,y2,class,image_width,image_height, with no header.

    Raises:
        DataError: the file cannot be read, or a row does not have this form.
    """
    rows: dict[str, list[list[str]]] = {}
    try:
        with annotations.open(newline="", encoding="utf-8-sig") as file:
            for number, row in enumerate(csv.reader(file), start=1):
                if not row:
                    continue
                if len(row) != 8:
                    raise DataError(
                        f"{annotations}, line {number}: {len(row)} columns, but SKU-110K's CSV has 8."
                    )
                rows.setdefault(row[0], []).append(row)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"Cannot read the annotations {annotations}: {error}") from error
    for name, photo_rows in rows.items():
        try:
            boxes = np.array([[float(value) for value in row[1:5]] for row in photo_rows], np.float32)
            width, height = int(photo_rows[0][6]), int(photo_rows[0][7])
        except ValueError as error:
            raise DataError(f"{annotations}, photo {name}: a number was expected ({error}).") from error
        yield LabelledPhoto(images / name, width, height, boxes, [row[5] for row in photo_rows])


def read_voc(annotations: Path, images: Path) -> Iterator[LabelledPhoto]:
    """Photos of a folder of Pascal VOC XML files; pixel coordinates are taken as they stand (0-based).

    Raises:
        DataError: there is no XML file, or one lacks a part that VOC prescribes.
    """
    files = sorted(annotations.glob("*.xml"))
    if not files:
        raise DataError(f"There is no .xml file in {annotations}: name the folder of the VOC annotations.")
    for file in files:
        try:
            root = ElementTree.parse(file).getroot()
            name = root.findtext("filename") or f"{file.stem}.jpg"
            width, height = (int(root.find("size").findtext(side)) for side in ("width", "height"))
            objects = root.findall("object")
            sides = ("xmin", "ymin", "xmax", "ymax")
            boxes = [[float(item.find("bndbox").findtext(side)) for side in sides] for item in objects]
            labels = [str(item.findtext("name")) for item in objects]
            ignored = np.array([(item.findtext("difficult") or "0").strip() == "1" for item in objects], bool)
        except (OSError, ElementTree.ParseError, AttributeError, TypeError, ValueError) as error:
            raise DataError(f"{file} is not a Pascal VOC annotation: {error}") from error
        array = np.array(boxes, np.float32).reshape(-1, 4)
        yield LabelledPhoto(images / name, width, height, array, labels, ignored)


def clean_boxes(photo: LabelledPhoto, report: Report) -> LabelledPhoto:
    """The photo with boxes clipped to the picture; boxes that are empty, swapped or doubled are dropped."""
    limits = np.array([photo.width, photo.height] * 2, np.float32)
    finite = np.isfinite(photo.boxes).all(axis=1)
    clipped = np.clip(np.nan_to_num(photo.boxes), 0, limits)
    filled = finite & (clipped[:, 2] > clipped[:, 0]) & (clipped[:, 3] > clipped[:, 1])
    report.problems["box empty, swapped or not a number: dropped"] += int((~filled).sum())
    report.problems["box beyond the picture: clipped"] += int(
        (filled & (clipped != photo.boxes).any(axis=1)).sum()
    )
    seen: set[tuple[object, ...]] = set()
    keep: list[int] = []
    for index in np.flatnonzero(filled):
        key = (*clipped[index].tolist(), photo.labels[index])
        if key in seen:
            report.problems["box doubled: merged"] += 1
            continue
        seen.add(key)
        keep.append(int(index))
    labels = [photo.labels[index] for index in keep]
    return replace(photo, boxes=clipped[keep], labels=labels, ignored=photo.ignored[keep])


def renamed(photo: LabelledPhoto, renames: list[str]) -> LabelledPhoto:
    """The photo with labels renamed by ``OLD=NEW`` rules.

    Raises:
        DataError: a rule has no equals sign.
    """
    rules: dict[str, str] = {}
    for rule in renames:
        old, sign, new = rule.partition("=")
        if not sign:
            raise DataError(f"A renaming has the form OLD=NEW, not {rule!r}.")
        rules[old] = new
    return replace(photo, labels=[rules.get(label, label) for label in photo.labels])
