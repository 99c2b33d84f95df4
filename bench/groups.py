"""groups: what it costs that the app tells products apart, before they are asked for and then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from app.catalogue import ModelFolders
from bench.browser import new_phone, open_app, served, wait_for
from bench.errors import BenchError
from bench.options import ROOT, Options
from bench.photo import WHOLE, back, choose, count, write_photo
from bench.report import Check, Section, listing
from bench.rounds import alternate
from bench.samples import Rounds

MOST_MS = 600.0
"""From boxes to groups, of the 150 products of the drawn shelf."""
LEAST_PRODUCTS = 140
"""Of them that the detector must have found for the limit to say anything."""
MOST_RATIO = 1.05
"""Of counting while nobody asks for products, to a server without an embedder."""

BEFORE = "embedder loaded, photo decoded"
GROUPS = "boxes to groups"
WITH, WITHOUT = "with an embedder on the server", "with none"

PRESS = """() => {
  observed.groups = { shown_ms: null };
  let isPressed = false;
  const step = () => {
    const button = document.querySelector('button[data-testid=products]');
    if (isPressed && document.querySelector('[data-testid=groups-line]')) {
      observed.groups.shown_ms = performance.now();
      return;
    }
    if (!isPressed && observed.photo.shown_ms !== null && button) {
      isPressed = true;
      button.click();
    }
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}"""
"""Asks for the products of the next photo as soon as its boxes are on the screen, and sees when its groups are."""


def measure(options: Options) -> Section:
    """Counts a photo with two servers in turns while nobody asks for products, then asks for them."""
    if not ModelFolders(ROOT / "models").catalogue().embedders:
        raise BenchError("There is no embedder in models/.")
    rounds = 2 if options.quick else options.rounds
    photo = write_photo(options.folder / "photo.jpg")
    with (
        served(options) as server,
        served(options, embedder=False) as plain,
        new_phone(options, "groups") as phone,
        new_phone(options, "no-groups") as plain_phone,
    ):
        page = open_app(phone, server.url, options, address="")
        plain_page = open_app(plain_phone, plain.url, options, address="")
        for each in (page, plain_page):
            # What is kept to work offline is on the way until then.
            wait_for(each, "observed.firsts.offline !== undefined")
            count(each, photo)  # warm-up: compiles code and allocates memory
        counted = alternate({WITH: _counter(page, photo), WITHOUT: _counter(plain_page, photo)}, rounds)
        first, _ = _groups(page, photo)
        found = [_groups(page, photo) for _ in range(rounds)]
    return section_of(found[-1][1], first, [stages for stages, _ in found], counted)


def section_of(
    products: int,
    first: dict[str, float],
    later: list[dict[str, float]],
    counted: Mapping[str, Rounds],
) -> Section:
    """Tables and limits.

    Args:
        products: of the photo, those that were found.
        first: milliseconds of each stage from boxes to groups, the embedder's loading among them.
        later: the same of photos for which it was at work already.
        counted: milliseconds from choosing a photo to its boxes, of the two servers.

    Raises:
        BenchError: the detector has found too few products.
    """
    if products < LEAST_PRODUCTS:
        raise BenchError(
            f"Of the drawn shelf's 150 products only {products} were found: too few to be timed."
        )
    loading = listing(
        f"groups: from the boxes of {products} products to their groups, the first time",
        {name: [[took]] for name, took in first.items()},
    )
    at_work = listing(
        "groups: the same with an embedder at work",
        {name: [[stages[name]] for stages in later] for name in later[0]},
    )
    idle = listing("groups: a photo is counted and nobody asks for its products", counted, reference=WITHOUT)
    ratio = next(row.ratio for row in idle.rows if row.name == WITH)
    took = median(stages[GROUPS] for stages in later)
    checks = [
        Check(f"{products} products become groups", took, "ms", "<=", MOST_MS),
        Check(
            "a photo while nobody asks, to a server without embedder",
            float("nan") if ratio is None else ratio,
            "x",
            "<=",
            MOST_RATIO,
        ),
    ]
    return Section("groups", [loading, at_work, idle], checks)


def _counter(page: Page, photo: Path) -> Callable[[], Sequence[float]]:
    return lambda: [count(page, photo)[WHOLE]]


def _groups(page: Page, photo: Path) -> tuple[dict[str, float], int]:
    """Milliseconds of each stage from boxes to groups, and how many products the photo has."""
    page.evaluate(PRESS)
    choose(page, photo)
    wait_for(page, "observed.groups.shown_ms !== null")
    boxes_ms, groups_ms = page.evaluate("[observed.photo.shown_ms, observed.groups.shown_ms]")
    embed = page.evaluate("observed.embed")
    timing = embed["detail"]["timing"]
    products = int(page.evaluate("document.querySelector('[data-testid=count]').dataset.count"))
    back(page)
    stages = {
        BEFORE: embed["start_ms"] - boxes_ms,
        "facings are cut out": timing["crop_ms"],
        "network": timing["network_ms"],
        "hand over": embed["end_ms"] - embed["start_ms"] - timing["crop_ms"] - timing["network_ms"],
        "group and show": groups_ms - embed["end_ms"],
        GROUPS: groups_ms - boxes_ms,
    }
    return stages, products
