"""The limits of an embedder's card, from named facings that nothing is measured on afterwards."""

from __future__ import annotations

import math

import numpy as np

from app.embedder_card import Limits
from training.boxes import Floats
from training.embed.measure import ACCEPTED, f1_of, grouped_pairs
from training.embed.names import Names, Pair, Parts, pairs_in
from training.embed.protocol import Protocol

ALIKE = [round(float(limit), 2) for limit in np.arange(0.2, 0.96, 0.02)]
MARGINS = [round(float(margin), 2) for margin in np.arange(0.0, 0.31, 0.01)]
STEPS = 200
"""``others`` is found to a two-hundredth, between -0.5 and 0.5."""


def calibrate(
    vectors: Floats, protocol: Protocol, parts: Parts | None = None, pairs: list[Pair] | None = None
) -> Limits:
    """The limit of groups with the best F1, and those of names with the most right ones, less the wrong ones.

    In a catalogue of all products, 5 % of the strangers may get a name. Where it is known what is not in the catalogue,
    as on the second photos of ``pairs`` (default: ``pairs_in``), 5 % of what was not named on the first one may.

    Raises:
        NamesError: Node stopped.
    """
    enrolled, queries = list(protocol.enrolled.values())[-1], protocol.queries
    with Names(vectors, protocol, parts) as page:
        alike = ALIKE[int(np.argmax(f1_of(grouped_pairs(page, protocol, ALIKE))))]
        crowd = round(page.typical_crowd(enrolled), 3)
        asked = page.matches(queries, enrolled, crowd)
        strangers = page.matches(protocol.strangers, enrolled, crowd)
        is_right = asked.products[:, 0] == protocol.names[queries]
        known = {margin: strangers.limit(margin, ACCEPTED) for margin in MARGINS}

        def worth(margin: float) -> float:
            named = asked.accepted(known[margin], margin)
            return float((named & is_right).mean() - (named & ~is_right).mean())

        margin = max(MARGINS, key=worth)
        limits = Limits(
            alike=alike, known=min(1.0, math.ceil(known[margin] * 1000) / 1000), margin=margin, crowd=crowd
        )
        asked_for = pairs_in(protocol) if pairs is None else pairs
        if not asked_for:
            return limits
        page.keep(asked_for)
        return _with_others(page, limits)


def _with_others(page: Names, limits: Limits) -> Limits:
    """The lower ``others`` is, the fewer get a name."""

    def lowered(step: int) -> Limits:
        return limits.model_copy(update={"others": round(step / STEPS - 0.5, 3)})

    low, high = 0, STEPS
    while low < high:
        middle = (low + high + 1) // 2
        named = page.six_named(lowered(middle)).shares
        if named and named.wrong <= ACCEPTED:
            low = middle
        else:
            high = middle - 1
    return lowered(low)
