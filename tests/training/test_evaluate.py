"""A bundle is measured as the page runs it, its NMS and thresholds are chosen, and its worst photos are shown."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.card import MultiScalePass, load_bundle
from tests.conftest import ROOT
from tests.e2e.published import newest_bundle
from training import evaluate as evaluation_module
from training.boxes import Floats
from training.data.records import Photo
from training.evaluate import (
    EvaluationError,
    choose_defaults,
    detect_photos,
    evaluate,
    evaluate_bundle,
    measure,
    measure_cut,
    pictures,
)
from training.graph import GraphRunner
from training.metrics import GroundTruth, Photos
from training.predict import Detections
from training.report import tables, write_page


def shares(photos: Photos, boxes: Floats) -> Photos:
    """Every photo with one product and ``boxes``, all of score 0.9."""
    one = GroundTruth(np.array([[10, 10, 50, 90]], np.float32), np.zeros(1, np.int64))
    scores = np.full(len(boxes), 0.9, np.float32)
    return [(one, Detections(boxes, scores, np.zeros(len(boxes), np.int64))) for _ in photos]


def test_several_nms_ious_are_tried_with_one_run_of_the_network(
    untrained_bundle: Path, records: Path
) -> None:
    jpeg = pictures(records)[0][0]
    with GraphRunner(untrained_bundle) as graph:
        strict, loose = graph.detect_each(jpeg, 96, threshold=0.001, nms_ious=[0.1, 0.9])
        again = graph.detect(jpeg, 96, threshold=0.001, nms_iou=0.9)
        other = graph.detect(pictures(records)[0][1], 96, threshold=0.001, nms_iou=0.9)
    assert 0 < len(strict.boxes) < len(loose.boxes)
    np.testing.assert_array_equal(again.boxes, loose.boxes)
    np.testing.assert_array_equal(again.scores, loose.scores)
    assert len(other.scores) != len(loose.scores) or not np.array_equal(other.scores, loose.scores)


def test_in_tiles_every_part_of_the_picture_is_what_its_own_tile_shows(untrained_bundle: Path) -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (640, 64, 3), np.uint8)
    with GraphRunner(untrained_bundle) as graph, GraphRunner(untrained_bundle, tiles=2) as in_tiles:
        tiled, whole = in_tiles.raw(pixels), graph.raw(pixels)
        upper, lower = graph.raw(pixels[:384]), graph.raw(pixels[256:])
        finest = graph.card.anchors[0]
    assert tiled.shape == whole.shape and not np.array_equal(tiled, whole)
    row = 64 // finest.stride * len(finest.sizes)
    half, reach = 320 // finest.stride * row, 64 // finest.stride * row
    np.testing.assert_array_equal(tiled[:half], upper[:half])
    np.testing.assert_array_equal(tiled[half : 2 * half], lower[reach : reach + half])


def test_a_multi_scale_pass_adds_what_is_large_in_it(untrained_bundle: Path, records: Path) -> None:
    jpeg = pictures(records)[0][0]
    with GraphRunner(untrained_bundle) as graph:

        def found(long_side: int, scale_pass: MultiScalePass | None = None) -> Detections:
            (only,) = graph.detect_each(
                jpeg, long_side, threshold=0.001, nms_ious=[1.0], limit=10_000, multi_scale_pass=scale_pass
            )
            return only

        first, second = found(192), found(96)
        both = found(192, MultiScalePass(scale=0.5, least_side=30))
    scale = 96 / Image.open(io.BytesIO(jpeg)).width
    sides = np.sqrt(np.prod(second.boxes[:, 2:] - second.boxes[:, :2], axis=1)) * scale
    surely = (sides >= 30).sum()  # boxes that were cut off at the edges were larger when it was decided
    assert 0 < surely <= len(both.boxes) - len(first.boxes) < len(second.boxes)


def test_near_products_are_detected_in_a_smaller_input_where_the_card_says_so() -> None:
    with Image.open(ROOT / "static" / "img" / "sample-shelf.jpg") as shelf:
        width, height = shelf.size
        near = shelf.crop((width // 3, height // 3, 2 * width // 3, 2 * height // 3))
    jpeg = io.BytesIO()
    near.save(jpeg, "JPEG", quality=95)
    with GraphRunner(newest_bundle()) as graph:
        selection = graph.card.defaults.scale_selection
        assert selection is not None
        ious = [graph.card.defaults.nms_iou]
        (found,) = graph.detect_each(
            jpeg.getvalue(), 640, threshold=0.3, nms_ious=ious, mode="live", scale_selection=selection
        )
        each = {side: graph.detect(jpeg.getvalue(), side, threshold=0.3) for side in (256, 320, 384, 640)}
    same = [side for side, other in each.items() if np.array_equal(found.boxes, other.boxes)]
    assert len(same) == 1 and same[0] < 640
    assert len(found.boxes) >= 3


def test_the_nms_iou_is_chosen_by_ap50_and_the_thresholds_for_the_count(
    untrained_bundle: Path, records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    product, second = [10.0, 10.0, 50.0, 90.0], [12.0, 10.0, 50.0, 90.0]
    wrong, right = np.array([[60, 10, 90, 90]], np.float32), np.array([product], np.float32)
    twice = np.array([second, product], np.float32)

    def detections(
        _: GraphRunner,
        photos: Photos,
        __: str,
        ___: int,
        nms_ious: list[float],
        scale_pass: MultiScalePass | None = None,
    ) -> list[Photos]:
        by_iou = {evaluation_module.NMS_IOUS[0]: wrong, evaluation_module.NMS_IOUS[1]: right}
        return [
            shares(photos, wrong if scale_pass == useless else by_iou.get(iou, twice)) for iou in nms_ious
        ]

    monkeypatch.setattr(evaluation_module, "_detect_each", detections)
    useless: MultiScalePass | None = evaluation_module.MULTI_SCALE_PASS
    defaults = choose_defaults(untrained_bundle, [records])
    assert defaults.multi_scale_pass is None
    useless = None  # so that only the multi-scale pass finds anything
    assert choose_defaults(untrained_bundle, [records]).multi_scale_pass == evaluation_module.MULTI_SCALE_PASS
    assert defaults.nms_iou == evaluation_module.NMS_IOUS[1]
    assert defaults.score_threshold.live <= 0.9 and defaults.score_threshold.photo <= 0.9
    assert defaults.max_detections == load_bundle(untrained_bundle).defaults.max_detections


def test_the_thresholds_are_also_right_for_the_middles_of_the_photos(
    untrained_bundle: Path, records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole photos count right up to 0.6, and their middles, as seen from nearer, above 0.5 only."""
    one = GroundTruth(np.array([[10, 10, 50, 90]], np.float32), np.zeros(1, np.int64))
    both = np.array([[10, 10, 50, 90], [60, 10, 90, 90]], np.float32)

    def found(size: tuple[int, int]) -> Detections:
        scores = [0.6] if size == (240, 180) else [0.9, 0.5]
        count = len(scores)
        return Detections(both[:count], np.array(scores, np.float32), np.zeros(count, np.int64))

    def detections(
        _: GraphRunner, photos: list[Photo], __: str, ___: int, nms_ious: list[float], ____: object = None
    ) -> list[Photos]:
        return [[(one, found(photo.size)) for photo in photos] for _ in nms_ious]

    monkeypatch.setattr(evaluation_module, "_detect_each", detections)
    thresholds = choose_defaults(untrained_bundle, [records]).score_threshold
    assert 0.5 < thresholds.live <= 0.6 and 0.5 < thresholds.photo <= 0.6


def test_photos_with_other_labels_than_the_bundle_are_refused(
    untrained_bundle: Path, records: Path, tmp_path: Path
) -> None:
    for path in records.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes().replace(b'"product"', b'"bottle"'))
    with pytest.raises(EvaluationError, match=r"product.*bottle"):
        detect_photos(untrained_bundle, tmp_path, 96)


def test_the_page_shows_hits_misses_and_false_alarms_of_the_worst_photo_first(
    records: Path, tmp_path: Path
) -> None:
    jpegs, _ = pictures(records)
    product, other = [10.0, 10.0, 50.0, 90.0], [60.0, 10.0, 90.0, 90.0]
    marked = GroundTruth(np.array([product, other], np.float32), np.zeros(2, np.int64))
    good = Detections(marked.boxes, np.array([0.9, 0.8], np.float32), np.zeros(2, np.int64))
    alarm = np.array([product, [100, 0, 130, 40], [140, 0, 170, 40], [180, 0, 200, 40]], np.float32)
    bad = Detections(alarm, np.array([0.9, 0.8, 0.7, 0.2], np.float32), np.zeros(4, np.int64))
    found = [(marked, good), (marked, bad)]
    metrics = measure(found, dataset="drawings", split="val", long_side=96, threshold=0.5, command="x")
    evaluation = evaluate(found, metrics, ["product"])
    names = ["good.jpg", "<b>bad</b>.jpg"]
    page = write_page(tmp_path, evaluation, found, jpegs[:2], names, "tiny-0.1.0")
    html = page.read_text()
    assert page.name == "tiny-0.1.0-val-96.html" and list(tmp_path.iterdir()) == [page]
    assert "<b>bad" not in html and html.index("&lt;b&gt;bad&lt;/b&gt;.jpg") < html.index("good.jpg")
    worst = html[html.index("<figure>") : html.index("</figure>")]
    assert "3 counted, 2 there" in worst
    assert re.findall(r"(\d+) (hit|miss|false alarm)", worst)[:3] == [
        ("1", "hit"),
        ("1", "miss"),
        ("2", "false alarm"),
    ]
    assert "M60 10H90V90H60Z" in worst, "the product that was missed"
    assert "M100 0H130V40H100ZM140 0H170V40H140Z" in worst, (
        "what was counted in error, without what scored too little"
    )
    assert not re.search(r'(src|href)="(?!data:|#)', html), "the page needs nothing beside it"
    assert [table.title for table in tables([evaluation], "x")] == ["x", "counting"]


def test_the_card_says_how_good_a_bundle_is_from_nearer_and_for_each_size_of_product(
    records: Path, tmp_path: Path
) -> None:
    evaluation, found = evaluate_bundle(newest_bundle(), records, 640, split="val", dataset="drawings")
    metrics = evaluation.metrics
    assert (metrics.mode, metrics.photos, metrics.long_side) == ("live", 4, 640)
    assert [cut.cut for cut in metrics.closer] == ["quarter", "ninth"]
    whole = sum(len(ground_truth.boxes) for ground_truth, _ in found)
    assert sum(size.products for size in metrics.sizes) > whole, "those of the cuts are among them"
    assert all(size.low >= 0.05 for size in metrics.sizes), "the drawings have no smaller products"
    jpegs, names = pictures(records)
    html = write_page(tmp_path, evaluation, found, jpegs, names, "shelf").read_text()
    assert "ninth" in html and "10 % and more" in html
    titles = [table.title for table in tables([evaluation], "x")]
    assert titles == ["x", "counting", "from nearer", "by size of product, from all distances"]


def test_cut_photos_without_a_whole_product_are_not_measured() -> None:
    box = np.array([[0, 0, 10, 10]], np.float32)
    cut = GroundTruth(box, np.zeros(1, np.int64), np.ones(1, bool))
    nothing = Detections(np.zeros((0, 4), np.float32), np.zeros(0, np.float32), np.zeros(0, np.int64))
    assert measure_cut("ninth", [(cut, nothing)], 0.5) is None
    of_two = measure_cut("ninth", [(cut, nothing), *shares([(cut, nothing)], box)], 0.5)
    assert of_two is not None and of_two.photos == 1
