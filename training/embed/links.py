"""Facings of different photos that show one product, found without a name.

What changes from one photo to the other, no changed view of a facing could make up.

Two photos that show the same shelf, or shelves with the same goods, have many facings that are each other's most alike.
Where some are so beyond doubt, the others are the same product too, in another light, from another side, in another
shop. Facings of one photo are not linked: those that look alike there are often sisters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.boxes import Floats, Ints
from training.embed.config import Links


@dataclass(frozen=True)
class Linked:
    """The facings that each of N facings is linked to, one behind the other."""

    others: Ints
    starts: Ints
    """(N + 1,) where those of each facing begin."""

    def other(self, facing: int, random: np.random.Generator) -> int:
        """One of those that a facing is linked to, or itself where there is none."""
        first, end = self.starts[facing], self.starts[facing + 1]
        return int(self.others[random.integers(first, end)]) if end > first else facing

    @property
    def facings(self) -> int:
        """How many are linked to another."""
        return int((np.diff(self.starts) > 0).sum())


def link(vectors: Floats, photos: Ints, rules: Links) -> Linked:
    """Links facings by their ``vectors`` (N, dimensions), of length 1, and the ``photos`` (N,) that they are on."""
    by_photo = [np.flatnonzero(photos == photo) for photo in np.unique(photos)]
    pairs = [np.zeros((0, 2), np.int64)]
    for i, here in enumerate(by_photo):
        cosines = vectors[here] @ vectors.T
        for there in by_photo[i + 1 :]:
            between = cosines[:, there]
            best = between.argmax(axis=1)
            most = between[np.arange(len(here)), best]
            is_mutual = between.argmax(axis=0)[best] == np.arange(len(here))
            if (is_mutual & (most >= rules.strong)).sum() < rules.needed:
                continue
            is_linked = is_mutual & (most >= rules.least)
            pairs.append(np.stack([here[is_linked], there[best[is_linked]]], axis=1))
    one = np.concatenate(pairs)
    both = np.concatenate([one, one[:, ::-1]])
    both = both[np.argsort(both[:, 0], kind="stable")]
    return Linked(both[:, 1], np.searchsorted(both[:, 0], np.arange(len(photos) + 1)))


def unlinked(count: int) -> Linked:
    """What ``link`` says of facings that nothing is known of."""
    return Linked(np.zeros(0, np.int64), np.zeros(count + 1, np.int64))
