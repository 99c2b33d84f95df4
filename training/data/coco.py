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
from training.data.text_files import read_text, reason

BACKGROUND = {"background", "_background_", "__background__"}
"""Categories that some tools put first; without a box they are no label."""

UNKNOWN_IMAGE = "annotation with an unknown image_id: dropped"


@dataclass
class _Image:
    name: str
    width: int
    height: int
    boxes: list[list[float]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    ignored: list[bool] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    lost: int = 0
    others: list[str] = field(default_factory=list)
    """Other photos of the same id."""


def read_coco(annotations: Path, images: Path, report: Report) -> Source:
    """Photos of a COCO file, with the categories' names as labels, in the order of their ids.

    Crowds (iscrowd) are ignored regions, outlines are looked at where there is no box, and an image without annotations
    is a photo without products. A category that only groups others, as Roboflow's first one, is no label.

    Raises:
        DataError: the file cannot be read, or is no COCO file.
    """
    content = _load(annotations)
    try:
        names = _category_names(content)
    except (AttributeError, KeyError, TypeError) as error:
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
    photos = (_photo(image, folder, report) for image in found.values() if not _shares_its_id(image, report))
    return Source([photo for photo in photos if photo], list(dict.fromkeys(names.values())))


def _identity(value: Any) -> Hashable:
    """An id; tools write the same one as a number and as text. 007 is another one than 7."""
    text = value.strip() if isinstance(value, str) else value
    is_number = isinstance(text, str) and text.isdecimal() and len(text) < 20 and str(int(text)) == text
    identity: Hashable = int(text) if is_number else text
    return identity


def _category_names(content: dict[str, list[Any]]) -> dict[Hashable, str]:
    """The names by id, in the order of the ids.

    Raises:
        AttributeError, KeyError, TypeError: a category lacks its id or name, or the ids have no order.
        DataError: two categories have the same id.
    """
    categories = content["categories"]
    names: dict[Hashable, str] = {}
    groups = set(BACKGROUND)
    for item in categories:
        identity, name = _identity(item["id"]), str(item["name"]).strip()
        if names.setdefault(identity, name) != name:
            raise DataError(
                f"The categories {names[identity]!r} and {name!r} have the same id, {identity}: give one of them, "
                "and its annotations, another."
            )
        group = str(item.get("supercategory") or "").strip()
        if group != name:
            groups.add(group)
    used = {_identity(item["category_id"]) for item in content["annotations"] if _has_category(item)}
    labels = [identity for identity in names if identity in used or names[identity] not in groups]
    return {identity: names[identity] for identity in sorted(labels)}  # type: ignore[type-var]


def _has_category(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("category_id"), (int, str))


def _load(annotations: Path) -> dict[str, list[Any]]:
    try:
        content = json.loads(read_text(annotations))
    except (OSError, ValueError, RecursionError) as error:
        raise DataError(f"Cannot read the annotations {annotations}: {reason(error)}.") from error
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
    if not known:
        found[identity] = image
    elif found[identity].name != image.name:
        found[identity].others.append(image.name)


def _shares_its_id(image: _Image, report: Report) -> bool:
    """Whether nobody knows which of several photos the boxes are of."""
    for name in (image.name, *image.others) if image.others else ():
        report.add("photo whose id another one has too: left out", name)
    return bool(image.others)


def _add_annotation(
    item: Any, place: str, found: dict[Hashable, _Image], names: dict[Hashable, str], report: Report
) -> None:
    image: _Image | None = None
    try:
        image, label = found.get(_identity(item["image_id"])), names.get(_identity(item["category_id"]))
        left, top, width, height = _box(item)
        ignored = _identity(item.get("iscrowd")) == 1
        score = item.get("score")
        score = 1.0 if score is None else float(score)
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
    elif not 0 <= score <= 1:
        report.add("annotation with a score outside 0 to 1: dropped", place)
        image.lost += 1
    else:
        image.boxes.append([left, top, left + width, top + height])
        image.labels.append(label)
        image.ignored.append(ignored)
        image.scores.append(score)


def _box(item: dict[str, Any]) -> list[float]:
    """Left, top, width and height; of an outline without a box, those of the box around it.

    Raises:
        KeyError, TypeError, ValueError, OverflowError: there are no four numbers.
    """
    if item.get("bbox") or not isinstance(item.get("segmentation"), list):
        left, top, width, height = (float(value) for value in item["bbox"])
        return [left, top, width, height]
    numbers = [[float(value) for value in polygon] for polygon in item["segmentation"]]
    xs = [x for polygon in numbers for x in polygon[::2]]
    ys = [y for polygon in numbers for y in polygon[1::2]]
    return [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)]


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
        np.asarray(image.scores, np.float32),
        stated=image.name,
    )
