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
YES = ("1", "true", "yes")


def read_voc(annotations: Path, images: Path, report: Report) -> Source:
    """Photos of a folder of XML files and the folders below; pixel coordinates are taken as they stand (0-based).

    Objects marked as difficult are ignored regions. A file without objects is a photo without products. Of several
    photos of the same name the one is meant that lies as the XML file does, or in the folder that this names.

    Raises:
        DataError: the folder holds no XML file.
    """
    files = sorted(path for path in annotations.rglob("*") if path.suffix.lower() == ".xml")
    if not files:
        raise DataError(f"There is no .xml file in {annotations}: name the folder of the VOC annotations.")
    folder = PhotoFolder(images)
    found = (_read_file(file, file.parent.relative_to(annotations), folder, report) for file in files)
    return Source([photo for photo in found if photo], labels=[])


def _read_file(file: Path, place: Path, folder: PhotoFolder, report: Report) -> LabelledPhoto | None:
    try:
        root = ElementTree.parse(file).getroot()
        if root.tag.rpartition("}")[2] != "annotation":
            raise ValueError(f"it begins with <{root.tag}>, and a VOC file with <annotation>")
        name = _text(root, "filename") or _text(root, "path") or _own_name(file, folder)
        # Some tools write no size, or zeros.
        size = tuple(int(float(_text(root, f"size/{side}") or 0)) for side in ("width", "height"))
    # Entities, which could expand without end, raise a ValueError; an unknown encoding a LookupError.
    except (OSError, ElementTree.ParseError, ValueError, OverflowError, LookupError) as error:
        report.add("annotation file unreadable: left out", f"{file.name} ({error})")
        return None
    path = folder.find(name, report, near=(place.as_posix(), _text(root, "folder")))
    if path is None:
        return None
    measured = (size[0], size[1]) if min(size) > 0 else upright_size(path, name, report)
    if measured is None:
        return None
    boxes: list[list[float]] = []
    labels: list[str] = []
    ignored: list[bool] = []
    scores: list[float] = []
    objects = root.findall("{*}object")
    for item in objects:
        box, score, label = _box(item), _score(item), _text(item, "name")
        if box is None or not label:
            report.add("object without a name or a box of four numbers: dropped", file.name)
        elif not 0 <= score <= 1:
            report.add("object with a confidence outside 0 to 1: dropped", file.name)
        else:
            boxes.append(box)
            labels.append(label)
            ignored.append(_text(item, "difficult").lower() in YES)
            scores.append(score)
    lost = len(objects) - len(boxes)
    return LabelledPhoto(
        path,
        *measured,
        box_array(boxes),
        labels,
        np.array(ignored, bool),
        folder.name_of(path),
        lost,
        np.asarray(scores, np.float32),
        stated=name,
    )


def _own_name(file: Path, folder: PhotoFolder) -> str:
    """The name of the photo by that of its XML file; with an ending, unless the photo has another one."""
    own = f"{file.stem}.jpg"
    other = folder.find(file.stem, Report())
    return own if (folder.images / own).is_file() or (other and not other.is_file()) else file.stem


def _text(item: Any, path: str) -> str:
    """What stands at a path below the item, in any namespace; empty if nothing does."""
    text: str = item.findtext("/".join(f"{{*}}{tag}" for tag in path.split("/"))) or ""
    return text.strip()


def _box(item: Any) -> list[float] | None:
    try:
        return [float(_text(item, f"bndbox/{side}")) for side in SIDES]
    except ValueError:
        return None


def _score(item: Any) -> float:
    """How sure the detector was that drew the box; 1 where nobody says so, and -1 for what is no number."""
    try:
        return float(_text(item, "confidence") or _text(item, "score") or 1)
    except ValueError:
        return -1
