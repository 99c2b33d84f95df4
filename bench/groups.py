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
from bench.samples import Rounds, flat

MOST_MS = 600.0
"""From boxes to groups, of the 150 products of the drawn shelf."""
LEAST_PRODUCTS = 140
"""Of them that the detector must have found for the limit to say anything."""
MOST_RATIO = 1.05
"""Of counting while nobody asks for products, to a server without an embedder."""

AGAIN, FIRST = "the embedder is at work", "at first, when it is loaded"
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
    products = found[-1][1]
    return section_of(products, {FIRST: [[first]], AGAIN: [[each] for each, _ in found]}, counted)


def section_of(products: int, groups: Mapping[str, Rounds], counted: Mapping[str, Rounds]) -> Section:
    """Tables and limits.

    Args:
        products: of the photo, those that were found.
        groups: milliseconds from boxes to groups.
        counted: milliseconds from choosing a photo to its boxes, of the two servers.

    Raises:
        BenchError: the detector has found too few products.
    """
    if products < LEAST_PRODUCTS:
        raise BenchError(
            f"Of the drawn shelf's 150 products only {products} were found: too few to be timed."
        )
    asked = listing(f"groups: from the boxes of {products} products to their groups", groups)
    idle = listing("groups: a photo is counted and nobody asks for its products", counted, reference=WITHOUT)
    ratio = next(row.ratio for row in idle.rows if row.name == WITH)
    checks = [
        Check(f"{products} products become groups", median(flat(groups[AGAIN])), "ms", "<=", MOST_MS),
        Check(
            "a photo while nobody asks, to a server without embedder",
            float("nan") if ratio is None else ratio,
            "x",
            "<=",
            MOST_RATIO,
        ),
    ]
    return Section("groups", [asked, idle], checks)


def _counter(page: Page, photo: Path) -> Callable[[], Sequence[float]]:
    return lambda: [count(page, photo)[WHOLE]]


def _groups(page: Page, photo: Path) -> tuple[float, int]:
    """Milliseconds from boxes to groups, and how many products the photo has."""
    page.evaluate(PRESS)
    choose(page, photo)
    wait_for(page, "observed.groups.shown_ms !== null")
    took: float = page.evaluate("observed.groups.shown_ms - observed.photo.shown_ms")
    found = int(page.evaluate("document.querySelector('[data-testid=count]').dataset.count"))
    back(page)
    return took, found
