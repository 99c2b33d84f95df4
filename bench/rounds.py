"""Measures all candidates of a comparison alternately, in one run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

Sample = TypeVar("Sample")


def alternate(
    candidates: Mapping[str, Callable[[], Sequence[Sample]]], rounds: int
) -> dict[str, list[list[Sample]]]:
    """The samples of each candidate, round by round.

    Each round begins with a different candidate, so that the order does not favour any of them.

    Args:
        candidates: by name, what takes the samples of one round.
        rounds: how often each has its turn.
    """
    measured: dict[str, list[list[Sample]]] = {name: [] for name in candidates}
    order = list(candidates)
    for _ in range(rounds):
        for name in order:
            measured[name].append(list(candidates[name]()))
        order = [*order[1:], order[0]]
    return measured
