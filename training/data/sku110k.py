"""Reads the CSV files of SKU-110K: image_name,x1,y1,x2,y2,class,image_width,image_height, with no header.

A ninth column may hold the score that a detector gave the box.
"""

from __future__ import annotations

import csv
import sys
from array import array
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from training.data.photo_folder import PhotoFolder
from training.data.sources import ANY_LABEL, DataError, LabelledPhoto, Report, Source, box_array
from training.data.text_files import encoding_of, reason

COLUMNS = 8
IGNORE = "ignore"
"""The class of regions that are neither a product nor background."""


@dataclass
class _Photo:
    width: int
    height: int
    corners: array[float] = field(default_factory=lambda: array("d"))
    labels: list[str] = field(default_factory=list)
    scores: array[float] = field(default_factory=lambda: array("f"))
    sizes_differ: bool = False


def read_sku110k(annotations: Path, images: Path, report: Report) -> Source:
    """Photos of a CSV file. A row whose box and class are empty names a photo without products.

    Boxes of the class ``ignore`` are ignored regions, whatever product may be in them.

    Raises:
        DataError: the file cannot be read.
    """
    photos: dict[str, _Photo] = {}
    try:
        with annotations.open(newline="", encoding=encoding_of(annotations)) as file:
            rows = csv.reader(file)
            for row in rows:
                if row:
                    _add_row([cell.strip() for cell in row], photos, f"line {rows.line_num}", report)
    except (OSError, UnicodeError, csv.Error) as error:
        raise DataError(f"Cannot read the annotations {annotations}: {reason(error)}.") from error
    folder = PhotoFolder(images)
    found: list[LabelledPhoto] = []
    for name, photo in photos.items():
        if photo.sizes_differ:
            report.add("photo with several sizes in its rows: left out", name)
            continue
        path = folder.find(name, report)
        if path is not None:
            found.append(
                LabelledPhoto(
                    path,
                    photo.width,
                    photo.height,
                    box_array(np.asarray(photo.corners).reshape(-1, 4)),
                    [ANY_LABEL if label == IGNORE else label for label in photo.labels],
                    np.array([label == IGNORE for label in photo.labels], bool),
                    name=folder.name_of(path),
                    scores=np.asarray(photo.scores, np.float32),
                    stated=name,
                )
            )
    return Source(found, labels=[])


def _add_row(row: list[str], photos: dict[str, _Photo], place: str, report: Report) -> None:
    if len(row) not in (COLUMNS, COLUMNS + 1):
        report.add(f"row without {COLUMNS} or {COLUMNS + 1} columns: dropped", place)
        return
    name, *corners, label, width, height = row[:COLUMNS]
    stated_score = "".join(row[COLUMNS:])
    empty = not any(corners) and not label
    try:
        size = int(float(width)), int(float(height))
        box = [] if empty else [float(corner) for corner in corners]
        score = float(stated_score or 1)
    except (ValueError, OverflowError):
        report.add("row with something other than a number: dropped", place)
        return
    if not 0 <= score <= 1:
        report.add("row with a score outside 0 to 1: dropped", place)
        return
    if not name or (box and not label):
        report.add("row without a photo or a class: dropped", place)
        return
    photo = photos.setdefault(name, _Photo(*size))
    photo.sizes_differ |= size != (photo.width, photo.height)
    photo.corners.extend(box)
    if box:
        photo.scores.append(score)
        photo.labels.append(sys.intern(label))  # one string for a million boxes of a class
