"""What vectors of facings are worth: the right product first, a name only where it is known, groups within a photo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.embedder_card import Limits
from training.boxes import Bools, Floats, Ints
from training.embed.groups import groups_in
from training.embed.protocol import Protocol

ACCEPTED = 0.05
"""Share of the strangers that may get a name."""


@dataclass(frozen=True)
class Matches:
    """The most similar products of each query: ``products`` and ``scores`` (Q, products), the best first."""

    products: Ints
    scores: Floats

    @property
    def leads(self) -> Floats:
        """(Q,) by how much the best product is more alike than the second."""
        return np.asarray(self.scores[:, 0] - self.scores[:, 1], np.float32)

    def accepted(self, known: float, margin: float) -> Bools:
        """(Q,) whether the page would give a name."""
        return np.asarray((self.scores[:, 0] >= known) & (self.leads >= margin))

    def limit(self, margin: float, accepted: float = ACCEPTED) -> float:
        """The lowest cosine from which on no more than this share of these queries gets a name."""
        scores = np.sort(np.where(self.leads >= margin, self.scores[:, 0], -1.0))[::-1]
        highest_refused = scores[int(accepted * len(scores))] if len(scores) else -1.0
        return float(np.nextafter(np.float32(highest_refused), np.float32(2)))


def match(
    vectors: Floats, queries: Ints, enrolled: Ints, names: Ints, *, without_own: bool = False
) -> Matches:
    """Compares queries with the examples of all products; a product is as alike as its most similar example.

    ``without_own`` leaves out each query's own product, as if it had never been enrolled.
    """
    products = np.unique(names[enrolled])
    cosines = vectors[queries] @ vectors[enrolled].T
    scores = np.stack([cosines[:, names[enrolled] == product].max(axis=1) for product in products], axis=1)
    if without_own:
        scores[names[queries][:, None] == products] = -1
    order = np.argsort(-scores, axis=1, kind="stable")
    return Matches(products[order], np.take_along_axis(scores, order, axis=1))


@dataclass(frozen=True)
class Recognition:
    """With one number of examples. Shares of queries, and of strangers for ``strangers_named``."""

    top1: float
    top3: float
    known_at5: float
    named_right: float
    named_wrong: float
    strangers_named: float


def recognition(vectors: Floats, protocol: Protocol, examples: str, limits: Limits) -> Recognition:
    """``known_at5`` has the card's margin, and the cosine at which 5 % of the strangers get a name."""
    enrolled, names = protocol.enrolled[examples], protocol.names
    asked = match(vectors, protocol.queries, enrolled, names)
    strangers = match(vectors, protocol.strangers, enrolled, names)
    is_right = asked.products[:, :3] == names[protocol.queries][:, None]
    at5 = asked.accepted(strangers.limit(limits.margin), limits.margin)
    named = asked.accepted(limits.known, limits.margin)
    return Recognition(
        top1=float(is_right[:, 0].mean()),
        top3=float(is_right.any(axis=1).mean()),
        known_at5=float((is_right[:, 0] & at5).mean()),
        named_right=float((is_right[:, 0] & named).mean()),
        named_wrong=float((~is_right[:, 0] & named).mean()),
        strangers_named=float(strangers.accepted(limits.known, limits.margin).mean()),
    )


def grouping(vectors: Floats, protocol: Protocol, limits: Sequence[float]) -> list[float]:
    """Pairwise F1 of the page's groups within photos, at each limit: pairs in one group against pairs of one product.

    Facings without a name take part in the groups, and no pair with one counts.

    Raises:
        GroupsError: Node stopped.
    """
    counts = np.zeros((len(limits), 3), np.int64)
    for photo, groups in groups_in(vectors, protocol, limits).items():
        here = protocol.photos == photo
        pairs = np.triu_indices(int(here.sum()), 1)
        named, names = protocol.is_named[here], protocol.names[here]
        counted = (named[:, None] & named)[pairs]
        is_same = (names[:, None] == names)[pairs][counted]
        for row, group in enumerate(groups):
            is_joined = (group[:, None] == group)[pairs][counted]
            counts[row] += [(is_joined & is_same).sum(), is_joined.sum(), is_same.sum()]
    return [float(2 * both / max(joined + same, 1)) for both, joined, same in counts]
