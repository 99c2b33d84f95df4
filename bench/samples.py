"""Statistics of samples that were taken in rounds; each round measures every candidate."""

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
    """Ratio to the reference: the median over all rounds of the ratio of the two medians in a round.

    Other load on the machine slows down both in the same round, so it cancels out.

    Raises:
        ValueError: the two were not measured in the same rounds.
    """
    if len(rounds) != len(reference):
        raise ValueError(f"{len(rounds)} rounds cannot be compared with {len(reference)}.")
    return median(median(ours) / median(theirs) for ours, theirs in zip(rounds, reference, strict=True))


def growth(samples: Sequence[float]) -> float:
    """Relative growth from the median of the second quarter of the samples to that of the last quarter.

    The first quarter is ignored, because caches fill and code is compiled during it. Negative if the samples shrink.

    Raises:
        ValueError: there are fewer than four samples.
    """
    if len(samples) < 4:
        raise ValueError(f"Growth cannot be told from {len(samples)} samples.")
    quarter = len(samples) // 4
    early, late = median(samples[quarter : 2 * quarter]), median(samples[-quarter:])
    return late / early - 1 if early else float(late > 0)
