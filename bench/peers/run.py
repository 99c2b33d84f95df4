"""The peers, started and ready to be measured."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

import numpy as np
from playwright.sync_api import Page

from app.card import load_bundle
from bench.browser import CAMERA_SIZE, camera_clip, new_phone
from bench.errors import BenchError
from bench.options import BENCH, ROOT, Options
from bench.peers.convert import convert
from bench.peers.install import NODE_MODULES, install
from bench.peers.native import NativeNetwork, as_values
from bench.peers.site import bench_site
from tests.e2e.camera import FRAMES

OWN = "Shelfscan"
SIMD = "Shelfscan, without relaxed SIMD"
PLAIN = "TensorFlow.js alone"
LITERT = "LiteRT.js"
ONNX = "onnxruntime-web"
NATIVE = "XNNPACK, native (the limit)"
RUNTIMES = {OWN: "shelfscan", SIMD: "shelfscan-simd", PLAIN: "tfjs", LITERT: "litert", ONNX: "onnxruntime"}

TOLERANCE = 1e-2
"""Absolute and relative tolerance between predictions of a peer and of Shelfscan. All compute with float32."""
COUNT_TOLERANCE = 0.2
"""Tolerance of the count: the baseline resizes pictures differently than a canvas, and the app's count is tracked."""
WARM_UPS = 3
START_MS = 300_000


class Peers:
    """Every runtime, with the network loaded, its results verified, and warmed up."""

    def __init__(self, options: Options, size: tuple[int, int]) -> None:
        """``size``: width and height of the network's input."""
        self._options = options
        self._size = size
        self._stack = ExitStack()
        self._pages: dict[str, Page] = {}

    def __enter__(self) -> Peers:
        """Installs, converts and starts everything.

        Raises:
            BenchError: a peer cannot be installed, or its results differ.
        """
        with self._stack:
            self._start()
            self._stack = self._stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stops the browser and the server."""
        self._stack.close()

    @property
    def networks(self) -> list[str]:
        """Names of the runtimes."""
        return [*RUNTIMES, NATIVE]

    def measure(self, name: str, runs: int) -> list[float]:
        """Milliseconds of each run of the network in one runtime, from pixels to raw predictions."""
        if name == NATIVE:
            return self._native.measure(self._values, runs)
        times: list[float] = self._pages[name].evaluate("(runs) => measure(runs)", runs)
        return times

    def measure_blog(self, frames: int, expected: int) -> list[float]:
        """Milliseconds from frame to drawn boxes in the blog post's implementation.

        Raises:
            BenchError: its count differs too much from the expected one.
        """
        samples: list[dict[str, float]] = self._blog.evaluate("(frames) => measure(frames)", frames)
        for sample in samples:
            if abs(sample["count"] - expected) > COUNT_TOLERANCE * expected:
                raise BenchError(
                    f"The blog post's way finds {sample['count']} products where the app finds {expected}."
                )
        return [sample["whole_ms"] for sample in samples]

    def _start(self) -> None:
        options, size = self._options, self._size
        install()
        converted = convert(options.bundle, size, CAMERA_SIZE)
        clip = camera_clip(options)
        content = clip.read_bytes()
        picture = options.folder / "picture.jpg"
        picture.write_bytes(content[: len(content) // FRAMES])
        site = self._stack.enter_context(
            bench_site(
                {
                    "bundle": options.bundle,
                    "converted": converted.tflite.parent,
                    "node_modules": NODE_MODULES,
                    "pages": BENCH / "pages",
                    "picture.jpg": picture,
                    "static": ROOT / "static",
                }
            )
        )
        phone = self._stack.enter_context(new_phone(options, "peers"))
        context = phone.open(camera=clip)
        width, height = size
        for name, runtime in RUNTIMES.items():
            page = context.new_page()
            page.set_default_timeout(START_MS)
            page.goto(f"{site}pages/network.html?runtime={runtime}&width={width}&height={height}")
            self._pages[name] = page
        self._check(converted.tflite)
        self._blog = context.new_page()
        self._blog.goto(f"{site}pages/blog.html")
        for name in self.networks:
            self.measure(name, WARM_UPS)
        self._blog.evaluate("(frames) => measure(frames)", WARM_UPS)

    def _check(self, tflite: Path) -> None:
        own = self._pages[OWN]
        rgba = base64.b64decode(own.evaluate("pixels()"))
        self._values = as_values(rgba, self._size, *load_bundle(self._options.bundle).input.range)
        self._native = NativeNetwork(tflite)
        expected = own.evaluate("predictions()")
        found = {name: self._pages[name].evaluate("predictions()") for name in (SIMD, PLAIN, LITERT, ONNX)}
        found[NATIVE] = self._native.run(self._values)
        for name, predictions in found.items():
            check_same(name, predictions, expected)


def check_same(name: str, predictions: Sequence[float], expected: Sequence[float]) -> None:
    """Compares raw predictions with Shelfscan's.

    Raises:
        BenchError: they differ by more than rounding.
    """
    ours, theirs = np.asarray(expected), np.asarray(predictions)
    if ours.shape != theirs.shape:
        raise BenchError(f"{name} gives {theirs.size} numbers and Shelfscan {ours.size}.")
    if not np.allclose(theirs, ours, rtol=TOLERANCE, atol=TOLERANCE):
        worst = float(np.abs(theirs - ours).max())
        raise BenchError(
            f"{name} computes something else than Shelfscan: numbers differ by up to {worst:.3g}."
        )
