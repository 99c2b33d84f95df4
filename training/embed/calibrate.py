"""The limits of an embedder's card, from named facings that nothing is measured on afterwards."""

from __future__ import annotations

import numpy as np

from app.embedder_card import Limits
from training.boxes import Floats
from training.embed.measure import grouping, match
from training.embed.protocol import Protocol

ALIKE = [round(float(limit), 2) for limit in np.arange(0.2, 0.95, 0.01)]
MARGINS = [round(float(margin), 2) for margin in np.arange(0.0, 0.31, 0.01)]


def calibrate(vectors: Floats, protocol: Protocol) -> Limits:
    """The limit of groups with the best F1, and of names with the most right ones at 5 % of unknowns accepted.

    Unknowns are the queries themselves, each with its own product taken out of the gallery: sisters of it are still
    there, which makes them the hardest that there are.
    """
    scores = grouping(vectors, protocol, ALIKE)
    enrolled, names = list(protocol.enrolled.values())[-1], protocol.names
    asked = match(vectors, protocol.queries, enrolled, names)
    unknown = match(vectors, protocol.queries, enrolled, names, without_own=True)
    is_right = asked.products[:, 0] == names[protocol.queries]
    known = {margin: unknown.limit(margin) for margin in MARGINS}
    right = {margin: (is_right & asked.accepted(known[margin], margin)).mean() for margin in MARGINS}
    margin = max(MARGINS, key=lambda margin: right[margin])
    return Limits(alike=ALIKE[int(np.argmax(scores))], known=round(known[margin], 3), margin=margin)
