"""engines: the network and photos in Firefox and WebKit beside Chromium. Not in `all`: it needs these browsers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Page

from app.card import load_bundle
from bench.browser import CAMERA_SIZE, camera_clip, new_phone, served, wait_for
from bench.errors import BenchError
from bench.options import BENCH, ROOT, Options
from bench.peers.site import bench_site
from bench.photo import write_photo
from bench.report import Check, Listing, Section, listing, row
from bench.rounds import alternate
from bench.samples import ratio
from tests.e2e.camera import FRAMES
from tests.engines.actions import COUNT, count_on, first_visit, go_to_start
from tests.engines.driver import Engine
from tests.engines.firefox import Firefox
from tests.engines.pictures import write_noisy
from tests.engines.webkit import WebKit
from training.predict import letterbox_size

OTHERS: dict[str, type[Engine]] = {"Firefox": Firefox, "WebKit": WebKit}
KERNELS = {"our kernels": "shelfscan", "TensorFlow.js alone": "tfjs"}
"""WebKit has no relaxed SIMD: its kernels are those of plain SIMD."""
PLAIN = "our kernels, plain SIMD"
CHROMIUM = "Chromium"
MOST_RATIO = {"Firefox": 1.4, "WebKit": 1.3}
WARM_UPS, RUNS = 10, 2
MOST_MEAN, MOST_WORST = 1.0, 3.0
"""How far counts of one photo may be apart, in percent of Chromium's."""


class Browser(Protocol):
    """What is measured in every engine."""

    def open(self, url: str) -> None:
        """Opens a page."""

    def evaluate(self, function: str, *arguments: Any) -> Any:
        """Calls a function in the page; see ``Engine``."""

    def visit(self, url: str) -> None:
        """Opens the app for the first time and waits until its detector is there."""

    def count(self, photo: Path) -> tuple[int, float]:
        """Products on a photo, and milliseconds from choosing it to the number."""


class _Chromium:
    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, url: str) -> None:
        self._page.goto(url)

    def evaluate(self, function: str, *arguments: Any) -> Any:
        return self._page.evaluate(f"(all) => ({function})(...all)", list(arguments))

    def visit(self, url: str) -> None:
        self.open(url)
        wait_for(self._page, "document.body.innerText.includes('Ready to work offline')")

    def count(self, photo: Path) -> tuple[int, float]:
        self._page.evaluate("location.hash = ''")
        wait_for(self._page, "document.body.dataset.view === 'start'")
        chosen = time.perf_counter()
        self._page.locator("input[type=file]").first.set_input_files(photo)
        wait_for(self._page, f"({COUNT})('photo') !== null")
        return int(self.evaluate(COUNT, "photo")), 1000 * (time.perf_counter() - chosen)


class _Other:
    def __init__(self, engine: Engine) -> None:
        self.open, self.evaluate = engine.open, engine.evaluate
        self._engine = engine

    def visit(self, url: str) -> None:
        first_visit(self._engine, url)

    def count(self, photo: Path) -> tuple[int, float]:
        go_to_start(self._engine)
        chosen = time.perf_counter()
        self._engine.choose_files("input[type=file]", [photo])
        return count_on(self._engine, "photo"), 1000 * (time.perf_counter() - chosen)


def measure(options: Options) -> Section:
    """The network on one thread, a 12-megapixel photo, and the counts of ``options.photos``, in each engine.

    Raises:
        BenchError: neither of the other browsers is installed.
    """
    reasons = {name: engine.missing() for name, engine in OTHERS.items()}
    present = [name for name, reason in reasons.items() if reason is None]
    if not present:
        raise BenchError("; ".join(filter(None, reasons.values())))
    network, checks = _network(options, present)
    tables = [network]
    with _app(options, present) as browsers:
        tables.append(_photo(options, browsers))
        if options.photos:
            counts, more = _counts(options, browsers, options.photos)
            tables.append(counts)
            checks += more
    return Section("engines", tables, checks)


@contextmanager
def _running(options: Options, names: Sequence[str], use: str) -> Iterator[dict[str, Browser]]:
    """A browser of each engine, with an empty profile."""
    with ExitStack() as stack:
        browsers: dict[str, Browser] = {}
        for name in names:
            place = f"{use}-{name}"
            if name == CHROMIUM:
                phone = stack.enter_context(new_phone(options, place))
                browsers[name] = _Chromium(phone.open().pages[0])
            else:
                engine = OTHERS[name](options.folder / place)
                stack.callback(engine.close)
                engine.start()
                browsers[name] = _Other(engine)
        yield browsers


def _network(options: Options, present: Sequence[str]) -> tuple[Listing, list[Check]]:
    size = letterbox_size(*CAMERA_SIZE, load_bundle(options.bundle).input.sizes.live[0])[2:]
    picture = options.folder / "picture.jpg"
    clip = camera_clip(options).read_bytes()
    picture.write_bytes(clip[: len(clip) // FRAMES])
    mounts = {
        "bundle": options.bundle,
        "pages": BENCH / "pages",
        "picture.jpg": picture,
        "static": ROOT / "static",
    }
    candidates: dict[str, Callable[[], list[float]]] = {}
    with bench_site(mounts) as site, ExitStack() as stack:
        for kernels, runtime in (KERNELS | {PLAIN: "shelfscan-simd"}).items():
            names = [CHROMIUM] if kernels == PLAIN else [CHROMIUM, *present]
            for name, browser in stack.enter_context(_running(options, names, runtime)).items():
                browser.open(f"{site}pages/network.html?runtime={runtime}&width={size[0]}&height={size[1]}")
                browser.evaluate("(runs) => measure(runs)", WARM_UPS)
                candidates[f"{name}, {kernels}"] = lambda browser=browser: browser.evaluate(  # type: ignore[misc]
                    "(runs) => measure(runs)", RUNS
                )
        measured = alternate(candidates, 2 if options.quick else options.rounds)
    own = f"{CHROMIUM}, our kernels"
    title = f"engines: network at {size[0]}x{size[1]}, one thread"
    checks = [
        Check(f"{name}'s network to Chromium's", ratio(measured[f"{name}, our kernels"], measured[own]), "x", "<=",
              MOST_RATIO[name])
        for name in present
    ]  # fmt: skip
    return listing(title, measured, reference=own), checks


@contextmanager
def _app(options: Options, present: Sequence[str]) -> Iterator[dict[str, Browser]]:
    with served(options) as server, _running(options, [CHROMIUM, *present], "app") as browsers:
        for browser in browsers.values():
            browser.visit(server.url)
        yield browsers


def _photo(options: Options, browsers: dict[str, Browser]) -> Listing:
    photo = write_photo(options.folder / "photo.jpg")
    for browser in browsers.values():
        browser.count(photo)  # warm-up: compiles code and allocates memory
    candidates = {
        name: lambda browser=browser: [browser.count(photo)[1]] for name, browser in browsers.items()
    }
    measured = alternate(candidates, 2 if options.quick else options.rounds)
    return listing(
        "engines: a 12-megapixel photo, from choosing it to its number", measured, reference=CHROMIUM
    )


def _counts(options: Options, browsers: dict[str, Browser], folder: Path) -> tuple[Listing, list[Check]]:
    photos = sorted(folder.glob("*.jpg"))
    if not photos:
        raise BenchError(f"There are no photos (.jpg) in {folder}.")
    counts: dict[str, list[int]] = {name: [] for name in browsers}
    noisy = options.folder / "noisy.jpg"
    for photo in photos[:2] if options.quick else photos:
        for path in (photo, write_noisy(photo, noisy)):
            for name, browser in browsers.items():
                counts[name].append(browser.count(path)[0])
    differences = {
        name: percent_apart(each, counts[CHROMIUM]) for name, each in counts.items() if name != CHROMIUM
    }
    title = f"engines: how far counts of {len(counts[CHROMIUM])} photos are from Chromium's"
    checks = []
    for name, apart in differences.items():
        checks.append(Check(f"{name}: counts apart, mean", sum(apart) / len(apart), "%", "<=", MOST_MEAN))
        checks.append(Check(f"{name}: counts apart, worst photo", max(apart), "%", "<=", MOST_WORST))
    note = "Each photo as it is, and enlarged with white noise."
    return Listing(title, [row(name, [apart], "%") for name, apart in differences.items()], note=note), checks


def percent_apart(counts: Sequence[int], reference: Sequence[int]) -> list[float]:
    """How far each count is from the reference's, in percent of that; of an empty photo's, in products."""
    return [100 * abs(a - b) / max(b, 1) for a, b in zip(counts, reference, strict=True)]
