"""Reads the CSV files of SKU-110K: image_name,x1,y1,x2,y2,class,image_width,image_height, with no header."""

from __future__ import annotations

import csv
import sys
from array import array
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from training.data.sources import DataError, LabelledPhoto, Report, Source, box_array, photo_path

COLUMNS = 8


@dataclass
class _Photo:
    width: int
    height: int
    corners: array[float] = field(default_factory=lambda: array("d"))
    labels: list[str] = field(default_factory=list)


def read_sku110k(annotations: Path, images: Path, report: Report) -> Source:
    """Photos of a CSV file. A row whose box and class are empty names a photo without products.

    Raises:
        DataError: the file cannot be read.
    """
    photos: dict[str, _Photo] = {}
    try:
        with annotations.open(newline="", encoding="utf-8-sig") as file:
            rows = csv.reader(file)
            for row in rows:
                if row:
                    _add_row([cell.strip() for cell in row], photos, f"line {rows.line_num}", report)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"Cannot read the annotations {annotations}: {error}") from error
    return Source(
        [
            LabelledPhoto(
                photo_path(images, name),
                photo.width,
                photo.height,
                box_array(np.asarray(photo.corners).reshape(-1, 4)),
                photo.labels,
                name=name,
            )
            for name, photo in photos.items()
        ],
        labels=[],
    )


def _add_row(row: list[str], photos: dict[str, _Photo], place: str, report: Report) -> None:
    if len(row) != COLUMNS:
        report.add(f"row without {COLUMNS} columns: dropped", place)
        return
    name, *corners, label, width, height = row
    empty = not any(corners) and not label
    try:
        size = int(float(width)), int(float(height))
        box = [] if empty else [float(corner) for corner in corners]
    except (ValueError, OverflowError):
        report.add("row with something other than a number: dropped", place)
        return
    if not name or (box and not label):
        report.add("row without a photo or a class: dropped", place)
        return
    photo = photos.setdefault(name, _Photo(*size))
    photo.corners.extend(box)
    if box:
        photo.labels.append(sys.intern(label))  # one string for a million boxes of a class
