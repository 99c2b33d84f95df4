"""frame: from a camera frame to drawn boxes, by stage, compared with other runtimes and the blog post's way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import pairwise
from statistics import median
from typing import Any

from bench.browser import LiveScan, Span, detector_worker, new_phone, open_app, served
from bench.errors import BenchError
from bench.options import Options
from bench.peers.run import LITERT, OWN, Peers
from bench.report import Check, Listing, Section, listing
from bench.rounds import alternate
from bench.samples import Rounds

MOST_OVERHEAD = 0.15
MOST_NEAR_TO_FAR = 1 / 3
MOST_TO_LITERT = 1.25
LEAST_TO_BLOG = 3.0

STAGES = (
    "capture",
    "letterbox",
    "upload",
    "network",
    "read-back",
    "decode",
    "NMS",
    "hand over",
    "track",
    "draw",
)
WHOLE = "whole frame"
CADENCE = "from frame to frame"

WASM = "Shelfscan, WASM"
WEBGL = "Shelfscan, WebGL on SwiftShader"
BLOG = "the blog post's way, WASM"

WARM_UPS = 30
"""Frames until the app has chosen the fastest ways on this device (static/js/trial.js)."""
DISTANCES = {"the whole shelf": 1, "twice as near": 2, "three times as near": 3}
"""What the camera shows, and how many times nearer it is than the picture's was."""
FAR, NEAR = next(iter(DISTANCES)), list(DISTANCES)[-1]
WEBGL_FRAMES = 2
BACKEND = "async () => (await import('/static/vendor/tfjs.js')).getBackend()"

Split = dict[str, float]
"""Milliseconds of one frame by stage."""


def split(span: Span) -> Split:
    """The time of a frame by stage. The rest is spent between the page and its worker."""
    detail = span["detail"]
    timing = detail["timing"]
    passes = timing["passes"]
    stages = {
        "capture": detail["capture_ms"],
        "letterbox": timing["letterbox_ms"],
        "upload": sum(each["upload_ms"] for each in passes),
        "network": sum(each["network_ms"] for each in passes),
        "read-back": sum(each["readback_ms"] for each in passes),
        "decode": sum(each["decode_ms"] for each in passes),
        "NMS": timing["nms_ms"],
        "track": detail["track_ms"],
        "draw": detail["draw_ms"],
    }
    whole = span["end_ms"] - span["start_ms"]
    stages["hand over"] = whole - sum(stages.values())
    return {name: stages[name] for name in STAGES} | {WHOLE: whole}


def measure(options: Options) -> Section:
    """Alternates between the app, the peers and the baseline. WebGL is measured last, on its own."""
    frames = 3 if options.quick else 10
    rounds = 2 if options.quick else options.rounds
    with ExitStack() as stack:
        server = stack.enter_context(served(options))
        phone = stack.enter_context(new_phone(options, "frame"))
        app = LiveScan(open_app(phone, server.url, options))
        size = size_of(app.page.evaluate("observed.firstFrame"))
        parts = app.measure(WARM_UPS)[-1]["detail"]["timing"]["passes"][0]["tiles"]
        candidates: dict[str, Callable[[], Sequence[Split]]] = {WASM: lambda: _splits(app, frames, size)}
        if options.peers:
            peers = stack.enter_context(Peers(options, size))
            for name in peers.networks:
                candidates[name] = _network_of(peers, name, frames)
            count = app.page.evaluate("observed.frames.at(-1).detail.count")
            candidates[BLOG] = lambda: [{WHOLE: ms} for ms in peers.measure_blog(frames, count)]
        measured = alternate(candidates, rounds)
    at_distances = _at_distances(options, frames, rounds)
    if options.webgl:
        measured[WEBGL] = [_on_webgl(options, size)]
    section = _section(measured, size, parts)
    near = _ratio_in(at_distances, NEAR)
    check = Check("a frame of a near shelf, to one of a far shelf", near, "x", "<=", MOST_NEAR_TO_FAR)
    return Section(section.name, [*section.tables, at_distances], [*section.checks, check])


def _at_distances(options: Options, frames: int, rounds: int) -> Listing:
    """Frames of the same shelf from further and from nearer, each by a phone of its own, whose cameras all stay on."""
    with ExitStack() as stack:
        server = stack.enter_context(served(options))
        scans: dict[str, LiveScan] = {}
        inputs: list[str] = []
        for name, nearer in DISTANCES.items():
            phone = stack.enter_context(new_phone(options, f"frame-{nearer}"))
            scans[name] = LiveScan(open_app(phone, server.url, options, nearer=nearer, live_size="auto"))
            # Until the size of the input has followed the size of the products, too.
            width, height = size_of(scans[name].measure(WARM_UPS)[-1]["detail"])
            inputs.append(f"{name}: {width}x{height}")

        def whole(scan: LiveScan) -> list[float]:
            return [span["end_ms"] - span["start_ms"] for span in scan.measure(frames)]

        measured = alternate({name: partial(whole, scan) for name, scan in scans.items()}, rounds)
    note = f"Input of the network for {', '.join(inputs)}."
    return listing("whole frame by distance", measured, reference=FAR, note=note)


def _splits(app: LiveScan, frames: int, size: tuple[int, int]) -> list[Split]:
    spans = app.measure(frames + 1)
    if any(size_of(span["detail"]) != size for span in spans):
        raise BenchError("The live view has changed the size of its input, so its frames cannot be compared.")
    return [
        split(span) | {CADENCE: span["start_ms"] - before["start_ms"]} for before, span in pairwise(spans)
    ]


def _on_webgl(options: Options, size: tuple[int, int]) -> list[Split]:
    """A few frames on WebGL in software, which take seconds each: only a check that it works."""
    with served(options) as server, new_phone(options, "webgl") as phone:
        page = open_app(phone, server.url, options, backend="webgl")
        app = LiveScan(page)
        backend = detector_worker(page).evaluate(BACKEND)
        if backend != "webgl":
            raise BenchError(
                f"The detector runs on {backend}: WebGL did not work here. --no-webgl does without."
            )
        return _splits(app, WEBGL_FRAMES, size)


def _network_of(peers: Peers, name: str, runs: int) -> Callable[[], list[Split]]:
    return lambda: [{"network": ms} for ms in peers.measure(name, runs)]


def size_of(detail: dict[str, Any]) -> tuple[int, int]:
    """Width and height of the network's input for a frame."""
    first = detail["timing"]["passes"][0]
    return int(first["width"]), int(first["height"])


def _section(measured: dict[str, list[list[Split]]], size: tuple[int, int], parts: int) -> Section:
    def stage(candidate: str, name: str) -> Rounds:
        return [[sample[name] for sample in samples] for samples in measured[candidate]]

    width, height = size
    ours = {name: stage(WASM, name) for name in (*STAGES, WHOLE, CADENCE)}
    note = f"Of the ways tried at first, the network runs in the faster one here: in {parts} part(s) at once."
    tables = [listing(f"frame: {WASM}, input {width}x{height}", ours, reference="network", note=note)]
    if WEBGL in measured:
        note = "No GPU here: this shows that it works, not how fast. A GPU's network time is in read-back."
        on_webgl = {name: stage(WEBGL, name) for name in ours}
        tables.append(listing(f"frame: {WEBGL}", on_webgl, note=note))
    overhead = median(
        sample[WHOLE] / sample["network"] - 1 for samples in measured[WASM] for sample in samples
    )
    checks = [
        Check("a live frame beyond the network's own time", 100 * overhead, "%", "<=", 100 * MOST_OVERHEAD)
    ]
    networks = {name: stage(name, "network") for name in measured if name not in (WASM, WEBGL, BLOG)}
    if networks:
        table = listing("network: pixels in, raw predictions out, one thread", networks, reference=LITERT)
        tables.append(table)
        checks.append(Check("network, to LiteRT.js", _ratio_in(table, OWN), "x", "<=", MOST_TO_LITERT))
        whole = {name: stage(name, WHOLE) for name in (WASM, BLOG)}
        table = listing("whole frame at the same input", whole, reference=WASM)
        tables.append(table)
        checks.append(
            Check("the blog post's way, to a frame", _ratio_in(table, BLOG), "x", ">=", LEAST_TO_BLOG)
        )
    return Section("frame", tables, checks)


def _ratio_in(table: Listing, name: str) -> float:
    found = next(each.ratio for each in table.rows if each.name == name)
    return found if found is not None else float("nan")
