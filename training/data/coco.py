"""Reads COCO's JSON: one file with images, annotations and categories."""

from __future__ import annotations

import json
from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from training.data.pictures import upright_size
from training.data.sources import DataError, LabelledPhoto, Report, Source, box_array, photo_path


@dataclass
class _Image:
    name: str
    width: int
    height: int
    boxes: list[list[float]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    ignored: list[bool] = field(default_factory=list)
    lost: int = 0


def read_coco(annotations: Path, images: Path, report: Report) -> Source:
    """Photos of a COCO file, with the categories' names as labels, in the order of their ids.

    Crowds (iscrowd) are ignored regions, outlines are not looked at, and an image without annotations is a photo
    without products.

    Raises:
        DataError: the file cannot be read, or is no COCO file.
    """
    content = _load(annotations)
    try:
        categories = {category["id"]: str(category["name"]).strip() for category in content["categories"]}
        names = {identity: categories[identity] for identity in sorted(categories)}
    except (KeyError, TypeError) as error:
        raise DataError(
            f"{annotations}: every one of COCO's categories has an id and a name ({error!r})."
        ) from error
    found: dict[Hashable, _Image] = {}
    for number, item in enumerate(content["images"]):
        _add_image(item, f"images[{number}]", found, report)
    for number, item in enumerate(content["annotations"]):
        _add_annotation(item, f"annotations[{number}]", found, names, report)
    photos = (_photo(image, images, report) for image in found.values())
    return Source([photo for photo in photos if photo], list(dict.fromkeys(names.values())))


def _load(annotations: Path) -> dict[str, list[Any]]:
    try:
        content = json.loads(annotations.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise DataError(f"Cannot read the annotations {annotations}: {error}") from error
    parts = ("images", "annotations", "categories")
    if not isinstance(content, dict) or not all(isinstance(content.get(part), list) for part in parts):
        raise DataError(f"{annotations} is no COCO file: one holds the lists {', '.join(parts)}.")
    return content


def _add_image(item: Any, place: str, found: dict[Hashable, _Image], report: Report) -> None:
    try:
        identity, name = item["id"], item["file_name"]
        image = _Image(name.strip(), int(item.get("width") or 0), int(item.get("height") or 0))
        known = identity in found
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
        report.add("image without an id, a file name or a proper size: left out", place)
        return
    if known:
        report.add("image with the id of another: left out", name)
        return
    found[identity] = image


def _add_annotation(
    item: Any, place: str, found: dict[Hashable, _Image], names: dict[Hashable, str], report: Report
) -> None:
    image: _Image | None = None
    try:
        image, label = found.get(item["image_id"]), names.get(item["category_id"])
        left, top, width, height = (float(value) for value in item["bbox"])
        ignored = item.get("iscrowd") in (1, True)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
        report.add("annotation without ids or a box of four numbers: dropped", place)
        if image:
            image.lost += 1
        return
    if image is None:
        report.add("annotation with an unknown image_id: dropped", place)
    elif not label:
        report.add("annotation with an unknown category_id: dropped", place)
        image.lost += 1
    else:
        image.boxes.append([left, top, left + width, top + height])
        image.labels.append(label)
        image.ignored.append(ignored)


def _photo(image: _Image, images: Path, report: Report) -> LabelledPhoto | None:
    path = photo_path(images, image.name)
    stated = image.width > 0 and image.height > 0
    size = (image.width, image.height) if stated else upright_size(path, image.name, report)
    if size is None:
        return None
    ignored = np.array(image.ignored, bool)
    return LabelledPhoto(path, *size, box_array(image.boxes), image.labels, ignored, image.name, image.lost)
