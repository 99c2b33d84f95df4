"""What vectors of facings are worth: the right product first, a name only where it is known, groups within a photo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.embedder_card import Limits
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
        top1=float(is_right[:, 0].mean()),
        top3=float(is_right.any(axis=1).mean()),
        known_at5=float((is_right[:, 0] & at5).mean()),
        named_right=float((is_right[:, 0] & named).mean()),
        named_wrong=float((~is_right[:, 0] & named).mean()),
        strangers_named=float(strangers.accepted(limits.known, limits.margin).mean()),
    )


def grouping(page: Names, protocol: Protocol, limits: Sequence[float]) -> list[float]:
    """Pairwise F1 of the page's groups within photos, at each limit: pairs in one group against pairs of one product.

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
    return [float(2 * both / max(joined + same, 1)) for both, joined, same in counts]
