"""Labelled photos as every format gives them, and the rules that they must keep.

A reader for each format (sku110k.py, voc.py, coco.py, yolo.py) makes a ``Source``. No problem is passed over in
silence: every box that was clipped or dropped and every photo that was left out is counted in a ``Report`` under the
rule that it broke, with the place where to look.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from training.boxes import Bools, Floats, iou_matrix
from training.data.copies import first_copies
from training.data.text_files import encoding_of, reason
from training.errors import TrainingSideError

ANY_LABEL = ""
"""The label of an ignored region in which nothing is judged, whatever its label."""

HALF_PIXEL = 0.5
"""What annotations lose by rounding: boxes beyond the edge by less are right, boxes narrower than this are empty."""


SAME_PRODUCT_IOU = 0.5
"""Boxes of two annotators that overlap more mark the same product."""


class DataError(TrainingSideError):
    """Input that cannot be read at all; the message names the file and what is expected there."""


class PhotoProblem(Exception):  # noqa: N818 - not an error of the program: it is counted and the work goes on
    """A photo that cannot be used: the rule that it breaks, and what exactly is wrong."""

    def __init__(self, rule: str, detail: str = "") -> None:
        super().__init__(rule, detail)
        self.rule, self.detail = rule, detail


@dataclass(frozen=True)
class LabelledPhoto:
    """A photo file with its boxes: ``boxes`` (N, 4) xyxy in pixels of a picture of ``width`` x ``height``.

    ``ignored`` (N,) marks regions that are neither a product nor background (COCO's iscrowd, VOC's difficult, class
    ``ignore`` in SKU-110K's form); left out, there are none. ``scores`` (N,), 0..1, are those of the detector that
    drew the boxes; left out, all are 1. ``name`` is the photo's path within the folder of photos; left out, its file
    name. ``lost`` is the number of boxes that the reader had to drop. ``stated`` is what the annotation calls the
    photo; left out, its name.
    """

    path: Path
    width: int
    height: int
    boxes: Floats
    labels: list[str]
    ignored: Bools = field(default_factory=lambda: np.zeros(0, bool))
    name: str = ""
    lost: int = 0
    scores: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    stated: str = ""

    def __post_init__(self) -> None:
        if not len(self.ignored):
            object.__setattr__(self, "ignored", np.zeros(len(self.boxes), bool))
        if not len(self.scores):
            object.__setattr__(self, "scores", np.ones(len(self.boxes), np.float32))
        if not self.name:
            object.__setattr__(self, "name", self.path.name)
        if not self.stated:
            object.__setattr__(self, "stated", self.name)


@dataclass
class Report:
    """How often each rule was broken, and where: names of photos or files, each once, in the order met."""

    problems: Counter[str] = field(default_factory=Counter)
    where: dict[str, list[str]] = field(default_factory=dict)

    def add(self, rule: str, place: str, count: int = 1) -> None:
        """Counts ``count`` things at ``place`` that broke the rule; none is fine."""
        if count == 0:
            return
        self.problems[rule] += count
        places = self.where.setdefault(rule, [])
        if places[-1:] != [place]:
            places.append(place)


@dataclass(frozen=True)
class Source:
    """What a reader found. ``labels`` is the order that the format gives them; empty if it gives none."""

    photos: list[LabelledPhoto]
    labels: list[str]

    def renamed(self, rules: list[str]) -> Source:
        """The source with labels renamed by ``OLD=NEW`` rules; labels that become the same are one.

        Raises:
            DataError: a rule has another form.
        """
        names: dict[str, str] = {}
        for rule in rules:
            old, _, new = rule.partition("=")
            if not old or not new:
                raise DataError(f"A renaming has the form OLD=NEW, not {rule!r}.")
            names[old] = new
        photos = [
            replace(photo, labels=[names.get(label, label) for label in photo.labels])
            for photo in self.photos
        ]
        return Source(photos, list(dict.fromkeys(names.get(label, label) for label in self.labels)))

    def without(self, names: set[str]) -> Source:
        """The source without the photos of these names: those that others are measured on, say."""
        return Source([photo for photo in self.photos if photo.name not in names], self.labels)

    def only(self, names: set[str]) -> Source:
        """The source with just the photos of these names: those that were left out elsewhere, say."""
        return Source([photo for photo in self.photos if photo.name in names], self.labels)


def names_in(path: Path) -> set[str]:
    """The photos that a file names: one a line, or in the first column of a CSV file.

    Raises:
        DataError: the file cannot be read.
    """
    try:
        with path.open(newline="", encoding=encoding_of(path)) as file:
            return {row[0].strip() for row in csv.reader(file) if row}
    except (OSError, UnicodeError, csv.Error) as error:
        raise DataError(f"Cannot read the names of photos in {path}: {reason(error)}.") from error


def box_array(boxes: Iterable[Iterable[float]]) -> Floats:
    """Boxes (N, 4) as float32, where N may be 0; numbers too large for it become infinite."""
    with np.errstate(over="ignore"):
        return np.asarray([list(box) for box in boxes], np.float64).reshape(-1, 4).astype(np.float32)


def clean_boxes(photo: LabelledPhoto, report: Report) -> LabelledPhoto:
    """The photo with boxes clipped to the picture; boxes that are empty, swapped or doubled are dropped."""
    limits = np.array([photo.width, photo.height] * 2, np.float32)
    finite = np.asarray(np.isfinite(photo.boxes).all(axis=1))
    boxes = np.where(finite[:, None], photo.boxes, 0)
    clipped = np.clip(boxes, 0, limits)
    ordered, inside = ((b[:, 2:] - b[:, :2] >= HALF_PIXEL).all(axis=1) for b in (boxes, clipped))
    usable = finite & ordered & inside
    cut = usable & (np.abs(clipped - boxes) > HALF_PIXEL).any(axis=1)
    seen: set[tuple[object, ...]] = set()
    keep: list[int] = []
    # Of a product and an ignored region in the same place, the product stays.
    for index in sorted(np.flatnonzero(usable).tolist(), key=lambda index: bool(photo.ignored[index])):
        key = (*clipped[index].tolist(), photo.labels[index])
        if key not in seen:
            seen.add(key)
            keep.append(index)
    keep.sort()
    report.add("box with something other than a number: dropped", photo.name, int((~finite).sum()))
    report.add("box swapped or empty: dropped", photo.name, int((finite & ~ordered).sum()))
    report.add("box outside the picture: dropped", photo.name, int((finite & ordered & ~inside).sum()))
    report.add("box beyond the edge of the picture: clipped", photo.name, int(cut.sum()))
    report.add("box doubled: merged", photo.name, int(usable.sum()) - len(keep))
    labels = [photo.labels[index] for index in keep]
    return replace(
        photo, boxes=clipped[keep], labels=labels, ignored=photo.ignored[keep], scores=photo.scores[keep]
    )


def clean_photos(photos: Iterable[LabelledPhoto], report: Report) -> list[LabelledPhoto]:
    """The photos with clean boxes, each once. One that was annotated with no box at all is a photo of background."""
    by_path: dict[Path, list[LabelledPhoto]] = {}
    for entry in photos:
        by_path.setdefault(entry.path, []).append(entry)
    cleaned: list[LabelledPhoto] = []
    for entries in by_path.values():
        photo = _join(entries, report)
        if photo is None:
            continue
        clean = clean_boxes(photo, report)
        if (len(photo.boxes) or photo.lost) and not len(clean.boxes):
            # Its products are there all the same: as background they would be unlearnt.
            report.add("photo without a single good box: left out", photo.name)
            continue
        cleaned.append(clean)
    return _without_divided(cleaned, report)


def _without_divided(photos: list[LabelledPhoto], report: Report) -> list[LabelledPhoto]:
    """The photos without those whose file is there several times, with other boxes each time: none of them has all."""
    first = first_copies(photo.path for photo in photos)
    copies: dict[Path, list[LabelledPhoto]] = {}
    for photo in photos:
        copies.setdefault(first.get(photo.path, photo.path), []).append(photo)
    divided = [
        group for group in copies.values() if not all(_is_labelled_alike(group[0], each) for each in group)
    ]
    for photo in (photo for group in divided for photo in group):
        report.add("photo that is there several times, with different boxes: left out", photo.name)
    left_out = {photo.path for group in divided for photo in group}
    return [photo for photo in photos if photo.path not in left_out]


def _is_labelled_alike(one: LabelledPhoto, other: LabelledPhoto) -> bool:
    return (
        np.array_equal(one.boxes, other.boxes)
        and one.labels == other.labels
        and np.array_equal(one.ignored, other.ignored)
    )


def _join(entries: list[LabelledPhoto], report: Report) -> LabelledPhoto | None:
    """One photo of several entries, each of which may have a part of its boxes: annotators had shared it.

    None, and a word in the report, if they are not of the same photo, or mark the same product differently.
    """
    first, *others = entries
    if not others:
        return first
    if any(entry.stated != first.stated for entry in others):
        report.add("photo that several names lead to: left out", first.name, len(entries))
        return None
    whole = first
    for other in others:
        overlaps = iou_matrix(whole.boxes, other.boxes)
        is_double = (np.abs(whole.boxes[:, None] - other.boxes[None]) < HALF_PIXEL).all(axis=2)
        sizes_differ = (first.width, first.height) != (other.width, other.height)
        if sizes_differ or ((overlaps > SAME_PRODUCT_IOU) & ~is_double).any():
            report.add("photo annotated several times and differently: left out", first.name, len(entries))
            return None
        whole = replace(
            whole,
            boxes=np.concatenate([whole.boxes, other.boxes]),
            labels=[*whole.labels, *other.labels],
            ignored=np.concatenate([whole.ignored, other.ignored]),
            scores=np.concatenate([whole.scores, other.scores]),
            lost=whole.lost + other.lost,
        )
    report.add("photo annotated several times: its boxes joined", first.name)
    return whole
