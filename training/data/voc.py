"""Reads folders of Pascal VOC XML files, a file a photo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from defusedxml import ElementTree

from training.data.photo_folder import PhotoFolder
from training.data.pictures import upright_size
from training.data.sources import DataError, LabelledPhoto, Report, Source, box_array

SIDES = ("xmin", "ymin", "xmax", "ymax")


def read_voc(annotations: Path, images: Path, report: Report) -> Source:
    """Photos of a folder of XML files and the folders below; pixel coordinates are taken as they stand (0-based).

    Objects marked as difficult are ignored regions. A file without objects is a photo without products.

    Raises:
        DataError: the folder holds no XML file.
    """
    files = sorted(annotations.rglob("*.xml"))
    if not files:
        raise DataError(f"There is no .xml file in {annotations}: name the folder of the VOC annotations.")
    folder = PhotoFolder(images)
    found = (_read_file(file, folder, report) for file in files)
    return Source([photo for photo in found if photo], labels=[])


def _read_file(file: Path, folder: PhotoFolder, report: Report) -> LabelledPhoto | None:
    try:
        root = ElementTree.parse(file).getroot()
        name = (root.findtext("filename") or f"{file.stem}.jpg").strip()
        # Some tools write no size, or zeros.
        size = tuple(int(float(root.findtext(f"size/{side}") or 0)) for side in ("width", "height"))
    # Entities, which could expand without end, raise a ValueError.
    except (OSError, ElementTree.ParseError, ValueError, OverflowError) as error:
        report.add("annotation file unreadable: left out", f"{file.name} ({error})")
        return None
    path = folder.find(name, report)
    if path is None:
        return None
    measured = (size[0], size[1]) if min(size) > 0 else upright_size(path, name, report)
    if measured is None:
        return None
    boxes: list[list[float]] = []
    labels: list[str] = []
    ignored: list[bool] = []
    objects = root.findall("object")
    for item in objects:
        box, label = _box(item), (item.findtext("name") or "").strip()
        if box is None or not label:
            report.add("object without a name or a box of four numbers: dropped", file.name)
            continue
        boxes.append(box)
        labels.append(label)
        ignored.append((item.findtext("difficult") or "").strip() == "1")
    lost = len(objects) - len(boxes)
    return LabelledPhoto(
        path,
        *measured,
        box_array(boxes),
        labels,
        np.array(ignored, bool),
        folder.name_of(path),
        lost,
        stated=name,
    )


def _box(item: Any) -> list[float] | None:
    try:
        return [float(item.findtext(f"bndbox/{side}") or "") for side in SIDES]
    except ValueError:
        return None
