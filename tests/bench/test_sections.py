"""What the sections make of what the page told them."""

from __future__ import annotations

import pytest

from bench.browser import Span
from bench.download import part_of, sum_parts
from bench.engines import percent_apart
from bench.errors import BenchError
from bench.frame import STAGES, WHOLE, split
from bench.groups import section_of as groups_section
from bench.looks import section_of as looks_section
from bench.page import dropped, rate
from bench.peers.run import check_same
from bench.ride import section_of
from bench.search import section_of as search_section
from bench.wire import Answer

LOOK = {"width": 384, "height": 640, "upload_ms": 3, "network_ms": 100, "readback_ms": 1, "decode_ms": 2}
FRAME: Span = {
    "start_ms": 1000.0,
    "end_ms": 1150.0,
    "detail": {
        "capture_ms": 8,
        "detect_ms": 125,
        "track_ms": 7,
        "draw_ms": 5,
        "timing": {"letterbox_ms": 6, "passes": [LOOK], "nms_ms": 4, "total_ms": 118},
    },
}


def test_the_stages_of_a_frame_add_up_to_the_frame() -> None:
    stages = split(FRAME)
    assert sum(stages[name] for name in STAGES) == pytest.approx(stages[WHOLE]) == 150
    assert stages["network"] == 100
    assert stages["hand over"] == 14  # what no other stage accounts for


def test_looks_at_the_same_frame_are_summed() -> None:
    timing = FRAME["detail"]["timing"] | {"passes": [LOOK, LOOK]}
    assert split({**FRAME, "detail": FRAME["detail"] | {"timing": timing}})["network"] == 200


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/", "page"),
        ("/sw.js", "page"),
        ("/api/models", "page"),
        ("/static/js/main.js", "app code"),
        ("/static/css/base.css", "app code"),
        ("/static/vendor/tfjs.js", "vendor code"),
        ("/static/vendor/tfjs-backend-wasm-simd.wasm", "WASM"),
        ("/models/shelf-1.1.0/model.json", "model"),
        ("/static/icons/icon.svg", "pictures and icons"),
    ],
)
def test_every_file_is_part_of_the_download(path: str, part: str) -> None:
    assert part_of(path) == part


def test_the_bytes_of_a_part_are_those_of_its_files() -> None:
    sums = sum_parts(
        [Answer("/", 10, 0.0), Answer("/static/js/a.js", 5, 0.0), Answer("/static/js/b.js", 7, 0.0)]
    )
    assert (sums["page"], sums["app code"], sum(sums.values())) == (10, 12, 22)


def test_an_animation_frame_that_came_late_has_dropped_those_before_it() -> None:
    step = 1000 / 60
    steady = [step * each for each in range(61)]
    assert dropped(steady) == 0 and rate(steady) == pytest.approx(60)
    late = [each for number, each in enumerate(steady) if number not in (20, 40, 41)]
    assert dropped(late) == 3 and rate(late) == pytest.approx(57)


def test_a_peer_that_rounds_otherwise_computes_the_same() -> None:
    check_same("peer", [1.004, -5.01, 0.0], [1.0, -5.0, 0.001])


def test_a_peer_that_computes_something_else_stops_the_bench() -> None:
    with pytest.raises(BenchError, match=r"peer computes something else .* up to 0\.5"):
        check_same("peer", [1.0, 2.5], [1.0, 2.0])
    with pytest.raises(BenchError, match=r"peer gives 1 numbers and Shelfscan 2"):
        check_same("peer", [1.0], [1.0, 2.0])


def test_counts_are_apart_by_percents_of_the_reference() -> None:
    assert percent_apart([99, 103, 2, 0], [100, 100, 0, 0]) == [1, 3, 200, 0]


def test_the_distance_of_boxes_is_a_part_of_a_products_side_and_has_a_limit() -> None:
    clip = {
        "clip": 2, "frames": 50, "tooFast": 4, "looks_ms": [1.0, 2.0, 3.0],
        "riding": {"apart": [0.02, 0.04, 0.2], "boxes": 4}, "resting": {"apart": [0.3, 0.5], "boxes": 4},
    }  # fmt: skip
    section = section_of([clip])
    riding, resting = section.tables[0].rows
    assert [riding.median, resting.median] == pytest.approx([4, 40])
    assert "4 of 50 frames" in section.tables[0].note
    assert "25 % of the riding boxes" in section.tables[0].note
    assert [check.is_met for check in section.checks] == [True]
    far = clip | {"riding": {"apart": [0.11], "boxes": 1}}
    assert not section_of([far]).checks[0].is_met


def test_a_facing_is_held_to_its_milliseconds_and_to_the_peer() -> None:
    measured = {"ours": [[1.0], [1.1]], "alone": [[2.0], [2.2]], "cut": [[0.3], [0.2]]}
    section = looks_section("looks-1.0.0", 150, measured)
    assert [(check.value, check.is_met) for check in section.checks] == [
        (pytest.approx(1.05), True),
        (0.5, True),
    ]
    measured |= {"ours": [[1.9], [1.9]]}
    assert [check.is_met for check in looks_section("looks-1.0.0", 150, measured).checks] == [False, False]


def test_a_search_that_misses_the_best_product_is_held_to_its_limit() -> None:
    times = {"ours": [[30.0]], "all": [[200.0]], "slow": [[2000.0]], "groups": [[6.0]]}
    section = search_section(50_000, times | {"first": 0.98, "four": 1.0})
    assert [check.is_met for check in section.checks] == [True, False, True]
    assert [row.ratio for row in section.tables[0].rows] == [0.15, 1.0, 10.0]


def test_groups_are_held_to_what_they_take_with_an_embedder_at_work_and_to_the_photo_without_one() -> None:
    first, *later = ({"network": took / 2, "boxes to groups": took} for took in (900.0, 500.0, 590.0))
    counted = {"with an embedder on the server": [[1100.0]], "with none": [[1000.0]]}
    section = groups_section(150, first, later, counted)
    assert [(check.value, check.is_met) for check in section.checks] == [(545, True), (1.1, False)]
    with pytest.raises(BenchError, match=r"150 products only 90 were found"):
        groups_section(90, first, later, counted)
