"""The upper limit: native XNNPACK on one thread."""

from __future__ import annotations

import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from bench.peers.quiet import import_tensorflow, quiet


class NativeNetwork:
    """A TFLite model with XNNPACK, which TensorFlow Lite uses by default."""

    def __init__(self, tflite: Path) -> None:
        """Loads the model."""
        with quiet():
            tf = import_tensorflow()
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # A deprecation warning: it will move to another package.
                self._interpreter = tf.lite.Interpreter(str(tflite), num_threads=1)
            self._interpreter.allocate_tensors()
        self._input = self._interpreter.get_input_details()[0]["index"]
        self._output = self._interpreter.get_output_details()[0]["index"]

    def run(self, values: Any) -> Any:
        """Raw predictions (anchors * row) of a picture (1, height, width, 3) in the network's range."""
        self._interpreter.set_tensor(self._input, values)
        self._interpreter.invoke()
        return self._interpreter.get_tensor(self._output).reshape(-1)

    def measure(self, values: Any, runs: int) -> list[float]:
        """Milliseconds of each run."""
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            self.run(values)
            times.append(1000 * (time.perf_counter() - start))
        return times


def as_values(rgba: bytes, size: tuple[int, int], low: float, high: float) -> Any:
    """The input tensor of a letterboxed picture's RGBA bytes."""
    width, height = size
    pixels = np.frombuffer(rgba, np.uint8).reshape(1, height, width, 4)[..., :3]
    return pixels.astype(np.float32) * np.float32((high - low) / 255) + np.float32(low)
