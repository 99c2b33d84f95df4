"""What holds for any input: geometry and its inverse, NMS against a plain reference, conversion, damaged files."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from training.boxes import (
    SAME_IOU,
    SAME_SCORE,
    Floats,
    Ints,
    Pixels,
    decode_boxes,
    iou_matrix,
    make_anchors,
    nms,
)
from training.config import NetworkConfig
from training.data.coco import read_coco
from training.data.photo_folder import PhotoFolder
from training.data.records import parse_record, to_record
from training.data.sources import DataError, LabelledPhoto, Report, box_array
from training.data.voc import read_voc
from training.data.yolo import read_yolo
from training.predict import anchor_levels, detect, letterbox_size

SIDES = st.integers(1, 6000)
PLACES = st.floats(-2000, 2000, width=32)
EXTENTS = st.floats(1, 2000, width=32)


@st.composite
def boxes(draw: st.DrawFn, least: int = 1, most: int = 12) -> Floats:
    """Boxes (N, 4) with sides of at least a pixel."""
    rows = draw(st.lists(st.tuples(PLACES, PLACES, EXTENTS, EXTENTS), min_size=least, max_size=most))
    return box_array([x, y, x + width, y + height] for x, y, width, height in rows)


@given(SIDES, SIDES, st.integers(32, 2048), st.sampled_from([8, 16, 32]))
def test_a_letterbox_holds_the_whole_photo_at_one_scale(
    width: int, height: int, long_side: int, stride: int
) -> None:
    scaled_width, scaled_height, input_width, input_height = letterbox_size(width, height, long_side, stride)
    assert max(scaled_width, scaled_height) == long_side
    for side, padded in ((scaled_width, input_width), (scaled_height, input_height)):
        assert padded % stride == 0 and 0 <= padded - side < stride
    # The scale of each axis differs from the exact one by the rounding of its side alone.
    for side, scaled in ((width, scaled_width), (height, scaled_height)):
        assert scaled == 1 or abs(scaled - side * long_side / max(width, height)) <= 0.5


@given(boxes(), boxes(least=12), st.sampled_from([(0.1, 0.1, 0.2, 0.2), (1.0, 1.0, 1.0, 1.0)]))
def test_the_code_of_a_box_decodes_to_the_box(
    wanted: Floats, anchors: Floats, scales: tuple[float, float, float, float]
) -> None:
    anchors = anchors[: len(wanted)]
    decoded = decode_boxes(_plain_codes(wanted, anchors, scales), anchors, scales)
    np.testing.assert_allclose(decoded, wanted, rtol=1e-3, atol=0.05)


def _plain_codes(boxes: Floats, anchors: Floats, scales: tuple[float, float, float, float]) -> Floats:
    """The inverse of the box coding, as Liu et al. (2016) write it."""
    exact, anchor = boxes.astype(np.float64), anchors.astype(np.float64)
    size, anchor_size = exact[:, 2:] - exact[:, :2], anchor[:, 2:] - anchor[:, :2]
    shift = (exact[:, :2] + exact[:, 2:] - anchor[:, :2] - anchor[:, 2:]) / 2 / anchor_size
    codes = np.concatenate([shift, np.log(size / anchor_size)], axis=1) / scales
    return np.asarray(codes, np.float32)


PHOTO_SIDES = st.integers(8, 200)
PART = st.floats(0, 1, width=32)


@given(PHOTO_SIDES, PHOTO_SIDES, st.integers(32, 300), st.tuples(PART, PART, PART, PART), st.data())
def test_a_box_in_the_letterbox_comes_back_to_where_it_is_on_the_photo(
    width: int, height: int, long_side: int, corners: tuple[float, float, float, float], data: st.DataObject
) -> None:
    """From the photo into the network's input and back, through the whole of ``detect``."""
    config = NetworkConfig(labels=["product"])
    left, right, top, bottom = sorted(corners[:2]) + sorted(corners[2:])
    # At least a pixel wide and high, within the photo.
    wanted = box_array(
        [[left * (width - 1), top * (height - 1), right * (width - 1) + 1, bottom * (height - 1) + 1]]
    )

    def network(pixels: Pixels) -> Floats:
        scaled_width, scaled_height, input_width, input_height = letterbox_size(width, height, long_side)
        assert pixels.shape == (input_height, input_width, 3)
        scale = np.array([scaled_width / width, scaled_height / height] * 2, np.float32)
        anchors = make_anchors(anchor_levels(config), input_height, input_width)
        raw = np.full((len(anchors), 5), -20, np.float32)
        chosen = data.draw(st.integers(0, len(anchors) - 1))
        raw[chosen, 0] = 5
        raw[chosen, 1:] = _plain_codes(wanted * scale, anchors[chosen : chosen + 1], config.box_scales)[0]
        return raw

    jpeg = io.BytesIO()
    Image.new("RGB", (width, height)).save(jpeg, "JPEG")
    found = detect(network, jpeg.getvalue(), config, long_side)
    np.testing.assert_allclose(found.boxes, wanted, rtol=1e-3, atol=0.05)


@st.composite
def crowd(draw: st.DrawFn) -> Floats:
    """Boxes (N, 4) of which most overlap, by little or nearly all."""
    side, place = st.integers(20, 60), st.integers(0, 40)
    rows = draw(st.lists(st.tuples(place, place, side, side), min_size=1, max_size=12))
    return box_array([x, y, x + width, y + height] for x, y, width, height in rows)


@given(crowd(), st.data(), st.sampled_from([0.3, 0.5, 0.7]), st.integers(1, 12))
def test_nms_keeps_what_a_plain_reference_keeps(
    found: Floats, data: st.DataObject, iou: float, limit: int
) -> None:
    count = len(found)
    draw_all = st.lists(st.floats(2**-6, 1, width=32), min_size=count, max_size=count)
    scores = np.asarray(data.draw(draw_all), np.float32)
    labels: Ints = np.asarray(
        data.draw(st.lists(st.integers(0, 1), min_size=count, max_size=count)), np.int64
    )
    left = sorted(range(count), key=lambda index: -float(scores[index]))
    kept: list[int] = []
    means: list[Any] = []
    while left and len(kept) < limit:
        best, *others = left
        overlaps = {
            other: _plain_iou(found[best], found[other]) for other in others if labels[other] == labels[best]
        }
        same = [
            other
            for other, overlap in overlaps.items()
            if overlap > iou and overlap >= SAME_IOU and scores[other] >= SAME_SCORE * float(scores[best])
        ]
        kept.append(best)
        voters = [best, *same]
        weights = [float(scores[voter]) for voter in voters]
        means.append(
            sum(found[voter] * weight for voter, weight in zip(voters, weights, strict=True)) / sum(weights)
        )
        left = [other for other in others if overlaps.get(other, 0) <= iou]
    indices, moved = nms(found, scores, labels, iou, limit)
    assert indices.tolist() == kept
    np.testing.assert_allclose(moved, np.array(means), rtol=1e-4, atol=1e-2)


def _plain_iou(a: Floats, b: Floats) -> float:
    a, b = a.astype(np.float64), b.astype(np.float64)
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    overlap = max(width, 0) * max(height, 0)
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (a, b)]
    return float(overlap / (areas[0] + areas[1] - overlap))


@given(boxes(), boxes())
def test_iou_is_symmetric_and_between_none_and_all(a: Floats, b: Floats) -> None:
    overlaps = iou_matrix(a, b)
    np.testing.assert_allclose(overlaps, iou_matrix(b, a).T, atol=1e-6)
    assert (overlaps >= 0).all() and (overlaps <= 1 + 1e-6).all()
    np.testing.assert_allclose(np.diag(iou_matrix(a, a)), 1, atol=1e-5)


@given(boxes(least=0), SIDES, SIDES, st.text(max_size=30), st.binary(max_size=200), st.booleans(), st.data())
def test_a_record_gives_back_what_was_put_in(
    found: Floats, width: int, height: int, name: str, jpeg: bytes, machine: bool, data: st.DataObject
) -> None:
    name = name.encode("utf-8", "replace").decode()  # A file name has no half characters.
    labels = data.draw(st.lists(st.sampled_from(["box", "can"]), min_size=len(found), max_size=len(found)))
    photo = LabelledPhoto(Path("a.jpg"), width, height, found, labels, name=name or "a.jpg")
    read = parse_record(to_record(photo, jpeg, ["box", "can"], machine))
    assert (read.jpeg, read.name, read.size) == (jpeg, photo.name, (width, height))
    assert read.machine_labelled is machine
    assert read.labels.tolist() == [["box", "can"].index(label) for label in labels]
    np.testing.assert_allclose(read.boxes, found, rtol=1e-5, atol=1e-2)


@given(st.lists(st.tuples(*[st.integers(0, 100)] * 4), min_size=1, max_size=8))
def test_boxes_written_as_yolo_writes_them_come_back(
    tmp_path: Path, corners: list[tuple[int, int, int, int]]
) -> None:
    for folder in ("images", "labels"):
        (tmp_path / folder).mkdir(exist_ok=True)
    Image.new("RGB", (100, 50)).save(tmp_path / "images" / "a.png")
    (tmp_path / "data.yaml").write_text("names: [can]\n")
    lines = [f"0 {(x + w / 2) / 100!r} {(y + h / 2) / 50!r} {w / 100!r} {h / 50!r}" for x, y, w, h in corners]
    (tmp_path / "labels" / "a.txt").write_text("\n".join(lines))
    (photo,) = read_yolo(tmp_path / "labels", tmp_path / "images", Report()).photos
    np.testing.assert_allclose(photo.boxes, [[x, y, x + w, y + h] for x, y, w, h in corners], atol=1e-3)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(["a.jpg", "../private.jpg", "/etc/passwd", "A", "\0", "", "shop\\a.jpg"]) | JSON
IMAGES = st.fixed_dictionaries(
    {},
    optional={"id": st.sampled_from([1, "1", 2]) | JSON, "file_name": NAMES, "width": JSON, "height": JSON},
)
ANNOTATIONS = st.fixed_dictionaries(
    {},
    optional={
        "image_id": st.sampled_from([1, "1", 2]) | JSON,
        "category_id": st.sampled_from([1, "1", 2]) | JSON,
        "bbox": st.lists(st.floats() | JSON, max_size=5) | JSON,
    },
)
CATEGORIES = st.fixed_dictionaries(
    {}, optional={"id": st.sampled_from([1, 2]) | JSON, "name": JSON, "supercategory": JSON}
)


@given(
    st.lists(IMAGES | JSON, max_size=4),
    st.lists(ANNOTATIONS | JSON, max_size=4),
    st.lists(CATEGORIES, max_size=3) | st.lists(JSON, max_size=2),
)
def test_any_coco_is_read_or_named_and_leads_to_no_file_outside(
    tmp_path: Path, images: list[Any], annotations: list[Any], categories: list[Any]
) -> None:
    content = {"images": images, "annotations": annotations, "categories": categories}
    (tmp_path / "coco.json").write_text(json.dumps(content))
    with suppress(DataError):
        for photo in read_coco(tmp_path / "coco.json", tmp_path, Report()).photos:
            assert photo.path.is_relative_to(tmp_path) and ".." not in photo.path.parts


TAGS = st.sampled_from(["filename", "size", "width", "object", "name", "bndbox", "xmin", "difficult"])


@given(st.lists(st.tuples(TAGS, st.text(max_size=8) | st.sampled_from(["1e999", "nan", "-1", "../x"]))))
def test_any_voc_is_read_or_named(tmp_path: Path, tags: list[tuple[str, str]]) -> None:
    content = "".join(f"<{tag}>{text}</{tag}>" for tag, text in tags)
    (tmp_path / "a.xml").write_text(f"<annotation>{content}</annotation>", "utf-8", "replace")
    report = Report()
    photos = read_voc(tmp_path, tmp_path, report).photos
    assert photos or report.problems


@given(st.text(max_size=40) | st.from_regex(r"(\.\.[/\\]|[a-z%:]{1,3}[/\\]?){1,8}", fullmatch=True))
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    path = PhotoFolder(tmp_path).find(name, Report())
    assert path is not None and path.is_relative_to(tmp_path) and ".." not in path.parts


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"0 " * 10_000, b"0 1e999 0 0 0", b"9" * 5000 + b" 0 0 1 1"]
)
def test_any_yolo_is_read_or_named(tmp_path: Path, content: bytes) -> None:
    Image.new("RGB", (10, 10)).save(tmp_path / "a.png")
    (tmp_path / "classes.txt").write_text("can\n")
    (tmp_path / "a.txt").write_bytes(content)
    report = Report()
    read_yolo(tmp_path, tmp_path, report)
    assert report.problems or content.startswith(b"0 1e999")
