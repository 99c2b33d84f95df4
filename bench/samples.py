"""Numbers of samples that were taken in rounds: in each round every candidate has its turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

Rounds = Sequence[Sequence[float]]
"""The samples of one candidate, round by round."""


def flat(rounds: Rounds) -> list[float]:
    """All samples, in the order in which they were taken."""
    return [sample for samples in rounds for sample in samples]


def percentile(samples: Iterable[float], percent: float) -> float:
    """The value below which ``percent`` of the samples lie, interpolated between the two nearest.

    Raises:
        ValueError: there are no samples.
    """
    ordered = sorted(samples)
    if not ordered:
        raise ValueError("There is no percentile of nothing.")
    rank = (len(ordered) - 1) * percent / 100
    low = int(rank)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (rank - low)


def ratio(rounds: Rounds, reference: Rounds) -> float:
    """How many times the reference's time: the median over the rounds of the ratio of the two medians of a round.

    Whatever slows the machine down for a while slows both in the same round, so that it falls out of the ratio.

    Raises:
        ValueError: the two were not measured in the same rounds.
    """
    if len(rounds) != len(reference):
        raise ValueError(f"{len(rounds)} rounds cannot be compared with {len(reference)}.")
    return median(median(ours) / median(theirs) for ours, theirs in zip(rounds, reference, strict=True))


def growth(samples: Sequence[float]) -> float:
    """By what share the last quarter of the samples (its median) is above the second one.

    The first quarter is left out: caches fill and code is compiled then. Negative when it shrinks.

    Raises:
        ValueError: there are fewer than four samples.
    """
    if len(samples) < 4:
        raise ValueError(f"Growth cannot be told from {len(samples)} samples.")
    quarter = len(samples) // 4
    early, late = median(samples[quarter : 2 * quarter]), median(samples[-quarter:])
    return late / early - 1 if early else float(late > 0)
