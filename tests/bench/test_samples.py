"""Medians, ratios and growth of what was measured in rounds."""

from __future__ import annotations

import pytest

from bench.rounds import alternate
from bench.samples import growth, percentile, ratio


def test_a_percentile_lies_between_its_two_nearest_samples() -> None:
    assert percentile([4, 1, 3, 2], 50) == 2.5
    assert percentile(range(11), 90) == pytest.approx(9)
    assert percentile([7], 90) == 7


def test_there_is_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 90)


def test_what_slows_the_machine_down_falls_out_of_a_ratio() -> None:
    reference = [[10, 10, 10], [50, 50, 50], [10, 10, 10]]
    twice = [[20, 20, 20], [100, 100, 100], [20, 20, 20]]
    assert ratio(twice, reference) == 2


def test_a_round_that_went_wrong_for_one_candidate_does_not_make_the_ratio() -> None:
    assert ratio([[20], [900], [20]], [[10], [10], [10]]) == 2


def test_only_what_was_measured_in_the_same_rounds_is_compared() -> None:
    with pytest.raises(ValueError, match="1 rounds cannot be compared with 2"):
        ratio([[1]], [[1], [1]])


def test_what_fills_at_first_is_no_growth() -> None:
    assert growth([10, 80, 100, 100, 100, 100, 100, 100]) == 0


def test_a_leak_is_growth() -> None:
    assert growth([100, 101, 102, 103, 104, 105, 106, 107]) == pytest.approx(106.5 / 102.5 - 1)


def test_growth_from_nothing_is_growth() -> None:
    assert growth([0, 0, 0, 1]) == 1


def test_growth_needs_four_samples() -> None:
    with pytest.raises(ValueError, match="3 samples"):
        growth([1, 2, 3])


def test_candidates_take_turns_and_each_begins_a_round() -> None:
    turns: list[str] = []

    def candidate(name: str) -> list[int]:
        turns.append(name)
        return [len(turns)]

    measured = alternate({name: lambda name=name: candidate(name) for name in "abc"}, rounds=3)  # type: ignore[misc]
    assert "".join(turns) == "abcbcacab"
    assert measured == {"a": [[1], [6], [8]], "b": [[2], [4], [9]], "c": [[3], [5], [7]]}
