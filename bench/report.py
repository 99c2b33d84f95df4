"""Results of a section, as tables on the terminal and as JSON."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any, Literal

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bench.samples import Rounds, flat, percentile, ratio

Unit = Literal["ms", "kB", "MB", "count", "x", "per s", "%"]
DECIMALS: dict[Unit, int] = {"ms": 1, "kB": 1, "MB": 2, "count": 0, "x": 2, "per s": 1, "%": 1}


@dataclass(frozen=True)
class Row:
    """One line of a table: a candidate, a stage or a part."""

    name: str
    unit: Unit
    median: float
    p90: float
    samples: int
    ratio: float | None = None
    """Ratio to the table's reference."""


@dataclass(frozen=True)
class Listing:
    """A table."""

    title: str
    rows: list[Row]
    reference: str | None = None
    """Name of the row, or of another value, to which ratios are relative."""
    note: str = ""


@dataclass(frozen=True)
class Check:
    """A number and the limit that the project has set for it."""

    what: str
    value: float
    unit: Unit
    sense: Literal["<=", ">="]
    limit: float

    @property
    def is_met(self) -> bool:
        """Whether the number is within the limit."""
        compare: Callable[[float, float], bool] = operator.le if self.sense == "<=" else operator.ge
        return compare(self.value, self.limit)


@dataclass(frozen=True)
class Section:
    """All results of one section of the bench."""

    name: str
    tables: list[Listing]
    checks: list[Check] = field(default_factory=list)


def row(name: str, rounds: Rounds, unit: Unit = "ms", reference: Rounds | None = None) -> Row:
    """A row for the samples ``rounds``, with its ratio to ``reference`` if there is one."""
    samples = flat(rounds)
    return Row(
        name=name,
        unit=unit,
        median=median(samples),
        p90=percentile(samples, 90),
        samples=len(samples),
        ratio=None if reference is None else ratio(rounds, reference),
    )


def listing(
    title: str,
    measured: Mapping[str, Rounds],
    *,
    unit: Unit = "ms",
    reference: str | None = None,
    note: str = "",
) -> Listing:
    """A table of candidates that were measured in the same rounds."""
    base = measured[reference] if reference else None
    return Listing(
        title, [row(name, rounds, unit, base) for name, rounds in measured.items()], reference, note
    )


def show(section: Section, console: Console) -> None:
    """Prints the tables and whether the limits are met."""
    for table in section.tables:
        console.print(_rendered(table))
    for check in section.checks:
        verdict = "[green]met[/green]" if check.is_met else "[red]missed[/red]"
        value, limit = (_number(number, check.unit) for number in (check.value, check.limit))
        console.print(f"  {verdict}  {escape(check.what)}: {value}, limit {check.sense} {limit}")
    console.print()


def as_json(sections: Sequence[Section], environment: Mapping[str, Any]) -> dict[str, Any]:
    """The content of the ``--json`` file."""
    return {
        "environment": dict(environment),
        "sections": [
            {
                **asdict(section),
                "checks": [asdict(check) | {"is_met": check.is_met} for check in section.checks],
            }
            for section in sections
        ],
    }


def all_met(sections: Sequence[Section]) -> bool:
    """Whether every limit is met."""
    return all(check.is_met for section in sections for check in section.checks)


def _rendered(listing: Listing) -> Table:
    has_ratio = any(each.ratio is not None for each in listing.rows)
    table = Table(title=listing.title, title_justify="left", caption=listing.note, caption_justify="left")
    table.add_column("")
    for heading in ("median", "p90", *((f"ratio to {listing.reference}",) if has_ratio else ()), "samples"):
        table.add_column(heading, justify="right")
    for each in listing.rows:
        ratio_text = "" if each.ratio is None else f"{each.ratio:.2f}"
        table.add_row(
            each.name,
            _number(each.median, each.unit),
            _number(each.p90, each.unit),
            *((ratio_text,) if has_ratio else ()),
            str(each.samples),
        )
    return table


def _number(value: float, unit: Unit) -> str:
    return f"{value:,.{DECIMALS[unit]}f}" + ("" if unit == "count" else f" {unit}")
