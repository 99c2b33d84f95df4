"""The data card as tables for the terminal."""

from __future__ import annotations

from rich.console import Group
from rich.markup import escape
from rich.table import Table

from training.data.records import DataCard
from training.data.statistics import Spread

PLACES = 3
LABELS = 20


def summary(card: DataCard, title: str) -> Group:
    """What was converted, how large it is, and what was wrong, with the first places where to look."""
    return Group(
        *(table for table in (_counts(card, title), _sizes(card), _problems(card)) if table.row_count)
    )


def _counts(card: DataCard, title: str) -> Table:
    table = Table("what", "count", title=escape(title))
    table.columns[1].justify = "right"
    table.add_row("photos", f"{card.photos:,}")
    table.add_row("boxes", f"{card.boxes:,}")
    if card.ignored:
        table.add_row("regions to be ignored", f"{card.ignored:,}")
    if card.statistics:
        if card.statistics.photos_without_boxes:
            table.add_row("photos without a product", f"{card.statistics.photos_without_boxes:,}")
        by_label = card.statistics.boxes_by_label
        for label in card.labels[:LABELS]:
            table.add_row(f"label {escape(label)}", f"{by_label.get(label, 0):,}")
        if len(card.labels) > LABELS:
            table.add_row("more labels, see the data card", f"{len(card.labels) - LABELS:,}")
    return table


def _sizes(card: DataCard) -> Table:
    table = Table("size", "5 %", "median", "95 %")
    found = card.statistics
    if found is None:
        return table
    rows: dict[str, tuple[Spread | None, str]] = {
        "photo width, px": (found.photo_width_px, ".0f"),
        "photo height, px": (found.photo_height_px, ".0f"),
        "boxes a photo": (found.boxes_a_photo, ".0f"),
        "box width, px": (found.box_width_px, ".1f"),
        "box height, px": (found.box_height_px, ".1f"),
        "box width, of the long side": (found.box_width_of_long_side, ".1%"),
        "box height, of the long side": (found.box_height_of_long_side, ".1%"),
        "box width to height": (found.box_aspect, ".2f"),
    }
    for what, (spread, form) in rows.items():
        if spread:
            table.add_row(what, *(format(value, form) for value in (spread.p5, spread.p50, spread.p95)))
    return table


def _problems(card: DataCard) -> Table:
    table = Table("problem", "count", "where")
    for rule, count in sorted(card.problems.items()):
        places = card.where.get(rule, [])
        more = [f"and {len(places) - PLACES:,} more, see the data card"] if len(places) > PLACES else []
        table.add_row(rule, f"{count:,}", escape("\n".join([*places[:PLACES], *more])))
    return table
