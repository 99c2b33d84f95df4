"""The limits of an embedder's card, from named facings that nothing is measured on afterwards."""

from __future__ import annotations

import math

import numpy as np

from app.embedder_card import Limits
from training.boxes import Floats
from training.embed.measure import ACCEPTED, grouping, match
from training.embed.protocol import Protocol

ALIKE = [round(float(limit), 2) for limit in np.arange(0.2, 0.96, 0.05)]
MARGINS = [round(float(margin), 2) for margin in np.arange(0.0, 0.31, 0.01)]

SMALL = 6
"""Products of a catalogue that has only just begun: there may be no second one that is nearly as alike."""
GALLERIES = 100


def calibrate(vectors: Floats, protocol: Protocol) -> Limits:
    """The limit of groups with the best F1, and those of names with the most right ones at 5 % of strangers named.

    ``known`` is not below what a catalogue that has only just begun needs, in which nothing else speaks against a name:
    there, 5 % of the facings of all other products get one.
    """
    scores = grouping(vectors, protocol, ALIKE)
    enrolled, names, queries = list(protocol.enrolled.values())[-1], protocol.names, protocol.queries
    least = _least_known(vectors, protocol)
    asked = match(vectors, queries, enrolled, names)
    strangers = match(vectors, protocol.strangers, enrolled, names)
    is_right = asked.products[:, 0] == names[queries]
    known = {margin: max(least, strangers.limit(margin)) for margin in MARGINS}
    right = {margin: (is_right & asked.accepted(known[margin], margin)).mean() for margin in MARGINS}
    margin = max(MARGINS, key=lambda margin: right[margin])
    return Limits(
        alike=ALIKE[int(np.argmax(scores))], known=math.ceil(known[margin] * 1000) / 1000, margin=margin
    )


def _least_known(vectors: Floats, protocol: Protocol) -> float:
    enrolled, names, queries = list(protocol.enrolled.values())[-1], protocol.names, protocol.queries
    random = np.random.default_rng(0)
    products = np.unique(names[enrolled])
    best: list[Floats] = []
    for _ in range(GALLERIES):
        gallery = random.choice(products, min(SMALL, len(products) - 1), replace=False)
        unknown = queries[~np.isin(names[queries], gallery)]
        best.append(match(vectors, unknown, enrolled[np.isin(names[enrolled], gallery)], names).scores[:, 0])
    return float(np.quantile(np.concatenate(best), 1 - ACCEPTED))
