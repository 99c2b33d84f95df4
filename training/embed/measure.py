"""What vectors of facings are worth: the right product first, a name only where it is known, groups within a photo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.embedder_card import Limits
from training.boxes import Bools, Floats, Ints
from training.embed.names import Names
from training.embed.protocol import Protocol

ACCEPTED = 0.05
"""Share of the strangers that may get a name."""


@dataclass(frozen=True)
class Recognition:
    """With one number of examples. Shares of queries, and of strangers for ``strangers_named``."""

    top1: float
    top3: float
    known_at5: float
    named_right: float
    named_wrong: float
    strangers_named: float


def recognition(page: Names, protocol: Protocol, examples: str, limits: Limits) -> Recognition:
    """``known_at5`` has the card's margin, and the score at which 5 % of the strangers get a name.

    Raises:
        NamesError: Node stopped.
    """
    enrolled, names = protocol.enrolled[examples], protocol.names
    asked = page.matches(protocol.queries, enrolled, limits.crowd)
    strangers = page.matches(protocol.strangers, enrolled, limits.crowd)
    is_right = asked.products[:, :3] == names[protocol.queries][:, None]
    at5 = asked.accepted(strangers.limit(limits.margin, ACCEPTED), limits.margin)
    named = asked.accepted(limits.known, limits.margin)
    return Recognition(
        top1=_share(is_right[:, 0]),
        top3=_share(is_right.any(axis=1)),
        known_at5=_share(is_right[:, 0] & at5),
        named_right=_share(is_right[:, 0] & named),
        named_wrong=_share(~is_right[:, 0] & named),
        strangers_named=_share(strangers.accepted(limits.known, limits.margin)),
    )


def _share(those: Bools) -> float:
    return float(those.mean()) if len(those) else 0.0


def grouped_pairs(page: Names, protocol: Protocol, limits: Sequence[float]) -> Ints:
    """Counts (limits, 3) of the pairs of facings within photos: in one group and of one product, in one group, of one.

    Facings without a name take part in the groups, and no pair with one counts.

    Raises:
        NamesError: Node stopped.
    """
    counts = np.zeros((len(limits), 3), np.int64)
    photos = np.unique(protocol.photos[protocol.is_named]).tolist()
    for photo, groups in page.groups(photos, limits).items():
        here = protocol.photos == photo
        pairs = np.triu_indices(int(here.sum()), 1)
        named, names = protocol.is_named[here], protocol.names[here]
        counted = (named[:, None] & named)[pairs]
        is_same = (names[:, None] == names)[pairs][counted]
        for row, group in enumerate(groups):
            is_joined = (group[:, None] == group)[pairs][counted]
            counts[row] += [(is_joined & is_same).sum(), is_joined.sum(), is_same.sum()]
    return counts


def f1_of(counts: Ints) -> Floats:
    """Pairs in one group against pairs of one product, (...,), of the counts (..., 3) of ``grouped_pairs``."""
    return np.asarray(2 * counts[..., 0] / np.maximum(counts[..., 1] + counts[..., 2], 1), np.float32)
