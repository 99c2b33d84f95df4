"""The size at which a picture goes through the network, from the size of the products in it.

A network knows products best at the size at which it saw most of them. Shown larger ones, it counts their parts;
smaller ones it misses. static/js/detector/multi-scale.js follows the same rule, and the live scan; both sides are held
to tests/vectors/scale-selection.json.
"""

from __future__ import annotations

from collections.abc import Callable
from math import floor

from app.card import Mode, ProductSides, ScaleSelection

SCALE_SELECTION = ScaleSelection(
    first_look=320, closer_look=640, legible_side=14, product_side=ProductSides(live=26, photo=40), score=0.35,
    sides=[256, 320, 384, 448, 512, 640, 768, 1024], most_from=0.65,
)  # fmt: skip
"""What new bundles get. Measured in EXPERIMENTS.md."""

Look = Callable[[int], float | None]
"""From the long side of the input to the typical side of the products found at it, in pixels of that input; None where
fewer than three were found."""


PANORAMA = 2.0
"""From this ratio of the long side to the short one on, a photo is a panorama."""
MOST_PARTS = 6.0
"""Longer panoramas than of so many photos are not looked at any larger."""


def parts_in(width: int, height: int) -> float:
    """As how many photos a photo is looked at; 1: it is no panorama.

    A panorama shows several bays side by side: its products are to be as large as on photos of them, whose long side is
    as long as its short one.
    """
    ratio = max(width, height) / min(width, height)
    return 1.0 if ratio < PANORAMA else min(ratio, MOST_PARTS)


def most_for(width: int, height: int, most: int) -> int:
    """The largest long side of the input for a photo, where others get ``most``."""
    return floor(most * parts_in(width, height) + 0.5)


def for_parts(selection: ScaleSelection, parts: float) -> ScaleSelection:
    """The selection with the sizes for a panorama; see ``parts_in``.

    In a look that is no larger than at a photo, whole bays would look like products.
    """
    if parts == 1:
        return selection

    def enlarged(side: int) -> int:
        return floor(side * parts + 0.5)

    sizes = {
        "first_look": enlarged(selection.first_look),
        "closer_look": enlarged(selection.closer_look),
        "sides": [enlarged(side) for side in selection.sides],
    }
    return selection.model_copy(update=sizes)


def choose_long_side(selection: ScaleSelection, mode: Mode, most: int, look: Look) -> int:
    """The long side of the input for a picture, at most ``most``; ``look`` is called up to three times."""
    for side in (selection.first_look, selection.closer_look):
        if side >= most:
            break
        typical = look(side)
        if typical is None or typical < selection.legible_side:
            continue
        product_side = selection.product_side.live if mode == "live" else selection.product_side.photo
        chosen = nearest_side(selection, most, side * product_side / typical)
        if chosen in (side, most):
            return chosen
        # The look may have found only what is larger than the rest.
        typical = look(chosen)
        return most if typical is None or typical < selection.legible_side else chosen
    return most


def nearest_side(selection: ScaleSelection, most: int, wanted: float) -> int:
    """The side to choose from that is nearest to ``wanted`` as a ratio; of two that are as near, the smaller one.

    If ``wanted`` comes close to ``most``, that is ``most``.
    """
    if wanted >= selection.most_from * most:
        return most
    sides = [*(side for side in selection.sides if side < most), most]
    return min(sides, key=lambda side: max(side / wanted, wanted / side))
