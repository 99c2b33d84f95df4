"""Photos and boxes that are written as a format has them are read back as they were, whatever they are."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.data.coco import read_coco
from training.data.sku110k import IGNORE, read_sku110k
from training.data.sources import ANY_LABEL, LabelledPhoto, Report, Source, box_array, clean_photos
from training.data.voc import read_voc

QUARTERS = st.integers(0, 4000).map(lambda quarters: quarters / 4)
"""Pixels, exact in every number that a format may write."""
SIDES = st.integers(2, 4000).map(lambda quarters: quarters / 4)
# What XML can hold. Readers take white space at the ends for the tool's own.
NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=12
).filter(lambda name: name == name.strip() and name != IGNORE)
PRODUCTS = st.tuples(QUARTERS, QUARTERS, SIDES, SIDES, st.sampled_from([0, 1, 2]), st.booleans())


@st.composite
def labelled_photos(draw: st.DrawFn) -> list[LabelledPhoto]:
    """Photos of a folder that nobody has to have: the readers of these formats do not open them."""
    labels = draw(st.lists(NAMES, min_size=3, max_size=3, unique=True))
    photos = []
    for number in range(draw(st.integers(1, 3))):
        products = draw(st.lists(PRODUCTS, max_size=8, unique_by=lambda product: product[:2]))
        photos.append(
            LabelledPhoto(
                Path(f"shelf {number}.jpg"),
                draw(st.integers(1, 6000)),
                draw(st.integers(1, 6000)),
                box_array([x, y, x + width, y + height] for x, y, width, height, _, _ in products),
                [labels[label] for *_, label, _ in products],
                np.array([ignored for *_, ignored in products], bool),
            )
        )
    return photos


def through_coco(photos: list[LabelledPhoto], folder: Path) -> Source:
    labels = sorted({label for photo in photos for label in photo.labels})
    images = [
        {"id": number, "file_name": photo.name, "width": photo.width, "height": photo.height}
        for number, photo in enumerate(photos)
    ]
    annotations = [
        {
            "image_id": number,
            "category_id": labels.index(label) + 1,
            "bbox": [left, top, right - left, bottom - top],
            "iscrowd": int(ignored),
        }
        for number, photo in enumerate(photos)
        for (left, top, right, bottom), label, ignored in rows_of(photo)
    ]
    categories = [{"id": number, "name": label} for number, label in enumerate(labels, start=1)]
    content = {"images": images, "annotations": annotations, "categories": categories}
    (folder / "coco.json").write_text(json.dumps(content))
    return read_coco(folder / "coco.json", folder, Report())


def through_voc(photos: list[LabelledPhoto], folder: Path) -> Source:
    for file in folder.glob("*.xml"):
        file.unlink()
    for photo in photos:
        objects = "".join(
            f"<object><name>{escape(label)}</name><difficult>{int(ignored)}</difficult><bndbox>"
            f"<xmin>{left}</xmin><ymin>{top}</ymin><xmax>{right}</xmax><ymax>{bottom}</ymax></bndbox></object>"
            for (left, top, right, bottom), label, ignored in rows_of(photo)
        )
        size = f"<size><width>{photo.width}</width><height>{photo.height}</height></size>"
        content = f"<annotation><filename>{photo.name}</filename>{size}{objects}</annotation>"
        (folder / f"{photo.name}.xml").write_text(content, "utf-8")
    return read_voc(folder, folder, Report())


def through_csv(photos: list[LabelledPhoto], folder: Path) -> Source:
    text = io.StringIO()
    writer = csv.writer(text)
    for photo in photos:
        size = [photo.width, photo.height]
        if not photo.labels:
            writer.writerow([photo.name, "", "", "", "", "", *size])
        for box, label, ignored in rows_of(photo):
            writer.writerow([photo.name, *box, IGNORE if ignored else label, *size])
    (folder / "boxes.csv").write_text(text.getvalue(), "utf-8", newline="")
    return read_sku110k(folder / "boxes.csv", folder, Report())


def rows_of(photo: LabelledPhoto) -> list[tuple[list[float], str, bool]]:
    return list(zip(photo.boxes.tolist(), photo.labels, photo.ignored.tolist(), strict=True))


Format = Callable[[list[LabelledPhoto], Path], Source]


@pytest.mark.parametrize("through", [through_coco, through_voc, through_csv])
@given(labelled_photos())
def test_photos_come_back_with_their_boxes_labels_and_ignored_regions(
    tmp_path: Path, through: Format, photos: list[LabelledPhoto]
) -> None:
    read = through(photos, tmp_path).photos
    assert [photo.path for photo in read] == [tmp_path / photo.path for photo in photos]
    for photo, wanted in zip(read, photos, strict=True):
        labels = wanted.labels
        if through is through_csv:  # Its ignored regions have no label.
            labels = [
                ANY_LABEL if ignored else label for label, ignored in zip(labels, wanted.ignored, strict=True)
            ]
        assert (photo.width, photo.height, photo.lost) == (wanted.width, wanted.height, 0)
        assert (photo.boxes.tolist(), photo.labels) == (wanted.boxes.tolist(), labels)
        assert photo.ignored.tolist() == wanted.ignored.tolist()


@given(labelled_photos())
def test_clean_photos_hold_all_good_boxes_each_once_and_what_is_lost_is_told(
    photos: list[LabelledPhoto],
) -> None:
    report = Report()
    clean = clean_photos(photos, report)
    for photo in clean:
        limits = [photo.width, photo.height] * 2
        assert (photo.boxes >= 0).all() and (photo.boxes <= limits).all()
        assert (photo.boxes[:, 2:] - photo.boxes[:, :2] >= 0.5).all()
        assert len(photo.boxes) == len(photo.labels) == len(photo.ignored) == len(photo.scores)
        assert len({(*box, label) for box, label, _ in rows_of(photo)}) == len(photo.boxes)
    kept = {photo.name: len(photo.boxes) for photo in clean}
    gone = sum(len(photo.boxes) - kept.get(photo.name, 0) for photo in photos if photo.name in kept)
    told = sum(count for rule, count in report.problems.items() if rule.endswith(("dropped", "merged")))
    left_out = [photo for photo in photos if photo.name not in kept]
    assert all(photo.labels for photo in left_out)
    assert told == gone + sum(len(photo.boxes) for photo in left_out)
    again = Report()
    assert [rows_of(photo) for photo in clean_photos(clean, again)] == [rows_of(photo) for photo in clean]
    assert not again.problems
