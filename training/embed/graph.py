"""An embedder's bundle run as the phone runs it: TensorFlow.js on WebAssembly, with the page's own modules."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from app.embedder_card import load_embedder
from training.boxes import Floats, Pixels
from training.graph import GraphError
from training.node_process import NodeProcess

RUNNER = Path(__file__).with_name("run_embedder.mjs")
BATCH = 16
"""As many crops at once as the page's worker takes."""


class EmbedderGraph:
    """A Node process with the bundle loaded, for the time of a ``with`` block."""

    def __init__(self, bundle: Path) -> None:
        self.card = load_embedder(bundle)
        self._bundle = bundle
        self._node = NodeProcess(RUNNER, str(bundle.resolve()))

    def __enter__(self) -> Self:
        self._node.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._node.__exit__(kind, error, at)

    def vectors(self, crops: Pixels) -> Floats:
        """Vectors (N, dimensions) of crops (N, height, width, 3).

        Raises:
            GraphError: the bundle cannot be run, or gives another number of values than its card says.
        """
        parts = [
            self._ask({"count": len(part)}, part) for part in np.split(crops, range(BATCH, len(crops), BATCH))
        ]
        return np.concatenate(parts)

    def probe(self) -> Floats:
        """The vector (dimensions,) of the picture that phones try an embedder with."""
        vector: Floats = self._ask({"known": True}, np.zeros((0, 0, 0, 3), np.uint8))[0]
        return vector

    def milliseconds(self, crops: Pixels) -> float:
        """What the network takes for a crop, as the page gives them to it: the least of some rounds."""
        took = []
        for _ in range(5):
            self._ask({"count": len(crops)}, crops)
            took.append(self._took)
        return min(took) / len(crops)

    def _ask(self, header: dict[str, object], crops: Pixels) -> Floats:
        try:
            self._node.questions.write(json.dumps(header).encode() + b"\n")
            rgba = np.concatenate([crops, np.full((*crops.shape[:3], 1), 255, np.uint8)], axis=3)
            self._node.questions.write(rgba.tobytes())
            self._node.questions.flush()
        except BrokenPipeError as error:
            raise self._failure() from error
        line = self._node.answers.readline()
        answer = json.loads(line) if line.endswith(b"\n") else None
        body = self._node.answers.read(answer["bytes"]) if answer else b""
        if answer is None or len(body) < answer["bytes"]:
            raise self._failure()
        self._took: float = answer["network_ms"]
        values = np.frombuffer(body, np.float32)
        rows, dimensions = max(1, len(crops)), self.card.output.dimensions
        if values.size != rows * dimensions:
            raise GraphError(
                f"The graph of {self._bundle} gives {values.size} numbers for {rows} crops, its card promises "
                f"{dimensions} for each. Export the bundle anew."
            )
        return values.reshape(rows, dimensions)

    def _failure(self) -> GraphError:
        return GraphError(
            f"Node stopped while it ran {self._bundle}: {self._node.failure()} "
            "Build the JavaScript with scripts/build-vendor if modules are missing."
        )
