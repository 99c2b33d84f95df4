"""The limits of an embedder's card, from named facings that nothing is measured on afterwards."""

from __future__ import annotations

import numpy as np

from app.embedder_card import Limits
from training.boxes import Floats
from training.embed.measure import ACCEPTED, Matches, grouping, match
from training.embed.protocol import Protocol

ALIKE = [round(float(limit), 2) for limit in np.arange(0.2, 0.95, 0.01)]
MARGINS = [round(float(margin), 2) for margin in np.arange(0.0, 0.51, 0.01)]

SMALL = 6
"""Products of a catalogue that has only just begun: there may be no second one that is nearly as alike."""
GALLERIES = 100


def calibrate(vectors: Floats, protocol: Protocol) -> Limits:
    """The limit of groups with the best F1, and those of names at which 5 % of unknown facings get one.

    ``known`` is for small catalogues, in which nothing else speaks against a name. ``margin`` is for one with all
    products: there an unknown facing is a query whose own product is left out, and the sisters of it are not.
    """
    scores = grouping(vectors, protocol, ALIKE)
    enrolled, names, queries = list(protocol.enrolled.values())[-1], protocol.names, protocol.queries
    random = np.random.default_rng(0)
    products = np.unique(names[enrolled])
    best = []
    for _ in range(GALLERIES):
        gallery = random.choice(products, min(SMALL, len(products) - 1), replace=False)
        unknown = queries[~np.isin(names[queries], gallery)]
        best.append(match(vectors, unknown, enrolled[np.isin(names[enrolled], gallery)], names).scores[:, 0])
    known = round(float(np.quantile(np.concatenate(best), 1 - ACCEPTED)), 3)
    left_out = match(vectors, queries, enrolled, names, without_own=True)
    return Limits(
        alike=ALIKE[int(np.argmax(scores))], known=known, margin=_margin(left_out, known)
    )


def _margin(unknown: Matches, known: float) -> float:
    """The lowest margin at which no more than 5 % get a name."""
    return next(
        (margin for margin in MARGINS if unknown.accepted(known, margin).mean() <= ACCEPTED), MARGINS[-1]
    )
