"""Reads COCO's JSON: one file with images, annotations and categories."""

from __future__ import annotations

import json
from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from training.data.photo_folder import PhotoFolder
from training.data.pictures import upright_size
from training.data.sources import DataError, LabelledPhoto, Report, Source, box_array

UNKNOWN_IMAGE = "annotation with an unknown image_id: dropped"


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
    without products. A category that only groups others, as Roboflow's first one, is no label.

    Raises:
        DataError: the file cannot be read, or is no COCO file.
    """
    content = _load(annotations)
    try:
        names = _category_names(content)
    except (KeyError, TypeError) as error:
        raise DataError(
            f"{annotations}: every one of COCO's categories has an id and a name ({error!r})."
        ) from error
    found: dict[Hashable, _Image] = {}
    for number, item in enumerate(content["images"]):
        _add_image(item, f"images[{number}]", found, report)
    for number, item in enumerate(content["annotations"]):
        _add_annotation(item, f"annotations[{number}]", found, names, report)
    if report.problems[UNKNOWN_IMAGE]:
        for image in found.values():  # Its boxes may be among those: it is not known to be background.
            image.lost += not image.boxes
    folder = PhotoFolder(images)
    photos = (_photo(image, folder, report) for image in found.values())
    return Source([photo for photo in photos if photo], list(dict.fromkeys(names.values())))


def _identity(value: Any) -> Hashable:
    """An id; tools write the same one as a number and as text."""
    text = value.strip() if isinstance(value, str) else value
    identity: Hashable = int(text) if isinstance(text, str) and text.isdecimal() else text
    return identity


def _category_names(content: dict[str, list[Any]]) -> dict[Hashable, str]:
    """The names by id, in the order of the ids.

    Raises:
        KeyError, TypeError: a category lacks its id or name, or the ids have no order.
    """
    categories = content["categories"]
    names = {_identity(category["id"]): str(category["name"]).strip() for category in categories}
    groups = {group for item in categories if (group := item.get("supercategory")) != item["name"]}
    used = {_identity(item["category_id"]) for item in content["annotations"] if _has_category(item)}
    labels = [identity for identity in names if identity in used or names[identity] not in groups]
    return {identity: names[identity] for identity in sorted(labels)}  # type: ignore[type-var]


def _has_category(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("category_id"), (int, str))


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
        identity, name = _identity(item["id"]), item["file_name"]
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
        image, label = found.get(_identity(item["image_id"])), names.get(_identity(item["category_id"]))
        left, top, width, height = (float(value) for value in item["bbox"])
        ignored = item.get("iscrowd") in (1, True)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
        report.add("annotation without ids or a box of four numbers: dropped", place)
        if image:
            image.lost += 1
        return
    if image is None:
        report.add(UNKNOWN_IMAGE, place)
    elif not label:
        report.add("annotation with an unknown category_id: dropped", place)
        image.lost += 1
    else:
        image.boxes.append([left, top, left + width, top + height])
        image.labels.append(label)
        image.ignored.append(ignored)


def _photo(image: _Image, folder: PhotoFolder, report: Report) -> LabelledPhoto | None:
    path = folder.find(image.name, report)
    if path is None:
        return None
    stated = image.width > 0 and image.height > 0
    size = (image.width, image.height) if stated else upright_size(path, image.name, report)
    if size is None:
        return None
    return LabelledPhoto(
        path,
        *size,
        box_array(image.boxes),
        image.labels,
        np.array(image.ignored, bool),
        folder.name_of(path),
        image.lost,
        stated=image.name,
    )
